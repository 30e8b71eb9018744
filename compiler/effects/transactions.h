#pragma once

// Which statements refuse a transaction block. Private to compiler/effects.

#include "compiler/effects/draft.h"

namespace ashlar::effects {

[[nodiscard]] Transactionality transactionality(const sql::Statement& statement,
                                                const Draft& draft);

}  // namespace ashlar::effects
