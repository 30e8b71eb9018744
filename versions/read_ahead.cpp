#include "versions/read_ahead.h"

#include <utility>

#include "grammar/text/check.h"

namespace ashlar::versions {
namespace {

/// How far ahead is read: enough that nobody waits, little enough that nothing piles up.
constexpr std::size_t kRevisionsAhead = 64;
constexpr std::size_t kBytesAhead = 4U << 20U;
/// How much is one task: to wake a thread costs more than to parse a small file.
constexpr std::size_t kRevisionsATask = 8;
constexpr std::size_t kBytesATask = 1U << 16U;

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
    const std::size_t room = given_ + kRevisionsAhead - at;
    if (room < kRevisionsATask && order_.size() - at > room) return;
    std::size_t end = at;
    std::size_t bytes = 0;
    while (end < order_.size() && end < at + kRevisionsATask && bytes < kBytesATask) {
      bytes += bytes_of(end++);
    }
    requested_ = end;
    bytes_ahead_ += bytes;
    workers_.add([this, at, end] {
      for (std::size_t i = at; i < end; ++i) read(i);
    });
  }
}

void ReadAhead::read(std::size_t at) {
  const Request& wanted = order_[at];
  auto made = std::make_shared<ReadRevision>();
  made->revision = history_.revisions[wanted.revision];
  const FileId file = made->revision.source.file;
  made->revision.source =
      grammar::parse(file, history_.sources[file], history_.outlines[wanted.revision],
                     made->findings, wanted.extent);
  for (Diagnostic& finding : made->findings) {
    if (finding.about.revision.empty()) finding.about.revision = made->revision.id;
  }
  read_[at] = std::move(made);
  done_[at] = true;
}

}  // namespace ashlar::versions
