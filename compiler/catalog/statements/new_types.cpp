#include "compiler/catalog/statements/new_types.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "compiler/catalog/statements/definitions.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/types.h"

namespace ashlar::catalog {
namespace {

constexpr std::size_t kLongestTypeName = 63;  // NAMEDATALEN - 1

/// At most `limit` bytes, cut between UTF-8 characters.
std::string clipped(const std::string& name, std::size_t limit) {
  if (name.size() <= limit) return name;
  while (limit > 0 && (static_cast<unsigned char>(name[limit]) & 0xC0U) == 0x80U) --limit;
  return name.substr(0, limit);
}

/// `range` in the name becomes `multirange`, or `_multirange` is put behind it. (pg_type.c,
/// makeMultirangeTypeName)
std::string multirange_name_for(const std::string& range) {
  const std::size_t at = range.find("range");
  if (at != std::string::npos) {
    return clipped(range.substr(0, at) + "multirange" + range.substr(at + 5), kLongestTypeName);
  }
  constexpr std::string_view kSuffix = "_multirange";
  return clipped(range, kLongestTypeName - kSuffix.size()) + std::string(kSuffix);
}

/// The mention that stands in the option's words; null where its value names nothing.
const sql::ObjectRef* mention_in(const sql::Option& option,
                                 const std::vector<sql::ObjectRef>& mentions) {
  for (const sql::ObjectRef& mention : mentions) {
    const Span where = mention.name.span;
    if (where.begin >= option.span.begin && where.end <= option.span.end) return &mention;
  }
  return nullptr;
}

NameRef mentioned_name(const Catalog& catalog, const sql::ObjectRef& mention) {
  NameRef name;
  name.schema = mention.name.schema.text;
  name.name = mention.name.name.text;
  const Object* object = catalog.get(mentioned_object(catalog, mention));
  if (object == nullptr) return name;
  name.schema = object->schema;
  name.name = object->name;
  name.id = object->id;
  return name;
}

/// The option's value as SQL, with today's names.
std::string value_as_sql(const Editor& editor, const sql::Option& option,
                         const std::vector<sql::ObjectRef>& mentions) {
  const std::string words = editor.text(option.span);
  const std::size_t equals = words.find('=');
  if (equals == std::string::npos) return {};
  std::size_t begin = equals + 1;
  while (begin < words.size() && (words[begin] == ' ' || words[begin] == '\n')) ++begin;
  const Span value{option.span.begin + static_cast<std::uint32_t>(begin), option.span.end};
  return render(editor.catalog(), located_text(editor, value, mentions));
}

RangeType range_of(const Editor& editor, const sql::CreateDefined& statement) {
  const Catalog& catalog = editor.catalog();
  RangeType range;
  for (const sql::Option& option : statement.options) {
    const sql::ObjectRef* mention = mention_in(option, statement.mentions);
    if (option.name == "multirange_type_name") {
      const std::size_t dot = option.value.rfind('.');
      range.multirange_name = option.value.substr(dot == std::string::npos ? 0 : dot + 1);
    } else if (mention == nullptr) {
      continue;
    } else if (option.name == "subtype") {
      sql::TypeName written;
      written.name = mention->name;
      range.subtype = resolve_type(catalog, written);
      if (option.value.ends_with("]")) range.subtype.array_dimensions = 1;
    } else if (option.name == "subtype_opclass") {
      range.operator_class = mentioned_name(catalog, *mention);
    } else if (option.name == "collation") {
      range.collation = mentioned_name(catalog, *mention);
    } else if (option.name == "canonical" || option.name == "subtype_diff") {
      range.functions.push_back({option.name, value_as_sql(editor, option, statement.mentions)});
    }
  }
  if (range.multirange_name.empty()) {
    range.multirange_name = multirange_name_for(statement.name.name.text);
  }
  return range;
}

void depend_on_mentions(Editor& editor, ObjectId id, const std::vector<sql::ObjectRef>& mentions) {
  for (const sql::ObjectRef& mention : mentions) {
    const ObjectId object = mentioned_object(editor.catalog(), mention);
    if (object != id) editor.depend({id, 0, object, 0, DependencyKind::kNormal});
  }
}

/// The new type, or its shell filled.
ObjectId add_over_shell(Editor& editor, std::string schema, const std::string& name,
                        ObjectData data, Span where) {
  const Object* shell = editor.catalog().find({NameSpace::kType, schema, name});
  if (shell == nullptr) return editor.add(std::move(schema), name, std::move(data), where);
  const ObjectId id = shell->id;
  editor.edit_common(id)->data = std::move(data);
  return id;
}

void create_range(Editor& editor, const sql::CreateDefined& statement, Span where) {
  std::string schema = schema_of_new_type(editor, statement.name, OverShell::kAllow);
  if (schema.empty()) return;
  RangeType range = range_of(editor, statement);
  const std::string multirange = range.multirange_name;
  const ObjectId id =
      add_over_shell(editor, schema, statement.name.name.text, std::move(range), where);
  depend_on_mentions(editor, id, statement.mentions);
  if (editor.catalog().find({NameSpace::kType, schema, multirange}) != nullptr) return;
  OtherType multi;
  multi.shell = false;
  multi.range = id;
  const ObjectId multirange_id = editor.add(std::move(schema), multirange, std::move(multi), where);
  editor.depend({multirange_id, 0, id, 0, DependencyKind::kInternal});
  editor.edit<RangeType>(id)->multirange = multirange_id;
}

void create_base_type(Editor& editor, const sql::CreateDefined& statement, Span where) {
  std::string schema = schema_of_new_type(editor, statement.name, OverShell::kAllow);
  if (schema.empty()) return;
  OtherType type;
  type.shell = false;
  for (const sql::Option& option : statement.options) {
    type.definition.push_back({option.name, value_as_sql(editor, option, statement.mentions)});
  }
  const ObjectId id =
      add_over_shell(editor, std::move(schema), statement.name.name.text, std::move(type), where);
  depend_on_mentions(editor, id, statement.mentions);
}

void refuse_present(Editor& editor, const Object& present, const sql::Name& name) {
  editor.refuse({ProblemKind::kDuplicateObject,
                 "42710",
                 "type `" + name.text + "` already exists",
                 name.span,
                 {},
                 made_here(name.text, present.origin)});
}

}  // namespace

std::string schema_of_new_type(Editor& editor, const sql::QualifiedName& name,
                               OverShell over_shell) {
  const Catalog& catalog = editor.catalog();
  if (!name.schema.empty() && refuse_unknown_schema(editor, name.schema)) return {};
  std::string schema = catalog.creation_schema(name);
  const NameKey key{NameSpace::kType, schema, name.name.text};
  const Object* present = catalog.find(key);
  if (present == nullptr) return schema;
  const auto* shell = std::get_if<OtherType>(&present->data);
  if (over_shell == OverShell::kAllow && shell != nullptr && shell->shell) return schema;
  if (!catalog.is_doubtful(key)) refuse_present(editor, *present, name.name);
  return {};
}

bool refuse_taken_row_type(Editor& editor, const std::string& schema, const sql::Name& name,
                           ObjectId own) {
  const NameKey key{NameSpace::kType, schema, name.text};
  const Object* present = editor.catalog().find(key);
  if (present == nullptr || present->id == own || editor.catalog().is_doubtful(key)) return false;
  refuse_present(editor, *present, name);
  return true;
}

void create_defined_type(Editor& editor, const sql::CreateDefined& statement, Span where) {
  if (statement.range) {
    create_range(editor, statement, where);
  } else if (!statement.options.empty()) {
    create_base_type(editor, statement, where);
  } else {
    std::string schema = schema_of_new_type(editor, statement.name);
    if (schema.empty()) return;
    editor.add(std::move(schema), statement.name.name.text, OtherType{}, where);
  }
}

void alter_base_type(Editor& editor, ObjectId id, const sql::AlterOther& statement) {
  for (const sql::Option& option : statement.options) {
    std::string value = value_as_sql(editor, option, statement.mentions);
    auto* type = editor.edit<OtherType>(id);
    if (type == nullptr) return;
    const auto at =
        std::find_if(type->definition.begin(), type->definition.end(),
                     [&option](const Setting& each) { return each.name == option.name; });
    if (at == type->definition.end()) {
      type->definition.push_back({option.name, std::move(value)});
    } else {
      at->value = std::move(value);
    }
  }
  depend_on_mentions(editor, id, statement.mentions);
}

}  // namespace ashlar::catalog
