#pragma once

#include <fcntl.h>
#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include "surgeline/model/frame.hpp"
#include "surgeline/net/address.hpp"
#include "surgeline/net/descriptor.hpp"

namespace surgeline {

/// The other end of a connection in a test: plain blocking sockets, one frame at a time.
class frame_peer {
 public:
  explicit frame_peer(net::descriptor socket) : socket_(std::move(socket)) {}
  explicit frame_peer(const endpoint& where)
      : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    net::failure why;
    const auto to = net::address::resolve(where, why);
    if (connect(socket_.get(), to->data(), to->size()) != 0) socket_.close();
  }
  /// Waits for the next caller of a non-blocking listener.
  static frame_peer accepted(int listener) {
    const int flags = fcntl(listener, F_GETFL);
    fcntl(listener, F_SETFL, flags & ~O_NONBLOCK);
    return frame_peer{net::descriptor{accept4(listener, nullptr, nullptr, SOCK_CLOEXEC)}};
  }

  explicit operator bool() const { return static_cast<bool>(socket_); }
  net::descriptor& socket() { return socket_; }
  const net::descriptor& socket() const { return socket_; }

  void write(std::span<const std::byte> bytes) {
    ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
  }
  void ask(std::uint64_t attempt) { write(model::frame{.attempt = attempt}.encode()); }
  void answer(std::uint64_t attempt, resilience::outcome how = resilience::outcome::ok) {
    write(model::frame{model::frame::sort::answer, how, attempt}.encode());
  }
  /// Waits for a frame; empty when the connection has ended.
  std::optional<model::frame> hear() {
    std::array<std::byte, model::frame::bytes> bytes;
    if (recv(socket_.get(), bytes.data(), bytes.size(), MSG_WAITALL) != std::ssize(bytes))
      return {};
    model::frame heard;
    if (!model::frame::decode(bytes, heard)) return {};
    return heard;
  }

 private:
  net::descriptor socket_;
};

}  // namespace surgeline
