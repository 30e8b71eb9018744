// What an output column without a label is called. (src/backend/parser/parse_target.c,
// FigureColname)

#include <array>
#include <utility>

#include "compiler/catalog/binding/binder.h"
#include "compiler/catalog/types.h"
#include "grammar/text/overload.h"

namespace ashlar::catalog {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kFormNames{{
    {"GroupingFunc", "grouping"},
    {"XmlSerialize", "xmlserialize"},
    {"MergeSupportFunc", "merge_action"},
    {"JsonObjectConstructor", "json_object"},
    {"JsonArrayConstructor", "json_array"},
    {"JsonArrayQueryConstructor", "json_array"},
    {"JsonObjectAgg", "json_objectagg"},
    {"JsonArrayAgg", "json_arrayagg"},
    {"JsonParseExpr", "json"},
    {"JsonScalarExpr", "json_scalar"},
    {"JsonSerializeExpr", "json_serialize"},
    {"IS_XMLCONCAT", "xmlconcat"},
    {"IS_XMLELEMENT", "xmlelement"},
    {"IS_XMLFOREST", "xmlforest"},
    {"IS_XMLPARSE", "xmlparse"},
    {"IS_XMLPI", "xmlpi"},
    {"IS_XMLROOT", "xmlroot"},
    {"JSON_EXISTS_OP", "json_exists"},
    {"JSON_QUERY_OP", "json_query"},
    {"JSON_VALUE_OP", "json_value"},
}};

Figured special(const sql::SpecialForm& form) {
  for (const auto& [key, name] : kFormNames) {
    if (key == form.node || key == form.op) return {std::string(name), 2, 0, 0};
  }
  return {};
}

}  // namespace

Figured Binder::figured(const sql::Expr& expr, int depth) const {
  // Deeper than any real column; the name is none then.
  constexpr int kMaxDepth = 100;
  if (depth > kMaxDepth) return {};
  const auto named = [&](const std::string& name, int strength) {
    Figured made{name, strength, 0, 0};
    const auto at = named_.find(&expr);
    if (at != named_.end()) {
      made.object = at->second.object;
      made.column = at->second.column;
    }
    return made;
  };
  const auto fixed = [](std::string_view name) { return Figured{std::string(name), 2, 0, 0}; };
  const auto below = [&](const sql::ExprPtr& inner) {
    return inner == nullptr ? Figured{} : figured(*inner, depth + 1);
  };
  return std::visit(
      Overload{
          [](const sql::Constant&) { return Figured{}; },
          [&](const sql::ColumnUse& use) {
            return use.parts.empty() || use.star ? Figured{} : named(use.parts.back().text, 2);
          },
          [](const sql::ParameterUse&) { return Figured{}; },
          [&](const sql::FunctionUse& use) { return named(use.name.name.text, 2); },
          [&](const sql::Operation& use) {
            return use.kind == sql::Operation::Kind::kNullIf ? fixed("nullif") : Figured{};
          },
          [](const sql::Logic&) { return Figured{}; },
          [](const sql::Test&) { return Figured{}; },
          [&](const sql::Cast& cast) {
            Figured inner = below(cast.operand);
            if (inner.strength > 1) return inner;
            const Type type = resolve_type(catalog(), cast.type);
            return Figured{cast.type.name.name.text, 1, type.id, 0};
          },
          [&](const sql::Case& use) {
            Figured inner = below(use.otherwise);
            return inner.strength > 1 ? inner : Figured{"case", 1, 0, 0};
          },
          [&](const sql::Choice& choice) {
            switch (choice.kind) {
              case sql::Choice::Kind::kCoalesce:
                return fixed("coalesce");
              case sql::Choice::Kind::kGreatest:
                return fixed("greatest");
              case sql::Choice::Kind::kLeast:
                return fixed("least");
            }
            return Figured{};
          },
          [&](const sql::ArrayConstructor&) { return fixed("array"); },
          [&](const sql::RowConstructor&) { return fixed("row"); },
          [&](const sql::Sublink& use) {
            switch (use.kind) {
              case sql::Sublink::Kind::kExists:
                return fixed("exists");
              case sql::Sublink::Kind::kArray:
                return fixed("array");
              case sql::Sublink::Kind::kAny:
              case sql::Sublink::Kind::kAll:
                return Figured{};
              case sql::Sublink::Kind::kScalar:
                break;
            }
            const sql::SelectTree* first = use.query.get();
            while (first != nullptr && first->left != nullptr) first = first->left.get();
            if (first == nullptr) return Figured{};
            if (first->targets.empty()) return first->values.empty() ? Figured{} : fixed("column1");
            const sql::TargetItem& target = first->targets.front();
            if (!target.label.empty()) return fixed(target.label.text);
            // The subquery has a label of its own where a rename needs one.
            Figured inner = figured(target.value, depth + 1);
            inner.object = 0;
            return inner;
          },
          [&](const sql::Indirection& use) {
            for (auto step = use.steps.rbegin(); step != use.steps.rend(); ++step) {
              if (!step->field.empty()) return named(step->field.text, 2);
            }
            return below(use.base);
          },
          [&](const sql::Collate& collate) { return below(collate.operand); },
          [&](const sql::ValueFunction& function) { return fixed(function.name); },
          [](const sql::SpecialForm& form) { return special(form); },
      },
      expr.node);
}

}  // namespace ashlar::catalog
