#pragma once

// Why ADD COLUMN writes the whole table anew. Layer: compiler/rules.

#include <string_view>

#include "compiler/rules/rules.h"

namespace ashlar::rules {

enum class RewriteCause {
  kStoredGenerated,
  kIdentity,
  kSerial,
  kConstrainedDomain,
  kOldServer,        ///< any default, before PostgreSQL 11
  kVolatileDefault,  ///< each row gets a value of its own
};

struct RewriteWords {
  std::string_view why;  ///< behind "adding `column` rewrites `table`: "
  std::string_view help;
};
/// Reports the columns that the statement adds and that rewrite an older table for this cause.
void report_rewriting_columns(const StatementContext& context, RewriteCause cause,
                              const RewriteWords& words, Diagnostics& diagnostics);

}  // namespace ashlar::rules
