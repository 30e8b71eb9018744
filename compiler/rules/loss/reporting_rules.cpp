#include "compiler/rules/loss/reporting_rules.h"

namespace ashlar::rules {

std::vector<std::string_view> reporting_rules(const effects::Loss& loss) {
  std::vector<std::string_view> rules;
  switch (loss.kind) {
    case effects::LossKind::kDatabase:
      rules = {"drop-database"};
      break;
    case effects::LossKind::kSchema:
      rules = {"drop-schema-data-loss"};
      break;
    case effects::LossKind::kTable:
      rules = {"drop-table-data-loss"};
      break;
    case effects::LossKind::kColumn:
      rules = {"drop-column-data-loss"};
      break;
    case effects::LossKind::kRows:
      rules = {"truncate-data-loss", "delete-without-where"};
      break;
    case effects::LossKind::kMaterializedView:
      rules = {"drop-matview"};
      break;
    case effects::LossKind::kType:
      rules = {"drop-type"};
      break;
    case effects::LossKind::kSequence:
      rules = {"drop-sequence"};
      break;
    case effects::LossKind::kExtension:
      rules = {"drop-extension"};
      break;
  }
  if (loss.by_cascade) {
    rules.push_back(loss.kind == effects::LossKind::kRows ? "truncate-cascade-reaches"
                                                          : "drop-cascade-removes-dependents");
  }
  return rules;
}

}  // namespace ashlar::rules
