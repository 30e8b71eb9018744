#include "compiler/catalog/binding/binder.h"

#include <algorithm>
#include <utility>

#include "compiler/catalog/dependencies/references.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/statements/routines.h"
#include "compiler/catalog/types.h"
#include "grammar/text/overload.h"

namespace ashlar::catalog {
namespace {

std::string_view type_of_constant(const sql::Constant& constant) {
  switch (constant.kind) {
    case sql::Constant::Kind::kNull:
    case sql::Constant::Kind::kString:
      return "unknown";
    case sql::Constant::Kind::kBoolean:
      return "bool";
    case sql::Constant::Kind::kInteger:
      return constant.text.size() > 10 ? "int8" : "int4";
    case sql::Constant::Kind::kFloat:
      return "numeric";
    case sql::Constant::Kind::kBitString:
      return "bit";
  }
  return "unknown";
}

/// (gram.y, func_expr_common_subexpr; parser/parse_expr.c, transformSQLValueFunction)
std::string_view type_of_value_function(std::string_view name) {
  if (name == "current_date") return "date";
  if (name == "current_time") return "timetz";
  if (name == "current_timestamp") return "timestamptz";
  if (name == "localtime") return "time";
  if (name == "localtimestamp") return "timestamp";
  return "name";
}

/// The enum that a type is, or is a domain over, as deep as people define them; null for others.
const Object* enum_behind(const Catalog& catalog, const Type& type) {
  const Object* object = catalog.get(type.id);
  for (int depth = 0; object != nullptr && depth < 32; ++depth) {
    const auto* domain = std::get_if<DomainType>(&object->data);
    if (domain == nullptr || domain->base.array_dimensions > 0) break;
    object = catalog.get(domain->base.id);
  }
  if (object == nullptr || !std::holds_alternative<EnumType>(object->data)) return nullptr;
  return object;
}

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// An oid, or `-` for none.
bool is_number(std::string_view text) {
  return text.find_first_not_of("0123456789-") == std::string_view::npos;
}

}  // namespace

Type built_in(std::string_view name, std::uint32_t array_dimensions) {
  Type type;
  type.schema = "pg_catalog";
  type.name = name;
  type.array_dimensions = array_dimensions;
  return type;
}

bool is_unknown_literal(const Type& type) {
  return type.name == "unknown" && type.schema == "pg_catalog";
}

Binder::Binder(Editor& editor, Span whole)
    : editor_(editor), whole_(whole), words_(editor.text(whole)) {}

Binder::Binder(Editor& editor, std::string words)
    : editor_(editor),
      whole_{0, static_cast<std::uint32_t>(words.size())},
      words_(std::move(words)) {}

SqlText Binder::text() const { return edits_.apply_to(words_, whole_.begin); }

void Binder::refuse(ProblemKind kind, std::string_view sqlstate, std::string message, Span where,
                    std::string help) {
  if (quiet_ > 0 || where.empty()) return;
  catalog::refuse(editor_, kind, sqlstate, std::move(message), where, std::move(help));
}

Typed Binder::expression(const sql::Expr& expr, const Scope& scope) {
  const auto all = [&](const sql::Exprs& exprs) {
    std::vector<Typed> values;
    for (const sql::Expr& each : exprs) values.push_back(expression(each, scope));
    return values;
  };
  const auto pointers = [](const sql::Exprs& exprs) {
    std::vector<const sql::Expr*> list;
    for (const sql::Expr& each : exprs) list.push_back(&each);
    return list;
  };
  return std::visit(Overload{
                        [&](const sql::Constant& constant) {
                          return Typed{built_in(type_of_constant(constant)), {}};
                        },
                        [&](const sql::ColumnUse& use) { return column_use(expr, use, scope); },
                        [&](const sql::ParameterUse& use) {
                          return Typed{type_of_parameter(use.number), {}};
                        },
                        [&](const sql::FunctionUse& use) { return function_use(expr, use, scope); },
                        [&](const sql::Operation& use) { return operation(expr, use, scope); },
                        [&](const sql::Logic& logic) {
                          all(logic.operands);
                          return Typed{built_in("bool"), {}};
                        },
                        [&](const sql::Test& test) {
                          if (test.operand != nullptr) expression(*test.operand, scope);
                          return Typed{built_in("bool"), {}};
                        },
                        [&](const sql::Cast& cast) {
                          const Type type = type_name(cast.type);
                          if (cast.operand != nullptr) {
                            const Typed value = expression(*cast.operand, scope);
                            // This one is written already.
                            const bool spelling = std::exchange(spelling_, false);
                            coerce(*cast.operand, value, type);
                            spelling_ = spelling;
                            if (marks_needless_casts_) mark_needless_cast(cast, value, type);
                          }
                          return Typed{type, {}};
                        },
                        [&](const sql::Case& use) { return case_of(use, scope); },
                        [&](const sql::Choice& choice) {
                          return common(pointers(choice.operands), all(choice.operands));
                        },
                        [&](const sql::ArrayConstructor& array) {
                          Typed value = common(pointers(array.elements), all(array.elements));
                          if (array.elements.empty()) return Typed{};
                          if (is_known(value.type)) value.type.array_dimensions = 1;
                          return value;
                        },
                        [&](const sql::RowConstructor& row) {
                          for (const sql::Expr& field : row.fields) {
                            if (!star_inside(field, scope)) expression(field, scope);
                          }
                          return Typed{built_in("record"), {}};
                        },
                        [&](const sql::Sublink& use) { return sublink(use, expr.span, scope); },
                        [&](const sql::Indirection& use) { return indirection(expr, use, scope); },
                        [&](const sql::Collate& collate) {
                          Typed value;
                          if (collate.operand != nullptr)
                            value = expression(*collate.operand, scope);
                          if (is_unknown_literal(value.type)) value.type = built_in("text");
                          value.collation = {};
                          collation_name(collate.collation, value.collation);
                          return value;
                        },
                        [&](const sql::ValueFunction& function) {
                          refuse_mutable(expr.span);
                          return Typed{built_in(type_of_value_function(function.name)), {}};
                        },
                        [&](const sql::SpecialForm& form) {
                          all(form.operands);
                          return Typed{form.type.has_value() ? type_name(*form.type) : Type{}, {}};
                        },
                    },
                    expr.node);
}

void Binder::require_boolean(const sql::Expr& expr, const Typed& value,
                             std::string_view construct) {
  if (!is_known(value.type) || is_unknown_literal(value.type)) return;
  const Answer answer = can_cast(catalog(), value.type, built_in("bool"), CastContext::kAssignment);
  if (answer != Answer::kNone) return;
  refuse(ProblemKind::kTypeMismatch, "42804",
         "argument of " + std::string(construct) + " must be type boolean, not type `" +
             format_type_name(value.type) + "`",
         expr.span);
}

void Binder::require_assignable(const sql::Expr& expr, const Typed& value, const Type& target,
                                std::string_view what) {
  if (!is_known(value.type) || is_unknown_literal(value.type) || !is_known(target)) return;
  if (can_cast(catalog(), value.type, target, CastContext::kAssignment) != Answer::kNone) return;
  refuse(ProblemKind::kTypeMismatch, "42804",
         "column is of type `" + format_type_name(target) + "` but " + std::string(what) +
             " is of type `" + format_type_name(value.type) + "`",
         expr.span);
}

void Binder::array_literal(Span span, const Object& type) {
  if (span.begin < whole_.begin || span.end > whole_.end) return;
  const std::string text(slice(words_, {span.begin - whole_.begin, span.end - whole_.begin}));
  // Only what reads plainly: one level of braces, no escapes in it.
  if (!text.starts_with("'{") || !text.ends_with("}'") || text.find('\\') != std::string::npos ||
      text.find_first_of("{}'", 2) != text.size() - 2) {
    return;
  }
  const auto element = [&](std::size_t begin, std::size_t end) {
    while (begin < end && is_blank(text[begin])) ++begin;
    while (end > begin && is_blank(text[end - 1])) --end;
    const std::string words = text.substr(begin, end - begin);
    const bool quoted = words.size() > 1 && words.front() == '"' && words.back() == '"';
    const std::string label = quoted ? words.substr(1, words.size() - 2) : words;
    for (const EnumValue& value : std::get<EnumType>(type.data).values) {
      if (value.label != label) continue;
      edits_.note({span.begin + static_cast<std::uint32_t>(begin),
                   span.begin + static_cast<std::uint32_t>(end)},
                  Site::Kind::kArrayLabel, type.id, value.number);
    }
  };
  std::size_t begin = 2;
  bool quoted = false;
  for (std::size_t at = 2; at + 1 < text.size(); ++at) {
    if (text[at] == '"') quoted = !quoted;
    if (quoted || (text[at] != ',' && text[at] != '}')) continue;
    element(begin, at);
    begin = at + 1;
  }
}

void Binder::coerce(const sql::Expr& expr, const Typed& value, const Type& target) {
  if (!is_known(target)) return;
  if (spelling_) spell_cast(expr, value.type, target);
  if (const auto* array = std::get_if<sql::ArrayConstructor>(&expr.node)) {
    if (target.array_dimensions == 0) return;
    Type element = target;
    element.array_dimensions = 0;
    for (const sql::Expr& each : array->elements) {
      const bool nested = std::holds_alternative<sql::ArrayConstructor>(each.node);
      coerce(each, {built_in("unknown"), {}}, nested ? target : element);
    }
    return;
  }
  const auto* constant = std::get_if<sql::Constant>(&expr.node);
  if (constant == nullptr || constant->kind != sql::Constant::Kind::kString) return;
  if (!is_unknown_literal(value.type)) return;
  if (target.array_dimensions > 0) {
    const Object* type = enum_behind(catalog(), target);
    if (type != nullptr) array_literal(expr.span, *type);
    return;
  }
  if (target.schema == "pg_catalog" && target.name == "regclass") {
    const sql::QualifiedName name = name_in_text(constant->text);
    if (const Object* relation = catalog().find_relation(name)) {
      edits_.note(expr.span, Site::Kind::kRelationLiteral, relation->id);
    } else if (!is_number(constant->text) &&
               is_surely_absent(catalog(), NameSpace::kRelation, name)) {
      // (regproc.c, regclassin: read when the statement is)
      refuse(ProblemKind::kUnknownRelation, "42P01",
             "relation `" + words_of(name) + "` does not exist", expr.span);
    }
    return;
  }
  const Object* type = enum_behind(catalog(), target);
  if (type == nullptr) return;
  const auto* labels = std::get_if<EnumType>(&type->data);
  for (const EnumValue& label : labels->values) {
    if (label.label != constant->text) continue;
    edits_.note(expr.span, Site::Kind::kEnumLabel, type->id, label.number);
    return;
  }
  if (catalog().is_doubtful({NameSpace::kType, type->schema, type->name})) return;
  std::vector<std::string> names;
  for (const EnumValue& label : labels->values) names.push_back(label.label);
  refuse(ProblemKind::kTypeMismatch, "22P02",
         "invalid input value for enum `" + type->name + "`: `" + constant->text + "`", expr.span,
         did_you_mean(constant->text, names));
}

Type Binder::type_of_parameter(std::uint32_t number) const {
  if (parameters_ == nullptr) return {};
  std::uint32_t inputs = 0;
  for (const FunctionParameter& parameter : *parameters_) {
    if (is_input(parameter.mode) && ++inputs == number) return parameter.type;
  }
  return {};
}

bool Binder::is_parameter(std::string_view name) const {
  return parameters_ != nullptr &&
         std::any_of(parameters_->begin(), parameters_->end(),
                     [name](const FunctionParameter& each) { return each.name == name; });
}

std::string_view Binder::written_at(Span span) const {
  if (span.begin < whole_.begin || span.end > whole_.begin + words_.size()) return {};
  return slice(words_, {span.begin - whole_.begin, span.end - whole_.begin});
}

}  // namespace ashlar::catalog
