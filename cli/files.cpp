#include "cli/files.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <unistd.h>

namespace ashlar::cli {

namespace fs = std::filesystem;

namespace {

Error file_error(std::string_view doing, const std::string& path, int number) {
  return {ErrorCode::kFile, fmt::format("cannot {} `{}`: {}", doing, path, std::strerror(number)),
          "", "", 0};
}

/// Writes everything, syncs and closes; 0 or errno.
int write_and_close(int descriptor, std::string_view text) {
  int failure = 0;
  while (!text.empty() && failure == 0) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written > 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      failure = errno;
    }
  }
  if (failure == 0 && ::fsync(descriptor) != 0) failure = errno;
  if (::close(descriptor) != 0 && failure == 0) failure = errno;
  return failure;
}

/// What a new file gets when nothing else is asked for.
mode_t default_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return static_cast<mode_t>(0666) & ~mask;
}

}  // namespace

Result<std::string> read_file(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return file_error("read", path, errno);
  if (S_ISDIR(status.st_mode)) return file_error("read", path, EISDIR);
  std::ifstream in(path, std::ios::binary);
  if (!in) return file_error("read", path, errno);
  std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (in.bad()) return file_error("read", path, EIO);
  return text;
}

Status replace_file(const std::string& path, std::string_view text) {
  std::error_code unresolved;
  const fs::path target = fs::weakly_canonical(path, unresolved);
  const std::string real = unresolved ? path : target.string();

  std::string beside = real + ".XXXXXX";
  const int descriptor = ::mkstemp(beside.data());
  if (descriptor < 0) return file_error("write", path, errno);
  struct stat before {};
  const mode_t mode = ::stat(real.c_str(), &before) == 0 ? before.st_mode & 07777U : default_mode();
  int failure = ::fchmod(descriptor, mode) == 0 ? 0 : errno;
  const int write_failure = write_and_close(descriptor, text);
  if (failure == 0) failure = write_failure;
  if (failure == 0 && ::rename(beside.c_str(), real.c_str()) != 0) failure = errno;
  if (failure == 0) return {};
  ::unlink(beside.c_str());
  return file_error("write", path, failure);
}

Result<Created> create_file(const std::string& path, std::string_view text) {
  std::error_code failed;
  if (const fs::path folder = fs::path(path).parent_path(); !folder.empty()) {
    fs::create_directories(folder, failed);
    if (failed) return file_error("create", folder.string(), failed.value());
  }
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (descriptor < 0 && errno == EEXIST) return Created::kWasThere;
  if (descriptor < 0) return file_error("create", path, errno);
  const int failure = write_and_close(descriptor, text);
  if (failure != 0) return file_error("write", path, failure);
  return Created::kYes;
}

std::string from_current_folder(const std::string& path) {
  std::error_code failed;
  const fs::path here = fs::current_path(failed);
  if (failed) return path;
  const std::string relative = fs::path(path).lexically_relative(here).string();
  return relative.empty() || relative.size() >= path.size() ? path : relative;
}

}  // namespace ashlar::cli
