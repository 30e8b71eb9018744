// ashlar.toml → Project. The only file that sees toml++.

#define TOML_EXCEPTIONS 0
#include <fmt/format.h>
#include <functional>
#include <limits>
#include <toml++/toml.h>
#include <vector>

#include "cli/placeholders.h"
#include "cli/project.h"
#include "compiler/rules/rules.h"
#include "grammar/annotations/words.h"
#include "grammar/text/nearest.h"

namespace ashlar::cli {
namespace {

/// A key that may stand in a table, and what reads its value.
struct Key {
  std::string_view name;
  std::function<void(const toml::node&)> read;
};
using Keys = std::vector<Key>;

std::string joined(const std::vector<std::string_view>& words) {
  std::string text;
  for (const std::string_view word : words) {
    text += fmt::format("{}`{}`", text.empty() ? "" : ", ", word);
  }
  return text;
}

class Reader {
 public:
  Reader(FileId id, const SourceFile& file, Diagnostics& diagnostics)
      : id_(id), text_(file.text), lines_(file.text), diagnostics_(diagnostics) {}

  Project read() {
    const toml::parse_result parsed = toml::parse(text_);
    if (!parsed) {
      const toml::source_position at = parsed.error().source().begin;
      report("config-syntax", lowered(parsed.error().description()), {offset(at), offset(at)}, "");
      return project_;
    }
    read_keys(parsed.table(), "", top_keys());
    sort_by_location(diagnostics_);
    return project_;
  }

 private:
  // Positions. toml++ counts lines and columns from 1, columns in code points, as LineMap does.

  std::uint32_t offset(const toml::source_position& at) const {
    if (at.line == 0 || at.line > lines_.line_count()) {
      return static_cast<std::uint32_t>(text_.size());
    }
    const std::string_view line = lines_.line(static_cast<std::uint32_t>(at.line));
    std::uint32_t bytes = 0;
    for (toml::source_index column = 1; column < at.column && bytes < line.size(); ++column) {
      ++bytes;
      while (bytes < line.size() && (static_cast<unsigned char>(line[bytes]) & 0xC0U) == 0x80U) {
        ++bytes;
      }
    }
    return lines_.line_begin(static_cast<std::uint32_t>(at.line)) + bytes;
  }
  Span span(const toml::source_region& region) const {
    return {offset(region.begin), offset(region.end)};
  }

  static std::string lowered(std::string_view sentence) {
    std::string text(sentence);
    if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') {
      text[0] = static_cast<char>(text[0] - 'A' + 'a');
    }
    return text;
  }

  void report(std::string_view rule, std::string message, Span at, std::string help) {
    Diagnostic finding;
    finding.rule = rule;
    finding.severity = Severity::kError;
    finding.message = std::move(message);
    finding.location = {id_, at};
    finding.help = std::move(help);
    diagnostics_.push_back(std::move(finding));
  }

  void wrong_type(const toml::node& value, std::string_view wanted) {
    report("config-wrong-type", fmt::format("expected {}", wanted), span(value.source()), "");
  }
  void bad_value(const toml::node& value, std::string message, std::string help) {
    report("config-bad-value", std::move(message), span(value.source()), std::move(help));
  }

  // Tables.

  void read_keys(const toml::table& table, std::string_view section, const Keys& keys) {
    for (auto entry = table.begin(); entry != table.end(); ++entry) {
      const toml::key& name = entry->first;
      const Key* known = nullptr;
      for (const Key& key : keys) {
        if (key.name == name.str()) known = &key;
      }
      if (known != nullptr) {
        known->read(entry->second);
      } else {
        unknown_key(name, section, keys);
      }
    }
  }

  void unknown_key(const toml::key& name, std::string_view section, const Keys& keys) {
    std::vector<std::string_view> names;
    for (const Key& key : keys) names.push_back(key.name);
    const std::optional<std::string_view> meant = nearest(name.str(), names);
    const std::string where = section.empty() ? "" : fmt::format(" in `[{}]`", section);
    report("config-unknown-key", fmt::format("unknown key `{}`{}", name.str(), where),
           span(name.source()),
           meant.has_value() ? fmt::format("did you mean `{}`?", *meant)
                             : fmt::format("known keys{}: {}", where, joined(names)));
  }

  // Values of one kind each.

  Key table(std::string_view name, const std::function<Keys()>& keys) {
    return {name, [this, name, keys](const toml::node& value) {
              if (const toml::table* inner = value.as_table()) {
                read_keys(*inner, name, keys());
              } else {
                wrong_type(value, fmt::format("a table, `[{}]`", name));
              }
            }};
  }

  Key text(std::string_view name, std::string& to) {
    return {name, [this, &to](const toml::node& value) {
              if (const auto* found = value.as_string()) {
                to = found->get();
              } else {
                wrong_type(value, "a string");
              }
            }};
  }

  Key filled_text(std::string_view name, std::string& to) {
    return {name, [this, &to](const toml::node& value) {
              const auto* found = value.as_string();
              if (found == nullptr) return wrong_type(value, "a string");
              if (found->get().empty()) return bad_value(value, "must not be empty", "");
              to = found->get();
            }};
  }

  Key schema_name(std::string_view name, std::string& to) {
    return {name, [this, &to](const toml::node& value) {
              const auto* found = value.as_string();
              if (found == nullptr) return wrong_type(value, "a string");
              // NAMEDATALEN is 64; CREATE SCHEMA refuses names that begin with pg_.
              const std::string& schema = found->get();
              if (schema.empty() || schema.size() > 63 || schema.starts_with("pg_")) {
                return bad_value(value, fmt::format("`{}` cannot be the name of a schema", schema),
                                 "1 to 63 bytes, not beginning with `pg_`");
              }
              to = schema;
            }};
  }

  Key flag(std::string_view name, bool& to) {
    return {name, [this, &to](const toml::node& value) {
              if (const auto* found = value.as_boolean()) {
                to = found->get();
              } else {
                wrong_type(value, "`true` or `false`");
              }
            }};
  }

  struct Limits {
    int low;
    int high;
  };
  Key integer(std::string_view name, int& to, Limits limits) {
    return {name, [this, &to, limits](const toml::node& value) {
              const auto* found = value.as_integer();
              if (found == nullptr) return wrong_type(value, "an integer");
              if (found->get() < limits.low || found->get() > limits.high) {
                return bad_value(value, fmt::format("`{}` is out of range", found->get()),
                                 fmt::format("from {} to {}", limits.low, limits.high));
              }
              to = static_cast<int>(found->get());
            }};
  }

  Key duration(std::string_view name, std::chrono::milliseconds& to) {
    return {name, [this, &to](const toml::node& value) {
              const auto* found = value.as_string();
              if (found == nullptr) return wrong_type(value, "a duration such as \"5s\"");
              const auto parsed = annotations::parse_duration(found->get());
              if (!parsed.has_value()) {
                return bad_value(
                    value, fmt::format("`{}` is no duration", found->get()),
                    "such as \"500ms\", \"5s\", \"10min\", \"1h\", or \"0\"; at most 24 d");
              }
              to = *parsed;
            }};
  }

  Key texts(std::string_view name, std::vector<std::string>& to) {
    return {name, [this, &to](const toml::node& value) {
              const toml::array* found = value.as_array();
              if (found == nullptr) return wrong_type(value, "an array of strings");
              to.clear();
              for (const toml::node& element : *found) {
                if (const auto* word = element.as_string()) {
                  to.push_back(word->get());
                } else {
                  wrong_type(element, "a string");
                }
              }
            }};
  }

  Key with_placeholders(std::string_view name, std::string& to,
                        const std::vector<std::string_view>& known) {
    return {name, [this, &to, known](const toml::node& value) {
              const auto* found = value.as_string();
              if (found == nullptr) return wrong_type(value, "a string");
              to = found->get();
              // A pattern in slashes is a regular expression, where braces are repetitions.
              if (to.size() >= 2 && to.front() == '/' && to.back() == '/') return;
              for (const std::string_view word : unknown_placeholders(to, known)) {
                const std::optional<std::string_view> meant = nearest(word, known);
                bad_value(value, fmt::format("unknown placeholder `{{{}}}`", word),
                          meant.has_value() ? fmt::format("did you mean `{{{}}}`?", *meant)
                                            : fmt::format("known: {}", joined(known)));
              }
            }};
  }

  Key convention(std::string_view name, std::string& to) {
    return with_placeholders(
        name, to, {"table", "columns", "column_0", "referred_table", "referred_columns", "name"});
  }

  // Severities.

  using Severities = std::map<std::string, std::optional<Severity>>;

  void read_severities(const toml::table& table, std::string_view section, Severities& to) {
    Keys keys;
    for (const rules::Rule& rule : rules::all_rules()) {
      keys.push_back({rule.id, [this, &rule, &to](const toml::node& value) {
                        std::optional<Severity> severity;
                        if (read_severity(value, severity)) to[std::string(rule.id)] = severity;
                      }});
    }
    for (const rules::FixedRule& rule : rules::fixed_rules()) {
      keys.push_back({rule.id, [this, &rule](const toml::node& value) {
                        bad_value(value, fmt::format("`{}` has a fixed severity", rule.id),
                                  "remove the line: the message says what to write instead");
                      }});
    }
    read_keys(table, section, keys);
  }

  /// "off" is no severity at all. False where the value is wrong, which has been reported.
  bool read_severity(const toml::node& value, std::optional<Severity>& to) {
    const auto* found = value.as_string();
    if (found == nullptr) {
      wrong_type(value, "\"error\", \"warning\", \"note\" or \"off\"");
      return false;
    }
    const std::string& word = found->get();
    if (word == "off") {
      to.reset();
      return true;
    }
    for (const Severity known : {Severity::kError, Severity::kWarning, Severity::kNote}) {
      if (word != to_string(known)) continue;
      to = known;
      return true;
    }
    bad_value(value, fmt::format("`{}` is no severity", word),
              "one of `error`, `warning`, `note`, `off`");
    return false;
  }

  Key severities(std::string_view name, Severities& to) {
    return {name, [this, name, &to](const toml::node& value) {
              if (const toml::table* found = value.as_table()) {
                read_severities(*found, name, to);
              } else {
                wrong_type(value, "a table of rules and severities");
              }
            }};
  }

  void read_overrides(const toml::node& value) {
    const toml::array* found = value.as_array();
    if (found == nullptr) return wrong_type(value, "an array of tables, `[[override]]`");
    for (const toml::node& element : *found) {
      const toml::table* inner = element.as_table();
      if (inner == nullptr) {
        wrong_type(element, "a table with `paths` and `rules`");
        continue;
      }
      rules::Override& made = project_.rules.overrides.emplace_back();
      read_keys(*inner, "override", {texts("paths", made.paths), severities("rules", made.rules)});
      if (inner->get("paths") == nullptr || inner->get("rules") == nullptr) {
        bad_value(element, "an override needs both `paths` and `rules`", "");
      }
    }
  }

  // The sections.

  Keys project_keys() {
    return {filled_text("versions", project_.versions), filled_text("schema", project_.schema),
            integer("postgres", project_.rules.postgres, {10, 99}),
            with_placeholders(
                "file_template", project_.file_template,
                {"rev", "slug", "epoch", "year", "month", "day", "hour", "minute", "second"})};
  }

  Keys database_keys() {
    DatabaseSettings& to = project_.database;
    return {text("url", to.url),
            schema_name("ledger_schema", to.ledger_schema),
            duration("lock_timeout", to.lock_timeout),
            integer("lock_retries", to.lock_retries, {0, 1000}),
            duration("statement_timeout", to.statement_timeout),
            duration("wait", to.wait),
            text("expect", to.expect)};
  }

  Keys lint_keys() { return {text("base", project_.lint_base)}; }

  Keys naming_keys() {
    rules::NamingConventions& to = project_.rules.naming;
    return {convention("table", to.table),
            convention("column", to.column),
            convention("primary_key", to.primary_key),
            convention("primary_key_name", to.primary_key_name),
            convention("index", to.index),
            convention("unique", to.unique),
            convention("foreign_key", to.foreign_key),
            convention("check", to.check),
            convention("exclusion", to.exclusion),
            convention("sequence", to.sequence),
            convention("view", to.view),
            convention("enum", to.enum_type),
            convention("function", to.function),
            convention("trigger", to.trigger),
            convention("schema", to.schema),
            flag("strict", to.strict),
            texts("ignore", to.ignore)};
  }

  Keys top_keys() {
    return {table("project", [this] { return project_keys(); }),
            table("database", [this] { return database_keys(); }),
            table("lint", [this] { return lint_keys(); }),
            table("naming", [this] { return naming_keys(); }),
            severities("rules", project_.rules.severities),
            {"override", [this](const toml::node& value) { read_overrides(value); }}};
  }

  FileId id_;
  std::string_view text_;
  LineMap lines_;
  Diagnostics& diagnostics_;
  Project project_ = default_project();
};

}  // namespace

Project read_project(FileId id, const SourceFile& file, Diagnostics& diagnostics) {
  return Reader(id, file, diagnostics).read();
}

}  // namespace ashlar::cli
