#pragma once

// Where text goes: results to stdout, everything else to stderr, questions to the terminal. Knows
// whether each is a terminal and whether colour is wanted there. Layer: cli.

#include <optional>
#include <string>
#include <string_view>

#include "cli/exit_status.h"
#include "compiler/emit/emit.h"
#include "grammar/text/result.h"

namespace ashlar::cli {

class Console {
 public:
  /// Looks at the process's streams and at NO_COLOR (https://no-color.org) and TERM.
  Console();

  /// Writes a result to stdout as it is.
  void result(std::string_view text);
  /// The same at once, for whoever reads line by line.
  void event(std::string_view line);
  /// Writes to stderr as it is.
  void say(std::string_view text);

  /// One line on stderr, "error: message", with further lines of detail beneath it.
  void error(std::string_view message, std::string_view detail = {});
  void warning(std::string_view message, std::string_view detail = {});
  void note(std::string_view message, std::string_view detail = {});
  /// Prints a failure and returns the status that it ends the program with.
  ExitStatus fail(const Error& error);

  /// Overwrites the line that stood there; only where stderr is a terminal.
  void live_line(std::string_view text);
  void end_live_line();

  /// True where a person can be asked: stdin and stderr are terminals.
  [[nodiscard]] bool can_ask() const { return in_is_terminal_ && err_is_terminal_; }
  /// Asks on stderr and reads a line from the terminal; nothing at end of file.
  [[nodiscard]] std::optional<std::string> ask(std::string_view question);

  [[nodiscard]] emit::Color result_color() const { return out_color_; }
  [[nodiscard]] emit::Color say_color() const { return err_color_; }
  [[nodiscard]] bool is_live() const { return err_is_terminal_; }

  /// Flushes; false where stdout could not take everything (a full disk).
  [[nodiscard]] bool finish();

 private:
  void labelled(std::string_view label, std::string_view color, std::string_view message,
                std::string_view detail);

  bool in_is_terminal_ = false;
  bool err_is_terminal_ = false;
  bool live_line_shown_ = false;
  emit::Color out_color_ = emit::Color::kNever;
  emit::Color err_color_ = emit::Color::kNever;
};

}  // namespace ashlar::cli
