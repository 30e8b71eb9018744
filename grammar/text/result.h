#pragma once

// Result<T>: a value, or the way in which the world failed (a file, a server, another runner). What
// is wrong with the user's own text is a Diagnostic instead; a bug is an ASHLAR_CHECK.
// Layer: grammar/text.

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "grammar/text/check.h"

namespace ashlar {

/// What kind of failure it is; each maps to one exit status of the command line.
enum class ErrorCode {
  kUsage,           ///< wrong option, configuration or request
  kFile,            ///< a file cannot be read or written
  kDatabase,        ///< the server refused a statement or a connection
  kConnectionLost,  ///< the session is gone; its locks and settings with it
  kCommitInDoubt,   ///< the connection broke while a COMMIT was under way
  kLocked,          ///< another runner holds the lock
  kLedger,    ///< the ledger does not allow it (changed revision, unknown revision, half-done step)
  kDeclined,  ///< the user said no
  kInterrupted,  ///< the user or the system stopped us
};

struct Error {
  ErrorCode code = ErrorCode::kUsage;
  std::string message;   ///< one sentence: lower case, no final period
  std::string sqlstate;  ///< of the server, empty where there is none
  std::string detail;    ///< further lines: DETAIL, HINT and CONTEXT of the server, advice
  /// The server's error position as a 1-based character in the statement sent; 0 where it gave
  /// none.
  int position = 0;
  /// Of a text of several statements that was sent at once: how many were done before the one that
  /// failed.
  std::uint32_t completed = 0;
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return std::holds_alternative<T>(state_); }
  explicit operator bool() const { return ok(); }
  [[nodiscard]] const T& value() const& {
    ASHLAR_CHECK(ok(), "the caller looked at ok() first");
    return std::get<T>(state_);
  }
  [[nodiscard]] T& value() & {
    ASHLAR_CHECK(ok(), "the caller looked at ok() first");
    return std::get<T>(state_);
  }
  [[nodiscard]] T&& value() && {
    ASHLAR_CHECK(ok(), "the caller looked at ok() first");
    return std::get<T>(std::move(state_));
  }
  [[nodiscard]] const Error& error() const {
    ASHLAR_CHECK(!ok(), "the caller looked at ok() first");
    return std::get<Error>(state_);
  }
  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }

 private:
  std::variant<T, Error> state_;
};

/// A Result without a value.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return !error_.has_value(); }
  explicit operator bool() const { return ok(); }
  [[nodiscard]] const Error& error() const {
    ASHLAR_CHECK(!ok(), "the caller looked at ok() first");
    return *error_;
  }

 private:
  std::optional<Error> error_;
};

}  // namespace ashlar
