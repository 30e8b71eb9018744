#include "versions/read_ahead.h"

#include <utility>

#include "grammar/text/check.h"

namespace ashlar::versions {
namespace {

/// How far ahead is read: enough that nobody waits, little enough that nothing piles up.
constexpr std::size_t kRevisionsAhead = 64;
constexpr std::size_t kBytesAhead = 4U << 20U;

}  // namespace

ReadAhead::ReadAhead(const History& history, std::vector<Request> order, Workers& workers)
    : history_(history),
      order_(std::move(order)),
      workers_(workers),
      read_(order_.size()),
      done_(order_.size()) {
  request();
}

ReadAhead::~ReadAhead() {
  workers_.wait([this] {
    for (std::size_t at = given_; at < requested_; ++at) {
      if (!done_[at]) return false;
    }
    return true;
  });
}

std::shared_ptr<const ReadRevision> ReadAhead::next() {
  ASHLAR_CHECK(given_ < order_.size(), "the caller counts");
  const std::size_t at = given_;
  workers_.wait([this, at] { return done_[at].load(); });
  ++given_;
  bytes_ahead_ -= bytes_of(at);
  request();
  return std::move(read_[at]);
}

std::size_t ReadAhead::bytes_of(std::size_t at) const {
  const Revision& outline = history_.revisions[order_[at].revision];
  return history_.sources[outline.source.file].text.size();
}

void ReadAhead::request() {
  while (requested_ < order_.size()) {
    const std::size_t at = requested_;
    const bool far = at >= given_ + kRevisionsAhead || bytes_ahead_ + bytes_of(at) > kBytesAhead;
    if (far && at > given_) return;
    ++requested_;
    bytes_ahead_ += bytes_of(at);
    workers_.add([this, at] {
      const Request& wanted = order_[at];
      auto read = std::make_shared<ReadRevision>();
      read->revision = history_.revisions[wanted.revision];
      const FileId file = read->revision.source.file;
      read->revision.source =
          grammar::parse(file, history_.sources[file], read->findings, wanted.extent);
      for (Diagnostic& finding : read->findings) {
        if (finding.about.revision.empty()) finding.about.revision = read->revision.id;
      }
      read_[at] = std::move(read);
      done_[at] = true;
    });
  }
}

}  // namespace ashlar::versions
