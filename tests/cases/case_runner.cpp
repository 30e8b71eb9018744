#include "tests/cases/case_runner.h"

#include <algorithm>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <regex>
#include <sstream>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ashlar::cases {

namespace fs = std::filesystem;

namespace {

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// The word that ends a here-document, if the line begins one.
std::string here_document_end(const std::string& line) {
  static const std::regex kBegin("<<'?([A-Z]+)'?");
  std::smatch found;
  return std::regex_search(line, found, kBegin) ? found[1].str() : "";
}

std::string prefixed(const std::string& text, const std::string& prefix) {
  std::string result;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) result += prefix + line + "\n";
  return result;
}

std::string transcript(const Case& each, const WorkFolder& folder) {
  std::string text;
  for (const std::string& command : commands_of(read(each.commands))) {
    const Outcome outcome = run_shell(command, folder.path());
    text += "$ " + command + "\n" + outcome.out + prefixed(outcome.err, "! ");
    if (outcome.status != 0) text += "[exit " + std::to_string(outcome.status) + "]\n";
  }
  return normalised(std::move(text), folder.path());
}

}  // namespace

std::vector<Case> cases_in(const std::string& folder) {
  std::vector<Case> cases;
  const fs::path root = fs::path(ASHLAR_SOURCE_DIR) / folder;
  for (const fs::directory_entry& entry : fs::directory_iterator(root)) {
    if (entry.path().extension() != ".cmd") continue;
    fs::path expected = entry.path();
    expected.replace_extension(".out");
    cases.push_back({entry.path().stem().string(), entry.path().string(), expected.string()});
  }
  std::sort(cases.begin(), cases.end(),
            [](const Case& a, const Case& b) { return a.name < b.name; });
  return cases;
}

WorkFolder::WorkFolder() {
  path_ = (fs::temp_directory_path() / "ashlar-case-XXXXXX").string();
  if (mkdtemp(path_.data()) == nullptr) std::abort();
  chmod(path_.c_str(), 0755);  // the embedded server runs as a user of its own
}

WorkFolder::~WorkFolder() {
  std::error_code ignored;
  if (fs::exists(fs::path(path_) / ".ashlar", ignored)) {
    static_cast<void>(run_shell("ashlar server stop", path_));
  }
  fs::remove_all(path_, ignored);
}

std::vector<std::string> environment(const std::string& folder) {
  const fs::path programs = fs::path(ASHLAR_PROGRAM).parent_path();
  const char* path = std::getenv("PATH");
  return {"PATH=" + programs.string() + ":" + (path == nullptr ? "/usr/bin:/bin" : path),
          "HOME=" + folder, "LC_ALL=C.UTF-8", "SOURCE_DATE_EPOCH=1700000000",
          "PROJECTS=" + (fs::path(ASHLAR_SOURCE_DIR) / "tests/projects").string()};
}

Outcome run_shell(const std::string& command, const std::string& folder) {
  const fs::path out = folder + ".out";
  const fs::path err = folder + ".err";
  const pid_t child = fork();
  if (child == 0) {
    if (chdir(folder.c_str()) != 0) _exit(126);
    const int in = open("/dev/null", O_RDONLY);
    const int to_out = open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const int to_err = open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    dup2(in, STDIN_FILENO);
    dup2(to_out, STDOUT_FILENO);
    dup2(to_err, STDERR_FILENO);
    const std::vector<std::string> variables = environment(folder);
    std::vector<char*> pointers;
    for (const std::string& variable : variables) {
      pointers.push_back(const_cast<char*>(variable.c_str()));  // NOLINT: execve's signature
    }
    pointers.push_back(nullptr);
    std::string text = command;
    std::string shell = "sh";
    std::string flag = "-c";
    char* words[] = {shell.data(), flag.data(), text.data(), nullptr};
    execve("/bin/sh", words, pointers.data());
    _exit(127);
  }
  int state = 0;
  waitpid(child, &state, 0);
  Outcome outcome;
  outcome.status = WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
  outcome.out = read(out);
  outcome.err = read(err);
  fs::remove(out);
  fs::remove(err);
  return outcome;
}

std::string normalised(std::string text, const std::string& folder) {
  for (std::size_t at = text.find(folder); at != std::string::npos; at = text.find(folder, at)) {
    text.replace(at, folder.size(), "<work>");
  }
  struct Replacement {
    const char* pattern;
    const char* text;
  };
  for (const Replacement& each : {
           Replacement{R"(: (\d+ ms|\d+\.\d s|\d+ min \d+ s)\n)", ": <time>\n"},
           Replacement{R"(20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z)", "<time>"},
           Replacement{R"(\(PostgreSQL \d+\.\d+\))", "(PostgreSQL <version>)"},
           Replacement{R"(, PostgreSQL \d+\n)", ", PostgreSQL <major>\n"},
           Replacement{R"(its programs are in \S+)", "its programs are in <folder>"},
           Replacement{R"(sha256:[0-9a-f]{64})", "sha256:<digest>"},
           Replacement{R"(ashlar/[0-9a-f]{12})", "ashlar/<run>"},
           Replacement{R"(pid \d+)", "pid <pid>"},
       }) {
    text = std::regex_replace(text, std::regex(each.pattern), each.text);
  }
  return text;
}

std::vector<std::string> commands_of(const std::string& text) {
  std::vector<std::string> commands;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::string end = here_document_end(line);
    std::string command = line;
    while (!end.empty() && std::getline(lines, line)) {
      command += "\n" + line;
      if (line == end) break;
    }
    commands.push_back(std::move(command));
  }
  return commands;
}

void check(const Case& each) {
  const WorkFolder folder;
  const std::string actual = transcript(each, folder);
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(each.expected, std::ios::binary) << actual;
    GTEST_SKIP() << "rewrote " << each.expected;
  }
  EXPECT_EQ(read(each.expected), actual) << each.commands;
}

}  // namespace ashlar::cases
