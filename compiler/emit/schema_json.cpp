#include <nlohmann/json.hpp>

#include "compiler/emit/json_text.h"
#include "compiler/emit/schema.h"

namespace ashlar::emit {

std::string schema_json(const catalog::Catalog& catalog) {
  nlohmann::ordered_json json;
  json["size"] = catalog.size();
  return json_text(json);
}

}  // namespace ashlar::emit
