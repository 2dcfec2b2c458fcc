#include "bench/http/upstream.hpp"

#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <deque>
#include <map>
#include <string>
#include <string_view>

#include "bench/comparison/serving.hpp"

namespace surgeline::bench {
namespace {

constexpr std::string_view empty_line = "\r\n\r\n";

/// A response of so many bytes, with and without an end behind it.
class response {
 public:
  explicit response(std::size_t bytes) : staying_(text(bytes, "")), leaving_(text(bytes, close)) {}
  std::string_view of(std::string_view request) const {
    return closes(request) ? leaving_ : staying_;
  }
  static bool closes(std::string_view request) {
    return request.find("onnection: close") != std::string_view::npos;
  }

 private:
  static constexpr std::string_view close = "Connection: close\r\n";

  static std::string text(std::size_t bytes, std::string_view field) {
    const std::string body(bytes, 'x');
    return fmt::format(
        "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: {}\r\n{}\r\n"
        "{}",
        bytes,
        field,
        body
    );
  }

  std::string staying_, leaving_;
};

class server {
 public:
  /// Hears and answers as far as it can; true when the connection is over.
  bool turn(int fd, std::uint32_t events) {
    while (connections_.size() <= static_cast<std::size_t>(fd)) connections_.emplace_back();
    connection& mine = connections_[static_cast<std::size_t>(fd)];
    const bool lost =
        !say(fd, mine) || ((events & ~std::uint32_t{EPOLLOUT}) != 0 && !hear(fd, mine));
    const bool over = lost || (mine.leaves && mine.waiting.empty());
    if (over) mine = {};
    return over;
  }

 private:
  struct connection {
    std::string begun;         // a request that is not whole yet
    std::string_view waiting;  // what the socket would not take yet
    bool leaves = false;
  };

  /// False when the connection is over.
  bool hear(int fd, connection& mine) {
    const ssize_t got = recv(fd, buffer_.data(), buffer_.size(), 0);
    if (got <= 0) return got < 0 && errno == EAGAIN;
    std::string_view text{buffer_.data(), static_cast<std::size_t>(got)};
    if (!mine.begun.empty()) text = mine.begun.append(text);
    const std::size_t end = text.find(empty_line);
    if (end == std::string_view::npos) {
      if (mine.begun.empty()) mine.begun = text;
      return true;
    }
    if (end + empty_line.size() != text.size()) return false;  // nobody here asks twice
    mine.leaves = response::closes(text);
    mine.waiting = to(text).of(text);
    mine.begun.clear();
    return say(fd, mine);
  }

  /// Everybody asks for `GET /N`.
  const response& to(std::string_view request) {
    constexpr std::size_t number_at = 5, most = 16 * 1024 * 1024;
    std::size_t bytes = 0;
    const std::string_view rest = request.substr(std::min(number_at, request.size()));
    std::from_chars(rest.data(), rest.data() + rest.size(), bytes);
    return responses_.try_emplace(std::min(bytes, most), std::min(bytes, most)).first->second;
  }

  static bool say(int fd, connection& mine) {
    if (mine.waiting.empty()) return true;
    const ssize_t sent = send(fd, mine.waiting.data(), mine.waiting.size(), MSG_NOSIGNAL);
    if (sent < 0) return errno == EAGAIN;
    mine.waiting.remove_prefix(static_cast<std::size_t>(sent));
    return true;
  }

  std::array<char, 16 * 1024> buffer_{};
  std::map<std::size_t, response> responses_;
  std::deque<connection> connections_;  // by descriptor
};

}  // namespace

void serve_answers(const endpoint& where) {
  server all;
  serve_connections(where, [&all](int fd, std::uint32_t events) { return all.turn(fd, events); });
}

}  // namespace surgeline::bench
