// The annotation `batch`.

#include <charconv>

#include "grammar/annotations/reader.h"
#include "grammar/annotations/words.h"

namespace ashlar::annotations {
namespace {

constexpr const char* kForm = "write `-- migrate:batch key=id size=5000 [pause=50ms] [max_lag=1s]`";
constexpr std::uint32_t kMostRows = 10'000'000;

std::optional<std::uint32_t> rows_of(std::string_view text) {
  std::uint32_t rows = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), rows);
  const bool whole = failed == std::errc() && end == text.data() + text.size();
  return whole && rows > 0 && rows <= kMostRows ? std::optional(rows) : std::nullopt;
}

}  // namespace

void Reader::read_batch(const Line& line) {
  Batch batch;
  batch.span = line.span;
  std::map<std::string, Span> seen;
  const std::size_t before = diagnostics_.size();
  for (const Word& setting : split_words(line.rest, ' ')) {
    if (!setting.text.empty()) read_batch_setting(setting, batch, seen);
  }
  if (diagnostics_.size() > before) return;
  if (batch.key.text.empty() || batch.size == 0) {
    report("malformed-annotation", line.span, "`batch` needs a key and a size", kForm);
    return;
  }
  if (pending(line).batch) {
    report("duplicate-annotation", line.span, "the statement's batches are set for the second time",
           "keep one of the two");
    return;
  }
  pending(line).batch = std::move(batch);
}

void Reader::read_batch_setting(const Word& setting, Batch& batch,
                                std::map<std::string, Span>& seen) {
  const std::size_t equals = setting.text.find('=');
  const std::string key = setting.text.substr(0, equals);
  const std::string value = equals == std::string::npos ? "" : setting.text.substr(equals + 1);
  if (!seen.emplace(key, setting.span).second) {
    report("duplicate-annotation", setting.span, "`" + key + "` is set for the second time",
           "keep one of the two");
    return;
  }
  const auto wrong = [&](const std::string& what) {
    report("malformed-annotation", setting.span, "`" + value + "` is no " + what, kForm);
  };
  if (key == "key") {
    if (value.empty()) return wrong("column");
    batch.key = {value, setting.span};
  } else if (key == "size") {
    const std::optional<std::uint32_t> rows = rows_of(value);
    if (!rows) return wrong("number of rows");
    batch.size = *rows;
  } else if (key == "pause" || key == "max_lag") {
    const std::optional<std::chrono::milliseconds> time = parse_duration(value);
    if (!time) return wrong("length of time");
    if (key == "pause") {
      batch.pause = *time;
    } else {
      batch.max_lag = time;
    }
  } else {
    report("malformed-annotation", setting.span, "`batch` has no setting `" + key + "`", kForm);
  }
}

}  // namespace ashlar::annotations
