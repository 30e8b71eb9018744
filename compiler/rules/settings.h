#pragma once

// What a project may set about rules: naming conventions, severities, overrides by path.
// Read from ashlar.toml by cli/project. Layer: compiler/rules.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/text/diagnostic.h"

namespace ashlar::rules {

/// Patterns of contract section "Naming conventions". An empty pattern switches its rule off.
struct NamingConventions {
  std::string table = "snake_case plural";
  std::string column = "snake_case";
  std::string primary_key = "id";  ///< the column of a one-column primary key
  std::string primary_key_name;    ///< the constraint's own name
  std::string index = "ix_{table}_{columns}";
  std::string unique = "uq_{table}_{columns}";
  std::string foreign_key = "fk_{table}_{referred_table}";
  std::string check;
  std::string exclusion;
  std::string sequence;
  std::string view;
  std::string enum_type;
  std::string function;
  std::string trigger;
  std::string schema;
  bool strict = false;
  std::vector<std::string> ignore;  ///< globs of tables left alone
};

/// `[[override]] paths = […] rules = {…}`; no severity is "off".
struct Override {
  std::vector<std::string> paths;  ///< globs over the file's shown path
  std::map<std::string, std::optional<Severity>> rules;
};

struct Settings {
  NamingConventions naming;
  std::map<std::string, std::optional<Severity>> severities;  ///< absent: the rule's default
  std::vector<Override> overrides;                            ///< the last that matches wins
  int postgres = 17;                                          ///< server major version to judge for
};

/// What is wrong with `pattern` as the value of `[naming] key`; nothing where it is right.
[[nodiscard]] std::optional<std::string> naming_error(std::string_view key,
                                                      std::string_view pattern);

/// The severity of `rule` in the file at `path`; nothing where it is off.
[[nodiscard]] std::optional<Severity> severity_of(const Settings& settings, std::string_view rule,
                                                  Severity default_severity, std::string_view path);

/// Shell-style match: `*` and `?` within a path segment, `**` across segments.
[[nodiscard]] bool glob_match(std::string_view pattern, std::string_view text);

}  // namespace ashlar::rules
