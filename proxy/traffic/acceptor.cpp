#include "surgeline/traffic/acceptor.hpp"

#include <array>
#include <utility>

#include "surgeline/net/socket.hpp"

namespace surgeline::traffic {
namespace {

constexpr std::chrono::milliseconds pause_when_exhausted{50};

bool is_exhaustion(std::error_code error) {
  return error == std::errc::too_many_files_open ||
         error == std::errc::too_many_files_open_in_system || error == std::errc::no_buffer_space ||
         error == std::errc::not_enough_memory;
}

}  // namespace

acceptor::acceptor(net::worker& on, int listener, welcome take)
    : listener_(listener), take_(std::move(take)), pause_(on.delays(), *this) {
  std::error_code error;
  place_ = on.ready().add(listener, *this, error);
}

void acceptor::accept_batch() {
  for (int taken = 0; taken < net::accept_batch; ++taken) {
    net::address from;
    std::error_code error;
    net::descriptor client = net::accept(listener_, from, error);
    if (client) {
      take_(std::move(client), from);
    } else if (error == std::errc::operation_would_block) {
      return;
    } else if (is_exhaustion(error)) {
      return pause_.set(std::chrono::steady_clock::now() + pause_when_exhausted);
    }  // else it was one client's trouble: the next one may do better
  }
  place_.again();
}

}  // namespace surgeline::traffic
