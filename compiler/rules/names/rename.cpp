#include "compiler/rules/names/rename.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <variant>

#include "compiler/rules/names/mentions.h"
#include "compiler/rules/names/word_index.h"
#include "grammar/postgres/parser.h"

namespace ashlar::rules {
namespace {

using catalog::Catalog;
using catalog::Object;

class Renamer {
 public:
  Renamer(const RevisionContext& context, const Renaming& renaming)
      : context_(context),
        renaming_(renaming),
        text_((*context.sources)[context.revision->source.file].text),
        spelling_(postgres::quote_identifier(renaming.to)) {}

  RenameEdits run() {
    for (const NamingStatement* each : context_.words->naming(renaming_.from)) {
      if (each->in_up && *each->in_up < renaming_.statement) continue;
      names_in(*each->sql, *each->before, *each->after);
    }
    RenameEdits result;
    for (const Span span : places_) {
      result.edits.push_back({context_.location(span), spelling_});
    }
    result.doubt = std::move(doubt_);
    return result;
  }

 private:
  void names_in(const sql::Statement& statement, const Catalog& before, const Catalog& after) {
    std::set<Span> other;
    for (const SpelledName& spelled : spelled_names(statement, text_)) {
      rename_qualifier(spelled, before, after);
      if (spelled.name.text != renaming_.from || spelled.name.span.empty()) continue;
      if (is_meant(spelled, before) || is_meant(spelled, after)) {
        places_.insert(spelled.name.span);
      } else if (is_other(spelled, before, after)) {
        other.insert(spelled.name.span);
      }
    }
    look_for_doubt(statement, other);
  }

  /// A schema before a name, a table before a column.
  void rename_qualifier(const SpelledName& spelled, const Catalog& before, const Catalog& after) {
    const sql::Name& schema = spelled.object.schema;
    if (renaming_.role == NameRole::kSchema && schema.text == renaming_.from &&
        !schema.span.empty()) {
      places_.insert(schema.span);
    }
    const sql::Name& table = spelled.qualifier;
    if (renaming_.role != NameRole::kRelation || table.text != renaming_.from) return;
    const auto is_ours = [&](const sql::QualifiedName& name) {
      return name.name.text == table.text &&
             (is_ours_at(before.find_relation(name)) || is_ours_at(after.find_relation(name)));
    };
    const bool meant =
        spelled.scope == nullptr
            ? is_ours(spelled.object)
            : is_ours(spelled.object) || std::any_of(spelled.scope->relations.begin(),
                                                     spelled.scope->relations.end(), is_ours);
    if (meant) places_.insert(table.span);
  }

  bool is_ours_at(const Object* object) const {
    if (renaming_.objects.empty()) return object == nullptr;
    return object != nullptr && std::find(renaming_.objects.begin(), renaming_.objects.end(),
                                          object->id) != renaming_.objects.end();
  }

  bool is_meant(const SpelledName& spelled, const Catalog& catalog) const {
    const auto table = [&] { return catalog.find_relation(spelled.object); };
    switch (spelled.role) {
      case NameRole::kSchema:
        return renaming_.role == NameRole::kSchema;
      case NameRole::kRelation:
        // A constraint's index is found under the same name.
        return renaming_.role != NameRole::kColumn &&
               is_ours_at(catalog.find_relation(spelled.object)) &&
               (renaming_.role == NameRole::kRelation || !renaming_.objects.empty());
      case NameRole::kColumn:
        return renaming_.role == NameRole::kColumn && is_ours_at(table());
      case NameRole::kConstraint:
        return is_constraint_meant(table(), catalog);
      case NameRole::kTrigger:
        return renaming_.role == NameRole::kTrigger && table() != nullptr &&
               is_ours_at(catalog.find_trigger(table()->id, spelled.name.text));
      case NameRole::kType:
        return renaming_.role == NameRole::kType && is_ours_at(catalog.find_type(spelled.object));
      case NameRole::kFunction:
        return renaming_.role == NameRole::kFunction && is_function_meant(spelled, catalog);
      case NameRole::kLooseColumn:
        return renaming_.role == NameRole::kColumn && is_loose_column_meant(spelled, catalog);
    }
    return false;
  }

  bool is_constraint_meant(const Object* table, const Catalog& catalog) const {
    if (renaming_.role == NameRole::kColumn || renaming_.role == NameRole::kTrigger) return false;
    if (table == nullptr) {
      return renaming_.objects.empty() && renaming_.role == NameRole::kConstraint;
    }
    const Object* constraint = catalog.find_constraint(table->id, renaming_.from);
    return constraint != nullptr && !renaming_.objects.empty() && is_ours_at(constraint);
  }

  bool is_function_meant(const SpelledName& spelled, const Catalog& catalog) const {
    const std::vector<const Object*> functions = catalog.find_functions(spelled.object);
    return std::any_of(functions.begin(), functions.end(),
                       [this](const Object* function) { return is_ours_at(function); });
  }

  /// A column in a query is ours where our table is read and no other one has a column of that
  /// name.
  bool is_loose_column_meant(const SpelledName& spelled, const Catalog& catalog) const {
    bool ours = is_ours_at(catalog.find_relation(spelled.object));
    for (const sql::QualifiedName& name : spelled.scope->relations) {
      const Object* relation = catalog.find_relation(name);
      if (relation == nullptr) continue;
      if (is_ours_at(relation)) {
        ours = true;
        continue;
      }
      if (spelled.qualifier.text == name.name.text) return false;
      const auto* table = std::get_if<catalog::Table>(&relation->data);
      if (table != nullptr && catalog::find_column(*table, renaming_.from) != nullptr) return false;
    }
    return ours;
  }

  /// True where the name is surely something else: it has another role, or another object.
  bool is_other(const SpelledName& spelled, const Catalog& before, const Catalog& after) const {
    if (spelled.role == NameRole::kLooseColumn) return renaming_.role != NameRole::kColumn;
    if (spelled.role != renaming_.role) return true;
    if (spelled.role != NameRole::kRelation) return false;
    return before.find_relation(spelled.object) != nullptr ||
           after.find_relation(spelled.object) != nullptr;
  }

  void look_for_doubt(const sql::Statement& statement, const std::set<Span>& other) {
    if (!doubt_.empty()) return;
    using Kind = postgres::Token::Kind;
    for (const auto& token : postgres::scan(slice(text_, statement.span), statement.span.begin)) {
      const std::string_view word = slice(text_, token.span);
      if (token.kind == Kind::kString) {
        if (mentions_word(word, renaming_.from)) {
          doubt_ = fmt::format("`{}` also stands in a string", renaming_.from);
        } else if (runs_strings(statement) && mentions_word(word, "execute")) {
          doubt_ = "SQL is put together at run time";
        }
      } else if (token.kind == Kind::kIdentifier || token.kind == Kind::kKeyword) {
        const bool known = places_.contains(token.span) || other.contains(token.span);
        if (!known && sql::identifier_text(word) == renaming_.from) {
          doubt_ = fmt::format("`{}` also stands where its meaning cannot be told", renaming_.from);
        }
      }
      if (!doubt_.empty()) return;
    }
  }

  const RevisionContext& context_;
  const Renaming& renaming_;
  std::string_view text_;
  std::string spelling_;
  std::set<Span> places_;
  std::string doubt_;
};

}  // namespace

RenameEdits rename_edits(const RevisionContext& context, const Renaming& renaming) {
  return Renamer(context, renaming).run();
}

}  // namespace ashlar::rules
