#pragma once

// A proxy between client and server that breaks the line at a COMMIT: what a network does. It also
// counts how often the client waits for an answer.

#include <atomic>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace ashlar::runtime {

class CuttingProxy {
 public:
  enum class Cut {
    kNever,
    kBeforeCommit,        ///< the server never sees the COMMIT
    kAfterCommit,         ///< the server's answer never arrives
    kAfterCommitForGood,  ///< nor does any later connection
  };

  /// Listens in `folder` for what goes to the server whose socket lies in `server`.
  CuttingProxy(const std::filesystem::path& folder, std::string server);
  CuttingProxy(const CuttingProxy&) = delete;
  CuttingProxy& operator=(const CuttingProxy&) = delete;
  ~CuttingProxy();

  /// From now on; one COMMIT only.
  void arm(Cut cut) { cut_.store(cut); }
  /// Connections from now on go to the server whose socket lies in `server`.
  void redirect(std::string server);
  [[nodiscard]] std::string url() const;
  /// How often the server said that it is ready for the next message: what clients wait for.
  [[nodiscard]] std::size_t round_trips() const { return round_trips_.load(); }

 private:
  void accept_all();
  void carry(int client, int server);

  std::string folder_;
  std::mutex moving_;
  std::string server_;  ///< guarded by `moving_`
  int listener_ = -1;
  std::atomic<Cut> cut_{Cut::kNever};
  std::atomic<bool> refuse_{false};
  std::atomic<bool> stop_{false};
  std::atomic<std::size_t> round_trips_{0};
  std::thread accepting_;
  std::vector<std::thread> carrying_;
};

}  // namespace ashlar::runtime
