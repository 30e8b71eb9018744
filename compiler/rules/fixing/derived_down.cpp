#include "compiler/rules/fixing/derived_down.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <string>
#include <utility>

#include "compiler/diff/way_back.h"
#include "compiler/rules/fixing/places.h"
#include "grammar/postgres/parser.h"

namespace ashlar::rules {
namespace {

bool is_concurrent(const RevisionContext& context) {
  const std::vector<effects::ReplayedStatement>& all = context.up->statements;
  return std::any_of(all.begin(), all.end(), [](const effects::ReplayedStatement& statement) {
    return diff::is_concurrent(statement.statement->sql);
  });
}

/// The text with the line ends of the revision's file.
std::string lines_of(const RevisionContext& context, const std::string& text) {
  const std::string line = line_end(context);
  if (line == "\n") return text;
  std::string converted;
  for (const char c : text) {
    if (c == '\n') {
      converted += line;
    } else {
      converted += c;
    }
  }
  return converted;
}

const std::string& text_of(const RevisionContext& context) {
  return (*context.sources)[context.revision->source.file].text;
}

/// An edit that puts lines of their own at a place of the file.
Edit insert_lines(const RevisionContext& context, std::uint32_t at, std::string lines) {
  if (at > 0 && text_of(context)[at - 1] != '\n') lines.insert(0, "\n");
  return {context.location({at, at}), lines_of(context, lines)};
}

/// The down section that runs last; null where nothing can be put behind its statements.
const grammar::Section* last_of_way_back(const RevisionContext& context) {
  const auto sections = versions::sections(*context.revision, versions::Direction::kDown);
  if (sections.empty() || sections.back()->wrapped_in_transaction) return nullptr;
  return sections.back();
}

/// Statements behind all that the section says. The last of those may lack its semicolon.
std::vector<Edit> append(const RevisionContext& context, const grammar::Section& section,
                         std::string statements) {
  if (section.statements.empty()) {
    return {insert_lines(context, section.body.begin, std::move(statements))};
  }
  const std::string& text = text_of(context);
  std::vector<Edit> edits;
  const Span last = section.statements.back().sql.span;
  const Span rest{last.end, section.body.end};
  const std::vector<postgres::Token> tokens = postgres::scan(context.text(rest), rest.begin);
  if (tokens.empty()) edits.push_back({context.location({last.end, last.end}), ";"});
  // A comment on the statement's line stays there.
  const std::size_t from = tokens.empty() ? last.end : tokens.back().span.end;
  const std::size_t line_break = text.find('\n', from);
  const std::size_t at = line_break == std::string::npos ? text.size() : line_break + 1;
  edits.push_back(insert_lines(context, std::min(static_cast<std::uint32_t>(at), rest.end),
                               std::move(statements)));
  return edits;
}

}  // namespace

std::optional<Fix> write_down(const RevisionContext& context, const grammar::Section* empty_down) {
  const bool in_transaction = empty_down != nullptr && empty_down->wrapped_in_transaction;
  if (in_transaction || !effects::is_followed(*context.up)) return std::nullopt;
  const diff::WayBack back =
      diff::way_back(context.up->before, context.up->after, is_concurrent(context));
  if (back.statements == 0) return std::nullopt;
  const std::string& text = text_of(context);
  Fix fix;
  fix.message = "write the down section that brings the schema before back";
  fix.safe = back.complete();
  if (empty_down != nullptr) {
    fix.edits.push_back(insert_lines(context, empty_down->body.begin, back.text));
  } else {
    const std::string_view gap = text.ends_with("\n") ? "\n" : "\n\n";
    const auto end = static_cast<std::uint32_t>(text.size());
    fix.edits.push_back({context.location({end, end}),
                         lines_of(context, fmt::format("{}-- migrate:down\n{}", gap, back.text))});
  }
  return fix;
}

std::optional<Fix> complete_down(const RevisionContext& context) {
  const grammar::Section* last = last_of_way_back(context);
  if (last == nullptr) return std::nullopt;
  const catalog::Catalog& before = context.up->before;
  const diff::WayBack missing = diff::way_back(before, context.down->after, is_concurrent(context));
  if (missing.statements == 0 || !missing.complete()) return std::nullopt;
  const std::vector<std::string> of_up = diff::losses(before, context.up->after);
  const std::set<std::string> known(of_up.begin(), of_up.end());
  const bool loses_more =
      std::any_of(missing.losses.begin(), missing.losses.end(),
                  [&known](const std::string& loss) { return !known.contains(loss); });
  Fix fix;
  fix.message = "take back what the down section forgets";
  fix.safe = !loses_more;
  fix.edits = append(context, *last, missing.text);
  return fix;
}

}  // namespace ashlar::rules
