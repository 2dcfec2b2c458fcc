#include "surgeline/net/ready_set.hpp"

#include <sys/epoll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <span>

#include "surgeline/net/socket.hpp"

namespace surgeline::net {
namespace {

/// Events that are handled between two looks at everything else the worker does.
constexpr int batch_size = 256;
/// Where waiting is counted in milliseconds, and an int must hold them.
constexpr duration longest_wait = std::chrono::hours{1};

/// What an event carries: the descriptor, and which registration of it is meant.
constexpr std::uint64_t key_of(int socket, std::uint32_t generation) {
  return std::uint64_t{generation} << 32 | static_cast<std::uint32_t>(socket);
}
constexpr std::uint32_t events_of(interest in) {
  if (in == interest::arrivals) return EPOLLIN | EPOLLET | EPOLLEXCLUSIVE;
  return EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
}
/// Adds to an epoll set. Closing a descriptor takes it out; one that stayed open was only forgotten, and is added anew.
bool watch(int set, int socket, epoll_event& what) {
  if (epoll_ctl(set, EPOLL_CTL_ADD, socket, &what) == 0) return true;
  return errno == EEXIST && epoll_ctl(set, EPOLL_CTL_DEL, socket, nullptr) == 0 &&
         epoll_ctl(set, EPOLL_CTL_ADD, socket, &what) == 0;
}
constexpr std::size_t slot_of(std::uint64_t key) { return static_cast<std::uint32_t>(key); }
constexpr std::uint32_t generation_of(std::uint64_t key) {
  return static_cast<std::uint32_t>(key >> 32);
}

}  // namespace

void registration::again() {
  if (set_ != nullptr) set_->ask_for_turn(key_);
}

void registration::release() {
  if (set_ != nullptr) std::exchange(set_, nullptr)->forget(key_);
}

ready_set::ready_set() : epoll_(epoll_create1(EPOLL_CLOEXEC)) {}

registration ready_set::add(
    int socket,
    ready_handler& handler,
    std::error_code& error,
    interest in
) {
  const auto at = static_cast<std::size_t>(socket);
  if (at >= slots_.size()) slots_.resize(at + 1);
  slot& mine = slots_[at];
  epoll_event wanted{};
  wanted.events = events_of(in);
  wanted.data.u64 = key_of(socket, mine.generation + 1);
  if (!watch(epoll_.get(), socket, wanted)) {
    error = last_error();
    return {};
  }
  ++mine.generation;
  mine.handler = &handler;
  return {*this, wanted.data.u64};
}

/// Fills in `events`, waiting for the first until `latest`; how many there are. A timer of Asio's or a timerfd would cost
/// a system call for each time it is set; here the time is an argument of the one call that is made anyway.
int ready_set::wait(std::span<epoll_event> events, real_time latest, real_time now) {
  const auto most = static_cast<int>(events.size());
  if (latest == real_time::max()) return epoll_wait(epoll_.get(), events.data(), most, -1);
  const duration rest = std::max(latest - now, duration{});
  if (counts_nanoseconds_) {
    const auto whole = std::chrono::floor<std::chrono::seconds>(rest);
    const timespec limit{.tv_sec = whole.count(), .tv_nsec = (rest - whole).count()};
    const int count = epoll_pwait2(epoll_.get(), events.data(), most, &limit, nullptr);
    if (count >= 0 || errno != ENOSYS) return count;
    counts_nanoseconds_ = false;
  }
  const auto rounded = std::chrono::ceil<std::chrono::milliseconds>(std::min(rest, longest_wait));
  return epoll_wait(epoll_.get(), events.data(), most, static_cast<int>(rounded.count()));
}

void ready_set::take_turn(real_time latest, const std::function<void()>& between) {
  std::array<epoll_event, batch_size> events;
  int count = 0;
  if (again_.empty()) {
    const real_time begun =
        latest == real_time::max() ? batch_time_ : std::chrono::steady_clock::now();
    count = wait(events, latest, begun);
    batch_time_ = std::chrono::steady_clock::now();
    waited_.store((waited() + (batch_time_ - begun)).count(), std::memory_order_relaxed);
  } else {
    count = epoll_wait(epoll_.get(), events.data(), batch_size, 0);
    batch_time_ = std::chrono::steady_clock::now();
  }
  const std::vector<std::uint64_t> gave_way = std::exchange(again_, {});
  for (const epoll_event& one :
       std::span(events).first(static_cast<std::size_t>(std::max(count, 0)))) {
    between();
    tell(one.data.u64, one.events);
  }
  for (const std::uint64_t key : gave_way) {
    between();
    tell(key, 0);
  }
}

void ready_set::ask_for_turn(std::uint64_t key) { again_.push_back(key); }

ready_handler* ready_set::handler_of(std::uint64_t key) const {
  const std::size_t at = slot_of(key);
  const bool current = at < slots_.size() && slots_[at].generation == generation_of(key);
  return current ? slots_[at].handler : nullptr;
}

void ready_set::tell(std::uint64_t key, std::uint32_t events) {
  if (ready_handler* const told = handler_of(key)) told->ready(events);
}

void ready_set::forget(std::uint64_t key) {
  if (handler_of(key) != nullptr) slots_[slot_of(key)].handler = nullptr;
}

}  // namespace surgeline::net
