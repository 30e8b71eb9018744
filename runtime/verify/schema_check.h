#pragma once

// The compiler's schema against a database: loaded into an empty one, it has to give the same
// lines. Layer: runtime/verify.

#include <memory>
#include <optional>
#include <string>

#include "runtime/verify/lines.h"
#include "runtime/verify/scratch.h"

namespace ashlar::runtime {

class SchemaCheck {
 public:
  explicit SchemaCheck(ScratchServer& server) : server_(server) {}

  /// `schema` as SQL; `lines` of the database that it has to be like. What differs goes into the
  /// result. An error is the world's.
  Status compare(const std::string& schema, const Lines& lines, TrialResult& result);

 private:
  Status connect();
  Status load(const std::string& schema);

  ScratchServer& server_;
  std::unique_ptr<database::Session> session_;  ///< on a database that stays empty
  int loads_ = 0;
  std::string loaded_;          ///< the schema that the rest is of
  std::optional<Lines> lines_;  ///< absent: refused
  std::optional<Error> refused_;
};

}  // namespace ashlar::runtime
