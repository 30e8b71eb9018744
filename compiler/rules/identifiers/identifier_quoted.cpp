#include <fmt/format.h>
#include <utility>

#include "compiler/rules/checks.h"
#include "compiler/rules/naming/judge.h"
#include "compiler/rules/naming/plurals.h"
#include "compiler/rules/naming/snake_case.h"
#include "grammar/postgres/parser.h"

namespace ashlar::rules {
namespace {

/// True where the server reads the word as it is without quotes.
bool is_plain(std::string_view name) {
  if (name.empty() || (name.front() >= '0' && name.front() <= '9') || name.front() == '$') {
    return false;
  }
  for (const char c : name) {
    const bool letter = (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
    if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '$') return false;
  }
  return true;
}

std::string reason(std::string_view name) {
  if (is_plain(name)) return "it is a reserved word";
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') return "unquoted, its capitals become small letters";
  }
  return "it holds characters that no unquoted name may have";
}

/// A like name that needs no quotes; empty where none suggests itself.
std::string plain_name(const GivenName& given) {
  std::string name = to_snake_case(given.name);
  const bool reserved = postgres::is_reserved_word(name);
  if (reserved && given.kind == NamedKind::kTable) name = pluralize_name(name);
  return postgres::is_reserved_word(name) ? std::string() : name;
}

}  // namespace

void check_identifier_quoted(const RevisionContext& context, Diagnostics& diagnostics) {
  for (const GivenName& given : *context.given_names) {
    if (given.made_up || !context.text(given.span).starts_with('"')) continue;
    if (is_plain(given.name) && !postgres::is_reserved_word(given.name)) continue;
    if (is_ignored(context, given)) continue;
    Diagnostic diagnostic;
    diagnostic.message = fmt::format("{} `{}` needs quotes wherever it is used: {}", noun_of(given),
                                     given.name, reason(given.name));
    diagnostic.location = context.location(given.span);
    diagnostic.help = is_plain(given.name)
                          ? "choose another word, or put one before it"
                          : "choose a name of small letters, digits and underscores";
    // Where a naming rule reports the name as well, its fix is the one to make.
    const std::string name = plain_name(given);
    if (!name.empty() && fits_convention(context, given) && !is_taken(context, given, name)) {
      diagnostic.help = fmt::format("name it `{}`", name);
      if (auto fix = rename_fix(context, given, name)) diagnostic.fixes.push_back(std::move(*fix));
    }
    diagnostics.push_back(std::move(diagnostic));
  }
}

}  // namespace ashlar::rules
