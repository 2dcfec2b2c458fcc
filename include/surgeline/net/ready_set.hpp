#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <span>
#include <system_error>
#include <utility>
#include <vector>

#include "surgeline/net/clock.hpp"
#include "surgeline/net/descriptor.hpp"

struct epoll_event;

namespace surgeline::net {

/// Whoever is told that a descriptor is ready.
class ready_handler {
 public:
  /// `events` are epoll's, edge-triggered: what is not used up must be remembered. 0 = the turn that `again` asked for.
  /// It may destroy itself and any other handler.
  virtual void ready(std::uint32_t events) = 0;

 protected:
  ~ready_handler() = default;
};

class ready_set;

/// What a handler wants to hear of.
enum class interest : std::uint8_t {
  everything,  ///< of a connection: arrivals, room to send, ends
  arrivals,    ///< of a listener, which other sets may watch too: not all of them need to be told
};

/// A descriptor's place in a ready set; while it exists its handler is told. Destroy it before closing the descriptor.
class registration {
 public:
  registration() = default;
  registration(registration&& other) noexcept
      : set_(std::exchange(other.set_, nullptr)), key_(other.key_) {}
  registration& operator=(registration&& other) noexcept {
    if (this != &other) release();
    set_ = std::exchange(other.set_, set_);
    key_ = other.key_;
    return *this;
  }
  ~registration() { release(); }

  explicit operator bool() const { return set_ != nullptr; }
  /// Gives way: `ready(0)` is called after the events that others have by now.
  void again();
  /// Its handler hears nothing any more.
  void release();

 private:
  friend class ready_set;
  registration(ready_set& set, std::uint64_t key) : set_(&set), key_(key) {}

  ready_set* set_ = nullptr;
  std::uint64_t key_ = 0;
};

/// An edge-triggered epoll set, used by one thread only. A descriptor is registered once, for everything.
class ready_set {
 public:
  ready_set();
  ready_set(const ready_set&) = delete;
  ready_set& operator=(const ready_set&) = delete;

  /// Tells `handler` of every edge of a socket from now on; what is ready already is the first one.
  registration add(
      int socket,
      ready_handler& handler,
      std::error_code& error,
      interest in = interest::everything
  );

  /// When the batch of events that is being handled began: one clock read for all of them.
  real_time batch_time() const { return batch_time_; }

  /// Waits until something is ready, at most until `latest`, and tells the handlers; then those who gave way. `between` is
  /// called before each: what must not wait until all have had their turn.
  void take_turn(real_time latest, const std::function<void()>& between);

  /// How long it has waited in all, but for the wait that it may be in; any thread may ask. Exact while waits have a limit:
  /// before one without, nobody reads the clock, and what the batch before it took counts as waiting too.
  duration waited() const { return duration{waited_.load(std::memory_order_relaxed)}; }

 private:
  friend class registration;
  /// Who watches a descriptor; a key of an earlier generation is a stale event's.
  struct slot {
    ready_handler* handler = nullptr;
    std::uint32_t generation = 0;
  };
  int wait(std::span<epoll_event> events, real_time latest, real_time now);
  void ask_for_turn(std::uint64_t key);
  void tell(std::uint64_t key, std::uint32_t events);
  void forget(std::uint64_t key);
  ready_handler* handler_of(std::uint64_t key) const;

  descriptor epoll_;
  std::vector<slot> slots_;           // by descriptor
  std::vector<std::uint64_t> again_;  // keys of those who gave way
  real_time batch_time_ = std::chrono::steady_clock::now();
  std::atomic<duration::rep> waited_{0};  // written by its thread only
  bool counts_nanoseconds_ = true;        // until the kernel says that it is too old for that
};

}  // namespace surgeline::net
