#pragma once

#include <boost/container/small_vector.hpp>
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
#include "surgeline/model/guard.hpp"
#include "surgeline/resilience/balancer.hpp"
#include "surgeline/resilience/bulkhead.hpp"
#include "surgeline/resilience/hedge.hpp"
#include "surgeline/resilience/outcome.hpp"
#include "surgeline/resilience/retry.hpp"
#include "surgeline/resilience/throttle.hpp"
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
  time_point begun{};     ///< when it really was
};

/// Who hears of a caller's calls.
struct call_listener {
  /// An attempt has set out.
  virtual void sent(time_point now) = 0;
  /// A call is over; the caller has forgotten it. Never told from within `begin`.
  virtual void over(const call& which, resilience::outcome how, time_point now) = 0;

 protected:
  ~call_listener() = default;
};

/// Calls under one policy as decisions: whether and to which endpoint an attempt goes, when it is given up, whether and when
/// it is tried again, or a second one sent beside it. Told what happens and what time it is, it says what to send and when it
/// wants to be told the time again. A timed-out attempt is abandoned in place.
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
  /// The next time-out, retry or hedge; at once when there are calls that the policy has refused.
  time_point next_due() const;
  /// An answer arrived; false when nobody waits for it any more.
  bool answered(std::uint64_t attempt, const resilience::answer& how, time_point now, wire& out);
  /// A connection was lost (`reset`), or could not be made (`unreachable`), with all attempts on it.
  void lost(const line& which, resilience::outcome why, time_point now, wire& out);
  /// Which call an attempt is of, by its number, and the how-manieth of that it is, from 1.
  static std::uint64_t number_of(std::uint64_t attempt) { return attempt >> ordinal_bits; }
  static std::uint32_t ordinal_of(std::uint64_t attempt) {
    return static_cast<std::uint32_t>(attempt & ((std::uint64_t{1} << ordinal_bits) - 1));
  }
  /// Calls that are under way.
  std::size_t open() const { return open_.size(); }
  /// Where it counts for its policy; null without one.
  measure::meter* numbers() { return guard_ ? &guard_->numbers() : nullptr; }

 private:
  using admission = resilience::breaker::admission;
  using ticket = resilience::bulkhead::ticket;

  /// One attempt: under way, waiting for a slot, or refused, which it hears of at the next moment.
  struct flight {
    std::uint32_t ordinal = 0;  ///< among the attempts of its call, from 1
    std::uint32_t endpoint = 0;
    bool sent = false;
    bool hedge = false;
    bool has_slot = false;
    std::optional<ticket> waits{};
    std::optional<admission> admitted{};  ///< by a breaker that sees attempts
    time_point since{};
  };
  struct request {
    call what;
    duration waited{};
    std::uint32_t tries = 0;              ///< hedges are none
    std::uint32_t attempts = 0;           ///< hedges too
    bool retrying = false;                ///< it has been paid a retry
    bool shut_out = false;                ///< the breaker around it refused
    std::optional<std::uint32_t> host{};  ///< that all attempts go to
    std::optional<admission> admitted{};  ///< by a breaker around all attempts
    time_point since{};
    boost::container::small_vector<flight, 1> under_way;

    line on(const flight& one) const { return {what.client, what.connection, one.endpoint}; }
  };
  struct alarm {
    time_point due;
    std::uint64_t id;
    bool operator>(const alarm& other) const {
      return due != other.due ? due > other.due : id > other.id;
    }
  };
  using alarms = std::priority_queue<alarm, std::vector<alarm>, std::greater<>>;
  /// An attempt where it is.
  struct found {
    request* of = nullptr;
    flight* one = nullptr;
    explicit operator bool() const { return one != nullptr; }
  };

  static std::uint64_t attempt_id(std::uint64_t request, std::uint32_t ordinal) {
    return request << ordinal_bits | ordinal;
  }
  static constexpr int ordinal_bits = 10;  // 100 tries with ten attempts each at most

  // What sets out (caller_sending.cpp).
  bool enter(request& of, time_point now);
  void attempt(std::uint64_t number, request& of, bool hedge, time_point now, wire& out);
  bool may_go(std::uint64_t number, request& of, flight& one, time_point now);
  std::optional<std::uint32_t> choose(std::uint64_t number, const request& of, time_point now);
  void send(std::uint64_t number, request& of, flight& one, time_point now, wire& out);
  void refuse(std::uint64_t id, time_point now) { refused_.push_back({now, id}); }
  void hedge_due(time_point now, wire& out);
  void watch_for_hedge(std::uint64_t id, time_point now);

  // What comes back (caller.cpp).
  found waiting_for(std::uint64_t attempt);
  void ended(std::uint64_t attempt, const resilience::answer& how, time_point now, wire& out);
  void land(
      const flight& one,
      std::uint32_t client,
      resilience::outcome how,
      time_point now,
      wire& out
  );
  void give_back_slot(time_point now, wire& out);
  void try_again(
      std::uint64_t number,
      request& of,
      const resilience::answer& how,
      time_point now,
      wire& out
  );
  void finish(
      std::uint64_t number,
      request& of,
      resilience::outcome how,
      time_point now,
      wire& out
  );
  void give_up_due(time_point now, wire& out);

  std::optional<duration> timeout_;
  std::optional<resilience::retry> retry_;
  std::optional<guard> guard_;
  std::optional<resilience::bulkhead> bulkhead_;
  std::optional<resilience::throttle> throttle_;
  std::optional<resilience::hedge> hedge_;
  bool breaker_around_ = false;  ///< all attempts of a call, in place of each
  bool skip_open_ = false;
  resilience::balancer balancer_;
  std::vector<std::uint32_t> waiting_on_;  // attempts under way, by endpoint
  std::vector<std::uint32_t> eligible_;    // endpoints, while one is chosen
  chance dice_;
  std::uint64_t endpoint_name_, base_name_, jitter_name_, throttle_name_;
  call_listener& told_;
  boost::unordered_flat_map<std::uint64_t, request> open_;
  std::deque<alarm> timeouts_;
  std::deque<alarm> refused_;
  alarms retries_;
  alarms hedges_;
};

}  // namespace surgeline::model
