#include "runtime/verify/scratch.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <iterator>
#include <regex>

#include "grammar/postgres/parser.h"

namespace ashlar::runtime {
namespace {

using database::OnInterrupt;
using database::Rows;
using database::Session;

/// The first of the two numbers of the advisory locks by which runs know of each other.
constexpr int kLockClass = 0x61736c72;
constexpr std::size_t kRunDigits = 8;

std::string lock_numbers(const std::string& run) {
  return fmt::format("{}, ('x{}')::bit(32)::integer", kLockClass, run);
}

/// Nothing of it has to outlive a crash; the two belong together (PostgreSQL manual, fsync).
constexpr std::array<const char*, 2> kCareless = {"ALTER SYSTEM SET fsync = off",
                                                  "ALTER SYSTEM SET full_page_writes = off"};

/// Those that somebody made, but for the one that we are.
constexpr const char* kRoles =
    "SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_' AND rolname <> current_user ORDER BY 1";

std::vector<std::string> names_less(const std::vector<std::string>& from,
                                    const std::vector<std::string>& what) {
  std::vector<std::string> left;
  std::copy_if(from.begin(), from.end(), std::back_inserter(left), [&](const std::string& each) {
    return std::find(what.begin(), what.end(), each) == what.end();
  });
  return left;
}

}  // namespace

Result<std::unique_ptr<ScratchServer>> ScratchServer::open(const std::string& url, ServerUse use,
                                                           database::Interrupt& interrupt) {
  const auto target = database::read_target(url, database::random_run_name("ashlar verify"));
  if (!target) return target.error();
  auto control = Session::open(*target, interrupt);
  if (!control) return control.error();
  std::unique_ptr<ScratchServer> server(new ScratchServer(std::move(*control), use, interrupt));
  if (Status begun = server->begin(); !begun) return begun.error();
  return server;
}

Status ScratchServer::begin() {
  const std::string name = database::random_run_name("");
  run_ = name.substr(name.size() - kRunDigits);
  const Result<Rows> facts = control_->query(
      "SET search_path = pg_catalog;"
      "SELECT current_setting('server_version'), (SELECT oid FROM pg_database"
      " WHERE datname = current_database())," +
      fmt::format(" pg_advisory_lock({})", lock_numbers(run_)));
  if (!facts) return facts.error();
  version_ = facts->rows.front()[0].value_or("");
  version_ = version_.substr(0, version_.find(' '));
  prefix_ = fmt::format("ashlar_verify_{}_", facts->rows.front()[1].value_or(""));
  if (use_ == ServerUse::kPrivate) {
    for (const char* setting : kCareless) {
      if (Status set = control_->execute(setting); !set) return set;
    }
    if (Status loaded = control_->execute("SELECT pg_reload_conf()"); !loaded) return loaded;
  }
  const Result<bool> others = sweep();
  if (!others) return others.error();
  const auto roles = names(kRoles);
  if (!roles) return roles.error();
  roles_before_ = *roles;
  if (use_ == ServerUse::kPrivate && !*others) {
    // What a killed run left of roles would be in the way of revisions that make them.
    for (const std::string& role : *roles) drop_role(role);
    if (const auto left = names(kRoles)) roles_before_ = *left;
  }
  return {};
}

Result<std::vector<std::string>> ScratchServer::names(const std::string& query) {
  const Result<Rows> rows = control_->query(query);
  if (!rows) return rows.error();
  std::vector<std::string> found;
  for (const auto& row : rows->rows) found.push_back(row.front().value_or(""));
  return found;
}

Result<bool> ScratchServer::sweep() {
  const auto databases = names(
      fmt::format("SELECT datname FROM pg_database WHERE starts_with(datname, '{}')", prefix_));
  if (!databases) return databases.error();
  bool others = false;
  for (const std::string& database : *databases) {
    const std::string run = database.substr(prefix_.size(), kRunDigits);
    const Result<Rows> taken =
        control_->query(fmt::format("SELECT pg_try_advisory_lock({})", lock_numbers(run)));
    if (!taken) return taken.error();
    if (taken->rows.front().front() != "t") {
      others = true;
      continue;
    }
    static_cast<void>(control_->execute(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)",
                                                    postgres::quote_identifier(database))));
    static_cast<void>(
        control_->execute(fmt::format("SELECT pg_advisory_unlock({})", lock_numbers(run))));
  }
  return others || !is_alone();
}

bool ScratchServer::is_alone() {
  const auto others =
      names(fmt::format("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND classid = {}"
                        " AND pid <> pg_backend_pid()",
                        kLockClass));
  return others.ok() && others->empty();
}

Result<std::string> ScratchServer::make(const std::string& copy_of) {
  const std::lock_guard<std::mutex> held(mutex_);
  std::string name = fmt::format("{}{}_{}", prefix_, run_, ++made_);
  std::string sql = "CREATE DATABASE " + name;
  if (!copy_of.empty()) sql += " TEMPLATE " + copy_of;
  // Noted before it is there: an interrupt may come when the server is done already.
  databases_.push_back(name);
  if (Status made = control_->execute(sql, OnInterrupt::kCancel); !made) return made.error();
  return name;
}

Result<std::unique_ptr<Session>> ScratchServer::connect(const std::string& database) {
  return Session::open(database::with_database(control_->target(), database), interrupt_);
}

void ScratchServer::drop(const std::string& database) {
  const std::lock_guard<std::mutex> held(mutex_);
  const Status dropped =
      control_->execute(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", database));
  if (dropped.ok()) databases_.erase(std::find(databases_.begin(), databases_.end(), database));
}

bool ScratchServer::make_missing_role(const Error& error) {
  if (use_ != ServerUse::kPrivate || error.sqlstate != "42704") return false;
  static const std::regex kMissing("^role \"(.*)\" does not exist$");
  std::smatch found;
  if (!std::regex_match(error.message, found, kMissing)) return false;
  const std::lock_guard<std::mutex> held(mutex_);
  const std::string role = found[1].str();
  const Status made = control_->execute("CREATE ROLE " + postgres::quote_identifier(role));
  if (made.ok()) roles_made_.push_back(role);
  // Another thread may have been faster.
  return made.ok() || made.error().sqlstate == "42710";
}

std::vector<std::string> ScratchServer::roles_made() {
  const std::lock_guard<std::mutex> held(mutex_);
  return roles_made_;
}

std::vector<std::string> ScratchServer::new_roles() {
  const std::lock_guard<std::mutex> held(mutex_);
  const auto now = names(kRoles);
  if (!now) return {};
  return names_less(names_less(*now, roles_before_), roles_made_);
}

void ScratchServer::drop_role(const std::string& role) {
  static_cast<void>(control_->execute("DROP ROLE " + postgres::quote_identifier(role)));
}

ScratchServer::~ScratchServer() {
  while (!databases_.empty() && !control_->lost()) {
    const std::string database = databases_.back();
    databases_.pop_back();
    static_cast<void>(
        control_->execute(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", database)));
  }
  if (use_ != ServerUse::kPrivate || !is_alone()) return;
  std::vector<std::string> roles = new_roles();
  roles.insert(roles.end(), roles_made_.begin(), roles_made_.end());
  for (const std::string& role : roles) drop_role(role);
}

}  // namespace ashlar::runtime
