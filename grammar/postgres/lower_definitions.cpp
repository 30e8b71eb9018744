#include "grammar/postgres/lower_definitions.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "grammar/postgres/lower_names.h"
#include "grammar/postgres/lower_objects.h"

namespace ashlar::postgres {
namespace {

using sql::ObjectKind;
using sql::ObjectRef;

/// What the option of that name names; kOther where its value is no name. (aggregatecmds.c,
/// operatorcmds.c, typecmds.c, tsearchcmds.c, collationcmds.c)
ObjectKind named_by(ObjectKind definition, std::string_view option) {
  struct Named {
    std::string_view option;
    ObjectKind kind;
  };
  constexpr Named kNamed[] = {
      {"stype", ObjectKind::kType},
      {"stype1", ObjectKind::kType},
      {"mstype", ObjectKind::kType},
      {"basetype", ObjectKind::kType},
      {"leftarg", ObjectKind::kType},
      {"rightarg", ObjectKind::kType},
      {"subtype", ObjectKind::kType},
      {"element", ObjectKind::kType},
      {"like", ObjectKind::kType},
      {"sfunc", ObjectKind::kFunction},
      {"sfunc1", ObjectKind::kFunction},
      {"finalfunc", ObjectKind::kFunction},
      {"combinefunc", ObjectKind::kFunction},
      {"serialfunc", ObjectKind::kFunction},
      {"deserialfunc", ObjectKind::kFunction},
      {"msfunc", ObjectKind::kFunction},
      {"minvfunc", ObjectKind::kFunction},
      {"mfinalfunc", ObjectKind::kFunction},
      {"function", ObjectKind::kFunction},
      {"procedure", ObjectKind::kFunction},
      {"restrict", ObjectKind::kFunction},
      {"join", ObjectKind::kFunction},
      {"input", ObjectKind::kFunction},
      {"output", ObjectKind::kFunction},
      {"receive", ObjectKind::kFunction},
      {"send", ObjectKind::kFunction},
      {"typmod_in", ObjectKind::kFunction},
      {"typmod_out", ObjectKind::kFunction},
      {"analyze", ObjectKind::kFunction},
      {"subscript", ObjectKind::kFunction},
      {"canonical", ObjectKind::kFunction},
      {"subtype_diff", ObjectKind::kFunction},
      {"start", ObjectKind::kFunction},
      {"gettoken", ObjectKind::kFunction},
      {"end", ObjectKind::kFunction},
      {"lextypes", ObjectKind::kFunction},
      {"headline", ObjectKind::kFunction},
      {"init", ObjectKind::kFunction},
      {"lexize", ObjectKind::kFunction},
      {"sortop", ObjectKind::kOperator},
      {"commutator", ObjectKind::kOperator},
      {"negator", ObjectKind::kOperator},
      {"subtype_opclass", ObjectKind::kOperatorClass},
      {"collation", ObjectKind::kCollation},
      {"from", ObjectKind::kCollation},
      {"parser", ObjectKind::kTextSearchParser},
      {"template", ObjectKind::kTextSearchTemplate},
      {"copy", ObjectKind::kTextSearchConfiguration},
  };
  // All but the template of a dictionary are the template's own options.
  if (definition == ObjectKind::kTextSearchDictionary && option != "template") {
    return ObjectKind::kOther;
  }
  for (const Named& named : kNamed) {
    if (named.option == option) return named.kind;
  }
  return ObjectKind::kOther;
}

/// An operator's place is its token; no word spells it.
sql::QualifiedName operator_at(const Lowering& in, std::size_t at,
                               const std::vector<std::string_view>& parts) {
  if (in.tokens.word(at, "OPERATOR") && in.tokens.symbol(at + 1, "(")) at += 2;
  sql::QualifiedName name = qualified_at(in, at, parts);
  const std::size_t last = after_name(at, parts.size()) - 1;
  name.name.span = in.tokens.span(last);
  name.span = in.tokens.between(at, last + 1);
  return name;
}

class Mentions {
 public:
  explicit Mentions(const Lowering& in) : in_(in) {}

  void type(const Node& node) {
    if (!node) return;
    const sql::TypeName type = type_name(in_, node);
    ObjectRef object;
    object.kind = ObjectKind::kType;
    object.name = type.name;
    found_.push_back(std::move(object));
  }

  /// A function or operator with its arguments at token `at`; its types are mentioned too.
  void routine(ObjectKind kind, const Node& node, std::size_t at) {
    if (!node) return;
    found_.push_back(routine_ref(in_, kind, node, at));
    for (const Node& argument : node.list("objargs")) type(argument);
  }

  /// A dotted name from token `from` on.
  void name(ObjectKind kind, const NodeList& parts, std::size_t from) {
    if (parts.empty()) return;
    ObjectRef object;
    object.kind = kind;
    object.name = find_qualified(in_, from, parts);
    found_.push_back(std::move(object));
  }
  void plain(ObjectKind kind, std::string_view text, std::size_t at) {
    ObjectRef object;
    object.kind = kind;
    object.name.name = name_at(in_, at, text);
    object.name.span = object.name.name.span;
    found_.push_back(std::move(object));
  }
  /// The family that an operator class of that access method names.
  void family(const NodeList& parts, std::string_view method, std::size_t from) {
    if (parts.empty()) return;
    name(ObjectKind::kOperatorFamily, parts, from);
    found_.back().part.text = method;
  }

  void option(ObjectKind kind, const Node& element) {
    const Node argument = element.child("arg");
    ObjectRef object;
    object.kind = kind;
    // The order of a range is a btree's. (typecmds.c, findRangeSubOpclass)
    if (kind == ObjectKind::kOperatorClass) object.part.text = "btree";
    const std::size_t at = in_.token(element);
    if (argument.is("TypeName")) {
      object.name = type_name(in_, argument).name;
    } else if (argument.is("List")) {
      const std::vector<std::string_view> parts = string_values(items(argument));
      // A collation's FROM has its place at the value.
      const std::size_t value = in_.tokens.symbol(at + 1, "=") ? at + 2 : at;
      object.name = kind == ObjectKind::kOperator ? operator_at(in_, value, parts)
                                                  : qualified_at(in_, value, parts);
    } else {
      return;
    }
    found_.push_back(std::move(object));
  }

  /// The elements of CREATE OPERATOR CLASS and ALTER OPERATOR FAMILY, from token `at` on.
  void operator_class_items(const NodeList& list, std::size_t at) {
    for (const Node& item : list) {
      constexpr std::int64_t kOperator = 1;  // OPCLASS_ITEM_OPERATOR (parsenodes.h)
      std::size_t name = at + 2;
      if (in_.tokens.symbol(name, "(")) name = in_.tokens.closing(name) + 1;
      const bool is_operator = item.integer("itemtype") == kOperator;
      routine(is_operator ? ObjectKind::kOperator : ObjectKind::kFunction, item.child("name"),
              name);
      for (const Node& argument : item.list("class_args")) type(argument);
      type(item.child("storedtype"));
      at = in_.tokens.element_end(at) + 1;
    }
  }

  [[nodiscard]] std::vector<ObjectRef> take() && {
    // What the text does not spell has no place to keep.
    std::erase_if(found_, [](const ObjectRef& object) { return object.name.span.empty(); });
    return std::move(found_);
  }

 private:
  const Lowering& in_;
  std::vector<ObjectRef> found_;
};

}  // namespace

std::vector<ObjectRef> mentions_of_options(const Lowering& in, ObjectKind kind,
                                           const NodeList& list) {
  Mentions mentions(in);
  for (const Node& element : list) {
    const ObjectKind named = named_by(kind, element.text("defname"));
    if (named != ObjectKind::kOther) mentions.option(named, element);
  }
  return std::move(mentions).take();
}

std::vector<ObjectRef> mentions_of_definition(const Lowering& in, const Node& node,
                                              std::size_t from) {
  Mentions mentions(in);
  if (node.is("CreateCastStmt")) {
    mentions.routine(ObjectKind::kFunction, node.child("func"),
                     in.tokens.find_outer_word(from, "FUNCTION") + 1);
  } else if (node.is("CreateTransformStmt")) {
    for (const auto& [field, direction] :
         {std::pair("fromsql", "FROM"), std::pair("tosql", "TO")}) {
      const std::size_t clause = in.tokens.find_word(from, direction);
      mentions.routine(ObjectKind::kFunction, node.child(field),
                       in.tokens.find_word(clause, "FUNCTION") + 1);
    }
  } else if (node.is("CreateConversionStmt")) {
    mentions.name(ObjectKind::kFunction, node.list("func_name"),
                  in.tokens.find_outer_word(from, "FROM") + 1);
  } else if (node.is("CreatePLangStmt")) {
    for (const std::string_view field : {"plhandler", "plinline", "plvalidator"}) {
      mentions.name(ObjectKind::kFunction, node.list(field), from);
    }
  } else if (node.is("CreateForeignServerStmt")) {
    mentions.plain(ObjectKind::kForeignDataWrapper, node.text("fdwname"),
                   in.tokens.find_outer_word(from, "WRAPPER") + 1);
  } else if (node.is("CreateAmStmt")) {
    mentions.name(ObjectKind::kFunction, node.list("handler_name"), from);
  } else if (node.is("CreateOpClassStmt")) {
    mentions.type(node.child("datatype"));
    mentions.family(node.list("opfamilyname"), node.text("amname"),
                    in.tokens.find_outer_word(from, "FAMILY") + 1);
    mentions.operator_class_items(node.list("items"), in.tokens.find_outer_word(from, "AS") + 1);
  } else if (node.is("AlterOpFamilyStmt")) {
    const std::size_t method = in.tokens.find_outer_word(from, "USING");
    mentions.operator_class_items(node.list("items"), method + 3);
  } else if (node.is("AlterTSConfigurationStmt")) {
    const std::size_t at = std::min(in.tokens.find_outer_word(from, "REPLACE"),
                                    in.tokens.find_outer_word(from, "WITH"));
    for (const Node& dictionary : node.list("dicts")) {
      mentions.name(ObjectKind::kTextSearchDictionary, items(dictionary), at + 1);
    }
  }
  return std::move(mentions).take();
}

}  // namespace ashlar::postgres
