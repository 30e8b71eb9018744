#include "cli/init_files.h"

#include <fmt/format.h>

namespace ashlar::cli {

namespace {

constexpr std::string_view kConfigurationText =
    R"toml(# ashlar: settings of this project. What stands behind a # is the default, or an example.

[project]
# versions = "versions"              # the folder of revision files
# schema = "schema.sql"              # where the project writes down the schema it wants
# postgres = 17                      # the server's major version to judge for; default: the newest known
# file_template = "{rev}_{slug}"     # also {epoch} {year} {month} {day} {hour} {minute} {second}

[database]
# A libpq URI or connection string, "" for the PG* variables, or "embedded": a private PostgreSQL
# that ashlar starts itself, with its data under .ashlar/. --url, ASHLAR_DATABASE_URL and
# DATABASE_URL beat it. Keep passwords out of here: libpq reads ~/.pgpass and PGPASSWORD.
url = "embedded"
# ledger_schema = "ashlar"           # where ashlar notes down what is applied
# lock_timeout = "5s"                # of each statement, unless its file says otherwise
# lock_retries = 3                   # of a step whose lock could not be had in that time
# statement_timeout = "0"            # "0": none
# wait = "60s"                       # for another ashlar that is at work on the same database

[lint]
# base = "origin/main"               # a git ref: revisions that it has must stay as they are

[naming]
# table       = "snake_case plural"
# column      = "snake_case"
# primary_key = "id"                 # the column of a one-column primary key
# index       = "ix_{table}_{columns}"
# unique      = "uq_{table}_{columns}"
# foreign_key = "fk_{table}_{referred_table}"
# strict      = false                # true: whole column names in {columns}
# ignore      = ["legacy_*"]         # tables that are left alone
# Off until they are set:
# primary_key_name = "pk_{table}"
# check       = "ck_{table}_{columns}"
# exclusion   = "ex_{table}_{columns}"
# sequence    = "snake_case"
# view        = "snake_case"
# enum        = "snake_case"
# function    = "snake_case"
# trigger     = "snake_case"
# schema      = "snake_case"

[rules]
# A rule's severity: "error", "warning", "note" or "off". `ashlar explain` lists all rules.
# update-without-where = "off"

# For some files only; the last that matches wins:
# [[override]]
# paths = ["versions/0*"]
# rules = { naming-table = "off" }
)toml";

/// `password=`, or a colon in the user part of a URI.
bool holds_password(const std::string& url) {
  if (url.find("password") != std::string::npos) return true;
  const std::size_t scheme = url.find("://");
  if (scheme == std::string::npos) return false;
  const std::string behind = url.substr(scheme + 3);
  // A password may hold a `?`. (libpq, conninfo_uri_parse_options)
  const std::string authority = behind.substr(0, behind.find('/'));
  const std::size_t host = authority.rfind('@');
  return host != std::string::npos && authority.substr(0, host).find(':') != std::string::npos;
}

std::string toml_string(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

}  // namespace

std::string configuration_text(const std::optional<std::string>& url) {
  std::string text(kConfigurationText);
  if (!url.has_value() || holds_password(*url)) return text;
  constexpr std::string_view kOwn = "url = \"embedded\"";
  return text.replace(text.find(kOwn), kOwn.size(), "url = " + toml_string(*url));
}

const std::string_view kPreCommitHead =
    "# https://pre-commit.com: `pre-commit install` makes git run these before each commit.\n"
    "repos:\n";

namespace {

/// As a Python regular expression that matches it alone.
std::string as_pattern(const std::string& text) {
  std::string pattern;
  for (const char c : text) {
    if (std::string_view(".^$*+?{}[]()|\\").find(c) != std::string_view::npos) pattern += '\\';
    pattern += c;
  }
  return pattern;
}

}  // namespace

std::string pre_commit_entry(const std::string& folder) {
  const std::string config = folder.empty() ? "" : fmt::format("-c '{}ashlar.toml' ", folder);
  return fmt::format(
      "  - repo: local\n"
      "    hooks:\n"
      "      - id: ashlar-lint\n"
      "        name: ashlar lint\n"
      "        entry: ashlar {}lint\n"
      "        language: system\n"
      "        files: ^{}versions/.*\\.sql$\n",
      config, as_pattern(folder));
}

}  // namespace ashlar::cli
