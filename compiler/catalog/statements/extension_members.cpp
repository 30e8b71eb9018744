#include "compiler/catalog/statements/extension_members.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/catalog/facts/extension_facts.h"
#include "compiler/catalog/statements/definitions.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/types.h"
#include "grammar/postgres/parser.h"

namespace ashlar::catalog {
namespace {

std::vector<std::string_view> split(std::string_view list, std::string_view separator) {
  std::vector<std::string_view> parts;
  while (!list.empty()) {
    const std::size_t end = list.find(separator);
    parts.push_back(list.substr(0, end));
    if (end == std::string_view::npos) break;
    list.remove_prefix(end + separator.size());
  }
  return parts;
}

/// Makes one extension's members; knows the types that their signatures may name.
class Members {
 public:
  Members(Editor& editor, const Object& extension)
      : editor_(editor),
        extension_(extension.id),
        name_(extension.name),
        schema_(std::get<Extension>(extension.data).schema) {
    const ExtensionFacts* facts = find_extension_facts(name_);
    if (facts == nullptr) return;
    for (const std::string_view required : split(facts->required, " ")) {
      const Object* other =
          editor.catalog().find({NameSpace::kExtension, {}, std::string(required)});
      if (other != nullptr) know_types_of(*other);
    }
  }

  void add() {
    for (const ExtensionType* type : types_of_extension(name_)) {
      if (type->kind != 'd') know(type->name, make(std::string(type->name), base_type(*type)));
    }
    for (const ExtensionType* type : types_of_extension(name_)) {
      if (type->kind == 'd') add_domain(*type);
    }
    for (const ExtensionRelation* relation : relations_of_extension(name_)) add_relation(*relation);
    for (const ExtensionFunction* function : functions_of_extension(name_)) {
      add_function(*function);
    }
    for (const ExtensionOperator* op : operators_of_extension(name_)) add_operator(*op);
    for (const ExtensionCast* cast : casts_of_extension(name_)) add_cast(*cast);
    for (const ExtensionOperatorClass* each : operator_classes_of_extension(name_)) {
      OtherObject other;
      other.kind = sql::ObjectKind::kOperatorClass;
      other.arguments = {type_named(each->type)};
      other.signature = other_signature(other.kind, other.arguments, std::string(each->method));
      make(std::string(each->name), std::move(other));
    }
    for (const ExtensionObject* object : objects_of_extension(name_)) add_other(*object);
  }

 private:
  static OtherType base_type(const ExtensionType& facts) {
    OtherType type;
    type.shell = false;
    type.definition = {{"category", std::string(1, facts.category)},
                       {"preferred", facts.preferred ? "true" : "false"}};
    return type;
  }

  ObjectId make(std::string name, ObjectData data) {
    return editor_.add_member(extension_, schema_, std::move(name), std::move(data));
  }

  void know(std::string_view name, ObjectId id) { types_[std::string(name)] = id; }
  void know_types_of(const Object& other) {
    const std::string& schema = std::get<Extension>(other.data).schema;
    for (const ExtensionType* type : types_of_extension(other.name)) {
      const Object* object =
          editor_.catalog().find({NameSpace::kType, schema, std::string(type->name)});
      if (object != nullptr) know(type->name, object->id);
    }
  }

  /// A type as pg_type names it; `_t` is an array of t.
  Type type_named(std::string_view name) const {
    Type type;
    if (name.starts_with("_")) {
      type.array_dimensions = 1;
      name.remove_prefix(1);
    }
    type.name = name;
    type.schema = "pg_catalog";
    const auto known = types_.find(type.name);
    if (known != types_.end()) {
      type.id = known->second;
      type.schema = editor_.catalog().get(known->second)->schema;
    }
    return type;
  }

  void add_domain(const ExtensionType& facts) {
    DomainType domain;
    domain.base = type_named(facts.base);
    const ObjectId base = domain.base.id;
    const ObjectId id = make(std::string(facts.name), std::move(domain));
    editor_.depend({id, 0, base, 0, DependencyKind::kNormal});
    know(facts.name, id);
  }

  std::vector<Column> columns_named(std::string_view list) const {
    std::vector<Column> columns;
    for (const std::string_view each : split(list, ", ")) {
      const std::size_t blank = each.find(' ');
      Column column;
      column.number = static_cast<std::uint32_t>(columns.size()) + 1;
      column.name = each.substr(0, blank);
      column.type = type_named(each.substr(blank + 1));
      columns.push_back(std::move(column));
    }
    return columns;
  }

  void add_relation(const ExtensionRelation& facts) {
    std::vector<Column> columns = columns_named(facts.columns);
    const auto next = static_cast<std::uint32_t>(columns.size()) + 1;
    if (facts.kind == 'c') {
      know(facts.name, make(std::string(facts.name), CompositeType{std::move(columns), next}));
    } else if (facts.kind == 'v') {
      View view;
      for (Column& column : columns) {
        view.columns.push_back(std::move(column.name));
        view.column_types.push_back(std::move(column.type));
      }
      make(std::string(facts.name), std::move(view));
    } else {
      Table table;
      table.columns = std::move(columns);
      table.next_column = next;
      make(std::string(facts.name), std::move(table));
    }
  }

  void add_function(const ExtensionFunction& facts) {
    Function function;
    if (facts.kind == 'a') function.kind = sql::ObjectKind::kAggregate;
    function.language = facts.kind == 'a' ? "internal" : "c";
    if (facts.volatility == 'i') function.volatility = sql::Volatility::kImmutable;
    if (facts.volatility == 's') function.volatility = sql::Volatility::kStable;
    function.strict = facts.strict;
    const std::vector<std::string_view> arguments = split(facts.arguments, " ");
    const std::size_t first_default = arguments.size() - static_cast<std::size_t>(facts.defaults);
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      FunctionParameter parameter;
      parameter.type = type_named(arguments[i]);
      if (facts.variadic && i + 1 == arguments.size()) {
        parameter.mode = sql::ParameterMode::kVariadic;
      }
      // What the default is nobody asks of a member; that there is one tells which calls fit.
      if (i >= first_default) parameter.default_value.text = "NULL";
      function.arguments.push_back(parameter.type);
      function.parameters.push_back(std::move(parameter));
    }
    for (Column& column : columns_named(facts.outputs)) {
      function.parameters.push_back(
          {std::move(column.name), std::move(column.type), sql::ParameterMode::kOut, {}});
    }
    function.returns = type_named(facts.result);
    function.returns->set_of = facts.returns_set;
    make(std::string(facts.name), std::move(function));
  }

  void add_operator(const ExtensionOperator& facts) {
    OtherObject op;
    op.kind = sql::ObjectKind::kOperator;
    const Type left = facts.left.empty() ? Type{} : type_named(facts.left);
    const Type right = type_named(facts.right);
    op.arguments = {left, right};
    op.signature = other_signature(op.kind, op.arguments, {});
    op.definition.text = "(FUNCTION = " + postgres::quote_identifier(schema_) + "." +
                         postgres::quote_identifier(std::string(facts.function)) + " )";
    make(std::string(facts.name), std::move(op));
  }

  void add_cast(const ExtensionCast& facts) {
    OtherObject cast;
    cast.kind = sql::ObjectKind::kCast;
    cast.arguments = {type_named(facts.source), type_named(facts.target)};
    cast.signature = other_signature(cast.kind, cast.arguments, {});
    cast.definition.text = facts.method == 'b' ? "WITHOUT FUNCTION" : "WITH INOUT";
    if (facts.context == 'i') cast.definition.text += " AS IMPLICIT";
    if (facts.context == 'a') cast.definition.text += " AS ASSIGNMENT";
    editor_.add_member(extension_, {}, {}, std::move(cast));
  }

  void add_other(const ExtensionObject& facts) {
    OtherObject other;
    other.kind = sql::ObjectKind::kTextSearchDictionary;
    if (facts.kind == "text search template") other.kind = sql::ObjectKind::kTextSearchTemplate;
    if (facts.kind == "access method") other.kind = sql::ObjectKind::kAccessMethod;
    if (facts.kind == "foreign data wrapper") other.kind = sql::ObjectKind::kForeignDataWrapper;
    const bool in_schema = other.kind == sql::ObjectKind::kTextSearchDictionary ||
                           other.kind == sql::ObjectKind::kTextSearchTemplate;
    editor_.add_member(extension_, in_schema ? schema_ : std::string(), std::string(facts.name),
                       std::move(other));
  }

  Editor& editor_;
  ObjectId extension_;
  std::string name_;
  std::string schema_;
  std::map<std::string, ObjectId, std::less<>> types_;
};

}  // namespace

void add_members(Editor& editor, ObjectId extension) {
  const Object copy = *editor.catalog().get(extension);
  Members(editor, copy).add();
}

void move_extension(Editor& editor, ObjectId extension, const sql::Name& schema) {
  const Catalog& catalog = editor.catalog();
  const Object* home = catalog.find_schema(schema.text);
  if (home == nullptr) {
    refuse_unknown_schema(editor, schema);
    return;
  }
  const std::string& name = catalog.get(extension)->name;
  const ExtensionFacts* facts = find_extension_facts(name);
  if (facts != nullptr && !facts->movable) {
    editor.refuse({ProblemKind::kNotSupported,
                   "0A000",
                   "extension `" + name + "` does not support SET SCHEMA",
                   schema.span,
                   "",
                   {}});
    return;
  }
  const ObjectId home_id = home->id;
  std::vector<ObjectId> members;
  for (const Dependency& dependency : catalog.dependents_of(extension)) {
    const Object* member = catalog.get(dependency.dependent);
    const bool moves =
        member != nullptr && member->extension == extension && !member->schema.empty();
    if (moves) members.push_back(member->id);
  }
  editor.edit<Extension>(extension)->schema = schema.text;
  for (const ObjectId member : members) editor.move(member, schema.text);
  editor.forget_own_dependencies(extension);
  editor.depend({extension, 0, home_id, 0, DependencyKind::kNormal});
}

}  // namespace ashlar::catalog
