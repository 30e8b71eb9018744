#include "tests/server/cluster.h"

#include <cstdlib>
#include <pqxx/pqxx>
#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ashlar::server_tests {
namespace {

namespace fs = std::filesystem;

/// The account that the server runs as: our own, or `postgres` where we are root.
struct Account {
  uid_t user = 0;
  gid_t group = 0;
  bool switch_to = false;
};

Account server_account() {
  Account account{getuid(), getgid(), false};
  if (account.user != 0) return account;
  const passwd* postgres = getpwnam("postgres");
  if (postgres == nullptr) throw std::runtime_error("there is no user postgres to run the server");
  return {postgres->pw_uid, postgres->pw_gid, true};
}

/// Runs a program as the server's account, its output in `log`. Returns its exit status.
int run_program(const std::vector<std::string>& words, const fs::path& log) {
  const Account account = server_account();
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("fork failed");
  if (child == 0) {
    if (std::freopen(log.c_str(), "a", stdout) == nullptr) _exit(126);
    dup2(STDOUT_FILENO, STDERR_FILENO);
    if (account.switch_to && (setgid(account.group) != 0 || setuid(account.user) != 0)) _exit(126);
    if (chdir("/") != 0) _exit(126);
    execv(arguments[0], arguments.data());
    _exit(127);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

}  // namespace

struct Session::Connection {
  explicit Connection(const std::string& text) : connection(text) {}
  pqxx::connection connection;
};

Session::Session(const std::string& connection_string)
    : connection_(std::make_unique<Connection>(connection_string)) {}
Session::~Session() = default;

Rows Session::run(const std::string& sql) {
  try {
    pqxx::nontransaction transaction(connection_->connection);
    const pqxx::result result = transaction.exec(sql);
    Rows rows;
    for (const auto& row : result) {
      std::vector<std::string> values;
      for (const auto& field : row) values.emplace_back(field.is_null() ? "<null>" : field.c_str());
      rows.push_back(std::move(values));
    }
    return rows;
  } catch (const pqxx::sql_error& error) {
    throw ServerError(error.what(), error.sqlstate());
  } catch (const pqxx::failure& error) {
    throw ServerError(error.what(), "");
  }
}

Rows Session::run_again(const std::string& query) {
  std::string& name = prepared_[query];
  if (!name.empty()) {
    try {
      return run("EXECUTE " + name);
    } catch (const ServerError& error) {
      // Scripts may DEALLOCATE ALL.
      if (error.sqlstate() != "26000") throw;
    }
  }
  const std::string next = "again" + std::to_string(prepared_.size());
  run("PREPARE " + next + " AS " + query);
  name = next;
  return run("EXECUTE " + name);
}

std::string Session::lines(const std::string& sql) {
  std::string text;
  for (const std::vector<std::string>& row : run(sql)) text += row.at(0) + "\n";
  return text;
}

std::string Session::value(const std::string& sql) { return run(sql).at(0).at(0); }

fs::path find_binaries() {
  if (const char* chosen = std::getenv("ASHLAR_TEST_POSTGRES")) return chosen;
  std::vector<fs::path> candidates;
  const fs::path debian = "/usr/lib/postgresql";
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(debian, ignored)) {
    candidates.push_back(entry.path() / "bin");
  }
  std::sort(candidates.rbegin(), candidates.rend());
  candidates.emplace_back("/usr/local/pgsql/bin");
  candidates.emplace_back("/usr/bin");
  for (const fs::path& folder : candidates) {
    if (fs::exists(folder / "initdb", ignored) && fs::exists(folder / "pg_ctl", ignored)) {
      return folder;
    }
  }
  return {};
}

Cluster::Cluster(const fs::path& binaries) : binaries_(binaries) {
  std::string pattern = (fs::temp_directory_path() / "ashlar-server-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
  folder_ = pattern;
  const Account account = server_account();
  if (chown(folder_.c_str(), account.user, account.group) != 0) {
    throw std::runtime_error("chown failed");
  }
  const std::string data = (folder_ / "data").string();
  const fs::path log = folder_ / "log";
  if (run_program({(binaries_ / "initdb").string(), "-D", data, "-A", "trust", "-U", "postgres",
                   "--no-locale", "-E", "UTF8", "--no-sync"},
                  log) != 0) {
    throw std::runtime_error("initdb failed, see " + log.string());
  }
  const std::string options = "-c listen_addresses='' -k '" + folder_.string() +
                              "' -c fsync=off -c autovacuum=off -c timezone=Europe/Berlin" +
                              " -c wal_level=logical -c max_prepared_transactions=2";
  if (run_program({(binaries_ / "pg_ctl").string(), "-D", data, "-o", options, "-l",
                   (folder_ / "server.log").string(), "-w", "start"},
                  log) != 0) {
    throw std::runtime_error("pg_ctl start failed, see " + log.string());
  }
  Session session(connection_string("postgres"));
  version_ = std::stoi(session.value("SHOW server_version_num")) / 10000;
}

Cluster::~Cluster() {
  run_program({(binaries_ / "pg_ctl").string(), "-D", (folder_ / "data").string(), "-m",
               "immediate", "-w", "stop"},
              folder_ / "log");
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

std::string Cluster::connection_string(const std::string& database) const {
  return "host=" + folder_.string() + " user=postgres dbname=" + database;
}

std::unique_ptr<Session> Cluster::fresh_database() {
  const std::string name = "test" + std::to_string(++databases_);
  Session session(connection_string("postgres"));
  session.run("CREATE DATABASE " + name);
  auto fresh = std::make_unique<Session>(connection_string(name));
  fresh->run("SET client_min_messages = error");
  return fresh;
}

std::unique_ptr<Session> Cluster::another_session(Session& session) {
  const std::string name = session.value("SELECT current_database()");
  return std::make_unique<Session>(connection_string(name));
}

std::unique_ptr<Cluster> ServerTest::cluster_;

void ServerTest::SetUpTestSuite() {
  const fs::path binaries = find_binaries();
  if (!binaries.empty() && cluster_ == nullptr) cluster_ = std::make_unique<Cluster>(binaries);
}

void ServerTest::SetUp() {
  if (cluster_ != nullptr) return;
  const char* required = std::getenv("REQUIRE_DB");
  if (required != nullptr && std::string(required) == "1") {
    FAIL() << "PostgreSQL is not installed, and REQUIRE_DB=1 says it must be";
  }
  GTEST_SKIP() << "PostgreSQL is not installed";
}

}  // namespace ashlar::server_tests
