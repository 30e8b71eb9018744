#pragma once

// A PostgreSQL cluster of the tests' own: made in a temporary folder, reachable by a unix socket
// only, stopped and removed at the end. As root the server runs as the user `postgres`, which it
// insists on.

#include <filesystem>
#include <gtest/gtest.h>
#include <memory>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ashlar::server_tests {

/// Rows of a query, each value as text; NULL is "<null>".
using Rows = std::vector<std::vector<std::string>>;

/// One session on one database. A statement that the server refuses throws ServerError.
class Session {
 public:
  explicit Session(const std::string& connection_string);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session();

  /// Runs one statement outside of any transaction of ours.
  Rows run(const std::string& sql);
  /// The same of a query that is run again and again: the server plans it once.
  Rows run_again(const std::string& query);
  /// The first column of each row, a line each.
  std::string lines(const std::string& sql);
  /// The first value.
  std::string value(const std::string& sql);

 private:
  struct Connection;
  std::unique_ptr<Connection> connection_;
  std::unordered_map<std::string, std::string> prepared_;  ///< by query, what each is called
};

class ServerError : public std::runtime_error {
 public:
  ServerError(const std::string& message, std::string sqlstate)
      : std::runtime_error(message), sqlstate_(std::move(sqlstate)) {}
  [[nodiscard]] const std::string& sqlstate() const { return sqlstate_; }

 private:
  std::string sqlstate_;
};

/// The folder with initdb and pg_ctl: the one that ASHLAR_TEST_POSTGRES names (scripts/servers
/// brings other versions than the system's), or else the system's newest; empty where there is
/// none.
[[nodiscard]] std::filesystem::path find_binaries();

class Cluster {
 public:
  explicit Cluster(const std::filesystem::path& binaries);
  Cluster(const Cluster&) = delete;
  Cluster& operator=(const Cluster&) = delete;
  ~Cluster();

  /// Makes an empty database and connects to it.
  [[nodiscard]] std::unique_ptr<Session> fresh_database();
  /// Connects to the database that the session is in.
  [[nodiscard]] std::unique_ptr<Session> another_session(Session& session);
  /// The server's major version.
  [[nodiscard]] int version() const { return version_; }

 private:
  [[nodiscard]] std::string connection_string(const std::string& database) const;

  std::filesystem::path binaries_;
  std::filesystem::path folder_;
  int version_ = 0;
  int databases_ = 0;
};

/// Tests that need the server: they share one cluster until the process ends, are skipped where
/// PostgreSQL is not installed, and fail there when REQUIRE_DB=1 is set.
class ServerTest : public testing::Test {
 protected:
  static void SetUpTestSuite();
  void SetUp() override;

  [[nodiscard]] static Cluster& cluster() { return *cluster_; }

 private:
  static std::unique_ptr<Cluster> cluster_;
};

}  // namespace ashlar::server_tests
