// CREATE TRIGGER (trigger.c).

#include <algorithm>
#include <utility>

#include "compiler/catalog/binding/bind.h"
#include "compiler/catalog/dependencies/references.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/statements/partitions.h"
#include "compiler/catalog/statements/routines.h"
#include "compiler/catalog/statements/statements.h"
#include "grammar/postgres/parser.h"

namespace ashlar::catalog {
namespace {

using Timing = sql::CreateTrigger::Timing;

bool has_event(const sql::CreateTrigger& statement, std::string_view event) {
  return std::find(statement.events.begin(), statement.events.end(), event) !=
         statement.events.end();
}

/// What is wrong with the trigger on a relation of this kind.
struct Misplaced {
  const char* sqlstate = nullptr;  ///< null: nothing
  const char* what = nullptr;
  const char* why = nullptr;
};

Misplaced misplaced_on_table(const Table& table, const sql::CreateTrigger& statement) {
  const bool transition = !statement.old_table.empty() || !statement.new_table.empty();
  if (table.partitioned_by.has_value()) {
    if (statement.timing == Timing::kInsteadOf) {
      return {"42809", "is a table", "tables cannot have INSTEAD OF triggers"};
    }
    if (statement.row && transition) {
      return {"0A000", "is a partitioned table",
              "ROW triggers with transition tables are not supported on partitioned tables"};
    }
    return {};
  }
  if (table.foreign) {
    if (statement.timing == Timing::kInsteadOf) {
      return {"42809", "is a foreign table", "foreign tables cannot have INSTEAD OF triggers"};
    }
    if (statement.constraint) {
      return {"42809", "is a foreign table", "foreign tables cannot have constraint triggers"};
    }
    return {};
  }
  if (statement.timing == Timing::kInsteadOf) {
    return {"42809", "is a table", "tables cannot have INSTEAD OF triggers"};
  }
  return {};
}

Misplaced misplaced_on_view(const sql::CreateTrigger& statement) {
  if (statement.timing != Timing::kInsteadOf && statement.row) {
    return {"42809", "is a view", "views cannot have row-level BEFORE or AFTER triggers"};
  }
  if (has_event(statement, "truncate")) {
    return {"42809", "is a view", "views cannot have TRUNCATE triggers"};
  }
  return {};
}

Misplaced misplaced(const Object& relation, const sql::CreateTrigger& statement) {
  if (const auto* table = std::get_if<Table>(&relation.data)) {
    return misplaced_on_table(*table, statement);
  }
  const auto* view = std::get_if<View>(&relation.data);
  if (view != nullptr && !view->materialized) return misplaced_on_view(statement);
  return {"42809", "cannot have triggers", "only tables and views can"};
}

/// What contradicts itself whatever the relation. (trigger.c, CreateTriggerFiringOn)
Misplaced contradiction(const sql::CreateTrigger& statement) {
  if (statement.row && has_event(statement, "truncate")) {
    return {"0A000", "TRUNCATE FOR EACH ROW triggers are not supported", ""};
  }
  if (statement.timing != Timing::kInsteadOf) return {};
  if (!statement.row) return {"0A000", "INSTEAD OF triggers must be FOR EACH ROW", ""};
  if (statement.when.has_value()) {
    return {"0A000", "INSTEAD OF triggers cannot have WHEN conditions", ""};
  }
  if (!statement.update_columns.empty()) {
    return {"0A000", "INSTEAD OF triggers cannot have column lists", ""};
  }
  return {};
}

ProblemKind kind_of_state(std::string_view sqlstate) {
  return sqlstate == "0A000" ? ProblemKind::kNotSupported : ProblemKind::kWrongObjectKind;
}

bool refuse_misplaced(Editor& editor, const Object& relation, const sql::CreateTrigger& statement) {
  if (const Misplaced wrong = misplaced(relation, statement); wrong.sqlstate != nullptr) {
    refuse(editor, kind_of_state(wrong.sqlstate), wrong.sqlstate,
           "`" + relation.name + "` " + wrong.what, statement.table.name.span, wrong.why);
    return true;
  }
  if (const Misplaced wrong = contradiction(statement); wrong.sqlstate != nullptr) {
    refuse(editor, kind_of_state(wrong.sqlstate), wrong.sqlstate, wrong.what, statement.name.span,
           wrong.why);
    return true;
  }
  return false;
}

std::string function_words(const sql::QualifiedName& name) {
  std::string text = postgres::quote_identifier(name.name.text);
  if (name.schema.empty()) return text;
  return postgres::quote_identifier(name.schema.text) + "." + text;
}

/// Numbers of the UPDATE OF columns, each once.
std::vector<std::uint32_t> update_columns(const Object& relation,
                                          const sql::CreateTrigger& statement) {
  std::vector<std::uint32_t> numbers;
  for (const sql::Name& name : statement.update_columns) {
    if (const auto* table = std::get_if<Table>(&relation.data)) {
      if (const Column* column = find_column(*table, name.text)) numbers.push_back(column->number);
    } else if (const auto* view = std::get_if<View>(&relation.data)) {
      const auto at = std::find(view->columns.begin(), view->columns.end(), name.text);
      if (at == view->columns.end()) continue;
      numbers.push_back(static_cast<std::uint32_t>(at - view->columns.begin()) + 1);
    }
  }
  return numbers;
}

Trigger trigger_of(Editor& editor, ObjectId table, const Object* function,
                   const sql::CreateTrigger& statement, SqlText when) {
  Trigger trigger;
  trigger.table = table;
  trigger.function = function == nullptr ? 0 : function->id;
  if (function == nullptr) trigger.function_name = function_words(statement.function);
  trigger.row = statement.row;
  trigger.constraint = statement.constraint;
  trigger.timing = statement.timing;
  trigger.events = statement.events;
  trigger.update_columns = update_columns(*editor.catalog().get(table), statement);
  trigger.when = std::move(when);
  trigger.arguments = statement.arguments;
  trigger.old_table = statement.old_table;
  trigger.new_table = statement.new_table;
  trigger.deferrable = statement.deferrable;
  trigger.initially_deferred = statement.initially_deferred;
  if (!statement.constraint_from.name.empty()) {
    const Object* from = editor.catalog().find_relation(statement.constraint_from);
    trigger.constraint_from = from == nullptr ? 0 : from->id;
  }
  return trigger;
}

/// Whether the condition names columns of the row that the event does not have. (trigger.c,
/// CreateTriggerFiringOn)
bool refuse_when(Editor& editor, const sql::CreateTrigger& statement, const SqlText& when) {
  std::vector<std::string> words;
  for (const postgres::Token& token : postgres::scan(when.text)) {
    words.push_back(sql::identifier_text(slice(when.text, token.span)));
  }
  const auto names = [&words](std::string_view row) {
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
      if (words[i] == row && words[i + 1] == ".") return true;
    }
    return false;
  };
  const auto wrong = [&](std::string message) {
    refuse(editor, ProblemKind::kInvalidDefinition, "42P17", std::move(message),
           statement.when->span);
    return true;
  };
  if (!names("old") && !names("new")) return false;
  if (!statement.row) return wrong("statement trigger's WHEN condition cannot reference columns");
  if (has_event(statement, "insert") && names("old")) {
    return wrong("INSERT trigger's WHEN condition cannot reference OLD values");
  }
  if (has_event(statement, "delete") && names("new")) {
    return wrong("DELETE trigger's WHEN condition cannot reference NEW values");
  }
  return false;
}

void depend_trigger(Editor& editor, ObjectId id) {
  const Trigger trigger = *editor.catalog().get_as<Trigger>(id);
  editor.depend({id, 0, trigger.table, 0, DependencyKind::kAutomatic});
  editor.depend({id, 0, trigger.function, 0, DependencyKind::kNormal});
  editor.depend({id, 0, trigger.constraint_from, 0, DependencyKind::kAutomatic});
  for (const std::uint32_t column : trigger.update_columns) {
    editor.depend({id, 0, trigger.table, column, DependencyKind::kNormal});
  }
  depend_on_text(editor, id, 0, trigger.when);
}

void erase_copies(Editor& editor, ObjectId trigger) {
  for (const Object* copy : editor.catalog().children_of(trigger)) {
    const ObjectId id = copy->id;
    erase_copies(editor, id);
    editor.erase(id);
  }
}

bool refuse_present(Editor& editor, const Object& relation, const Object& present,
                    const sql::CreateTrigger& statement) {
  if (editor.catalog().is_doubtful(
          {NameSpace::kTrigger, std::to_string(relation.id), present.name})) {
    return !statement.or_replace;
  }
  const auto& trigger = std::get<Trigger>(present.data);
  if (!statement.or_replace) {
    editor.refuse(
        {ProblemKind::kDuplicateObject,
         "42710",
         "trigger `" + present.name + "` for relation `" + relation.name + "` already exists",
         statement.name.span,
         {},
         made_here(present.name, present.origin)});
    return true;
  }
  const char* what = trigger.parent != 0    ? "is an internal or a child trigger"
                     : trigger.constraint   ? "is a constraint trigger"
                     : statement.constraint ? "exists, and a constraint trigger cannot replace it"
                                            : nullptr;
  if (what == nullptr) return false;
  refuse(editor, ProblemKind::kDuplicateObject, "42710",
         "trigger `" + present.name + "` for relation `" + relation.name + "` " + what,
         statement.name.span);
  return true;
}

}  // namespace

void perform(Editor& editor, const sql::CreateTrigger& statement, Span where) {
  const Object* relation = require_relation(editor, statement.table, where);
  if (relation == nullptr || refuse_misplaced(editor, *relation, statement)) return;
  for (const sql::Name& column : statement.update_columns) {
    if (refuse_unknown_column(editor, *relation, column, where)) return;
  }
  if (!statement.constraint_from.name.empty() &&
      refuse_unknown_relation(editor, statement.constraint_from, where)) {
    return;
  }
  const ObjectId table = relation->id;
  SqlText when;
  if (statement.when.has_value()) {
    when = bind_expression(editor, *statement.when, {Place::kTriggerWhen, table, {}});
    if (editor.has_refused() || refuse_when(editor, statement, when)) return;
  }
  const CalledFunction called = find_called(editor, statement.function, CalledFor::kTrigger, where);
  if (called.refused) return;
  const ObjectId function = called.object == nullptr ? 0 : called.object->id;
  ObjectId id = 0;
  if (const Object* present = editor.catalog().find_trigger(table, statement.name.text)) {
    if (refuse_present(editor, *relation, *present, statement)) return;
    id = present->id;
    erase_copies(editor, id);
    Trigger trigger =
        trigger_of(editor, table, editor.catalog().get(function), statement, std::move(when));
    editor.relink<Trigger>(id, [&](Trigger& data) { data = std::move(trigger); });
    editor.forget_own_dependencies(id);
  } else {
    Trigger trigger =
        trigger_of(editor, table, editor.catalog().get(function), statement, std::move(when));
    id = editor.add({}, statement.name.text, std::move(trigger), where);
  }
  depend_trigger(editor, id);
  if (!statement.row) return;
  for (const Object* child : editor.catalog().children_of(table)) {
    const auto* partition = std::get_if<Table>(&child->data);
    if (partition != nullptr && partition->partition_of == table) {
      copy_trigger(editor, id, child->id, where,
                   statement.or_replace ? IfTriggered::kReplace : IfTriggered::kLeave);
    }
  }
}

}  // namespace ashlar::catalog
