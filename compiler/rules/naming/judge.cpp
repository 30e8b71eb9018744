#include "compiler/rules/naming/judge.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <utility>

#include "compiler/rules/names/rename.h"
#include "compiler/rules/naming/name_facts.h"
#include "compiler/rules/naming/naming_pattern.h"
#include "compiler/rules/naming/snake_case.h"
#include "grammar/postgres/parser.h"

namespace ashlar::rules {
namespace {

NameRole role_of(NamedKind kind, bool is_constraint) {
  switch (kind) {
    case NamedKind::kTable:
    case NamedKind::kIndex:
    case NamedKind::kSequence:
    case NamedKind::kView:
      return NameRole::kRelation;
    case NamedKind::kUnique:
      return is_constraint ? NameRole::kConstraint : NameRole::kRelation;
    case NamedKind::kForeignKey:
    case NamedKind::kCheck:
    case NamedKind::kPrimaryKey:
    case NamedKind::kExclusion:
      return NameRole::kConstraint;
    case NamedKind::kColumn:
      return NameRole::kColumn;
    case NamedKind::kEnum:
      return NameRole::kType;
    case NamedKind::kFunction:
      return NameRole::kFunction;
    case NamedKind::kTrigger:
      return NameRole::kTrigger;
    case NamedKind::kSchema:
      return NameRole::kSchema;
  }
  return NameRole::kRelation;
}

/// Queries name tables, columns, views, types, functions, sequences and schemas; nobody outside the
/// migrations names an index, a constraint or a trigger.
bool is_known_to_clients(NamedKind kind) {
  switch (kind) {
    case NamedKind::kIndex:
    case NamedKind::kUnique:
    case NamedKind::kForeignKey:
    case NamedKind::kCheck:
    case NamedKind::kPrimaryKey:
    case NamedKind::kExclusion:
    case NamedKind::kTrigger:
      return false;
    case NamedKind::kTable:
    case NamedKind::kColumn:
    case NamedKind::kSequence:
    case NamedKind::kView:
    case NamedKind::kEnum:
    case NamedKind::kFunction:
    case NamedKind::kSchema:
      return true;
  }
  return true;
}

std::string describe(const GivenName& given, const NameFacts& facts) {
  if (!given.made_up) {
    std::string text = fmt::format("{} `{}`", noun_of(given), given.name);
    if (!facts.table.empty()) text += fmt::format(" on `{}`", facts.table);
    return text;
  }
  if (given.kind == NamedKind::kSequence) {
    return fmt::format("the sequence that PostgreSQL makes for `{}` will be named `{}`, which",
                       facts.table, given.name);
  }
  return fmt::format("unnamed {} on `{}` will be named `{}`, which", noun_of(given), facts.table,
                     given.name);
}

const std::string& pattern_of(const NamingConventions& naming, NamedKind kind) {
  switch (kind) {
    case NamedKind::kTable:
      return naming.table;
    case NamedKind::kColumn:
      return naming.column;
    case NamedKind::kIndex:
      return naming.index;
    case NamedKind::kUnique:
      return naming.unique;
    case NamedKind::kForeignKey:
      return naming.foreign_key;
    case NamedKind::kCheck:
      return naming.check;
    case NamedKind::kPrimaryKey:
      return naming.primary_key_name;
    case NamedKind::kExclusion:
      return naming.exclusion;
    case NamedKind::kSequence:
      return naming.sequence;
    case NamedKind::kView:
      return naming.view;
    case NamedKind::kEnum:
      return naming.enum_type;
    case NamedKind::kFunction:
      return naming.function;
    case NamedKind::kTrigger:
      return naming.trigger;
    case NamedKind::kSchema:
      return naming.schema;
  }
  return naming.table;
}

Strictness strictness_of(const RevisionContext& context) {
  return context.settings->naming.strict ? Strictness::kStrict : Strictness::kLoose;
}

/// Names that fit, the one to prefer first. Where the pattern leaves room for words of one's own,
/// there are further ones for when it is taken.
std::vector<std::string> candidates(const NamingPattern& pattern, const NameFacts& facts) {
  const std::optional<std::string> filled = pattern.fill(facts);
  if (!filled) return {};
  if (facts.own_words == OwnWords::kNone) return {*filled};
  // The plain name is best left to the index without a condition.
  std::vector<std::string> names;
  for (const std::string& column : facts.further_columns) {
    names.push_back(shorten(join_words(*filled, to_snake_case(column))));
  }
  names.push_back(*filled);
  constexpr int kLastNumber = 9;
  for (int number = 2; number <= kLastNumber; ++number) {
    names.push_back(shorten(fmt::format("{}_{}", *filled, number)));
  }
  return names;
}

/// The first candidate that fits and that nobody has or was offered.
std::optional<std::string> proposal(const RevisionContext& context, const GivenName& given,
                                    const NamingPattern& pattern, NameFacts facts,
                                    const std::set<std::string>& offered) {
  for (std::string& name : candidates(pattern, facts)) {
    facts.name = name;
    const bool free = !is_taken(context, given, name) && !offered.contains(name);
    if (free && pattern.fits(facts, strictness_of(context))) return std::move(name);
  }
  return std::nullopt;
}

/// True where the statement takes the name away: to write it in would rename a thing to itself.
bool is_name_before(const RevisionContext& context, const GivenName& given,
                    const std::string& name) {
  const catalog::Catalog& before = context.up->statements[given.statement].before;
  const catalog::Object* object = before.get(given.object);
  if (object == nullptr) return false;
  if (given.column == 0) return object->name == name;
  const auto* table = std::get_if<catalog::Table>(&object->data);
  const catalog::Column* column =
      table == nullptr ? nullptr : catalog::find_column(*table, given.column);
  return column != nullptr && column->name == name;
}

/// How a name that cannot be written into its statement is changed.
std::string advice(const GivenName& given, const std::string& name) {
  if (!given.made_up || given.insertion) return fmt::format("name it `{}`", name);
  return fmt::format("rename it in the same revision: ALTER SEQUENCE {} RENAME TO {}",
                     postgres::quote_identifier(given.name), postgres::quote_identifier(name));
}

/// Partitions carry their bounds in their names: `events_2024_01` need not be a plural.
NamingPattern pattern_for(const GivenName& given, const NamingPattern& pattern,
                          const std::string& text) {
  if (!given.partition || text.find("plural") == std::string::npos) return pattern;
  Result<NamingPattern> snake = NamingPattern::parse("snake_case");
  return snake ? std::move(snake).value() : pattern;
}

}  // namespace

bool is_ignored(const RevisionContext& context, const GivenName& given) {
  const catalog::Object* object = table_of(given, context);
  const std::string& table = object == nullptr ? given.table.name.text : object->name;
  const std::string& schema = object == nullptr ? given.table.schema.text : object->schema;
  const std::vector<std::string>& globs = context.settings->naming.ignore;
  return std::any_of(globs.begin(), globs.end(), [&](const std::string& glob) {
    return glob_match(glob, table) || glob_match(glob, schema + "." + table);
  });
}

bool is_taken(const RevisionContext& context, const GivenName& given, const std::string& name) {
  const catalog::Catalog& after = context.up->after;
  const catalog::Object* object = after.get(given.object);
  if (object == nullptr) return false;
  const auto in = [&](catalog::NameSpace space) {
    return after.find({space, object->schema, name}) != nullptr;
  };
  const auto on_table = [&](catalog::ObjectId table) {
    return after.find_constraint(table, name) != nullptr;
  };
  const auto* constraint = std::get_if<catalog::Constraint>(&object->data);
  const auto* trigger = std::get_if<catalog::Trigger>(&object->data);
  const auto* table = std::get_if<catalog::Table>(&object->data);
  switch (given.kind) {
    case NamedKind::kTable:
    case NamedKind::kIndex:
    case NamedKind::kSequence:
    case NamedKind::kView:
      return in(catalog::NameSpace::kRelation);
    case NamedKind::kUnique:
    case NamedKind::kPrimaryKey:
    case NamedKind::kExclusion:
      return in(catalog::NameSpace::kRelation) ||
             (constraint != nullptr && on_table(constraint->table));
    case NamedKind::kForeignKey:
    case NamedKind::kCheck:
      return constraint != nullptr && on_table(constraint->table);
    case NamedKind::kColumn:
      return table != nullptr && catalog::find_column(*table, name) != nullptr;
    case NamedKind::kEnum:
      return in(catalog::NameSpace::kType);
    case NamedKind::kFunction: {
      sql::QualifiedName function;
      function.schema.text = object->schema;
      function.name.text = name;
      return !after.find_functions(function).empty();
    }
    case NamedKind::kTrigger:
      return trigger != nullptr && after.find_trigger(trigger->table, name) != nullptr;
    case NamedKind::kSchema:
      return after.find_schema(name) != nullptr;
  }
  return false;
}

std::optional<Fix> rename_fix(const RevisionContext& context, const GivenName& given,
                              const std::string& name) {
  // What an `effect` tells is done by a block that no edit here would reach.
  if (given.in_effect || (given.made_up && !given.insertion)) return std::nullopt;
  Renaming renaming;
  renaming.role = role_of(given.kind, given.is_constraint);
  renaming.from = given.name;
  renaming.to = name;
  renaming.statement = given.statement + (given.made_up ? 1 : 0);
  if (given.object != 0) {
    renaming.objects.push_back(given.object);
    const auto* constraint = context.up->after.get_as<catalog::Constraint>(given.object);
    if (constraint != nullptr && constraint->kind != sql::ConstraintKind::kForeignKey &&
        constraint->index != 0) {
      renaming.objects.push_back(constraint->index);
    }
  }
  RenameEdits renamed = rename_edits(context, renaming);
  Fix fix;
  fix.message = fmt::format("rename to {}", name);
  fix.safe = !is_known_to_clients(given.kind) && renamed.doubt.empty();
  fix.retired_name = given.name;
  if (given.made_up) {
    fix.message = fmt::format("name it {}", name);
    const std::string words = given.insertion->before + postgres::quote_identifier(name) + " ";
    fix.edits.push_back({context.location({given.insertion->at, given.insertion->at}), words});
  }
  if (!renamed.doubt.empty()) fix.message += fmt::format(" (look it over: {})", renamed.doubt);
  fix.edits.insert(fix.edits.end(), renamed.edits.begin(), renamed.edits.end());
  return fix;
}

bool fits_convention(const RevisionContext& context, const GivenName& given) {
  const std::string& text = pattern_of(context.settings->naming, given.kind);
  if (text.empty()) return true;
  const Result<NamingPattern> parsed = NamingPattern::parse(text);
  return !parsed ||
         pattern_for(given, *parsed, text).fits(facts_of(given, context), strictness_of(context));
}

void judge_names(const RevisionContext& context, NamedKind kind, Diagnostics& diagnostics) {
  const std::string& pattern = pattern_of(context.settings->naming, kind);
  const std::vector<GivenName>& names = *context.given_names;
  const bool any = std::any_of(names.begin(), names.end(),
                               [kind](const GivenName& given) { return given.kind == kind; });
  if (pattern.empty() || !any) return;
  const Result<NamingPattern> parsed = NamingPattern::parse(pattern);
  if (!parsed) return;  // `naming_error` told when the configuration was read
  std::set<std::string> offered;
  for (const GivenName& given : names) {
    if (given.kind != kind || is_ignored(context, given)) continue;
    const NameFacts facts = facts_of(given, context);
    const NamingPattern wanted = pattern_for(given, *parsed, pattern);
    if (wanted.fits(facts, strictness_of(context))) continue;
    Diagnostic diagnostic;
    diagnostic.message = fmt::format("{} does not fit `{}`", describe(given, facts), pattern);
    diagnostic.location = context.location(given.span);
    const auto name = proposal(context, given, wanted, facts, offered);
    if (name && is_name_before(context, given, *name)) {
      diagnostic.help = fmt::format("`{}`, as it is called before, fits", *name);
    } else if (name) {
      offered.insert(*name);
      diagnostic.help = advice(given, *name);
      if (auto fix = rename_fix(context, given, *name)) diagnostic.fixes.push_back(std::move(*fix));
    } else if (const auto taken = wanted.fill(facts)) {
      diagnostic.help = fmt::format("`{}` would fit, but something else has that name", *taken);
    }
    diagnostics.push_back(std::move(diagnostic));
  }
}

}  // namespace ashlar::rules
