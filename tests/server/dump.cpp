#include "tests/server/dump.h"

#include <algorithm>
#include <cstdio>
#include <stdexcept>

namespace ashlar::server_tests {

std::vector<std::string> dump(Session& session) {
  const std::string command =
      "'" + (find_binaries() / "pg_dump").string() + "' --schema-only -h '" +
      session.value("SHOW unix_socket_directories") + "' -p " + session.value("SHOW port") +
      " -U '" + session.value("SELECT session_user") + "' '" +
      session.value("SELECT current_database()") + "'";
  std::vector<std::string> lines(1);
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
    if (c != '\n') {
      lines.back() += static_cast<char>(c);
    } else if (!lines.back().empty()) {
      lines.emplace_back();
    }
  }
  if (pclose(pipe) != 0) throw std::runtime_error("failed: " + command);
  std::erase_if(lines, [](const std::string& line) {
    return line.empty() || line.starts_with("--") || line.starts_with("\\");
  });
  return lines;
}

std::string dump_difference(const std::vector<std::string>& expected,
                            const std::vector<std::string>& found) {
  const auto [a, b] = std::mismatch(expected.begin(), expected.end(), found.begin(), found.end());
  std::string text;
  for (auto at = a; at != expected.end() && at - a < 5; ++at)
    text.append("server: ").append(*at).append("\n");
  for (auto at = b; at != found.end() && at - b < 5; ++at)
    text.append("ashlar: ").append(*at).append("\n");
  return text;
}

}  // namespace ashlar::server_tests
