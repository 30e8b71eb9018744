#include "compiler/catalog/statements/settings.h"

#include <algorithm>

#include "compiler/catalog/statements/lookup.h"

namespace ashlar::catalog {
namespace {

Settings::iterator find_setting(Settings& settings, const std::string& name) {
  return std::find_if(settings.begin(), settings.end(),
                      [&name](const Setting& setting) { return setting.name == name; });
}

}  // namespace

void reset_settings(Settings& settings, const std::vector<sql::Option>& options) {
  for (const sql::Option& option : options) {
    std::erase_if(settings,
                  [&option](const Setting& setting) { return setting.name == option.name; });
  }
}

void set_settings(Settings& settings, const std::vector<sql::Option>& options) {
  reset_settings(settings, options);
  for (const sql::Option& option : options) {
    // WITH (oids = false) is read and forgotten. (transformRelOptions)
    if (option.name == "oids") continue;
    settings.push_back({option.name, option.value.empty() ? "true" : option.value});
  }
}

void change_foreign_options(Editor& editor, Settings& settings,
                            const std::vector<sql::Option>& options) {
  for (const sql::Option& option : options) {
    const auto at = find_setting(settings, option.name);
    const bool present = at != settings.end();
    if (option.change == sql::Option::Change::kAdd) {
      if (present) {
        refuse(editor, ProblemKind::kDuplicateObject, "42710",
               "option `" + option.name + "` is provided more than once", option.span);
        return;
      }
      settings.push_back({option.name, option.value});
      continue;
    }
    if (!present) {
      refuse(editor, ProblemKind::kUnknownObject, "42704",
             "option `" + option.name + "` is not found", option.span);
      return;
    }
    if (option.change == sql::Option::Change::kSet) {
      at->value = option.value;
    } else {
      settings.erase(at);
    }
  }
}

}  // namespace ashlar::catalog
