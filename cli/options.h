#pragma once

// What each command was asked to do, as plain values. cli/app fills them from the command line;
// commands see nothing of CLI11. Layer: cli.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compiler/ledger/ledger.h"
#include "grammar/text/diagnostic.h"

namespace ashlar::cli {

struct GlobalOptions {
  std::optional<std::string> config;  ///< -c: the configuration file; else it is searched for
};

/// Which database; nothing: the environment, then the configuration.
using Url = std::optional<std::string>;

struct InitOptions {
  std::string folder = ".";
  Url from_url;  ///< of a database whose schema becomes the first revision
  bool yes = false;
};

struct RevisionOptions {
  std::string message;
  std::string head = "head";
  bool splice = false;
  std::vector<std::string> branch_labels;
  std::vector<std::string> depends_on;
  std::string rev_id;  ///< empty: a random one
  std::string down;    ///< print the down section of this revision instead
  bool autogenerate = false;
  std::vector<std::string> renames;  ///< `OLD=NEW`, for `autogenerate`
};

struct MergeOptions {
  std::string message;                 ///< empty: "merge A and B"
  std::vector<std::string> revisions;  ///< empty: all heads
  std::vector<std::string> branch_labels;
  std::string rev_id;
};

enum class Format { kPretty, kJson };

enum class LintFormat { kPretty, kJson, kSarif, kGithub, kGitlab, kJunit };

struct LintOptions {
  std::vector<std::string> paths;  ///< empty: all files
  LintFormat format = LintFormat::kPretty;
  Severity severity = Severity::kNote;  ///< what is less is left out
  bool statistics = false;              ///< only how often each rule reports
  bool fix = false;
  bool diff = false;
  std::string base;   ///< a git ref to compare with; empty: the configuration's
  std::string print;  ///< a stage of the compiler to print instead of linting
};

enum class PlanFormat { kPretty, kJson, kHtml, kMarkdown };

struct PlanOptions {
  std::string range;
  std::optional<PlanFormat> format;  ///< nothing: for people on stdout, for `apply` in a file
  std::string output;                ///< empty: stdout
  std::string sign;                  ///< an SSH key; empty: no signature
  Url url;
};

struct ScriptOptions {
  std::string range;
  std::string output;
  bool down = false;  ///< the way back too, in a file of its own
  Url url;
};

/// `upgrade` and `downgrade`.
struct MigrateOptions {
  std::string target;
  bool yes = false;
  bool dry_run = false;
  bool allow_loss = false;
  Format format = Format::kPretty;
  std::optional<std::chrono::milliseconds> terminate_blockers;
  Url url;
};
struct UpgradeOptions : MigrateOptions {};
struct DowngradeOptions : MigrateOptions {};

struct ApplyOptions {
  std::string file;
  bool dry_run = false;
  bool yes = false;         ///< as `upgrade` has it; the file says yes already
  std::string verify_with;  ///< a file of allowed signers; empty: no signature is asked for
  Format format = Format::kPretty;
  std::optional<std::chrono::milliseconds> terminate_blockers;
  Url url;
};

struct CurrentOptions {
  bool check = false;
  bool verbose = false;
  Url url;
};

enum class HistoryFormat { kPretty, kJson, kDot, kMermaid };

struct HistoryOptions {
  std::string range;
  HistoryFormat format = HistoryFormat::kPretty;
  bool graph = false;
  bool verbose = false;
  bool indicate_current = false;
  Url url;
};

struct HeadsOptions {
  bool verbose = false;
  bool resolve_dependencies = false;
};

struct BranchesOptions {
  bool verbose = false;
};

struct ShowOptions {
  std::string revision;
  Url url;
};

enum class SchemaFormat { kSql, kJson };
struct SchemaOptions {
  std::string revision = "heads";
  SchemaFormat format = SchemaFormat::kSql;
  Url url;  ///< of a database to print instead
};

struct CheckOptions {
  Url url;  ///< of a database to compare with the revisions; nothing: schema.sql
};

enum class DiffFormat { kSql, kJson, kMarkdown };
struct DiffOptions {
  std::string from;
  std::string to;
  DiffFormat format = DiffFormat::kSql;
  bool exit_code = false;
};

struct StampOptions {
  std::vector<std::string> revisions;
  bool purge = false;
  bool accept = false;
  bool yes = false;
  Url url;
};

struct ResolveOptions {
  std::string revision;
  std::uint32_t step = 0;
  ledger::Verdict verdict = ledger::Verdict::kRedo;
  bool yes = false;
  Url url;
};

enum class VerifyFormat { kPretty, kJson, kJunit };

struct VerifyOptions {
  std::string range = "heads";
  VerifyFormat format = VerifyFormat::kPretty;
  unsigned jobs = 0;  ///< 0: as many as there are processors
  Url url;            ///< nothing: a server of its own
};

struct ExplainOptions {
  std::string rule;  ///< empty: lists all rules
};

struct ServerOptions {
  enum class Action { kStart, kStop, kStatus } action = Action::kStatus;
};

using Command = std::variant<InitOptions, RevisionOptions, MergeOptions, LintOptions, PlanOptions,
                             ScriptOptions, ApplyOptions, UpgradeOptions, DowngradeOptions,
                             CurrentOptions, HistoryOptions, HeadsOptions, BranchesOptions,
                             ShowOptions, SchemaOptions, CheckOptions, DiffOptions, StampOptions,
                             ResolveOptions, VerifyOptions, ExplainOptions, ServerOptions>;

struct Invocation {
  GlobalOptions global;
  Command command;
};

}  // namespace ashlar::cli
