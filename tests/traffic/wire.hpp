#pragma once

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>

#include "surgeline/net/address.hpp"
#include "surgeline/net/descriptor.hpp"
#include "surgeline/net/listener.hpp"
#include "surgeline/net/socket.hpp"

namespace surgeline::traffic {

/// A test's end of a connection: blocking, and every call gives up after ten seconds.
class wire {
 public:
  wire() = default;
  explicit wire(net::descriptor socket) : socket_(std::move(socket)) {
    const timeval patience{.tv_sec = 10};
    setsockopt(fd(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(fd(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  }

  /// Connects; `source` is the address to come from. `receive_buffer` > 0 makes it a receiver with little room.
  static wire dial(const endpoint& to, const std::string& source = {}, int receive_buffer = 0) {
    net::failure why;
    const auto address = net::address::resolve(to, why);
    net::descriptor made{::socket(address->family(), SOCK_STREAM | SOCK_CLOEXEC, 0)};
    if (receive_buffer > 0) {
      setsockopt(made.get(), SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    }
    if (!source.empty()) {
      const auto from = net::address::resolve({.host = source}, why);
      EXPECT_EQ(bind(made.get(), from->data(), from->size()), 0);
    }
    EXPECT_EQ(connect(made.get(), address->data(), address->size()), 0)
        << net::last_error().message();
    return wire{std::move(made)};
  }
  /// True when nobody is let in there.
  static bool is_refused(const endpoint& at) {
    net::failure why;
    const auto address = net::address::resolve(at, why);
    const net::descriptor made{::socket(address->family(), SOCK_STREAM | SOCK_CLOEXEC, 0)};
    return connect(made.get(), address->data(), address->size()) != 0 &&
           net::last_error() == std::errc::connection_refused;
  }

  int fd() const { return socket_.get(); }

  /// Sends everything, or as much as goes.
  void say(std::string_view text) const {
    while (!text.empty()) {
      const ssize_t sent = ::send(fd(), text.data(), text.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      text.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  /// The next `size` bytes; fewer if it ends before, and then `ending` says how.
  std::string hear(std::size_t size) {
    std::string heard(size, '\0');
    std::size_t have = 0;
    while (have < size) {
      const ssize_t got = recv(fd(), heard.data() + have, size - have, 0);
      if (got <= 0) {
        ending = got == 0 ? std::error_code{} : net::last_error();
        break;
      }
      have += static_cast<std::size_t>(got);
    }
    heard.resize(have);
    return heard;
  }
  /// Everything until it ends; `ending` says how.
  std::string hear_all() {
    constexpr std::size_t at_once = 1 << 16;
    std::string heard;
    for (;;) {
      const std::string more = hear(at_once);
      heard += more;
      if (more.size() < at_once) return heard;
    }
  }
  /// How the connection ends from here on: empty for an orderly end.
  std::error_code how_it_ends() {
    hear_all();
    return ending;
  }
  /// True when nothing can be heard for that long.
  bool is_silent_for(std::chrono::milliseconds span) const {
    const auto whole = std::chrono::floor<std::chrono::seconds>(span);
    const timeval patience{.tv_sec = whole.count(), .tv_usec = (span - whole).count() * 1000};
    setsockopt(fd(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    char byte = 0;
    const bool silent = recv(fd(), &byte, 1, MSG_PEEK) < 0 && errno == EAGAIN;
    const timeval long_patience{.tv_sec = 10};
    setsockopt(fd(), SOL_SOCKET, SO_RCVTIMEO, &long_patience, sizeof long_patience);
    return silent;
  }
  void finish() const { shutdown(fd(), SHUT_WR); }
  void reset() { net::hard_reset(std::move(socket_)); }
  void close() { socket_.close(); }

  std::error_code ending;

 private:
  net::descriptor socket_;
};

/// An abstract unix endpoint that no other test has, though tests run beside each other.
inline std::string unix_name(const char* name) {
  return "unix:@surgeline-" + std::to_string(getpid()) + "-" + name;
}

/// A test's server: accepts when it is told to.
class host {
 public:
  explicit host(const std::string& where = "127.0.0.1:0") {
    net::failure why;
    listener_ = net::listen(*endpoint::parse(where), why);
    EXPECT_TRUE(listener_) << why.what;
  }

  const endpoint& where() const { return listener_.local(); }
  /// The next connection; gives up after ten seconds.
  wire accept() const {
    net::address from;
    if (!somebody_within(std::chrono::seconds{10})) return {};
    net::descriptor made{accept4(listener_.fd(), from.data(), &from.size(), SOCK_CLOEXEC)};
    EXPECT_TRUE(made);
    return wire{std::move(made)};
  }
  /// True when somebody wants to connect before that long.
  bool somebody_within(std::chrono::milliseconds span) const {
    pollfd one{listener_.fd(), POLLIN, 0};
    return poll(&one, 1, static_cast<int>(span.count())) == 1;
  }
  void close() { listener_.close(); }

 private:
  net::listener listener_;
};

/// A listener whose backlog is full: TCP connections to it get no answer, unix ones are to try again.
class full_host {
 public:
  explicit full_host(const std::string& where) {
    net::failure why;
    const auto at = net::address::resolve(*endpoint::parse(where), why);
    listener_ = net::descriptor{socket(at->family(), SOCK_STREAM | SOCK_CLOEXEC, 0)};
    EXPECT_EQ(bind(listener_.get(), at->data(), at->size()), 0);
    EXPECT_EQ(listen(listener_.get(), 0), 0);
    const auto bound = net::address::local(listener_.get());
    where_ = bound.to_endpoint();
    std::error_code error;
    for (auto& one : waiting_) one = net::dial(bound, error);
  }

  const endpoint& where() const { return where_; }
  /// Makes room for one.
  wire accept() const {
    return wire{net::descriptor{accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC)}};
  }

 private:
  net::descriptor listener_, waiting_[2];
  endpoint where_;
};

/// Bytes that tell their place: the same `seed` makes the same ones.
inline std::string noise(std::size_t size, std::uint64_t seed = 1) {
  std::string made(size, '\0');
  for (char& byte : made) {
    seed = seed * 6364136223846793005 + 1442695040888963407;
    byte = static_cast<char>(seed >> 56);
  }
  return made;
}

}  // namespace surgeline::traffic
