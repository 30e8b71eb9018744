#pragma once

// The commands, each in a file of its own name beside this one. What each means is in the manual
// and in its --help. Layer: cli.

#include "cli/console.h"
#include "cli/exit_status.h"
#include "cli/options.h"

namespace ashlar::cli {

// Writing files.
[[nodiscard]] ExitStatus run(const InitOptions&, const GlobalOptions&, Console&);
[[nodiscard]] ExitStatus run(const RevisionOptions&, const GlobalOptions&, Console&);
[[nodiscard]] ExitStatus run(const MergeOptions&, const GlobalOptions&, Console&);

// Compiling.
[[nodiscard]] ExitStatus run(const LintOptions&, const GlobalOptions&, Console&);
[[nodiscard]] ExitStatus run(const PlanOptions&, const GlobalOptions&, Console&);
[[nodiscard]] ExitStatus run(const ScriptOptions&, const GlobalOptions&, Console&);
[[nodiscard]] ExitStatus run(const VerifyOptions&, const GlobalOptions&, Console&);
[[nodiscard]] ExitStatus run(const ExplainOptions&, const GlobalOptions&, Console&);

// Changing a database.
[[nodiscard]] ExitStatus run(const ApplyOptions&, const GlobalOptions&, Console&);
[[nodiscard]] ExitStatus run(const UpgradeOptions&, const GlobalOptions&, Console&);
[[nodiscard]] ExitStatus run(const DowngradeOptions&, const GlobalOptions&, Console&);
[[nodiscard]] ExitStatus run(const StampOptions&, const GlobalOptions&, Console&);
[[nodiscard]] ExitStatus run(const ResolveOptions&, const GlobalOptions&, Console&);

// Looking.
[[nodiscard]] ExitStatus run(const CurrentOptions&, const GlobalOptions&, Console&);
[[nodiscard]] ExitStatus run(const HistoryOptions&, const GlobalOptions&, Console&);
[[nodiscard]] ExitStatus run(const HeadsOptions&, const GlobalOptions&, Console&);
[[nodiscard]] ExitStatus run(const BranchesOptions&, const GlobalOptions&, Console&);
[[nodiscard]] ExitStatus run(const ShowOptions&, const GlobalOptions&, Console&);
[[nodiscard]] ExitStatus run(const SchemaOptions&, const GlobalOptions&, Console&);
[[nodiscard]] ExitStatus run(const CheckOptions&, const GlobalOptions&, Console&);
[[nodiscard]] ExitStatus run(const DiffOptions&, const GlobalOptions&, Console&);

// The embedded server.
[[nodiscard]] ExitStatus run(const ServerOptions&, const GlobalOptions&, Console&);

}  // namespace ashlar::cli
