// SQL statements inside a body: static ones, and those that EXECUTE builds.

#include <algorithm>
#include <array>

#include "compiler/catalog/dependencies/references.h"
#include "compiler/catalog/procedures/machine.h"
#include "compiler/catalog/statements/definitions.h"
#include "grammar/text/overload.h"

namespace ashlar::catalog::procedures {
namespace {

/// More statements than this are not kept one by one.
constexpr std::size_t kMaxInner = 5'000;

bool is_any_of(const std::string& name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Statements that change rows, not the schema.
template <typename Node>
constexpr bool kChangesRows =
    std::is_same_v<Node, sql::Insert> || std::is_same_v<Node, sql::Update> ||
    std::is_same_v<Node, sql::Delete> || std::is_same_v<Node, sql::Merge> ||
    std::is_same_v<Node, sql::Copy>;
/// Statements that change nothing whose name another statement could fail for.
template <typename Node>
constexpr bool kChangesNoNames =
    kChangesRows<Node> || std::is_same_v<Node, sql::Grant> ||
    std::is_same_v<Node, sql::GrantRole> || std::is_same_v<Node, sql::AlterDefaultPrivileges> ||
    std::is_same_v<Node, sql::AlterOwner> || std::is_same_v<Node, sql::Comment> ||
    std::is_same_v<Node, sql::Truncate> || std::is_same_v<Node, sql::Vacuum> ||
    std::is_same_v<Node, sql::Cluster> || std::is_same_v<Node, sql::Reindex> ||
    std::is_same_v<Node, sql::LockTable> || std::is_same_v<Node, sql::TransactionControl> ||
    std::is_same_v<Node, sql::AlterSystem> || std::is_same_v<Node, sql::RefreshMaterializedView> ||
    std::is_same_v<Node, sql::Select>;

bool changes_no_names(const sql::Statement& statement) {
  return std::visit(
      []<typename Node>(const Node& node) {
        if constexpr (std::is_same_v<Node, sql::CreateOther>) {
          return node.kind == sql::ObjectKind::kRole || node.kind == sql::ObjectKind::kDatabase;
        } else if constexpr (std::is_same_v<Node, sql::AlterOther>) {
          return node.object.kind == sql::ObjectKind::kRole ||
                 node.object.kind == sql::ObjectKind::kDatabase;
        } else if constexpr (std::is_same_v<Node, sql::SetVariable>) {
          return node.name != "search_path";
        } else {
          return kChangesNoNames<Node>;
        }
      },
      statement.node);
}

bool adds_constraint(const sql::AlterTable& alter) {
  return std::any_of(alter.actions.begin(), alter.actions.end(), [](const auto& action) {
    return std::visit(
        []<typename Node>(const Node&) {
          return std::is_same_v<Node, sql::AddConstraint> ||
                 std::is_same_v<Node, sql::SetColumnNotNull> ||
                 std::is_same_v<Node, sql::AlterColumnType> ||
                 std::is_same_v<Node, sql::ValidateConstraint>;
        },
        action.node);
  });
}

}  // namespace

Outcome Machine::run_sql(const pl::Fragment& fragment, RowSet* rows) {
  const bool is_source = code_.in_file && !fragment.span.empty() && context_.text == nullptr;
  if (!is_source) return run_text(fragment.text, place_of(fragment), rows);
  const Span span = place_of(fragment);
  const SourceFile& file = (*context_.sources)[context_.file];
  const std::string_view written = slice(file.text, span);
  // An INTO clause is no part of the statement as it runs.
  if (written != std::string_view(fragment.text).substr(0, written.size())) {
    return run_text(fragment.text, span, rows);
  }
  (void)spend(50);
  Diagnostics diagnostics;
  const auto statements = postgres::parse(file, context_.file, span, {}, diagnostics);
  return run_parsed(statements, {nullptr, span}, rows);
}

Outcome Machine::run_text(std::string text, Span run_by, RowSet* rows) {
  if (!spend(50 + static_cast<std::uint32_t>(text.size() / 16))) return {Flow::kGiveUp, {}};
  const auto owned = std::make_shared<const std::string>(std::move(text));
  Diagnostics diagnostics;
  const auto statements = postgres::parse_text(*owned, context_.file, diagnostics);
  if (!diagnostics.empty()) {
    note_unread(run_by, "the statement that is built here cannot be read");
    doubt_words(*owned);
  }
  return run_parsed(statements, {owned, run_by}, rows);
}

Outcome Machine::run_parsed(const std::vector<postgres::ParsedStatement>& statements,
                            const SqlSource& source, RowSet* rows) {
  for (const postgres::ParsedStatement& parsed : statements) {
    Outcome outcome = run_statement(parsed.statement, source, rows);
    if (outcome.flow == Flow::kNext) outcome = after_evaluation();
    if (outcome.flow != Flow::kNext) return outcome;
  }
  return {};
}

std::string Machine::source_words(const SqlSource& source, Span span) const {
  const std::string_view whole = source.text != nullptr
                                     ? std::string_view(*source.text)
                                     : std::string_view((*context_.sources)[context_.file].text);
  if (span.begin > span.end || span.end > whole.size()) return {};
  return std::string(slice(whole, span));
}

Outcome Machine::run_statement(const sql::Statement& statement, const SqlSource& source,
                               RowSet* rows) {
  const auto words = [&] { return source_words(source, statement.span); };
  note_risks(statement);
  return std::visit(
      [&]<typename Node>(const Node& node) -> Outcome {
        if constexpr (std::is_same_v<Node, sql::Select>) {
          const RowSet result = query(words());
          if (rows != nullptr) *rows = result;
          return after_evaluation();
        } else if constexpr (std::is_same_v<Node, sql::Call>) {
          const std::string text = words();
          (void)query("SELECT " + text.substr(std::min<std::size_t>(4, text.size())));
          return after_evaluation();
        } else if constexpr (std::is_same_v<Node, sql::DoBlock>) {
          if (budget_.depth >= kMaxCallDepth) return {Flow::kGiveUp, {}};
          const auto body = node.language == "plpgsql" ? read_body(node.body, nullptr) : nullptr;
          if (body == nullptr) {
            doubt_words(node.body);
            note_unread(source.run_by, "the body of a DO block cannot be read");
            return {};
          }
          const Code outer = code_;
          std::vector<Frame> frames = std::move(state_.frames);
          state_.frames.clear();
          code_ = {false, 0, source.run_by};
          ++budget_.depth;
          Outcome outcome = run(*body);
          --budget_.depth;
          code_ = outer;
          state_.frames = std::move(frames);
          return outcome.flow == Flow::kReturn ? Outcome{} : outcome;
        } else if constexpr (kChangesRows<Node>) {
          for (const sql::FunctionCall& call : node.references.functions) {
            if (!may_change_catalog(catalog(), call.name)) continue;
            note_unread(source.run_by, "rows decide what `" + call.name.name.text + "` does");
            for (const Object* object : catalog().find_functions(call.name)) {
              doubt_words(std::get<Function>(object->data).body);
            }
          }
          if (inner_.size() < kMaxInner) {
            inner_.push_back({statement, source.text, source.run_by, catalog(), {}, catalog()});
          }
          return {};
        } else if constexpr (std::is_same_v<Node, sql::TransactionControl>) {
          return {};
        } else {
          return change_catalog(statement, source);
        }
      },
      statement.node);
}

Outcome Machine::change_catalog(const sql::Statement& statement, const SqlSource& source) {
  ApplyContext context = context_;
  if (source.text != nullptr) {
    context.text = source.text.get();
    context.run_by = source.run_by;
  }
  const Catalog before = catalog();
  Applied applied = apply(before, statement, context);
  // A column that is not there may be a variable.
  const auto is_variable = [&](const Problem& problem) {
    const std::string words = source_words(source, problem.where);
    return problem.sqlstate == "42703" && variable({sql::identifier_text(words)}).has_value();
  };
  if (!applied.problems.empty() && uncertain_ == 0 && !is_variable(applied.problems.front())) {
    Problem problem = applied.problems.front();
    if (source.text != nullptr) problem.where = source.run_by;
    state_.raised = Raised{problem.sqlstate, problem.message, problem, problem.where};
    return {Flow::kRaise, {}};
  }
  for (std::string& what : applied.not_modelled) not_modelled_.push_back(std::move(what));
  state_.catalog = std::move(applied.after);
  if (!changes_no_names(statement)) touch(applied.changes, before);
  if (const auto* role = std::get_if<sql::CreateOther>(&statement.node)) {
    if (role->kind == sql::ObjectKind::kRole) roles_.push_back(role->name.name.text);
  }
  if (inner_.size() < kMaxInner) {
    inner_.push_back({statement, source.text, source.run_by, before, std::move(applied.changes),
                      state_.catalog});
  }
  return {};
}

/// A statement of which a part is not known.
Outcome Machine::run_template(const std::string& text, Span run_by) {
  Diagnostics diagnostics;
  const auto statements = postgres::parse_text(text, context_.file, diagnostics);
  const bool harmless = diagnostics.empty() && !statements.empty() &&
                        std::all_of(statements.begin(), statements.end(),
                                    [](const postgres::ParsedStatement& parsed) {
                                      return changes_no_names(parsed.statement);
                                    });
  // What kind of statement it is, is known; whom it is for is not.
  if (harmless) return {};
  note_unread(run_by, "what it runs depends on values that only the server knows");
  doubt_words(text);
  // Where it is not even known what kind of statement it is, it may name anything on the path.
  const bool known = diagnostics.empty() && !statements.empty();
  doubt_beginnings(known ? std::string_view(text) : kHole);
  return {};
}

bool Machine::has_role(const std::string& name) const {
  if (is_any_of(name, {"public", "postgres", "current_user", "current_role", "session_user"}) ||
      name.starts_with("pg_") || std::find(roles_.begin(), roles_.end(), name) != roles_.end()) {
    return true;
  }
  const NameKey key{NameSpace::kOther, {}, other_key(sql::ObjectKind::kRole, name, {})};
  return catalog().find(key) != nullptr;
}

void Machine::note_risks(const sql::Statement& statement) {
  const auto role = [this](const std::string& name) {
    if (!name.empty() && !has_role(name)) risks_.push_back(Risk::kRole);
  };
  std::visit(
      [&]<typename Node>(const Node& node) {
        if constexpr (kChangesRows<Node>) {
          risks_.push_back(Risk::kData);
        } else if constexpr (std::is_same_v<Node, sql::AlterOwner>) {
          role(node.owner);
        } else if constexpr (std::is_same_v<Node, sql::Grant> ||
                             std::is_same_v<Node, sql::GrantRole>) {
          for (const std::string& grantee : node.grantees) role(grantee);
        } else if constexpr (std::is_same_v<Node, sql::AlterTable>) {
          if (adds_constraint(node)) risks_.push_back(Risk::kData);
          for (const sql::TableAction& action : node.actions) {
            if (const auto* owner = std::get_if<sql::ChangeOwner>(&action.node)) role(owner->owner);
          }
        } else if constexpr (std::is_same_v<Node, sql::CreateIndex>) {
          if (node.unique) risks_.push_back(Risk::kData);
        }
      },
      statement.node);
}

}  // namespace ashlar::catalog::procedures
