// What is in doubt: the objects that something undecided touches, the names in a text that cannot
// be read.

#include <algorithm>
#include <set>

#include "compiler/catalog/dependencies/references.h"
#include "compiler/catalog/procedures/machine.h"
#include "compiler/catalog/statements/editor.h"

namespace ashlar::catalog::procedures {
namespace {

constexpr NameSpace kSpaces[] = {
    NameSpace::kSchema,     NameSpace::kRelation, NameSpace::kType,   NameSpace::kFunction,
    NameSpace::kConstraint, NameSpace::kTrigger,  NameSpace::kPolicy, NameSpace::kRule,
    NameSpace::kExtension,  NameSpace::kOther};
/// Names in the text of one statement that are looked at; a longer one puts everything in doubt.
constexpr std::size_t kMaxWords = 5'000;
/// Tables whose parts by these names are in doubt too.
constexpr std::size_t kMaxTables = 20;

/// The table that a part belongs to: it is not the same without the part.
ObjectId table_of(const Object& object) {
  if (const auto* part = std::get_if<Index>(&object.data)) return part->table;
  if (const auto* part = std::get_if<Constraint>(&object.data)) return part->table;
  return 0;
}

bool is_word_token(const postgres::Token& token) {
  return token.kind == postgres::Token::Kind::kIdentifier ||
         token.kind == postgres::Token::Kind::kKeyword;
}

/// Words of the text that may be names, with the schema before them; also those inside of strings.
void collect_words(std::string_view text, std::set<std::pair<std::string, std::string>>& words,
                   int depth) {
  const std::vector<postgres::Token> tokens = postgres::scan(text);
  std::string schema;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string_view token = slice(text, tokens[i].span);
    if (tokens[i].kind == postgres::Token::Kind::kString && depth > 0) {
      const std::size_t begin = token.find_first_of("'$");
      if (begin != std::string_view::npos && token.size() > begin + 2) {
        collect_words(token.substr(begin + 1, token.size() - begin - 2), words, depth - 1);
      }
      continue;
    }
    if (!is_word_token(tokens[i])) continue;
    // In other languages SQL stands between double quotes.
    if (token.find(' ') != std::string_view::npos && depth > 0) {
      collect_words(token.substr(1, token.size() - 2), words, depth - 1);
    }
    const std::string word = sql::identifier_text(token);
    const bool qualifies = i + 1 < tokens.size() && slice(text, tokens[i + 1].span) == ".";
    if (tokens[i].kind == postgres::Token::Kind::kKeyword && postgres::is_reserved_word(word)) {
      continue;
    }
    words.emplace(schema, word);
    if (!schema.empty()) words.emplace(std::string(), word);
    schema = qualifies ? word : std::string();
    if (qualifies) ++i;
    if (words.size() > kMaxWords) return;
  }
}

}  // namespace

void Machine::touch(const Changes& changes, const Catalog& before) {
  const std::size_t first = touched_.size();
  const auto add = [this](const Catalog& in, ObjectId id) {
    const Object* object = in.get(id);
    if (object == nullptr) return;
    std::vector<NameKey> names = names_of(*object);
    if (const Object* table = in.get(table_of(*object))) {
      std::vector<NameKey> more = names_of(*table);
      names.insert(names.end(), more.begin(), more.end());
    }
    touched_.insert(touched_.end(), names.begin(), names.end());
  };
  for (const auto* ids : {&changes.created, &changes.altered, &changes.renamed}) {
    for (const ObjectId id : *ids) add(state_.catalog, id);
  }
  for (const auto* ids : {&changes.altered, &changes.renamed, &changes.dropped}) {
    for (const ObjectId id : *ids) add(before, id);
  }
  if (uncertain_ == 0) return;
  doubt({touched_.begin() + static_cast<std::ptrdiff_t>(first), touched_.end()});
}

void Machine::doubt(const std::vector<NameKey>& names) {
  if (names.empty()) return;
  Editor editor(std::move(state_.catalog), context_);
  for (const NameKey& name : names) editor.doubt_name(name);
  state_.catalog = std::move(editor).finish().after;
}

void Machine::doubt_words(std::string_view text) {
  std::set<std::pair<std::string, std::string>> words;
  collect_words(text, words, 2);
  (void)spend(static_cast<std::uint32_t>(10 * words.size()));
  std::vector<NameKey> names;
  std::vector<std::string> path = catalog().search_path();
  path.emplace_back("pg_temp");
  const auto add = [&](const std::string& schema, const std::string& name) {
    for (const NameSpace space : kSpaces) {
      // A schema lies in none; under one, the key means names that begin so.
      if (space == NameSpace::kSchema && !schema.empty()) continue;
      names.push_back({space, schema, name});
    }
    sql::QualifiedName function;
    function.schema.text = schema;
    function.name.text = name;
    if (schema.empty()) return;
    for (const Object* object : catalog().find_functions(function)) {
      for (NameKey& key : names_of(*object)) names.push_back(std::move(key));
    }
  };
  std::set<ObjectId> tables;
  for (const auto& [schema, name] : words) {
    if (!schema.empty()) {
      add(schema, name);
      continue;
    }
    add({}, name);
    for (const std::string& each : path) add(each, name);
    // The parts of a table that is named may change with it.
    sql::QualifiedName plain;
    plain.name.text = name;
    const Object* table = catalog().find_relation(plain);
    if (table == nullptr || tables.size() >= kMaxTables) continue;
    tables.insert(table->id);
    for (const Object* part : catalog().parts_of(table->id)) {
      for (NameKey& key : names_of(*part)) names.push_back(std::move(key));
    }
  }
  for (const ObjectId table : tables) {
    for (const auto& [schema, name] : words) {
      if (!schema.empty()) continue;
      for (const NameSpace space :
           {NameSpace::kConstraint, NameSpace::kTrigger, NameSpace::kPolicy, NameSpace::kRule}) {
        names.push_back({space, std::to_string(table), name});
      }
    }
  }
  touched_.insert(touched_.end(), names.begin(), names.end());
  if (words.size() <= kMaxWords) return doubt(names);
  Editor editor(std::move(state_.catalog), context_);
  editor.doubt_everything();
  state_.catalog = std::move(editor).finish().after;
}

void Machine::doubt_beginnings(std::string_view text) {
  const std::vector<postgres::Token> tokens = postgres::scan(text);
  std::vector<NameKey> names;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string word = sql::identifier_text(slice(text, tokens[i].span));
    if (!is_word_token(tokens[i]) || !has_hole(word)) continue;
    const std::string prefix = word.substr(0, word.find(kHole));
    const bool qualified = i >= 2 && slice(text, tokens[i - 1].span) == ".";
    const std::string schema =
        qualified ? sql::identifier_text(slice(text, tokens[i - 2].span)) : std::string();
    if (has_hole(schema)) {
      Editor editor(std::move(state_.catalog), context_);
      editor.doubt_everything();
      state_.catalog = std::move(editor).finish().after;
      return;
    }
    std::vector<std::string> schemas = catalog().search_path();
    if (qualified) schemas = {schema};
    for (const std::string& each : schemas) names.push_back(Catalog::names_beginning(each, prefix));
  }
  touched_.insert(touched_.end(), names.begin(), names.end());
  doubt(names);
}

void Machine::note_unread(Span where, std::string reason) {
  constexpr std::size_t kMaxUnread = 100;
  if (unread_.size() < kMaxUnread) unread_.push_back({where, std::move(reason)});
}

}  // namespace ashlar::catalog::procedures
