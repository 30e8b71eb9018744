#include "cli/app.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <string_view>

#include "grammar/annotations/words.h"
#include "grammar/postgres/parser.h"
#include "grammar/text/nearest.h"

namespace ashlar::cli {
namespace {

constexpr const char* kTargets =
    "Targets: `head`, `heads`, `base`, an id or the first 4 or more characters of one, a label,\n"
    "`label@head`, `+1`, `-2`, `ID+2`. `history`, `plan` and `script` take ranges too: `A:B`, "
    "`:B`, `A:`.";

constexpr const char* kUrlHelp =
    "the database: a libpq URI or connection string, \"\" for the PG* variables,\n"
    "or `embedded`; beats ASHLAR_DATABASE_URL, DATABASE_URL and ashlar.toml";

/// All the values that options are read into, one struct a command.
struct Filled {
  GlobalOptions global;
  InitOptions init;
  RevisionOptions revision;
  MergeOptions merge;
  LintOptions lint;
  PlanOptions plan;
  ScriptOptions script;
  ApplyOptions apply;
  UpgradeOptions upgrade;
  DowngradeOptions downgrade;
  CurrentOptions current;
  HistoryOptions history;
  HeadsOptions heads;
  BranchesOptions branches;
  ShowOptions show;
  SchemaOptions schema;
  CheckOptions check;
  DiffOptions diff;
  StampOptions stamp;
  ResolveOptions resolve;
  VerifyOptions verify;
  ExplainOptions explain;
  ServerOptions server;
};

class CommandLine {
 public:
  CommandLine() : app_("A SQL-first migration compiler for PostgreSQL.", "ashlar") {
    app_.require_subcommand(1);
    app_.fallthrough();
    app_.set_help_flag("-h,--help", "print this help and exit");
    app_.add_option("-c,--config", filled_.global.config,
                    "the configuration file (default: ashlar.toml here or in a folder above)")
        ->type_name("FILE");
    app_.add_flag("--version", wants_version_, "print the version and exit");
    app_.footer(
        fmt::format("{}\n\nExit status: 0 done, 1 findings, 2 wrong usage, configuration or "
                    "source files, 3 database,\n4 another runner holds the lock, 5 declined, "
                    "130 interrupted.\n\n`ashlar COMMAND --help` tells about one command.",
                    kTargets));
    add_writing();
    add_compiling();
    add_running();
    add_verify();
    add_looking();
    add_server();
  }

  std::variant<Invocation, Stop> parse(std::vector<std::string> words) {
    if (const auto wrong = unknown_command(words)) return *wrong;
    if (std::find(words.begin(), words.end(), "--version") != words.end()) {
      return Stop{ExitStatus::kDone, version_line() + "\n", "", ""};
    }
    std::vector<std::string> reversed(words.rbegin(), words.rend());
    try {
      app_.parse(reversed);
    } catch (const CLI::CallForHelp&) {
      return Stop{ExitStatus::kDone, app_.help(), "", ""};
    } catch (const CLI::ExtrasError&) {
      return unexpected();
    } catch (const CLI::ParseError& wrong) {
      return usage(wrong.what());
    }
    return Invocation{filled_.global, chosen_[shown()]()};
  }

 private:
  using Choose = std::function<Command()>;

  /// `about` is one sentence; what follows it on further lines is told by the command's own help.
  template <typename Options>
  CLI::App* add(const std::string& name, const std::string& about, const std::string& examples,
                const Options& options) {
    const std::size_t end = std::min(about.find('\n'), about.size());
    const std::string details = about.substr(end);
    CLI::App* command = app_.add_subcommand(name, about.substr(0, end));
    command->footer(
        fmt::format("{}{}Examples:\n{}", details, details.empty() ? "" : "\n\n", examples));
    chosen_[command] = [&options] { return Command(options); };
    return command;
  }

  template <typename Value>
  static CLI::Option* add_positional(CLI::App* command, const std::string& name, Value& to,
                                     const std::string& about) {
    return command->add_option(name, to, about)->type_name("");
  }

  /// An option that takes one value each time it is given.
  static void add_repeated(CLI::App* command, const std::string& name, const std::string& type,
                           std::vector<std::string>& to, const std::string& about) {
    command->add_option(name, to, about)->type_name(type)->take_all()->expected(1);
  }

  template <typename Value>
  struct Choice {
    std::string word;
    Value value;
  };

  /// An option, or a positional, whose value is one of a few words.
  template <typename Value, typename Target>
  static CLI::Option* add_choice(CLI::App* command, const std::string& name, Target& to,
                                 std::vector<Choice<Value>> choices, const std::string& about) {
    const auto choose = [name, &to, choices](const std::string& word) {
      std::string words;
      for (const Choice<Value>& choice : choices) {
        if (choice.word == word) {
          to = choice.value;
          return;
        }
        words += (words.empty() ? "" : ", ") + choice.word;
      }
      throw CLI::ValidationError(name, fmt::format("`{}` is none of: {}", word, words));
    };
    return command->add_option_function<std::string>(name, choose, about);
  }

  static void add_duration(CLI::App* command, const std::string& name,
                           std::optional<std::chrono::milliseconds>& to, const std::string& about) {
    const auto read = [name, &to](const std::string& word) {
      to = annotations::parse_duration(word);
      if (!to.has_value()) {
        throw CLI::ValidationError(name, fmt::format("`{}` is no duration, such as 30s", word));
      }
    };
    command->add_option_function<std::string>(name, read, about)->type_name("AFTER");
  }

  static void add_url(CLI::App* command, Url& url) {
    command->add_option("--url", url, kUrlHelp)->type_name("URL");
  }

  void add_writing() {
    CLI::App* init = add("init", "Begin a project: ashlar.toml, versions/, a pre-commit entry.",
                         "  ashlar init\n  ashlar init services/shop\n"
                         "  ashlar init --from-url \"service=shop\"",
                         filled_.init);
    add_positional(init, "DIR", filled_.init.folder, "where (default: the current folder)");
    init->add_option("--from-url", filled_.init.from_url,
                     "a database whose schema becomes the first revision, noted there as applied")
        ->type_name("URL");
    init->add_flag("-y,--yes", filled_.init.yes, "do not ask");

    RevisionOptions& to = filled_.revision;
    CLI::App* revision =
        add("revision", "Write the next revision file and print its path.",
            "  ashlar revision -m \"add sku to products\"\n"
            "  ashlar revision -m \"begin reports\" --head base --branch-label reports",
            filled_.revision);
    CLI::Option* message =
        revision->add_option("-m,--message", to.message, "what the revision does")
            ->type_name("TEXT");
    revision->add_option("--head", to.head, "the revision it follows (default: head; base: none)")
        ->type_name("REVISION");
    revision->add_flag("--splice", to.splice,
                       "let --head be a revision that others follow already");
    add_repeated(revision, "--branch-label", "LABEL", to.branch_labels,
                 "a label for the branch it begins");
    add_repeated(revision, "--depends-on", "REVISION", to.depends_on,
                 "a revision that must be applied before it");
    CLI::Option* down =
        revision
            ->add_option("--down", to.down,
                         "write nothing; print the down section that this revision's up asks for")
            ->type_name("REVISION");
    revision->callback([message, down] {
      if (message->count() + down->count() == 0) throw CLI::RequiredError("--message");
    });
    CLI::Option* generate =
        revision->add_flag("--autogenerate", to.autogenerate,
                           "write what leads from the revisions to the schema in schema.sql");
    revision
        ->add_option("--rename", to.renames,
                     "what has another name in schema.sql: users=people, users.mail=users.email")
        ->type_name("OLD=NEW")
        ->needs(generate);
    revision->add_option("--rev-id", to.rev_id, "its id (default: 12 random hexadecimal digits)")
        ->type_name("ID");

    MergeOptions& merged = filled_.merge;
    CLI::App* merge = add("merge", "Write a revision that joins heads and print its path.",
                          "  ashlar merge -m \"join sales and reports\" heads\n"
                          "  ashlar merge 4c1d0e8a2f17 9b7e2d41c0aa",
                          filled_.merge);
    add_positional(merge, "REVISION", merged.revisions, "the heads to join (default: heads)");
    merge->add_option("-m,--message", merged.message, "why")->type_name("TEXT");
    add_repeated(merge, "--branch-label", "LABEL", merged.branch_labels,
                 "a label for the branch it begins");
    merge->add_option("--rev-id", merged.rev_id, "its id (default: 12 random hexadecimal digits)")
        ->type_name("ID");
  }

  void add_compiling() {
    LintOptions& to = filled_.lint;
    CLI::App* lint =
        add("lint", "Compile the whole history and report what is wrong or dangerous in it.",
            "  ashlar lint\n  ashlar lint --fix versions/4c1d0e8a2f17_add_sku_to_products.sql",
            filled_.lint);
    add_positional(lint, "PATH", to.paths,
                   "files or folders to report on (default: all revisions)");
    add_choice<LintFormat>(lint, "--format", to.format,
                           {{"pretty", LintFormat::kPretty},
                            {"json", LintFormat::kJson},
                            {"sarif", LintFormat::kSarif},
                            {"github", LintFormat::kGithub},
                            {"gitlab", LintFormat::kGitlab},
                            {"junit", LintFormat::kJunit}},
                           "pretty, json, sarif, github, gitlab or junit (default: pretty)")
        ->type_name("FORMAT");
    add_choice<Severity>(
        lint, "--severity", to.severity,
        {{"error", Severity::kError}, {"warning", Severity::kWarning}, {"note", Severity::kNote}},
        "report nothing less than error, warning or note (default: note)")
        ->type_name("SEVERITY");
    lint->add_flag("--statistics", to.statistics, "print only how often each rule reports");
    lint->add_flag("--fix", to.fix, "apply the fixes that are safe, then report what remains");
    lint->add_flag("--diff", to.diff, "print what --fix would change; write nothing");
    lint->add_option("--base", to.base,
                     "report revisions that git has at REF and that are changed or gone here")
        ->type_name("REF");
    lint->add_option("--print", to.print, "print what a stage of the compiler makes of the files")
        ->type_name("STAGE");

    PlanOptions& planned = filled_.plan;
    CLI::App* plan = add(
        "plan",
        "Print the ordered plan of a target or a range, with locks, rewrites, losses and "
        "transactions.\nNeeds no database: the plan starts at base, or at A of A:B. With --url it "
        "starts at what is applied there.\nWith -o and no other format it is written as a file "
        "that "
        "`ashlar apply` runs.",
        "  ashlar plan head\n  ashlar plan 9b7e2d41c0aa:head --format html -o review.html\n"
        "  ashlar plan head --url service=shop -o plan.json --sign ~/.ssh/id_ed25519",
        filled_.plan);
    add_positional(plan, "RANGE", planned.range, "a target or a range")->required();
    add_choice<PlanFormat>(plan, "--format", planned.format,
                           {{"pretty", PlanFormat::kPretty},
                            {"json", PlanFormat::kJson},
                            {"html", PlanFormat::kHtml},
                            {"markdown", PlanFormat::kMarkdown}},
                           "pretty, json, html (a page to review) or markdown (a comment to a pull "
                           "request)\n(default: pretty; with -o: json, as `apply` takes it)")
        ->type_name("FORMAT");
    plan->add_option("-o,--output", planned.output, "write to FILE")->type_name("FILE");
    plan->add_option("--sign", planned.sign,
                     "sign the file for `apply` with this SSH key, in FILE.sig")
        ->type_name("KEY");
    add_url(plan, planned.url);

    ScriptOptions& scripted = filled_.script;
    CLI::App* script =
        add("script", "Print the plan as a SQL script that psql runs and a DBA reviews.",
            "  ashlar script head -o upgrade.sql --down\n"
            "  ashlar script 4c1d0e8a2f17:9b7e2d41c0aa",
            filled_.script);
    add_positional(script, "RANGE", scripted.range, "a target or a range")->required();
    script->add_option("-o,--output", scripted.output, "write to FILE")->type_name("FILE");
    script->add_flag("--down", scripted.down,
                     "write the way back too, beside FILE: change.sql, change.down.sql");
    add_url(script, scripted.url);
  }

  void add_migrate(CLI::App* command, MigrateOptions& to) {
    add_positional(command, "TARGET", to.target, "where to go")->required();
    command->add_flag("-y,--yes", to.yes, "do not ask; losses of data still need --allow-loss");
    command->add_flag("--dry-run", to.dry_run, "show the plan and stop");
    command->add_flag("--allow-loss", to.allow_loss,
                      "let steps run that lose data and are not allowed in their file");
    add_run_options(command, to.format, to.terminate_blockers);
    add_url(command, to.url);
  }

  void add_apply() {
    ApplyOptions& to = filled_.apply;
    CLI::App* apply =
        add("apply",
            "Run a plan that `plan -o FILE` wrote and somebody approved: exactly that or nothing.\n"
            "Needs no project. Goes on where a run of the same plan was cut off.",
            "  ashlar apply plan.json --url postgresql:///shop\n"
            "  ashlar apply plan.json --verify-with allowed_signers",
            filled_.apply);
    add_positional(apply, "FILE", to.file, "the plan")->required();
    apply
        ->add_option("--verify-with", to.verify_with,
                     "refuse a plan that none of these signed (FILE.sig; the file has\n"
                     "ssh-keygen's format ALLOWED SIGNERS)")
        ->type_name("FILE");
    apply->add_flag("--dry-run", to.dry_run, "check everything, show the plan and stop");
    apply->add_flag("-y,--yes", to.yes, "as of upgrade; the plan is the yes, nothing is asked");
    add_run_options(apply, to.format, to.terminate_blockers);
    add_url(apply, to.url);
  }

  void add_run_options(CLI::App* command, Format& format,
                       std::optional<std::chrono::milliseconds>& terminate_blockers) {
    add_choice<Format>(command, "--format", format,
                       {{"pretty", Format::kPretty}, {"json", Format::kJson}},
                       "pretty, or json: one event a line on stdout (default: pretty)")
        ->type_name("FORMAT");
    add_duration(command, "--terminate-blockers", terminate_blockers,
                 "end sessions that hold a step up for longer than AFTER, such as 30s\n"
                 "(default: never; they are only named)");
  }

  void add_running() {
    add_migrate(
        add("upgrade",
            "Compile, show the plan, ask, and apply revisions up to TARGET.\nThe `verify` "
            "queries of a revision run after it is committed; one that fails ends with exit 1\n"
            "and leaves the revision applied.",
            "  ashlar upgrade head\n  ashlar upgrade +1 --yes --url postgresql:///shop",
            filled_.upgrade),
        filled_.upgrade);
    add_migrate(
        add("downgrade", "Compile, show the plan, ask, and revert revisions down to TARGET.",
            "  ashlar downgrade -1\n  ashlar downgrade sales@base --dry-run", filled_.downgrade),
        filled_.downgrade);

    add_apply();

    StampOptions& to = filled_.stamp;
    CLI::App* stamp =
        add("stamp",
            "Record revisions as applied, or not, without running them.\nEverything below REVISION "
            "becomes applied and everything above it not; other branches stay.",
            "  ashlar stamp head\n  ashlar stamp --accept 4c1d0e8a2f17", filled_.stamp);
    add_positional(stamp, "REVISION", to.revisions, "what is applied; `base`: nothing");
    stamp->add_flag("--purge", to.purge, "forget applied revisions that have no file here");
    stamp->add_flag("--accept", to.accept,
                    "record the new text of applied revisions that changed (all, or those named)");
    stamp->add_flag("-y,--yes", to.yes, "do not ask");
    add_url(stamp, to.url);

    ResolveOptions& answer = filled_.resolve;
    CLI::App* resolve =
        add("resolve",
            "Say how a step ended that ran outside a transaction and was cut off.\nOnly for what "
            "`upgrade` and `downgrade` ask: most such steps they settle by looking.",
            "  ashlar resolve 4c1d0e8a2f17 --step 2 done\n"
            "  ashlar resolve 4c1d0e8a2f17 --step 2 redo --yes",
            filled_.resolve);
    add_positional(resolve, "REVISION", answer.revision, "whose step")->required();
    using Verdict = ledger::Verdict;
    add_choice<Verdict>(resolve, "ANSWER", answer.verdict,
                        {{"done", Verdict::kDone}, {"redo", Verdict::kRedo}},
                        "done: it took effect; redo: it did not, and is to be run again")
        ->required()
        ->type_name("");
    resolve->add_option("--step", answer.step, "which step, as `upgrade` numbers it")
        ->type_name("N")
        ->required();
    resolve->add_flag("-y,--yes", answer.yes, "do not ask");
    add_url(resolve, answer.url);
  }

  void add_verify() {
    VerifyOptions& to = filled_.verify;
    CLI::App* verify = add(
        "verify",
        "Run each revision up, down and up again on a server and compare what it holds.\n"
        "In databases of its own, removed at the end, on an embedded server of its own or on "
        "that of --url,\nwhose database is never touched. Revisions without a way back are "
        "told, and are no failure.",
        "  ashlar verify\n  ashlar verify head-1:head --format junit > verify.xml", filled_.verify);
    add_positional(verify, "RANGE", to.range, "a target or a range (default: heads, all of them)");
    add_choice<VerifyFormat>(verify, "--format", to.format,
                             {{"pretty", VerifyFormat::kPretty},
                              {"json", VerifyFormat::kJson},
                              {"junit", VerifyFormat::kJunit}},
                             "pretty, json or junit (default: pretty)")
        ->type_name("FORMAT");
    verify->add_option("-j,--jobs", to.jobs, "how many revisions at a time (default: processors)")
        ->type_name("N");
    verify
        ->add_option("--url", to.url,
                     "a server: a libpq URI or connection string of a user who "
                     "may make databases")
        ->type_name("URL");
  }

  void add_looking() {
    CLI::App* current =
        add("current", "Print the applied heads of a database.",
            "  ashlar current\n  ashlar current --check --url \"service=shop\"", filled_.current);
    current->add_flag("--check,--check-heads", filled_.current.check,
                      "exit 1 when the database is not at the heads");
    current->add_flag("-v,--verbose", filled_.current.verbose, "tell all about each");
    add_url(current, filled_.current.url);

    CLI::App* history =
        add("history", "List revisions, newest first.",
            "  ashlar history --graph --indicate-current\n"
            "  ashlar history -r 9b7e2d41c0aa:head --format dot | dot -Tsvg > history.svg",
            filled_.history);
    history->add_option("-r,--rev-range", filled_.history.range, "which; both ends are listed")
        ->type_name("RANGE");
    history->add_flag("--graph", filled_.history.graph,
                      "draw branches and merges beside the list, one branch after the other");
    add_choice<HistoryFormat>(history, "--format", filled_.history.format,
                              {{"pretty", HistoryFormat::kPretty},
                               {"json", HistoryFormat::kJson},
                               {"dot", HistoryFormat::kDot},
                               {"mermaid", HistoryFormat::kMermaid}},
                              "pretty, json, dot (Graphviz) or mermaid (default: pretty)")
        ->type_name("FORMAT");
    history->add_flag("-v,--verbose", filled_.history.verbose, "tell all about each");
    history->add_flag("-i,--indicate-current", filled_.history.indicate_current,
                      "mark what is applied in the database");
    add_url(history, filled_.history.url);

    CLI::App* heads = add("heads", "List the revisions that none follows.",
                          "  ashlar heads\n  ashlar heads --resolve-dependencies", filled_.heads);
    heads->add_flag("-v,--verbose", filled_.heads.verbose, "tell all about each");
    heads->add_flag("--resolve-dependencies", filled_.heads.resolve_dependencies,
                    "leave out those that another revision depends on");

    CLI::App* branches = add("branches", "List branch points and what follows each.",
                             "  ashlar branches\n  ashlar branches -v", filled_.branches);
    branches->add_flag("-v,--verbose", filled_.branches.verbose, "tell all about each");

    CLI::App* show = add("show", "Tell all about a revision.",
                         "  ashlar show head\n  ashlar show 4c1d", filled_.show);
    add_positional(show, "REVISION", filled_.show.revision, "which")->required();
    add_url(show, filled_.show.url);

    CLI::App* schema = add("schema",
                           "Print the schema that the revisions build, or that the database of "
                           "--url has.",
                           "  ashlar schema > schema.sql\n  ashlar schema 4c1d --format json\n"
                           "  ashlar schema --url \"service=shop\" > schema.sql",
                           filled_.schema);
    add_positional(schema, "REVISION", filled_.schema.revision,
                   "up to where (default: heads, all branches)");
    add_choice<SchemaFormat>(schema, "--format", filled_.schema.format,
                             {{"sql", SchemaFormat::kSql}, {"json", SchemaFormat::kJson}},
                             "sql or json (default: sql)")
        ->type_name("FORMAT");
    add_url(schema, filled_.schema.url);

    CLI::App* check =
        add("check",
            "Tell whether the revisions build the schema in schema.sql, or with --url whether the "
            "database has\nwhat those that it has had build.",
            "  ashlar check\n  ashlar check --url \"service=shop\"", filled_.check);
    add_url(check, filled_.check.url);

    CLI::App* diff =
        add("diff",
            "Print the SQL that turns one schema into another.\nEach side is a revision, `base`, a "
            "file of SQL, a folder of such files,\nor a database: its URL, or `embedded`.",
            "  ashlar diff head schema.sql\n  ashlar diff old.sql new.sql --format markdown\n"
            "  ashlar diff postgresql://localhost/shop head",
            filled_.diff);
    add_positional(diff, "FROM", filled_.diff.from, "where from")->required();
    add_positional(diff, "TO", filled_.diff.to, "where to")->required();
    add_choice<DiffFormat>(diff, "--format", filled_.diff.format,
                           {{"sql", DiffFormat::kSql},
                            {"json", DiffFormat::kJson},
                            {"markdown", DiffFormat::kMarkdown}},
                           "sql, json or markdown (default: sql)")
        ->type_name("FORMAT");
    diff->add_flag("--exit-code", filled_.diff.exit_code, "exit 1 where the two differ");

    CLI::App* explain =
        add("explain", "Tell what a rule means, why, and the safe way.",
            "  ashlar explain create-index-blocks-writes\n  ashlar explain", filled_.explain);
    add_positional(explain, "RULE", filled_.explain.rule, "which (default: lists all rules)");
  }

  void add_server() {
    CLI::App* server =
        add("server", "Start, stop or look at the project's embedded PostgreSQL server.",
            "  ashlar server start\n  ashlar server stop", filled_.server);
    using Action = ServerOptions::Action;
    add_choice<Action>(
        server, "ACTION", filled_.server.action,
        {{"start", Action::kStart}, {"stop", Action::kStop}, {"status", Action::kStatus}},
        "start, stop or status")
        ->required()
        ->type_name("");
  }

  /// The command that was named, or the program itself.
  CLI::App* shown() {
    const std::vector<CLI::App*> commands = app_.get_subcommands();
    return commands.empty() ? &app_ : commands.front();
  }

  Stop usage(std::string message) {
    while (!message.empty() && (message.back() == '\n' || message.back() == '.')) {
      message.pop_back();
    }
    const CLI::App* command = shown();
    return {ExitStatus::kUsage, "", message,
            fmt::format("`ashlar {}--help` tells what it takes",
                        command == &app_ ? "" : command->get_name() + " ")};
  }

  /// Words that nothing took: an option with a slip in it, or a word too many.
  Stop unexpected() {
    const std::vector<std::string> words = app_.remaining(true);
    const std::string word = words.empty() ? "" : words.front();
    Stop stop = usage(fmt::format("`{}` was not expected", word));
    if (word.empty() || word[0] != '-') return stop;
    const std::string name = word.substr(0, word.find('='));
    stop.error = fmt::format("unknown option `{}`", name);
    std::vector<std::string> known;
    for (const CLI::App* app : {shown(), &app_}) {
      for (const CLI::Option* option : app->get_options()) {
        for (const std::string& spelling : option->get_lnames()) known.push_back("--" + spelling);
      }
    }
    const std::vector<std::string_view> candidates(known.begin(), known.end());
    if (const auto meant = nearest(name, candidates)) {
      stop.error_help = fmt::format("did you mean `{}`?", *meant);
    }
    return stop;
  }

  /// CLI11 would take an unknown command for a word too many; this names what may have been meant.
  std::optional<Stop> unknown_command(const std::vector<std::string>& words) {
    std::vector<std::string> names;
    for (const CLI::App* command : app_.get_subcommands({})) names.push_back(command->get_name());
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (words[i] == "-c" || words[i] == "--config") {
        ++i;
        continue;
      }
      if (!words[i].empty() && words[i][0] == '-') continue;
      if (std::find(names.begin(), names.end(), words[i]) != names.end()) return std::nullopt;
      const std::vector<std::string_view> candidates(names.begin(), names.end());
      const auto meant = nearest(words[i], candidates);
      return Stop{ExitStatus::kUsage, "", fmt::format("there is no command `{}`", words[i]),
                  meant.has_value() ? fmt::format("did you mean `{}`?", *meant)
                                    : "`ashlar --help` lists the commands"};
    }
    if (words.empty()) {
      return Stop{ExitStatus::kUsage, "", "no command was given",
                  "`ashlar --help` lists the commands"};
    }
    return std::nullopt;
  }

  CLI::App app_;
  bool wants_version_ = false;  ///< listed in the help; parse() looks at the words itself
  Filled filled_;
  std::map<const CLI::App*, Choose> chosen_;
};

}  // namespace

std::variant<Invocation, Stop> parse_command_line(std::vector<std::string> words) {
  std::variant<Invocation, Stop> parsed = CommandLine().parse(std::move(words));
  if (auto* invocation = std::get_if<Invocation>(&parsed)) {
    // `-r=-2:current`, as Alembic's users write it.
    if (auto* history = std::get_if<HistoryOptions>(&invocation->command)) {
      if (history->range.starts_with("=")) history->range.erase(0, 1);
    }
  }
  return parsed;
}

std::string version_line() {
  return fmt::format("ashlar {} (PostgreSQL {} grammar)", ASHLAR_VERSION,
                     postgres::grammar_version());
}

}  // namespace ashlar::cli
