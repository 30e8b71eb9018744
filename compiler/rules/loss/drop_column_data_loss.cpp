#include "compiler/rules/checks.h"
#include "compiler/rules/loss/losses.h"

namespace ashlar::rules {

void check_drop_column_data_loss(const StatementContext& context, Diagnostics& diagnostics) {
  // What is reached: the columns of a dropped type, or of one in a dropped schema or extension.
  report_losses(context, counted_losses(context, effects::LossKind::kColumn),
                {"column {} is gone with its values",
                 "let no release read or write it any more, then drop it; when its values are "
                 "really not needed, say so with an allow",
                 "CASCADE takes {} along, with all values"},
                diagnostics);
}

}  // namespace ashlar::rules
