#pragma once

// The statements of an outline's revisions, one revision after the other, parsed by other threads
// ahead of who asks: a history of any length takes the memory of a few revisions.
// Layer: versions.

#include <atomic>
#include <cstddef>
#include <memory>
#include <vector>

#include "grammar/text/diagnostic.h"
#include "versions/revision.h"
#include "versions/workers.h"

namespace ashlar::versions {

/// A revision with its statements, and what is wrong with its file.
struct ReadRevision {
  Revision revision;
  Diagnostics findings;
};

class ReadAhead {
 public:
  struct Request {
    std::size_t revision = 0;  ///< index into `History::revisions`
    grammar::Extent extent = grammar::Extent::kWhole;
  };

  /// `history` and `workers` must outlive it.
  ReadAhead(const History& history, std::vector<Request> order, Workers& workers);
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;
  ~ReadAhead();

  /// The next in the order; there must be one.
  [[nodiscard]] std::shared_ptr<const ReadRevision> next();

 private:
  void request();
  void read(std::size_t at);
  [[nodiscard]] std::size_t bytes_of(std::size_t at) const;

  const History& history_;
  std::vector<Request> order_;
  Workers& workers_;
  std::vector<std::shared_ptr<ReadRevision>> read_;  // parallel to `order_`, as is:
  std::vector<std::atomic<bool>> done_;              // set when the one in `read_` is whole
  std::size_t requested_ = 0;
  std::size_t given_ = 0;
  std::size_t bytes_ahead_ = 0;  // of files that are requested and not given
};

}  // namespace ashlar::versions
