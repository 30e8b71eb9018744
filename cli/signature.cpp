#include "cli/signature.h"

#include <fmt/format.h>
#include <sstream>
#include <vector>

#include "cli/child_process.h"
#include "cli/files.h"

namespace ashlar::cli {
namespace {

Error signature_error(std::string message, std::string detail) {
  while (!detail.empty() && (detail.back() == '\n' || detail.back() == '\r')) detail.pop_back();
  return {ErrorCode::kFile, std::move(message), "", std::move(detail), 0};
}

Error no_program(const Finished& finished) {
  return signature_error(
      fmt::format("cannot run `ssh-keygen`: {}", finished.errors),
      "it makes and checks signatures; Debian has it in the package openssh-client");
}

std::vector<std::string> filled_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

/// What ssh-keygen said, without what it says of every signature.
std::string said(const Finished& finished) {
  std::string text;
  for (const std::string& line : filled_lines(finished.errors)) {
    if (line == "Signing data on standard input" || line == "Could not verify signature.") continue;
    text += text.empty() ? "ssh-keygen says: " : "\n";
    text += line;
  }
  return text;
}

bool is_about_namespace(const Finished& finished) {
  return finished.errors.find("namespace") != std::string::npos;
}

Status check_readable(const std::string& file) {
  const Result<std::string> text = read_file(file);
  return text ? Status() : Status(text.error());
}

}  // namespace

std::string signature_path(const std::string& file) { return file + ".sig"; }

Result<std::string> sign(std::string_view text, const std::string& key) {
  if (Status readable = check_readable(key); !readable) return readable.error();
  const Finished finished = run_program(
      {"ssh-keygen", "-Y", "sign", "-f", key, "-n", std::string(kSignatureNamespace)}, text);
  if (finished.status == -1) return no_program(finished);
  if (finished.status != 0 || finished.output.empty()) {
    return signature_error(fmt::format("cannot sign with the key `{}`", key), said(finished));
  }
  return finished.output;
}

Result<std::string> verify_signature(std::string_view text, const std::string& file,
                                     const std::string& allowed_signers) {
  const std::string signature = signature_path(file);
  if (Status readable = check_readable(allowed_signers); !readable) return readable.error();
  if (Status readable = check_readable(signature); !readable) {
    return signature_error(fmt::format("`{}` is not signed", file),
                           fmt::format("{}\n`ashlar plan RANGE -o FILE --sign KEY` signs a plan",
                                       readable.error().message));
  }
  const Finished found = run_program(
      {"ssh-keygen", "-Y", "find-principals", "-s", signature, "-f", allowed_signers}, "");
  if (found.status == -1) return no_program(found);
  if (found.status != 0 && found.errors.find("parse signature") != std::string::npos) {
    return signature_error(fmt::format("`{}` holds no signature", signature), said(found));
  }
  if (found.status != 0) {
    return signature_error(
        fmt::format("`{}` is signed with a key that `{}` does not list", file, allowed_signers),
        said(found));
  }
  Finished last;
  for (const std::string& who : filled_lines(found.output)) {
    last = run_program({"ssh-keygen", "-Y", "verify", "-f", allowed_signers, "-I", who, "-n",
                        std::string(kSignatureNamespace), "-s", signature},
                       text);
    if (last.status == 0) return who;
  }
  if (is_about_namespace(last)) {
    return signature_error(
        fmt::format("the signature of `{}` was made for another purpose than `{}`", file,
                    kSignatureNamespace),
        said(last));
  }
  return signature_error(fmt::format("the signature of `{}` is not of what the file holds", file),
                         said(last));
}

}  // namespace ashlar::cli
