#include "bench/comparison/caller.hpp"

#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "bench/comparison/client.hpp"
#include "bench/comparison/machine.hpp"

namespace surgeline::bench {
namespace {

thread_local std::array<char, 256 * 1024> buffer;

}  // namespace

void say(int fd, const dialogue& what) {
  if (what.number_at == 0) {
    send(fd, what.request.data(), what.request.size(), MSG_NOSIGNAL);
    return;
  }
  static thread_local unsigned number = 0;
  static thread_local std::string text;
  text = what.request;
  fmt::format_to_n(text.data() + what.number_at, 8, "{:08}", ++number % 100'000'000);
  send(fd, text.data(), text.size(), MSG_NOSIGNAL);
}

caller::caller(const endpoint& where, const dialogue& what)
    : socket_(connect_to(where)), what_(&what) {}

void caller::ask() { say(fd(), *what_); }

void caller::hear() {
  for (;;) {
    const ssize_t got = recv(fd(), buffer.data(), buffer.size(), 0);
    if (got <= 0) give_up("no answer");
    if (take({buffer.data(), static_cast<std::size_t>(got)})) return;
  }
}

bool caller::hear_now() {
  for (;;) {
    const ssize_t got = recv(fd(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (got == 0 || (got < 0 && errno != EAGAIN)) give_up("a connection was lost");
    if (got < 0) return false;
    const auto size = static_cast<std::size_t>(got);
    if (take({buffer.data(), size})) return true;
    if (size < buffer.size()) return false;  // what comes later makes an edge
  }
}

bool caller::take(std::string_view bytes) {
  if (rest_ == 0) {
    if (!begun_.empty()) bytes = begun_.append(bytes);
    rest_ = what_->size_of(bytes);
    if (rest_ == 0) {
      if (begun_.empty()) begun_ = bytes;
      return false;
    }
  }
  if (bytes.size() > rest_) give_up("more came than the answer");
  rest_ -= bytes.size();
  begun_.clear();
  return rest_ == 0;
}

std::vector<caller> connect_all(const endpoint& where, const dialogue& what, std::size_t count) {
  constexpr std::size_t at_a_time =
      64;  // an armed latency is waited for once, and no backlog overflows
  std::vector<caller> all;
  all.reserve(count);
  for (std::size_t heard = 0; heard < count;) {
    check_interrupt();
    while (all.size() < std::min(count, heard + at_a_time)) {
      all.emplace_back(where, what);
      all.back().ask();
    }
    for (; heard < all.size(); ++heard) all[heard].hear();
  }
  return all;
}

}  // namespace surgeline::bench
