#include "compiler/rules/names/word_index.h"

#include <algorithm>
#include <iterator>
#include <variant>

#include "compiler/rules/names/mentions.h"

namespace ashlar::rules {
namespace {

/// Identifiers are cut at this length: NAMEDATALEN - 1 (src/include/pg_config_manual.h).
constexpr std::size_t kIdentifierBytes = 63;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool is_word(std::string_view name) { return std::all_of(name.begin(), name.end(), is_word_byte); }

void note(std::vector<std::uint32_t>& numbers, std::uint32_t number) {
  if (numbers.empty() || numbers.back() != number) numbers.push_back(number);
}

}  // namespace

bool runs_strings(const sql::Statement& statement) {
  return std::holds_alternative<sql::DoBlock>(statement.node) ||
         std::holds_alternative<sql::CreateFunction>(statement.node);
}

std::vector<const NamingStatement*> WordIndex::naming(std::string_view name) {
  if (!built_) build();
  std::vector<const NamingStatement*> found;
  if (!is_word(name)) {
    for (const NamingStatement& statement : statements_) found.push_back(&statement);
    return found;
  }
  std::string word(name);
  std::transform(word.begin(), word.end(), word.begin(), lower);
  std::vector<std::uint32_t> numbers;
  const auto at = by_word_.find(word);
  const std::vector<std::uint32_t> none;
  const std::vector<std::uint32_t>& saying = at == by_word_.end() ? none : at->second;
  std::set_union(saying.begin(), saying.end(), opaque_.begin(), opaque_.end(),
                 std::back_inserter(numbers));
  for (const std::uint32_t number : numbers) found.push_back(&statements_[number]);
  return found;
}

void WordIndex::build() {
  built_ = true;
  const auto add_replayed = [this](const effects::ReplayedStatement& replayed,
                                   std::optional<std::size_t> in_up) {
    add({&replayed.statement->sql, &replayed.before, &replayed.after, in_up});
    for (const sql::Statement& effect : replayed.statement->effects) {
      add({&effect, &replayed.before, &replayed.after, in_up});
    }
  };
  for (std::size_t i = 0; i < context_.up->statements.size(); ++i) {
    add_replayed(context_.up->statements[i], i);
  }
  if (context_.down != nullptr) {
    for (const auto& replayed : context_.down->statements) add_replayed(replayed, std::nullopt);
  }
  for (const grammar::Section& section : context_.revision->source.sections) {
    if (section.kind != annotations::SectionKind::kVerify) continue;
    for (const grammar::Statement& statement : section.statements) {
      add({&statement.sql, &context_.up->after, &context_.up->after, std::nullopt});
    }
  }
}

void WordIndex::add(const NamingStatement& statement) {
  const auto number = static_cast<std::uint32_t>(statements_.size());
  add_words(number, context_.text(statement.sql->span));
  if (runs_strings(*statement.sql)) {
    const auto at = by_word_.find("execute");
    if (at != by_word_.end() && at->second.back() == number) note(opaque_, number);
  }
  statements_.push_back(statement);
}

void WordIndex::add_words(std::uint32_t number, std::string_view text) {
  std::string word;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    if (at < text.size() && is_word_byte(text[at])) {
      word += lower(text[at]);
      continue;
    }
    if (word.empty()) continue;
    // U&"…" spells names in numbers.
    if (word == "u" && text.substr(at, 2) == "&\"") note(opaque_, number);
    if (word.size() > kIdentifierBytes) note(by_word_[word.substr(0, kIdentifierBytes)], number);
    note(by_word_[word], number);
    word.clear();
  }
}

}  // namespace ashlar::rules
