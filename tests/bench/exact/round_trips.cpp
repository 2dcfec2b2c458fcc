#include "bench/exact/round_trips.hpp"

#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "bench/comparison/client.hpp"
#include "bench/comparison/machine.hpp"
#include "bench/comparison/progress.hpp"

namespace surgeline::bench {
namespace {

constexpr duration longest_silence = std::chrono::seconds{10};
constexpr duration longest_wait = std::chrono::milliseconds{100};  // until somebody looks again

// What an event of the poller carries.
constexpr std::uint64_t client_of(std::size_t line) { return 2 * line; }
constexpr std::uint64_t upstream_of(std::size_t line) { return 2 * line + 1; }
constexpr std::size_t line_of(std::uint64_t key) { return key / 2; }
constexpr bool is_client(std::uint64_t key) { return key % 2 == 0; }

/// Sends a request, or an answer.
void ask(int fd) {
  static constexpr std::array<std::byte, request_size> request{};
  send(fd, request.data(), request.size(), MSG_NOSIGNAL);
}

/// Takes one if it is there; throws when the connection is lost.
bool hear_now(int fd) {
  std::array<std::byte, request_size> buffer;
  const ssize_t got = recv(fd, buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (got == 0 || (got < 0 && errno != EAGAIN)) give_up("a connection was lost");
  return got > 0;
}

}  // namespace

round_trips::round_trips(std::span<line> lines)
    : lines_(lines), asked_(lines.size()), next_turn_(lines.size()) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    ready_.add(lines[i].client.get(), client_of(i));
    ready_.add(lines[i].upstream.get(), upstream_of(i));
  }
}

std::vector<std::vector<duration>> round_trips::run(rhythm how, std::string_view what) {
  how_ = how;
  took_.assign(lines_.size(), {});
  left_ = how.requests * lines_.size();
  const auto count = static_cast<duration::rep>(lines_.size());
  const duration start = now();
  for (std::size_t i = 0; i < lines_.size(); ++i)
    turns_.emplace(start + how.period * static_cast<duration::rep>(i) / count, i);
  progress shown(what);
  const std::size_t all = left_;
  for (duration heard = start, told = start; left_ > 0;) {
    check_interrupt();
    ask_next();
    const duration pause = turns_.empty() ? longest_wait : turns_.top().first - now();
    const std::size_t before = left_;
    for (const epoll_event& event : ready_.wait(std::min(pause, longest_wait))) take(event);
    if (left_ < before) heard = now();
    if (now() - heard > longest_silence) give_up("no answer");
    if (now() - told < longest_wait) continue;
    told = now();
    shown.show(fmt::format("{} of {} requests", all - left_, all));
  }
  return std::exchange(took_, {});
}

void round_trips::ask_next() {
  while (!turns_.empty() && turns_.top().first <= now()) {
    const auto [when, at] = turns_.top();
    turns_.pop();
    next_turn_[at] = when + how_.period;
    asked_[at] = now();
    ask(lines_[at].client.get());
  }
}

void round_trips::take(const epoll_event& event) {
  const std::size_t at = line_of(event.data.u64);
  line& one = lines_[at];
  if ((event.events & EPOLLIN) == 0) return;
  if (!is_client(event.data.u64)) {
    if (hear_now(one.upstream.get())) ask(one.upstream.get());  // an answer is as long
    return;
  }
  if (!hear_now(one.client.get())) return;
  took_[at].push_back(now() - asked_[at]);
  one.answered += request_size;
  --left_;
  if (took_[at].size() < how_.requests) turns_.emplace(std::max(next_turn_[at], now()), at);
}

}  // namespace surgeline::bench
