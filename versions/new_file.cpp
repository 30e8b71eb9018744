#include "versions/new_file.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <fmt/format.h>
#include <random>
#include <system_error>
#include <unistd.h>

namespace ashlar::versions {
namespace {

Error cannot_write(const std::string& path, int number) {
  Error error;
  error.code = ErrorCode::kFile;
  error.message = number == EEXIST ? fmt::format("`{}` is already there", path)
                                   : fmt::format("cannot write `{}`: {}", path,
                                                 std::generic_category().message(number));
  return error;
}

/// An open file that is closed, and a name that is removed, at the end of the scope.
class Draft {
 public:
  explicit Draft(std::string path)
      : path_(std::move(path)),
        descriptor_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)) {}
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  ~Draft() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    ::unlink(path_.c_str());
  }

  [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }
  [[nodiscard]] const std::string& path() const { return path_; }

  /// 0, or errno.
  [[nodiscard]] int write(std::string_view text) const {
    while (!text.empty()) {
      const ssize_t written = ::write(descriptor_, text.data(), text.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return errno;
      text.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(descriptor_) == 0 ? 0 : errno;
  }

 private:
  std::string path_;
  int descriptor_;
};

/// Gives the draft its name, unless that is taken. 0, or errno.
int publish(const std::string& draft, const std::string& path) {
  if (::link(draft.c_str(), path.c_str()) == 0) return 0;
  if (errno == EEXIST) return EEXIST;
  // A file system without hard links.
  if (::renameat2(AT_FDCWD, draft.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) == 0) return 0;
  return errno;
}

}  // namespace

Status write_new_file(const std::string& folder, const std::string& name, std::string_view text) {
  const std::string path = folder + "/" + name;
  std::random_device random;
  const Draft draft(fmt::format("{}/.{}.{:08x}", folder, name, random()));
  if (!draft.is_open()) return cannot_write(path, errno);
  if (const int number = draft.write(text); number != 0) return cannot_write(path, number);
  if (const int number = publish(draft.path(), path); number != 0)
    return cannot_write(path, number);
  return {};
}

}  // namespace ashlar::versions
