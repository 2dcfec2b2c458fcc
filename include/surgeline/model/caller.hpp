#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <queue>
#include <string_view>
#include <vector>

#include "surgeline/core/chance.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/resilience/balancer.hpp"
#include "surgeline/resilience/budget.hpp"
#include "surgeline/resilience/outcome.hpp"
#include "surgeline/resilience/retry.hpp"
#include "surgeline/scenario/policy.hpp"

namespace surgeline::model {

/// One connection of one client to one of the endpoints it sees; all from 0.
struct line {
  std::uint32_t client = 0;
  std::uint32_t connection = 0;
  std::uint32_t endpoint = 0;
  auto operator<=>(const line&) const = default;
};

/// Who carries attempts to their endpoint. It must not answer from within `send`.
struct wire {
  virtual void send(std::uint64_t attempt, const line& on) = 0;
  /// Nobody waits any more for an attempt that was sent. Its answer may come all the same.
  virtual void abandon(std::uint64_t, const line&) {}

 protected:
  ~wire() = default;
};

/// One logical call: who makes it, and since when.
struct call {
  std::uint64_t number = 0;  ///< its caller's own, never used twice
  std::uint32_t client = 0;
  std::uint32_t connection = 0;
  time_point intended{};  ///< what deadlines and latencies count from
};

/// Who hears of a caller's calls.
struct call_listener {
  /// An attempt has set out.
  virtual void sent(time_point now) = 0;
  /// A call is over; the caller has forgotten it.
  virtual void over(const call& which, resilience::outcome how, time_point now) = 0;

 protected:
  ~call_listener() = default;
};

/// Calls under one policy as decisions: to which endpoint an attempt goes, when it is given up, whether and when it is tried
/// again. Told what happens and what time it is, it says what to send and when it wants to be told the time again. A
/// timed-out attempt is abandoned in place.
class caller {
 public:
  /// `name` is that of its draws, `load.users`; `by` null: one attempt, no timeout. The listener must live longer.
  caller(
      std::string_view name,
      const scenario::policy* by,
      std::uint32_t endpoints,
      resilience::balance how,
      chance dice,
      call_listener& told
  );
  caller(const caller&) = delete;
  caller& operator=(const caller&) = delete;

  /// A call begins.
  void begin(const call& what, time_point now, wire& out);
  /// Gives up and tries again what is due by `now`.
  void advance(time_point now, wire& out);
  /// The next time-out or retry.
  time_point next_due() const;
  /// An answer arrived; false when nobody waits for it any more.
  bool answered(std::uint64_t attempt, resilience::outcome how, time_point now, wire& out);
  /// A connection was lost (`reset`), or could not be made (`unreachable`), with all attempts on it.
  void lost(const line& which, resilience::outcome why, time_point now, wire& out);
  /// Which call an attempt is of, by its number.
  static std::uint64_t number_of(std::uint64_t attempt) { return attempt >> 8; }
  /// Calls that are under way.
  std::size_t open() const { return open_.size(); }

 private:
  struct request {
    call what;
    duration waited{};
    std::uint32_t endpoint = 0;
    std::uint32_t attempts = 0;
    bool under_way = false;

    line on() const { return {what.client, what.connection, endpoint}; }
  };
  struct alarm {
    time_point due;
    std::uint64_t id;
    bool operator>(const alarm& other) const {
      return due != other.due ? due > other.due : id > other.id;
    }
  };

  static std::uint64_t attempt_id(std::uint64_t request, std::uint32_t ordinal) {
    return request << 8 | ordinal;
  }
  void attempt(std::uint64_t number, request& of, time_point now, wire& out);
  void ended(std::uint64_t number, request& of, resilience::outcome how, time_point now, wire& out);
  void give_up_due(time_point now, wire& out);
  /// The request whose current attempt this is; null if it was abandoned.
  request* waiting_for(std::uint64_t attempt);

  std::optional<duration> timeout_;
  std::optional<resilience::retry> retry_;
  std::optional<resilience::budget> budget_;
  resilience::balancer balancer_;
  std::vector<std::uint32_t> waiting_on_;  // attempts under way, by endpoint
  chance dice_;
  std::uint64_t endpoint_name_, base_name_, jitter_name_;
  call_listener& told_;
  boost::unordered_flat_map<std::uint64_t, request> open_;
  std::deque<alarm> timeouts_;
  std::priority_queue<alarm, std::vector<alarm>, std::greater<>> retries_;
};

}  // namespace surgeline::model
