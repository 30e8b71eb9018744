#include "compiler/effects/draft.h"
#include "compiler/effects/effects.h"
#include "compiler/effects/locks.h"
#include "compiler/effects/losses.h"
#include "compiler/effects/transactions.h"

namespace ashlar::effects {
namespace {

template <typename Node>
concept Forecast = requires(const Node& node, Draft& draft) {
  forecast_locks(node, draft);
};

std::optional<EnumValueUse> added_enum_value(const sql::Statement& statement, const Draft& draft) {
  const auto* alter = std::get_if<sql::AlterEnum>(&statement.node);
  if (alter == nullptr || !alter->old_value.empty() || alter->new_value.empty()) {
    return std::nullopt;
  }
  const catalog::Object* type = draft.before().find_type(alter->name);
  if (type == nullptr) {
    // Not known, so neither is its schema: any literal of the label may be of it.
    return EnumValueUse{{}, alter->new_value.text};
  }
  const auto* values = std::get_if<catalog::EnumType>(&type->data);
  if (values != nullptr && alter->if_not_exists) {
    for (const catalog::EnumValue& value : values->values) {
      if (value.label == alter->new_value.text) return std::nullopt;
    }
  }
  return EnumValueUse{display_name(draft.before(), *type), alter->new_value.text};
}

}  // namespace

Effects forecast(const sql::Statement& statement, const catalog::Catalog& before,
                 const catalog::Changes& changes, const catalog::Catalog& after, int postgres,
                 const catalog::ApplyContext& context) {
  Draft draft(before, changes, after, postgres, context);
  std::visit(
      [&draft]<typename Node>(const Node& node) {
        // A statement without a function of its own locks no relation that was there before.
        if constexpr (Forecast<Node>) forecast_locks(node, draft);
      },
      statement.node);
  forecast_losses(statement, draft);
  Effects effects = draft.finish();
  effects.transactionality = transactionality(statement, draft);
  effects.adds_enum_value = added_enum_value(statement, draft);
  return effects;
}

}  // namespace ashlar::effects
