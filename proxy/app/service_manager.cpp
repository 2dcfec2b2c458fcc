#include "surgeline/app/service_manager.hpp"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <cstring>

#include "surgeline/net/descriptor.hpp"

namespace surgeline::app {

service_manager::service_manager() {
  if (const char* const where = std::getenv("NOTIFY_SOCKET")) socket_ = where;
}

void service_manager::ready(std::string_view status) const {
  tell(fmt::format("READY=1\nSTATUS={}", status));
}

void service_manager::reloading() const {
  const auto since_boot = std::chrono::steady_clock::now().time_since_epoch();
  const auto now = std::chrono::duration_cast<std::chrono::microseconds>(since_boot).count();
  tell(fmt::format("RELOADING=1\nMONOTONIC_USEC={}", now));
}

void service_manager::stopping() const { tell("STOPPING=1"); }

/// One datagram, as sd_notify(3) describes it; a name that begins with @ is an abstract one.
void service_manager::tell(const std::string& state) const {
  sockaddr_un to{.sun_family = AF_UNIX, .sun_path = {}};
  if (socket_.empty() || socket_.size() >= sizeof to.sun_path) return;
  std::memcpy(to.sun_path, socket_.data(), socket_.size());
  if (to.sun_path[0] == '@') to.sun_path[0] = '\0';
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket_.size());
  const net::descriptor from{socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
  sendto(
      from.get(),
      state.data(),
      state.size(),
      MSG_NOSIGNAL,
      reinterpret_cast<const sockaddr*>(&to),
      size
  );
}

}  // namespace surgeline::app
