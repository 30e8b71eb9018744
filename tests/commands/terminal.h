#pragma once

// A program at a terminal: what a person sees and types.

#include <string>
#include <sys/types.h>

namespace ashlar::cases {

class Terminal {
 public:
  /// Starts a command of /bin/sh in `folder`, on a terminal of its own.
  Terminal(const std::string& command, const std::string& folder);
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;
  ~Terminal();

  /// Reads until `text` has been shown; false where the program ended, or a minute passed, before
  /// that.
  [[nodiscard]] bool wait_for(const std::string& text);
  void type(const std::string& text);
  /// Reads to the end and gives the exit status.
  [[nodiscard]] int finish();
  [[nodiscard]] const std::string& shown() const { return shown_; }

 private:
  /// False at the end.
  bool read_more();

  int terminal_ = -1;
  pid_t child_ = -1;
  std::string shown_;
};

}  // namespace ashlar::cases
