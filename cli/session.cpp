#include "cli/session.h"

#include <cstdlib>
#include <fmt/format.h>

namespace ashlar::cli {
namespace {

std::optional<std::string> environment(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

Error from_address(Error error, const Address& address) {
  if (!error.detail.empty()) error.detail += '\n';
  error.detail += fmt::format("the address is from {}", address.source);
  return error;
}

/// A url left over in the shell leads to a database that nobody meant.
Status is_expected(const runtime::ServerFacts& facts, const DatabaseSettings& settings) {
  if (settings.expect.empty() || facts.database == settings.expect) return {};
  Error error;
  error.code = ErrorCode::kUsage;
  error.message = fmt::format("this is database `{}`, and the project is for `{}`", facts.database,
                              settings.expect);
  error.detail = "`expect` in ashlar.toml says so";
  return error;
}

}  // namespace

Address choose_address(const Url& option, const Project& project) {
  if (option.has_value()) return {*option, "--url"};
  for (const char* name : {"ASHLAR_DATABASE_URL", "DATABASE_URL"}) {
    if (auto value = environment(name)) return {std::move(*value), name};
  }
  if (project.database.url.empty()) return {"", "libpq's PG* variables and defaults"};
  return {project.database.url, "ashlar.toml"};
}

Result<Session> open_session(const Url& option, const Project& project, Console& console) {
  const Result<runtime::Runtime*> runtime = runtime::load_runtime();
  if (!runtime) return runtime.error();
  Session session;
  session.runtime = *runtime;
  session.interrupts = std::make_unique<Interrupts>(**runtime);

  const Address address = choose_address(option, project);
  runtime::ConnectOptions connect;
  connect.url = address.url;
  connect.ledger_schema = project.database.ledger_schema;
  if (address.url == "embedded") {
    runtime::EmbeddedOptions embedded;
    embedded.folder = project.embedded_folder();
    const Result<runtime::EmbeddedServer> server = (*runtime)->start_embedded(embedded);
    if (!server) return from_address(server.error(), address);
    if (server->started) {
      console.note("started the embedded PostgreSQL server", "`ashlar server stop` stops it");
    }
    connect.url = server->url;
  }
  Result<std::unique_ptr<runtime::Database>> database = (*runtime)->connect(connect);
  if (!database) return from_address(database.error(), address);
  session.database = std::move(*database);
  if (Status right = is_expected(session.database->facts(), project.database); !right) {
    return from_address(right.error(), address);
  }
  return session;
}

std::string describe(const runtime::ServerFacts& facts) {
  const std::string where = facts.host.empty() || facts.host.starts_with('/')
                                ? "a local socket"
                                : facts.host + (facts.port.empty() ? "" : ":" + facts.port);
  return fmt::format("database {} on {} as {} (PostgreSQL {})", facts.database, where, facts.user,
                     facts.version);
}

Status writable(const runtime::ServerFacts& facts) {
  if (!facts.read_only) return {};
  return Error{ErrorCode::kDatabase, fmt::format("{} is read-only", describe(facts)), "",
               facts.in_recovery ? "it is a standby: name its primary"
                                 : "default_transaction_read_only is on there",
               0};
}

Status take_lock(Session& session, const DatabaseSettings& settings, Console& console) {
  runtime::LockOptions options;
  options.wait = settings.wait;
  std::string shown;
  return session.database->lock(options, [&](const std::string& holder) {
    if (console.is_live()) {
      console.live_line(fmt::format("waiting for {}", holder));
    } else if (holder != shown) {
      console.say(fmt::format("waiting for {}\n", holder));
      shown = holder;
    }
  });
}

}  // namespace ashlar::cli
