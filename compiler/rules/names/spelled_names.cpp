#include "compiler/rules/names/spelled_names.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "grammar/postgres/parser.h"

namespace ashlar::rules {
namespace {

/// Visits a statement's parts; what it finds goes to `names`. `table_` is the table that plain
/// columns belong to, while one is known.
class Collector {
 public:
  explicit Collector(std::string_view text) : text_(text) {}

  std::vector<SpelledName> take() { return std::move(names_); }

  // Tables.

  void operator()(const sql::CreateTable& create) {
    relation(create.name);
    table_ = create.name;
    for (const auto& column : create.columns) column_definition(column);
    for (const auto& item : create.constraints) constraint(item);
    for (const auto& like : create.likes) relation(like.table);
    for (const auto& parent : create.inherits) relation(parent);
    if (create.partition_of) relation(*create.partition_of);
    if (create.of_type) type_name(*create.of_type);
    if (create.partition_by) elements(create.partition_by->elements);
  }
  void operator()(const sql::CreateTableAs& create) {
    relation(create.name);
    table_ = create.name;
    columns(create.columns);
    query(create.query);
  }
  void operator()(const sql::CreateIndex& create) {
    relation(create.table);
    table_ = create.table;
    table_relation(create.name);
    elements(create.elements);
    columns(create.including);
    if (create.predicate) expression(*create.predicate);
  }
  void operator()(const sql::AlterTable& alter) {
    relation(alter.name);
    table_ = alter.name;
    for (const auto& action : alter.actions) std::visit(*this, action.node);
  }

  // ALTER TABLE's parts.

  void operator()(const sql::AddColumn& action) { column_definition(action.column); }
  void operator()(const sql::DropColumn& action) { column(action.column); }
  void operator()(const sql::AlterColumnType& action) {
    column(action.column);
    type(action.type);
    if (action.using_expression) expression(*action.using_expression);
  }
  void operator()(const sql::SetColumnDefault& action) {
    column(action.column);
    if (action.value) expression(*action.value);
  }
  void operator()(const sql::SetColumnNotNull& action) { column(action.column); }
  void operator()(const sql::SetColumnProperty& action) { column(action.column); }
  void operator()(const sql::AlterColumnGenerated& action) {
    column(action.column);
    if (action.expression) expression(*action.expression);
  }
  void operator()(const sql::AlterColumnIdentity& action) { column(action.column); }
  void operator()(const sql::AddConstraint& action) { constraint(action.constraint); }
  void operator()(const sql::AlterConstraint& action) { constraint_name(action.constraint); }
  void operator()(const sql::DropConstraint& action) { constraint_name(action.constraint); }
  void operator()(const sql::ValidateConstraint& action) { constraint_name(action.constraint); }
  void operator()(const sql::AttachPartition& action) { relation(action.partition); }
  void operator()(const sql::DetachPartition& action) { relation(action.partition); }
  void operator()(const sql::SetInherit& action) { relation(action.parent); }
  void operator()(const sql::SetTriggerState& action) {
    if (!action.rule) part(NameRole::kTrigger, action.trigger);
  }
  void operator()(const sql::SetReplicaIdentity& action) { table_relation(action.index); }
  void operator()(const sql::SetCluster& action) { table_relation(action.index); }
  void operator()(const sql::ChangeOwner&) {}
  void operator()(const sql::SetOptions&) {}
  void operator()(const sql::SetRowSecurity&) {}
  void operator()(const sql::SetPersistence&) {}
  void operator()(const sql::SetTablespace&) {}
  void operator()(const sql::SetAccessMethod&) {}
  void operator()(const sql::OtherTableAction&) {}

  // Other definitions.

  void operator()(const sql::CreateSchema& create) { schema(create.name); }
  void operator()(const sql::CreateSequence& create) {
    relation(create.name);
    owner_column(create.owned_by_table, create.owned_by_column);
  }
  void operator()(const sql::AlterSequence& alter) {
    relation(alter.name);
    owner_column(alter.owned_by_table, alter.owned_by_column);
  }
  void operator()(const sql::CreateView& create) {
    relation(create.name);
    query(create.query);
  }
  void operator()(const sql::CreateEnum& create) { type_name(create.name); }
  void operator()(const sql::AlterEnum& alter) { type_name(alter.name); }
  void operator()(const sql::CreateComposite& create) {
    type_name(create.name);
    for (const auto& attribute : create.attributes) {
      if (attribute.type) type(*attribute.type);
    }
  }
  void operator()(const sql::CreateDomain& create) {
    type_name(create.name);
    type(create.type);
    if (create.default_value) references(create.default_value->references);
    for (const auto& item : create.constraints) {
      if (item.expression) references(item.expression->references);
    }
  }
  void operator()(const sql::AlterDomain& alter) {
    type_name(alter.name);
    if (alter.constraint && alter.constraint->expression) {
      references(alter.constraint->expression->references);
    }
  }
  void operator()(const sql::CreateDefined& create) {
    if (create.kind == sql::ObjectKind::kType) type_name(create.name);
    if (create.kind == sql::ObjectKind::kAggregate) function(create.name);
    for (const auto& argument : create.arguments) type(argument);
  }
  void operator()(const sql::CreateFunction& create) {
    function(create.name);
    for (const auto& parameter : create.parameters) type(parameter.type);
    if (create.returns) type(*create.returns);
    references(create.references);
    loose_columns(create.references);
  }
  void operator()(const sql::AlterFunction& alter) { object(alter.function); }
  void operator()(const sql::CreateTrigger& create) {
    relation(create.table);
    table_ = create.table;
    part(NameRole::kTrigger, create.name);
    function(create.function);
    columns(create.update_columns);
    if (create.when) expression(*create.when);
    relation(create.constraint_from);
  }
  void operator()(const sql::CreateEventTrigger& create) { function(create.function); }
  void operator()(const sql::CreateRule& create) {
    relation(create.table);
    references(create.references);
    loose_columns(create.references);
  }
  void operator()(const sql::CreatePolicy& create) {
    policy(create.table, create.using_expression, create.with_check);
  }
  void operator()(const sql::AlterPolicy& alter) {
    policy(alter.table, alter.using_expression, alter.with_check);
  }
  void operator()(const sql::CreateExtension& create) { schema(create.schema); }
  void operator()(const sql::AlterExtension& alter) {
    if (alter.member) object(*alter.member);
  }
  void operator()(const sql::CreateStatistics& create) {
    relation(create.table);
    table_ = create.table;
    elements(create.elements);
  }
  void operator()(const sql::CreatePublication& create) {
    for (const auto& table : create.tables) relation(table);
  }
  void operator()(const sql::CreateOther&) {}
  void operator()(const sql::AlterOther& alter) { object(alter.object); }

  // Statements for objects of any kind.

  void operator()(const sql::Drop& drop) {
    for (const auto& ref : drop.objects) object(ref);
  }
  void operator()(const sql::Rename& rename) {
    object(rename.object);
    sql::ObjectRef renamed = rename.object;
    if (renamed.part.empty()) {
      renamed.name.name = rename.new_name;
    } else {
      renamed.part = rename.new_name;
      renamed.name.name.span = renamed.name.schema.span = {};
    }
    renamed.name.schema.span = {};
    object(renamed);
  }
  void operator()(const sql::SetSchema& set) {
    object(set.object);
    schema(set.new_schema);
  }
  void operator()(const sql::AlterOwner& alter) { object(alter.object); }
  void operator()(const sql::Comment& comment) { object(comment.object); }
  void operator()(const sql::SecurityLabel& label) { object(label.object); }
  void operator()(const sql::OwnedObjects&) {}
  void operator()(const sql::Grant& grant) {
    for (const auto& ref : grant.objects) object(ref);
    for (const auto& name : grant.all_in_schemas) schema(name);
    if (grant.objects.empty()) return;
    table_ = grant.objects.front().name;
    for (const auto& privilege : grant.privileges) columns(privilege.columns);
  }
  void operator()(const sql::GrantRole&) {}
  void operator()(const sql::AlterDefaultPrivileges& alter) {
    for (const auto& name : alter.schemas) schema(name);
  }

  // Data.

  void operator()(const sql::Insert& insert) {
    write(insert.table, insert.columns, insert.references);
  }
  void operator()(const sql::Update& update) {
    write(update.table, update.columns, update.references);
  }
  void operator()(const sql::Delete& erase) { write(erase.table, {}, erase.references); }
  void operator()(const sql::Merge& merge) { write(merge.table, {}, merge.references); }
  void operator()(const sql::Copy& copy) { write(copy.table, {}, copy.references); }
  void operator()(const sql::Select& select) {
    query(select.query);
    for (const auto& table : select.writes) relation(table);
  }
  void operator()(const sql::Truncate& truncate) {
    for (const auto& table : truncate.tables) relation(table);
  }
  void operator()(const sql::Call& call) { function(call.function.name); }
  void operator()(const sql::DoBlock&) {}

  // Maintenance and session.

  void operator()(const sql::RefreshMaterializedView& refresh) { relation(refresh.view); }
  void operator()(const sql::Vacuum& vacuum) {
    for (const auto& table : vacuum.tables) relation(table);
  }
  void operator()(const sql::Cluster& cluster) {
    relation(cluster.table);
    table_ = cluster.table;
    table_relation(cluster.index);
  }
  void operator()(const sql::Reindex& reindex) {
    using Target = sql::Reindex::Target;
    if (reindex.target == Target::kSchema) {
      schema(reindex.name.name);
    } else if (reindex.target == Target::kIndex || reindex.target == Target::kTable) {
      relation(reindex.name);
    }
  }
  void operator()(const sql::LockTable& lock) {
    for (const auto& table : lock.tables) relation(table);
  }
  void operator()(const sql::TransactionControl&) {}
  void operator()(const sql::SetVariable&) {}
  void operator()(const sql::AlterSystem&) {}
  void operator()(const sql::Discard&) {}
  void operator()(const sql::OpaqueStatement&) {}

 private:
  void add(NameRole role, const sql::Name& name, const sql::QualifiedName& object) {
    if (!name.empty()) names_.push_back({role, name, object, {}, nullptr});
  }
  void relation(const sql::QualifiedName& name) { add(NameRole::kRelation, name.name, name); }
  void type_name(const sql::QualifiedName& name) { add(NameRole::kType, name.name, name); }
  void type(const sql::TypeName& name) { type_name(name.name); }
  void function(const sql::QualifiedName& name) { add(NameRole::kFunction, name.name, name); }
  void schema(const sql::Name& name) { add(NameRole::kSchema, name, {}); }
  void part(NameRole role, const sql::Name& name) { add(role, name, table_); }
  void column(const sql::Name& name) { part(NameRole::kColumn, name); }
  void constraint_name(const sql::Name& name) { part(NameRole::kConstraint, name); }
  void columns(const std::vector<sql::Name>& list) {
    for (const auto& name : list) column(name);
  }
  /// An index is spelled without a schema: it lies in its table's.
  void table_relation(const sql::Name& name) {
    sql::QualifiedName index;
    index.name = name;
    index.schema.text = table_.schema.text;
    relation(index);
  }

  void owner_column(const std::optional<sql::QualifiedName>& table, const sql::Name& name) {
    if (!table) return;
    relation(*table);
    add(NameRole::kColumn, name, *table);
  }
  void policy(const sql::QualifiedName& table, const std::optional<sql::Expression>& visible,
              const std::optional<sql::Expression>& writable) {
    relation(table);
    table_ = table;
    if (visible) expression(*visible);
    if (writable) expression(*writable);
  }
  void write(const sql::QualifiedName& table, const std::vector<sql::Name>& list,
             const sql::References& mentioned) {
    relation(table);
    table_ = table;
    columns(list);
    references(mentioned);
    loose_columns(mentioned);
  }
  void elements(const std::vector<sql::IndexElement>& list) {
    for (const auto& element : list) {
      column(element.column);
      if (element.expression) expression(*element.expression);
    }
  }
  void column_definition(const sql::ColumnDefinition& definition) {
    column(definition.name);
    if (definition.type) type(*definition.type);
    if (definition.default_value) expression(*definition.default_value);
    if (definition.generated) expression(*definition.generated);
    for (const auto& item : definition.constraints) constraint(item);
  }
  void constraint(const sql::Constraint& item) {
    constraint_name(item.name);
    // Written at a column, the constraint's column is the definition's own word.
    if (!item.at_column) columns(item.columns);
    columns(item.including);
    elements(item.elements);
    if (item.expression) expression(*item.expression);
    if (item.predicate) expression(*item.predicate);
    table_relation(item.using_index);
    relation(item.referenced_table);
    for (const auto& name : item.referenced_columns) {
      add(NameRole::kColumn, name, item.referenced_table);
    }
    columns(item.on_delete_columns);
  }

  void references(const sql::References& mentioned) {
    for (const auto& name : mentioned.relations) relation(name);
    for (const auto& call : mentioned.functions) function(call.name);
    for (const auto& cast : mentioned.types) type(cast);
  }
  /// An expression of `table_`: its columns are that table's.
  void expression(const sql::Expression& value) {
    references(value.references);
    for (const auto& ref : value.references.columns)
      add_column_ref(NameRole::kColumn, ref, nullptr);
  }
  void query(const sql::Query& value) {
    references(value.references);
    loose_columns(value.references);
  }
  void loose_columns(const sql::References& scope) {
    for (const auto& ref : scope.columns) add_column_ref(NameRole::kLooseColumn, ref, &scope);
  }
  void add_column_ref(NameRole role, const sql::ColumnRef& ref, const sql::References* scope) {
    if (ref.parts.empty() || ref.parts.back() == "*") return;
    std::vector<Span> words;
    for (const auto& token : postgres::scan(slice(text_, ref.span), ref.span.begin)) {
      if (slice(text_, token.span) != ".") words.push_back(token.span);
    }
    if (words.size() != ref.parts.size()) return;
    SpelledName spelled;
    spelled.role = role;
    spelled.name = {ref.parts.back(), words.back()};
    spelled.object = table_;
    spelled.scope = scope;
    if (words.size() > 1)
      spelled.qualifier = {ref.parts[words.size() - 2], words[words.size() - 2]};
    names_.push_back(std::move(spelled));
  }

  void object(const sql::ObjectRef& ref);

  std::string_view text_;
  sql::QualifiedName table_;
  std::vector<SpelledName> names_;
};

void Collector::object(const sql::ObjectRef& ref) {
  using Kind = sql::ObjectKind;
  switch (ref.kind) {
    case Kind::kTable:
    case Kind::kForeignTable:
    case Kind::kIndex:
    case Kind::kSequence:
    case Kind::kView:
    case Kind::kMaterializedView:
      relation(ref.name);
      break;
    case Kind::kColumn:
      relation(ref.name);
      add(NameRole::kColumn, ref.part, ref.name);
      break;
    case Kind::kConstraint:
      relation(ref.name);
      add(NameRole::kConstraint, ref.part, ref.name);
      break;
    case Kind::kTrigger:
      relation(ref.name);
      add(NameRole::kTrigger, ref.part, ref.name);
      break;
    case Kind::kRule:
    case Kind::kPolicy:
      relation(ref.name);
      break;
    case Kind::kSchema:
      schema(ref.name.name);
      break;
    case Kind::kType:
    case Kind::kDomain:
    case Kind::kDomainConstraint:
    case Kind::kAttribute:
    case Kind::kEnumValue:
      type_name(ref.name);
      break;
    case Kind::kFunction:
    case Kind::kProcedure:
    case Kind::kRoutine:
    case Kind::kAggregate:
      function(ref.name);
      for (const auto& argument : ref.arguments) type(argument);
      break;
    case Kind::kOperator:
    case Kind::kOperatorClass:
    case Kind::kOperatorFamily:
    case Kind::kCast:
    case Kind::kCollation:
    case Kind::kConversion:
    case Kind::kEventTrigger:
    case Kind::kExtension:
    case Kind::kLanguage:
    case Kind::kStatistics:
    case Kind::kPublication:
    case Kind::kSubscription:
    case Kind::kForeignDataWrapper:
    case Kind::kForeignServer:
    case Kind::kUserMapping:
    case Kind::kTextSearchConfiguration:
    case Kind::kTextSearchDictionary:
    case Kind::kTextSearchParser:
    case Kind::kTextSearchTemplate:
    case Kind::kAccessMethod:
    case Kind::kTransform:
    case Kind::kRole:
    case Kind::kDatabase:
    case Kind::kTablespace:
    case Kind::kLargeObject:
    case Kind::kOther:
      break;
  }
}

}  // namespace

std::vector<SpelledName> spelled_names(const sql::Statement& statement, std::string_view text) {
  Collector collector(text);
  std::visit(collector, statement.node);
  return collector.take();
}

}  // namespace ashlar::rules
