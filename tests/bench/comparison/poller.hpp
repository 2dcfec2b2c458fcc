#pragma once

#include <sys/epoll.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <span>

#include "surgeline/core/time.hpp"
#include "surgeline/net/descriptor.hpp"

namespace surgeline::bench {

/// An edge-triggered epoll set, as bare as it gets.
class poller {
 public:
  /// `what` comes back with every event of `fd`.
  void add(int fd, std::uint64_t what) const {
    epoll_event interest{};
    interest.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
    interest.data.u64 = what;
    epoll_ctl(set_.get(), EPOLL_CTL_ADD, fd, &interest);
  }

  /// Waits for as long as it takes.
  std::span<const epoll_event> wait() {
    return got(epoll_wait(set_.get(), events_.data(), size, -1));
  }
  /// Waits at most for `longest`.
  std::span<const epoll_event> wait(duration longest) {
    const auto rest = std::max(longest, duration{});
    const timespec limit{.tv_sec = rest / std::chrono::seconds{1}, .tv_nsec = rest.count() % nano};
    return got(epoll_pwait2(set_.get(), events_.data(), size, &limit, nullptr));
  }

 private:
  static constexpr int size = 256;
  static constexpr long nano = 1'000'000'000;

  std::span<const epoll_event> got(int count) const {
    return std::span(events_).first(static_cast<std::size_t>(std::max(count, 0)));
  }

  net::descriptor set_{epoll_create1(EPOLL_CLOEXEC)};
  std::array<epoll_event, size> events_{};
};

}  // namespace surgeline::bench
