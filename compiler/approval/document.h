#pragma once

// The JSON of a plan file. Private to compiler/approval.

#include <nlohmann/json.hpp>
#include <string>

#include "compiler/approval/plan_file.h"

namespace ashlar::approval {

/// Everything but the digest.
[[nodiscard]] nlohmann::ordered_json document_of(const PlanFile& file);

/// "sha256:…" over the document without its digest: equal for texts that differ in blanks or in the
/// order of keys only.
[[nodiscard]] std::string digest_of(const nlohmann::json& document);

}  // namespace ashlar::approval
