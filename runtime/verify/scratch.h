#pragma once

// Databases that are made for a while, beside the one that a url names; that one is connected to,
// to make and remove them, and never written. Layer: runtime/verify.

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "grammar/text/result.h"
#include "runtime/database/interrupt.h"
#include "runtime/database/session.h"
#include "runtime/database/target.h"

namespace ashlar::runtime {

/// Who else may use the server.
enum class ServerUse { kShared, kPrivate };

/// All of its functions may be called from any thread.
class ScratchServer {
 public:
  /// Removes what runs that were killed left behind. On a private server durability is given up.
  static Result<std::unique_ptr<ScratchServer>> open(const std::string& url, ServerUse use,
                                                     database::Interrupt& interrupt);
  ScratchServer(const ScratchServer&) = delete;
  ScratchServer& operator=(const ScratchServer&) = delete;
  /// The databases go, and from a private server the roles that came about.
  ~ScratchServer();

  /// Makes a database: as the server makes them, or a copy of another one of these, which nobody
  /// may be connected to.
  Result<std::string> make(const std::string& copy_of = "");
  Result<std::unique_ptr<database::Session>> connect(const std::string& database);
  /// Early, to save space; every session to it is ended.
  void drop(const std::string& database);

  /// True where the database refused a statement; false where the world, or the user, ended it.
  [[nodiscard]] bool is_refusal(const Error& error) const {
    return error.code == ErrorCode::kDatabase && !interrupt_.pending();
  }
  /// Makes the role that the error says is missing; false where it says no such thing or the server
  /// is not private.
  bool make_missing_role(const Error& error);
  [[nodiscard]] std::vector<std::string> roles_made();
  /// Roles that are there now and were not at the start, without those made here.
  [[nodiscard]] std::vector<std::string> new_roles();
  /// No other run is at work beside the same database.
  [[nodiscard]] bool is_alone();
  [[nodiscard]] std::string version() const { return version_; }

 private:
  ScratchServer(std::unique_ptr<database::Session> control, ServerUse use,
                database::Interrupt& interrupt)
      : control_(std::move(control)), use_(use), interrupt_(interrupt) {}
  Status begin();
  /// Removes the databases of runs that hold no lock any more; true where another run lives.
  Result<bool> sweep();
  void drop_role(const std::string& role);
  Result<std::vector<std::string>> names(const std::string& query);

  std::unique_ptr<database::Session> control_;
  ServerUse use_;
  database::Interrupt& interrupt_;
  std::mutex mutex_;
  std::string version_;
  std::string prefix_;  ///< of all runs through this control database
  std::string run_;     ///< eight hexadecimal digits
  int made_ = 0;
  std::vector<std::string> databases_;
  std::vector<std::string> roles_before_;
  std::vector<std::string> roles_made_;
};

}  // namespace ashlar::runtime
