#include "tests/runtime/private_server.h"

#include <chrono>
#include <cstdlib>
#include <fmt/format.h>
#include <stdexcept>
#include <string_view>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

#include "compiler/ledger/ledger.h"
#include "compiler/plan/build.h"
#include "runtime/embedded/binaries.h"

namespace ashlar::runtime {
namespace {

namespace fs = std::filesystem;

std::string_view first_word(std::string_view sql) {
  return sql.substr(0, sql.find_first_of(" \n"));
}

/// As sql::kind_name gives it, for the statements that the tests use.
std::string kind_of(std::string_view sql) {
  const std::string_view word = first_word(sql);
  if (word == "SET") return "set";
  if (word == "RESET") return "reset";
  if (word == "COMMIT") return "commit";
  if (word == "COPY") return "copy";
  return "other";
}

plan::PlannedStatement planned(std::uint32_t index, const std::string& sql) {
  plan::PlannedStatement statement;
  statement.index = index;
  statement.sql = sql;
  statement.text = sql;
  statement.file = "versions/test.sql";
  statement.line = index + 1;
  statement.column = 1;
  statement.kind = kind_of(sql);
  return statement;
}

std::string checksum_of(const StepText& step) {
  std::string checksum = "test:";
  for (const std::string& statement : step.statements) checksum += statement + ";";
  return checksum;
}

plan::Step planned_step(const RevisionText& revision, std::size_t at,
                        const ledger::RevisionRecord& record) {
  const ledger::Words words("ashlar");
  const StepText& text = revision.steps[at];
  plan::Step step;
  step.revision = revision.id;
  step.section = "up";
  step.transactional = text.transactional;
  step.session = text.session;
  for (std::size_t i = 0; i < text.statements.size(); ++i) {
    step.statements.push_back(planned(static_cast<std::uint32_t>(i), text.statements[i]));
  }
  step.ledger_step.revision = revision.id;
  step.ledger_step.step = static_cast<std::uint32_t>(at + 1);
  step.ledger_step.steps = static_cast<std::uint32_t>(revision.steps.size());
  step.ledger_step.checksum = checksum_of(text);
  step.ledger_step.transactional = text.transactional;
  step.completes_revision = at + 1 == revision.steps.size();
  if (!step.transactional) step.ledger_before = words.step_started(step.ledger_step);
  step.ledger_after = step.completes_revision ? words.applied(record, step.ledger_step)
                                              : words.step_done(step.ledger_step);
  return step;
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string name = "/tmp/ashlar-test-XXXXXX";
  path_ = mkdtemp(name.data());
  chmod(path_.c_str(), 0755);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string missing_server() {
  const auto found = embedded::find_binaries();
  return found ? std::string() : found.error().message;
}

bool server_required() {
  const char* required = std::getenv("REQUIRE_DB");
  return required != nullptr && std::string_view(required) == "1";
}

PrivateServer::PrivateServer() {
  options_.folder = (folder_.path() / "postgres").string();
  const Result<EmbeddedServer> server = runtime_.start_embedded(options_);
  if (!server) throw std::runtime_error(server.error().message + "\n" + server.error().detail);
  url_ = server->url;
}

PrivateServer::~PrivateServer() { (void)runtime_.stop_embedded(options_); }

void PrivateServer::reset() {
  database::Interrupt interrupt;
  const auto target = database::read_target(url_ + " dbname=postgres", "reset");
  const auto session = database::Session::open(*target, interrupt);
  if (!session) throw std::runtime_error(session.error().message);
  const auto must = [&](const std::string& sql) {
    const auto rows = (*session)->query(sql);
    if (!rows) throw std::runtime_error(sql + ": " + rows.error().message);
    return rows->rows;
  };
  must("SET default_transaction_read_only = off");
  must("ALTER SYSTEM RESET ALL");
  // Nobody's data: the tests need not wait for the disk.
  must("ALTER SYSTEM SET fsync = off");
  must("SELECT pg_reload_conf()");
  must("ALTER ROLE ALL RESET ALL");
  must("ALTER ROLE postgres RESET ALL");
  must("DROP DATABASE IF EXISTS ashlar WITH (FORCE)");
  must("CREATE DATABASE ashlar");
  for (const auto& row : must("SELECT quote_ident(rolname) FROM pg_roles WHERE rolname !~ '^pg_' "
                              "AND rolname <> current_user")) {
    must("DROP ROLE " + *row.front());
  }
}

std::unique_ptr<PrivateServer> ServerTest::server_;

void ServerTest::SetUp() {
  ASHLAR_NEEDS_SERVER();
  if (server_ == nullptr) server_ = std::make_unique<PrivateServer>();
  server_->reset();
  embedded_ = server_->options();
  url_ = server_->url();
  session_ = session();
}

std::unique_ptr<Database> ServerTest::connect() {
  auto database = runtime_.connect({url_, "ashlar"});
  EXPECT_TRUE(database.ok()) << database.error().message;
  return database ? std::move(*database) : nullptr;
}

std::unique_ptr<Database> ServerTest::ready() {
  std::unique_ptr<Database> database = connect();
  const Status locked = database->lock({}, nullptr);
  EXPECT_TRUE(locked.ok()) << locked.error().message;
  const Status installed = database->install_ledger(install_plan());
  EXPECT_TRUE(installed.ok()) << installed.error().message << installed.error().detail;
  return database;
}

std::unique_ptr<database::Session> ServerTest::session() {
  const auto target = database::read_target(url_, "beside");
  auto opened = database::Session::open(*target, beside_);
  EXPECT_TRUE(opened.ok()) << opened.error().message;
  return opened ? std::move(*opened) : nullptr;
}

std::string ServerTest::ask(const std::string& sql) {
  const auto rows = session_->query(sql);
  EXPECT_TRUE(rows.ok()) << sql << "\n" << rows.error().message;
  if (!rows || rows->rows.empty()) return "<none>";
  return rows->rows.front().front().value_or("<null>");
}

void ServerTest::must(const std::string& sql) {
  const Status done = session_->execute(sql);
  ASSERT_TRUE(done.ok()) << sql << "\n" << done.error().message;
}

plan::Plan install_plan() { return plan::ledger_plan({}, "ashlar"); }

StepText together(std::initializer_list<std::string> statements) {
  return {true, {statements}, {}};
}

StepText alone(const std::string& statement) { return {false, {statement}, {}}; }

plan::Plan plan_of(const std::vector<RevisionText>& revisions, std::vector<std::string> applied) {
  plan::Plan plan;
  plan.applied_before = std::move(applied);
  for (const RevisionText& revision : revisions) {
    ledger::RevisionRecord record;
    record.id = revision.id;
    record.message = "revision " + revision.id;
    record.up_checksum = "sha256:" + revision.id;
    record.up_text = "-- up of " + revision.id;
    for (std::size_t at = 0; at < revision.steps.size(); ++at) {
      plan.steps.push_back(planned_step(revision, at, record));
      plan.steps.back().id = static_cast<std::uint32_t>(plan.steps.size());
    }
    plan.revisions.push_back({record, "versions/test.sql", {}, {}});
  }
  return plan;
}

OnStep Witness::listener() {
  return [this](const StepEvent& event) {
    const std::string step =
        event.step->revision + "." + std::to_string(event.step->ledger_step.step);
    switch (event.kind) {
      case StepEvent::Kind::kStarted:
        said_.push_back("started " + step);
        return;
      case StepEvent::Kind::kFinished:
        said_.push_back("finished " + step);
        return;
      case StepEvent::Kind::kSkipped:
        said_.push_back("skipped " + step);
        return;
      case StepEvent::Kind::kRetrying:
        said_.push_back("retrying " + step);
        return;
      case StepEvent::Kind::kUnderWay:
        for (const std::string& blocker : event.blockers) {
          said_.push_back(fmt::format("blocked {} {}", step, blocker));
        }
        return;
      case StepEvent::Kind::kNotice:
        said_.push_back("notice " + event.message);
        return;
    }
  };
}

bool eventually(const std::function<bool()>& condition, int seconds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  while (std::chrono::steady_clock::now() < end) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return condition();
}

}  // namespace ashlar::runtime
