#pragma once

// A PostgreSQL of the tests' own, started by the embedded server's code and stopped at the end; and
// plans put together by hand, so that a test of the runtime needs no compiler.

#include <filesystem>
#include <functional>
#include <gtest/gtest.h>
#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

#include "compiler/plan/plan.h"
#include "runtime/api/runtime.h"
#include "runtime/database/session.h"
#include "runtime/server_runtime.h"

namespace ashlar::runtime {

/// A folder below /tmp that other users may enter; removed at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Skips the test where there is no server to start, and fails it where REQUIRE_DB=1 says that
/// there must be one.
#define ASHLAR_NEEDS_SERVER()                                        \
  do {                                                               \
    const std::string missing = ::ashlar::runtime::missing_server(); \
    if (!missing.empty()) {                                          \
      if (::ashlar::runtime::server_required()) FAIL() << missing;   \
      GTEST_SKIP() << missing;                                       \
    }                                                                \
  } while (false)

[[nodiscard]] std::string missing_server();
[[nodiscard]] bool server_required();

/// A server for all tests of a process.
class PrivateServer {
 public:
  PrivateServer();
  PrivateServer(const PrivateServer&) = delete;
  PrivateServer& operator=(const PrivateServer&) = delete;
  ~PrivateServer();
  [[nodiscard]] const EmbeddedOptions& options() const { return options_; }
  [[nodiscard]] const std::string& url() const { return url_; }
  /// As if it had just been started: an empty database, no roles, no settings, no sessions.
  void reset();

 private:
  TemporaryFolder folder_;
  ServerRuntime runtime_;
  EmbeddedOptions options_;
  std::string url_;
};

/// Each test finds the server as if it had just been started.
class ServerTest : public testing::Test {
 protected:
  void SetUp() override;

  /// A runner's database: connected.
  std::unique_ptr<Database> connect();
  /// Connected, locked, with the ledger in place.
  std::unique_ptr<Database> ready();
  /// A session beside the runner's, for looking and for getting in the way.
  std::unique_ptr<database::Session> session();
  /// The first field of the first row; "<null>" for NULL, "<none>" without a row.
  std::string ask(const std::string& sql);
  void must(const std::string& sql);

  TemporaryFolder folder_;
  ServerRuntime runtime_;
  EmbeddedOptions embedded_;
  std::string url_;
  database::Interrupt beside_;
  std::unique_ptr<database::Session> session_;

 private:
  static std::unique_ptr<PrivateServer> server_;
};

/// The plan that makes the ledger, from its own revision files.
[[nodiscard]] plan::Plan install_plan();

struct StepText {
  bool transactional = true;
  std::vector<std::string> statements;
  std::vector<std::string> session;
};
[[nodiscard]] StepText together(std::initializer_list<std::string> statements);
[[nodiscard]] StepText alone(const std::string& statement);

struct RevisionText {
  std::string id;
  std::vector<StepText> steps;
};
/// An upward plan from `applied` through the revisions.
[[nodiscard]] plan::Plan plan_of(const std::vector<RevisionText>& revisions,
                                 std::vector<std::string> applied = {});

/// What a run did, in words: "started a.1", "finished a.1", "skipped a.1", "retrying a.1", "notice
/// …".
class Witness {
 public:
  [[nodiscard]] OnStep listener();
  [[nodiscard]] const std::vector<std::string>& said() const { return said_; }

 private:
  std::vector<std::string> said_;
};

/// Waits until `condition` holds; false after `seconds`.
[[nodiscard]] bool eventually(const std::function<bool()>& condition, int seconds = 15);

}  // namespace ashlar::runtime
