#include "cli/server_error.h"

#include <algorithm>
#include <fmt/format.h>

#include "grammar/postgres/parser.h"

namespace ashlar::cli {
namespace {

std::optional<FileId> file_named(const Sources& sources, const std::string& path) {
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (sources[static_cast<FileId>(i)].path == path) return static_cast<FileId>(i);
  }
  return std::nullopt;
}

/// Bytes of the first `count` code points.
std::uint32_t bytes_of(std::string_view text, std::uint32_t count) {
  std::uint32_t at = 0;
  for (std::uint32_t seen = 0; at < text.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
    if (begins && seen++ == count) break;
  }
  return at;
}

/// The token of `sql` that begins at `offset`, or what is left of its line.
Span word_at(std::string_view sql, std::uint32_t offset) {
  for (const postgres::Token& token : postgres::scan(sql)) {
    if (token.span.begin <= offset && offset < token.span.end) return token.span;
  }
  const std::size_t line_end = std::min(sql.find('\n', offset), sql.size());
  return {offset, static_cast<std::uint32_t>(line_end)};
}

/// Where the statement behind the first `count` of a run of INSERTs begins.
std::uint32_t begin_behind(std::string_view sql, std::uint32_t count) {
  bool behind = count == 0;
  for (const postgres::Token& token : postgres::scan(sql)) {
    if (behind) return token.span.begin;
    if (slice(sql, token.span) == ";") behind = --count == 0;
  }
  return 0;
}

Span place_in(const plan::PlannedStatement& statement, const Error& error) {
  const std::string_view sql = statement.sql;
  if (error.position <= 0) {
    const std::uint32_t begin = begin_behind(sql, statement.count > 1 ? error.completed : 0);
    const std::size_t line_end = std::min(sql.find('\n', begin), sql.size());
    return {begin, static_cast<std::uint32_t>(line_end)};
  }
  return word_at(sql, bytes_of(sql, static_cast<std::uint32_t>(error.position - 1)));
}

void add_detail(Diagnostic& finding, std::string_view detail) {
  while (!detail.empty()) {
    const std::size_t end = std::min(detail.find('\n'), detail.size());
    if (end > 0) finding.notes.push_back({std::string(detail.substr(0, end)), std::nullopt});
    detail.remove_prefix(std::min(end + 1, detail.size()));
  }
}

const plan::Step* step_of(const plan::Plan& plan, std::uint32_t id) {
  for (const plan::Step& step : plan.steps) {
    if (step.id == id) return &step;
  }
  return nullptr;
}

/// The statement that failed; null where none did.
const plan::PlannedStatement* failed_statement(const runtime::RunFailure& failure,
                                               const plan::Plan& plan) {
  const plan::Step* step = step_of(plan, failure.step);
  if (step == nullptr || !failure.statement.has_value() ||
      *failure.statement >= step->statements.size()) {
    return nullptr;
  }
  return &step->statements[*failure.statement];
}

SourcePlace place_of_statement(const plan::PlannedStatement& statement) {
  return {statement.file, statement.line, statement.column, statement.sql};
}

}  // namespace

std::optional<Location> location_in(const Sources& sources, const SourcePlace& place) {
  const std::optional<FileId> file = file_named(sources, place.file);
  if (!file.has_value()) return std::nullopt;
  const LineMap lines(sources[*file].text);
  const std::uint32_t begin =
      lines.line_begin(place.line) + bytes_of(lines.line(place.line), place.column - 1);
  return Location{*file, {begin, begin + static_cast<std::uint32_t>(place.sql.size())}};
}

Sources source_of(const SourcePlace& place) {
  std::string text(place.line - 1, '\n');
  text.append(place.column - 1, ' ');
  text += place.sql;
  Sources sources;
  sources.add({place.file, std::move(text)});
  return sources;
}

Sources failed_source(const runtime::RunFailure& failure, const plan::Plan& plan) {
  const plan::PlannedStatement* statement = failed_statement(failure, plan);
  return statement == nullptr ? Sources() : source_of(place_of_statement(*statement));
}

std::optional<Diagnostic> server_diagnostic(const Error& error, const runtime::RunFailure& failure,
                                            const plan::Plan& plan, const Sources& sources) {
  const plan::PlannedStatement* failed = failed_statement(failure, plan);
  if (failed == nullptr) return std::nullopt;
  const plan::PlannedStatement& statement = *failed;
  const plan::Step* step = step_of(plan, failure.step);
  const std::optional<Location> whole = location_in(sources, place_of_statement(statement));
  if (!whole.has_value()) return std::nullopt;
  const std::uint32_t begin = whole->span.begin;
  const Span place = place_in(statement, error);

  Diagnostic finding;
  finding.rule = "server-error";
  finding.severity = Severity::kError;
  finding.message = error.sqlstate.empty()
                        ? error.message
                        : fmt::format("{} (SQLSTATE {})", error.message, error.sqlstate);
  finding.location = {whole->file, {begin + place.begin, begin + place.end}};
  finding.about = {step->revision, step->section,
                   statement.index + (statement.count > 1 ? error.completed : 0)};
  add_detail(finding, error.detail);
  return finding;
}

}  // namespace ashlar::cli
