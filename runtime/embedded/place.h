#pragma once

// Where an embedded cluster lives and as whom it runs. Layer: runtime/embedded.

#include <filesystem>
#include <optional>
#include <string>

#include "grammar/text/result.h"
#include "runtime/embedded/process.h"

namespace ashlar::runtime::embedded {

struct Place {
  std::filesystem::path project;   ///< the folder asked for: lock, notes
  std::filesystem::path folder;    ///< of data and log; the same, or below /var/lib/ashlar
  std::optional<Account> account;  ///< who runs the server; absent: we do

  [[nodiscard]] std::filesystem::path data() const { return folder / "data"; }
  [[nodiscard]] std::filesystem::path log() const { return folder / "log"; }
  /// Major version of the data; 0 where there is none.
  [[nodiscard]] int data_major() const;
  [[nodiscard]] uid_t owner() const;  ///< the user id that runs the server
};

enum class Missing {
  kMake,   ///< folders that are not there are made
  kLeave,  ///< nothing is made: the place may not exist
};

/// Decides where the cluster of `folder` is or will be. A server does not run as root: root lends
/// it to the user that owns the data, else to `postgres`, else to `nobody`. Where that user may not
/// enter `folder` (a project below /root), the data lie in a folder of /var/lib/ashlar that is
/// named by the project's path and noted in `folder`/location.
[[nodiscard]] Result<Place> find_place(const std::filesystem::path& folder, Missing missing);

/// A folder for the socket that only the server's user (and root) may enter: `folder`/socket, or
/// one in /tmp where that path is too long for a socket's address or has characters that server or
/// libpq read otherwise. Kept in `folder`/socket-folder.
[[nodiscard]] Result<std::filesystem::path> make_socket_folder(const Place& place);

/// Makes a folder with mode 0700 that belongs to the server's user.
[[nodiscard]] Status make_private_folder(const Place& place, const std::filesystem::path& folder);

}  // namespace ashlar::runtime::embedded
