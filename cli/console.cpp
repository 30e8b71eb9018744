#include "cli/console.h"

#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <iostream>
#include <sys/ioctl.h>
#include <unistd.h>

namespace ashlar::cli {
namespace {

bool wants_color() {
  const char* no_color = std::getenv("NO_COLOR");
  if (no_color != nullptr && *no_color != '\0') return false;
  const char* term = std::getenv("TERM");
  return term == nullptr || std::string_view(term) != "dumb";
}

emit::Color color_of(int descriptor) {
  return isatty(descriptor) == 1 && wants_color() ? emit::Color::kAlways : emit::Color::kNever;
}

void write_all(std::FILE* to, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), to);
}

/// What fits on one line of the terminal: a line that wraps cannot be taken back.
std::string_view cut_to_width(std::string_view text) {
  winsize size{};
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return text;
  std::size_t shown = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
    if (begins && ++shown >= size.ws_col) return text.substr(0, at);
  }
  return text;
}

}  // namespace

Console::Console()
    : in_is_terminal_(isatty(STDIN_FILENO) == 1),
      err_is_terminal_(isatty(STDERR_FILENO) == 1),
      out_color_(color_of(STDOUT_FILENO)),
      err_color_(color_of(STDERR_FILENO)) {}

void Console::result(std::string_view text) { write_all(stdout, text); }

void Console::event(std::string_view line) {
  end_live_line();
  write_all(stdout, line);
  std::fflush(stdout);
}

void Console::say(std::string_view text) {
  end_live_line();
  // Results written before must not come out after what is said about them.
  std::fflush(stdout);
  write_all(stderr, text);
}

void Console::labelled(std::string_view label, std::string_view color, std::string_view message,
                       std::string_view detail) {
  std::string text = err_color_ == emit::Color::kAlways
                         ? fmt::format("\x1b[1;{}m{}:\x1b[0m {}\n", color, label, message)
                         : fmt::format("{}: {}\n", label, message);
  while (!detail.empty()) {
    const std::size_t end = detail.find('\n');
    text += fmt::format("  {}\n", detail.substr(0, end));
    if (end == std::string_view::npos) break;
    detail.remove_prefix(end + 1);
  }
  say(text);
}

void Console::error(std::string_view message, std::string_view detail) {
  labelled("error", "31", message, detail);
}

void Console::warning(std::string_view message, std::string_view detail) {
  labelled("warning", "35", message, detail);
}

void Console::note(std::string_view message, std::string_view detail) {
  labelled("note", "36", message, detail);
}

ExitStatus Console::fail(const Error& error) {
  const std::string message = error.sqlstate.empty()
                                  ? error.message
                                  : fmt::format("{} (SQLSTATE {})", error.message, error.sqlstate);
  this->error(message, error.detail);
  return exit_status_of(error.code);
}

void Console::live_line(std::string_view text) {
  if (!err_is_terminal_) return;
  write_all(stderr, fmt::format("\r\x1b[2K{}", cut_to_width(text)));
  live_line_shown_ = true;
}

void Console::end_live_line() {
  if (!live_line_shown_) return;
  write_all(stderr, "\r\x1b[2K");
  live_line_shown_ = false;
}

std::optional<std::string> Console::ask(std::string_view question) {
  say(question);
  std::string line;
  if (!std::getline(std::cin, line)) {
    say("\n");
    return std::nullopt;
  }
  return line;
}

bool Console::finish() {
  end_live_line();
  const bool flushed = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
  if (!flushed) error("the result could not be written to standard output");
  return flushed;
}

}  // namespace ashlar::cli
