#include "tests/runtime/cutting_proxy.h"

#include <array>
#include <cstring>
#include <poll.h>
#include <string_view>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace ashlar::runtime {
namespace {

sockaddr_un address_in(const std::string& folder) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = folder + "/.s.PGSQL.5432";
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  return address;
}

const sockaddr* as_sockaddr(const sockaddr_un& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

void send_all(int to, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

/// A simple query that says COMMIT (PostgreSQL manual, "Message Formats").
bool is_commit(std::string_view bytes) {
  using std::string_view_literals::operator""sv;
  return bytes.find(
             "Q\0\0\0\x0b"
             "COMMIT\0"sv) != std::string_view::npos;
}

/// Messages ReadyForQuery.
std::size_t count_ready(std::string_view bytes) {
  using std::string_view_literals::operator""sv;
  constexpr std::string_view kReady = "Z\0\0\0\x05"sv;
  std::size_t count = 0;
  for (std::size_t at = bytes.find(kReady); at != std::string_view::npos;
       at = bytes.find(kReady, at + kReady.size())) {
    ++count;
  }
  return count;
}

std::string receive(int from) {
  std::array<char, 65536> buffer{};
  const ssize_t count = recv(from, buffer.data(), buffer.size(), 0);
  return count <= 0 ? std::string() : std::string(buffer.data(), static_cast<std::size_t>(count));
}

}  // namespace

CuttingProxy::CuttingProxy(const std::filesystem::path& folder, std::string server)
    : folder_(folder.string()), server_(std::move(server)) {
  listener_ = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_un address = address_in(folder_);
  if (bind(listener_, as_sockaddr(address), sizeof(address)) == 0) listen(listener_, 8);
  accepting_ = std::thread([this] { accept_all(); });
}

CuttingProxy::~CuttingProxy() {
  stop_.store(true);
  accepting_.join();
  for (std::thread& thread : carrying_) thread.join();
  close(listener_);
}

void CuttingProxy::redirect(std::string server) {
  const std::lock_guard<std::mutex> held(moving_);
  server_ = std::move(server);
}

std::string CuttingProxy::url() const {
  return "host=" + folder_ + " port=5432 user=postgres dbname=ashlar";
}

void CuttingProxy::accept_all() {
  while (!stop_.load()) {
    pollfd ready{listener_, POLLIN, 0};
    if (poll(&ready, 1, 50) <= 0) continue;
    const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    const int server = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    moving_.lock();
    const sockaddr_un address = address_in(server_);
    moving_.unlock();
    if (refuse_.load() || connect(server, as_sockaddr(address), sizeof(address)) != 0) {
      close(client);
      close(server);
      continue;
    }
    carrying_.emplace_back([this, client, server] { carry(client, server); });
  }
}

void CuttingProxy::carry(int client, int server) {
  bool open = true;
  while (open && !stop_.load()) {
    std::array<pollfd, 2> ready = {pollfd{client, POLLIN, 0}, pollfd{server, POLLIN, 0}};
    if (poll(ready.data(), ready.size(), 50) <= 0) continue;
    if (ready[1].revents != 0) {
      const std::string bytes = receive(server);
      open = !bytes.empty();
      round_trips_ += count_ready(bytes);
      send_all(client, bytes);
    }
    if (!open || ready[0].revents == 0) continue;
    const std::string bytes = receive(client);
    open = !bytes.empty();
    const Cut cut = is_commit(bytes) ? cut_.exchange(Cut::kNever) : Cut::kNever;
    if (cut == Cut::kBeforeCommit) break;
    send_all(server, bytes);
    if (cut == Cut::kNever) continue;
    if (cut == Cut::kAfterCommitForGood) refuse_.store(true);
    receive(server);  // the answer that nobody gets
    break;
  }
  close(client);
  close(server);
}

}  // namespace ashlar::runtime
