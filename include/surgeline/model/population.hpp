#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <queue>
#include <vector>

#include "surgeline/core/chance.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/measure/meter.hpp"
#include "surgeline/model/arrivals.hpp"
#include "surgeline/resilience/balancer.hpp"
#include "surgeline/resilience/budget.hpp"
#include "surgeline/resilience/outcome.hpp"
#include "surgeline/resilience/retry.hpp"
#include "surgeline/scenario/blueprint.hpp"

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

 protected:
  ~wire() = default;
};

/// The callers of one load as decisions: when requests start, on which connection, when an attempt is given up, whether and
/// when it is tried again, and what became of the request. Told what happens and what time it is, it says what to send and
/// when it wants to be told the time again. A timed-out attempt is abandoned in place; its late answer is counted.
class population {
 public:
  /// More requests under way than this are dropped, and the run is inconclusive.
  static constexpr std::size_t most_open = 1'000'000;

  population(const scenario::file& from, const scenario::route& way, chance dice);

  /// Starts, gives up and tries again what is due by `now`.
  void advance(time_point now, wire& out);
  /// The next start, time-out or retry.
  time_point next_due() const;
  /// An answer arrived; `how` is `ok` or `rejected`.
  void answered(std::uint64_t attempt, resilience::outcome how, time_point now, wire& out);
  /// A connection was lost (`reset`), or could not be made (`unreachable`), with all attempts on it.
  void lost(const line& which, resilience::outcome why, time_point now, wire& out);
  /// From `now` on requests come at `factor` times the rate of the file.
  void scale(double factor, time_point now) { arrivals_.scale(factor, now); }

  /// Where it counts: for the load itself, and for the service the work it no longer wanted.
  measure::meter& numbers() { return numbers_; }
  measure::meter& waste() { return waste_; }

 private:
  struct request {
    time_point intended;
    duration waited{};
    line on;
    std::uint32_t attempts = 0;
    bool under_way = false;
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
  void begin(time_point intended, time_point now, wire& out);
  void attempt(std::uint64_t number, request& of, time_point now, wire& out);
  void ended(std::uint64_t number, request& of, resilience::outcome how, time_point now, wire& out);
  void finish(std::uint64_t number, const request& of, resilience::outcome how, time_point now);
  void give_up_due(time_point now, wire& out);
  /// The request whose current attempt this is; null if it was abandoned.
  request* waiting_for(std::uint64_t attempt);

  scenario::load load_;
  std::optional<duration> timeout_;
  std::optional<resilience::retry> retry_;
  std::optional<resilience::budget> budget_;
  resilience::balancer balancer_;
  std::vector<std::uint32_t> waiting_on_;  // attempts under way, by endpoint
  chance dice_;
  std::uint64_t client_name_, endpoint_name_, base_name_, jitter_name_;
  arrivals arrivals_;
  std::uint64_t begun_ = 0;
  boost::unordered_flat_map<std::uint64_t, request> open_;
  std::deque<alarm> timeouts_;
  std::priority_queue<alarm, std::vector<alarm>, std::greater<>> retries_;
  measure::meter numbers_;
  measure::meter waste_;
};

}  // namespace surgeline::model
