// What changes how later names are read: SET search_path in its spellings, and DISCARD.

#include <algorithm>

#include "compiler/catalog/dependencies/closure.h"
#include "compiler/catalog/statements/session.h"
#include "compiler/catalog/statements/statements.h"

namespace ashlar::catalog {
namespace {

std::string trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  std::string name(text);
  // A function's own setting has its names as literals.
  const bool quoted = name.size() >= 2 && name.front() == name.back() &&
                      (name.front() == '"' || name.front() == '\'');
  if (quoted) {
    return name.substr(1, name.size() - 2);
  }
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return name;
}

/// What SET ROLE and its kin name: NONE and DEFAULT are who the session belongs to.
std::string named_role(const sql::SetVariable& statement, const std::string& otherwise) {
  if (statement.reset || statement.values.empty()) return otherwise;
  const std::string& role = statement.values.front();
  return role == "none" || role == "default" ? otherwise : role;
}

void set_path(Editor& editor, const sql::SetVariable& statement, Editor::SettingScope scope) {
  if (statement.reset || statement.values.empty()) {
    editor.set_search_path(std::nullopt, scope);
    return;
  }
  std::vector<std::string> path;
  for (const std::string& value : statement.values) {
    // Each value is one name; '' alone empties the path.
    if (!value.empty() && value != "pg_catalog") path.push_back(value);
  }
  editor.set_search_path(std::move(path), scope);
}

/// (bool.c, parse_bool: any beginning of the words that is not shared)
bool is_false(std::string_view value) {
  const std::string word = trimmed(value);
  if (word == "0" || word == "off" || word == "of") return true;
  return !word.empty() &&
         (std::string_view("false").starts_with(word) || std::string_view("no").starts_with(word));
}

void drop_temporary(Editor& editor) {
  std::vector<ObjectId> roots;
  for (const Object* member : editor.catalog().members_of("pg_temp")) roots.push_back(member->id);
  if (roots.empty()) return;
  drop(editor, close_over(editor.catalog(), roots, {}, Reach::kCascade));
}

/// Temporary tables that were made so go with the transaction. (tablecmds.c,
/// PreCommit_on_commit_actions)
void drop_on_commit(Editor& editor) {
  std::vector<ObjectId> roots;
  for (const Object* member : editor.catalog().members_of("pg_temp")) {
    const auto* table = std::get_if<Table>(&member->data);
    if (table != nullptr && table->on_commit == "drop") roots.push_back(member->id);
  }
  if (roots.empty()) return;
  drop(editor, close_over(editor.catalog(), roots, {}, Reach::kCascade));
}

}  // namespace

std::vector<std::string> split_search_path(std::string_view text) {
  std::vector<std::string> path;
  while (!text.empty()) {
    // A comma between quotes is part of a name.
    std::size_t comma = 0;
    bool quoted = false;
    for (; comma < text.size() && (quoted || text[comma] != ','); ++comma) {
      if (text[comma] == '"') quoted = !quoted;
    }
    std::string name = trimmed(text.substr(0, comma));
    if (!name.empty() && name != "pg_catalog") path.push_back(std::move(name));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return path;
}

void perform(Editor& editor, const sql::SetVariable& statement, Span) {
  const Editor::SettingScope scope =
      statement.local ? Editor::SettingScope::kTransaction : Editor::SettingScope::kSession;
  if (statement.name == "search_path") set_path(editor, statement, scope);
  if (statement.name == "role") {
    editor.set_role(named_role(statement, editor.catalog().session_user()), scope);
  }
  if (statement.name == "session_authorization" || statement.name == "session authorization") {
    editor.set_session_user(named_role(statement, ""), scope);
  }
  if (statement.name == "check_function_bodies") {
    const bool on =
        statement.reset || statement.values.empty() || !is_false(statement.values.front());
    editor.set_checks_bodies(on, scope);
  }
  if (statement.name == "timezone") {
    const bool own = statement.reset || statement.values.empty();
    editor.set_timezone(own ? "" : trimmed(statement.values.front()), scope);
  }
  // RESET ALL leaves the session's authorization (guc.c, GUC_NO_RESET_ALL).
  if (statement.reset && statement.name == "all") {
    editor.set_search_path(std::nullopt, scope);
    editor.set_checks_bodies(true, scope);
    editor.set_timezone("", scope);
  }
}

void perform(Editor& editor, const sql::TransactionControl& statement, Span) {
  switch (statement.verb) {
    case sql::TransactionVerb::kCommit:
      drop_on_commit(editor);
      editor.end_transaction();
      return;
    case sql::TransactionVerb::kRollback:
    case sql::TransactionVerb::kPrepare:
      editor.end_transaction();
      return;
    case sql::TransactionVerb::kSavepoint:
      editor.set_savepoint(statement.savepoint);
      return;
    case sql::TransactionVerb::kRelease:
      editor.leave_savepoint(statement.savepoint, Editor::Savepoint::kRelease);
      return;
    case sql::TransactionVerb::kRollbackTo:
      editor.leave_savepoint(statement.savepoint, Editor::Savepoint::kReturn);
      return;
    case sql::TransactionVerb::kBegin:
    case sql::TransactionVerb::kStart:
    case sql::TransactionVerb::kCommitPrepared:
    case sql::TransactionVerb::kRollbackPrepared:
      return;
  }
}

void perform(Editor& editor, const sql::Discard& statement, Span) {
  if (statement.what != "all" && statement.what != "temp") return;
  drop_temporary(editor);
  if (statement.what == "all") editor.reset_session();
}

Catalog fresh_session(Catalog catalog) {
  Editor editor(std::move(catalog), ApplyContext{});
  drop_temporary(editor);
  editor.reset_session();
  return std::move(editor).finish().after;
}

}  // namespace ashlar::catalog
