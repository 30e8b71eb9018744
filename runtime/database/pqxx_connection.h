#pragma once

// A libpqxx connection around a libpq connection that we made, in both of libpqxx's shapes. Private
// to runtime/database: libpqxx gives out neither the server's error fields nor notices with their
// severity, libpq does, so we keep the handle. Layer: runtime/database.

#include <pqxx/pqxx>

namespace ashlar::runtime::database {

#if PQXX_VERSION_MAJOR >= 7

class PqxxConnection {
 public:
  /// Owns `raw` from here on.
  explicit PqxxConnection(pqxx::internal::pq::PGconn* raw)
      : connection_(pqxx::connection::seize_raw_connection(raw)) {}
  pqxx::connection& get() { return connection_; }

 private:
  pqxx::connection connection_;
};

#else

/// Hands libpqxx 6 the connection that is there instead of making one.
class ReadyMade final : public pqxx::connectionpolicy {
 public:
  explicit ReadyMade(handle raw) : connectionpolicy(std::string()), raw_(raw) {}
  handle do_startconnect(handle current) override { return current == nullptr ? raw_ : current; }

 private:
  handle raw_;
};

class PqxxConnection {
 public:
  /// Owns `raw` from here on.
  explicit PqxxConnection(pqxx::internal::pq::PGconn* raw) : policy_(raw), connection_(policy_) {}
  pqxx::connection_base& get() { return connection_; }

 private:
  class Connection final : public pqxx::connection_base {
   public:
    explicit Connection(pqxx::connectionpolicy& policy) : connection_base(policy) {
      init();
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
      inhibit_reactivation(true);
#pragma GCC diagnostic pop
    }
    ~Connection() { close(); }
  };

  ReadyMade policy_;
  Connection connection_;
};

#endif

}  // namespace ashlar::runtime::database
