#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "surgeline/core/chance.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/core/varying.hpp"
#include "surgeline/fault/catalog.hpp"
#include "surgeline/fault/cell.hpp"
#include "surgeline/fault/context.hpp"
#include "surgeline/fault/correlation.hpp"
#include "surgeline/fault/count.hpp"
#include "surgeline/fault/effect.hpp"
#include "surgeline/fault/exchange.hpp"
#include "surgeline/fault/exchange_effect.hpp"
#include "surgeline/fault/head_filter.hpp"
#include "surgeline/fault/health.hpp"
#include "surgeline/fault/ledger.hpp"
#include "surgeline/fault/subject.hpp"
#include "surgeline/fault/target.hpp"

namespace surgeline::fault {

/// The unit of a fault's draw: what a probability is a share of.
enum class unit : std::uint8_t {
  connection,  ///< one draw for a whole connection
  request,     ///< one draw for each turn; on an http proxy for each exchange
  client,      ///< one draw for all connections of a client
};

/// One fault in force on a proxy.
struct armed {
  std::string id;          ///< what its draws are keyed by
  std::uint32_t slot = 0;  ///< its ordinal among the faults of the run; indexes ledgers
  std::uint32_t edition =
      0;  ///< another one when its options have changed: then nothing is remembered of it
  kind what;
  varying<double> probability = 1.0;  ///< 0..1, share of units it picks
  unit per = unit::connection;
  std::optional<fault::correlation> correlation;  ///< in place of `probability`
  std::optional<fault::count> count;
  std::optional<std::uint32_t> max_active;  ///< units hit at the same time
  fault::target target;
  time_point since{};  ///< in force from here
  time_point first{};  ///< first in force in this run: the clock of its ramps
  std::shared_ptr<cell>
      shared;  ///< what it remembers beyond one connection; a plan makes one if it is absent
  std::string draw{};   ///< faults with the same one pick by the same numbers; by their id if empty
  std::string group{};  ///< of the faults of one group a draw picks one at most; none if empty
  /// The header by which requests call it; nobody else is drawn. Empty: everybody.
  std::string by_header{};
  bool over_http = false;  ///< its proxy carries exchanges
};

/// When a connection ends by a fault that has come upon it, and how.
struct fate {
  time_point when = never;
  action then = action::close;
  std::uint32_t by = nobody;
};

/// The immutable set of faults in force on one proxy, shared by pointer; arming swaps the pointer.
/// All delays add; of the faults that end a connection the first in plan order wins.
///
/// For one event the order is: control group, target, the bad times of a correlation, the ordinals of a count, the draw, the cap
/// of `max_active`; then what the kind does. Schedules are not its business: a fault outside of its windows is in no plan.
class plan {
 public:
  /// Every decision is a pure function of `dice`, the fault, the connection and what happens on it; with a count, a cap or a
  /// shared rate also of what happened before.
  plan(chance dice, std::vector<armed> faults);

  /// Decides for a connection that has been accepted; asked again while it waits, it says whether it still has to.
  /// A `hold` queues behind the connections before it.
  effect on_connect(subject& who, time_point now, ledger& book) const;
  /// Tells of a connection that was there before this plan: where there are only so many places, it has one.
  void takes_place(subject& who) const;
  /// When the faults that count a connection's time end it; its time counts from `begun`, or from when the fault came, or from
  /// when something came last (`heard`, by direction). Then it has to be asked again: something may have come since.
  fate on_life(subject& who, time_point begun, const std::array<time_point, 2>& heard, ledger& book)
      const;
  /// Tells that what a fault had decided for later has been done: it has ended the connection, or repeated the request.
  void carried_out(subject& who, std::uint32_t slot, ledger& book) const;

  /// Decides for a request whose head has arrived: once, after `subject::begins_exchange`, and before `on_chunk` is asked
  /// about the bytes of the head. Not asked unless `reads_heads()`.
  exchange_effect on_request(subject& who, const request& what, ledger& book) const;
  /// Likewise for the final response to it.
  exchange_effect on_response(subject& who, const response& what, ledger& book) const;
  /// Tells that the exchange the connection was in is over, so that it is no longer one of `max_active`.
  void exchange_over(subject& who) const;

  /// How many of the next `what.size` bytes are decided as one chunk: all, unless a fault cuts them up.
  std::size_t longest_chunk(subject& who, const chunk& what, ledger& book) const;
  /// No fault cuts off less than so many bytes of what travels in `towards`; all there is where none cuts.
  std::size_t shortest_chunk(direction towards, time_point now) const;
  /// Decides for bytes that have just arrived.
  effect on_chunk(subject& who, const chunk& what, ledger& book) const;
  /// Changes bytes that have just been decided about, where a fault does that.
  void on_bytes(subject& who, const chunk& what, std::span<std::byte> bytes, ledger& book) const;
  /// Decides for the end of what travels in a direction; `what` has no bytes.
  effect on_finish(subject& who, const chunk& what, ledger& book) const;
  /// Decides anew, after a swap, for bytes or an end that still wait by `decided`: only faults that were in force when they
  /// arrived, and still are, count; nothing is written to a book and no terminal action is given.
  effect reconsider(const subject& who, const chunk& what, const effect& decided) const;

  /// True when an armed fault touches bytes that travel in `towards` (which must not be `both`). Where none does, a
  /// carrier need not ask `on_chunk`, if it tells the subject who speaks.
  bool touches(direction towards) const { return touched_[static_cast<std::size_t>(towards)]; }
  /// Likewise for bytes of such a part.
  bool touches(direction towards, part of) const {
    return touched_parts_[static_cast<std::size_t>(towards)][static_cast<std::size_t>(of)];
  }
  /// True when a fault decides by heads. Where none does, the carrier of exchanges need not ask `on_request` and
  /// `on_response`.
  bool reads_heads() const { return reads_heads_; }
  /// True when something is drawn, counted or meant by the request's id or the ordinal of its attempt.
  bool needs_attempts() const { return needs_attempts_; }
  /// True when one cuts them up.
  bool cuts(direction towards) const { return cut_[static_cast<std::size_t>(towards)]; }
  /// True when a fault lets nobody in at all, so that a listener can be closed instead of asking `on_connect` each time.
  bool lets_nobody_in() const { return closes_.has_value(); }
  /// Tells that a listener has been closed because of that: one hit, for nobody knows who tries.
  void closed_listener(ledger& book) const;
  bool empty() const { return faults_.empty(); }
  const std::vector<armed>& faults() const { return faults_; }

 private:
  using parts = std::array<bool, 3>;
  /// What is worked out once about a fault, so that a chunk costs little.
  struct prepared {
    std::uint64_t name;                           // of its draws; each purpose has one of its own
    std::uint64_t picks;                          // of the draws that pick units
    std::uint64_t course;                         // of its good and bad times
    std::array<parts, 2> touches{};               // bytes, by direction
    std::shared_ptr<const head_filter> filter{};  // where its target asks for heads
    std::vector<std::string_view> spared{};       // paths that it leaves alone
    std::vector<std::size_t> before{};            // faults of its group that come first
    bool has_head_hook = false;
    /// True when it may act on an exchange only after it has seen the request's head.
    bool waits_for_head(const armed& of) const {
      return has_head_hook || filter || !of.by_header.empty() ||
             (of.count && needs_http(*of.count));
    }
  };
  /// A draw that picks a unit or does not.
  struct pick {
    double draw, threshold;
    bool hit() const { return draw < threshold; }
  };
  /// What a fault hits of all units: so much, and from where on among the draws of its group.
  struct share_of {
    double size, from = 0;
  };

  chunk_context context(
      std::size_t fault,
      std::uint64_t purpose,
      const subject& who,
      const chunk& what
  ) const;
  subject::memory& memory_of(std::size_t fault, subject& who) const {
    return who.of(faults_[fault].slot, faults_[fault].edition);
  }
  bool touches(std::size_t fault, direction towards, part of) const {
    return prepared_[fault]
        .touches[static_cast<std::size_t>(towards)][static_cast<std::size_t>(of)];
  }

  static prepared prepare(const armed& fault);
  /// True when there are only so many exchanges that it may hit at a time.
  static bool has_seats_for_exchanges(const armed& one) {
    return one.max_active && one.per == unit::request;
  }
  bool is_for(std::size_t fault, subject& who) const;
  bool has_met(std::size_t fault, const subject& who, const subject::memory& seen) const;
  void meets(std::size_t fault, subject& who, const request& what) const;
  bool draws_for_exchange(std::size_t fault, const subject& who) const {
    return faults_[fault].per == unit::request && who.is_in_exchange();
  }
  bool goes_on(std::size_t fault, const subject& who, const chunk& what, std::uint64_t turn) const;
  pick picks(std::size_t fault, const subject& who, std::uint64_t unit, const share_of& what) const;
  share_of share(
      std::size_t fault,
      const subject& who,
      double asked,
      weather& now,
      duration elapsed
  ) const;
  void begin_unit(std::size_t fault, subject& who, std::uint64_t unit) const;
  bool is_capped(std::size_t fault, subject& who) const;
  bool selects(std::size_t fault, subject& who, duration elapsed, ledger& book) const;
  void injects(std::size_t fault, subject& who, ledger& book) const;
  bool ends_by_bytes(std::size_t fault, const subject& who, const chunk& head) const;
  exchange_effect decide_request(
      std::size_t fault,
      const subject& who,
      const request& what,
      const exchange_effect& so_far
  ) const;
  exchange_effect decide_response(
      std::size_t fault,
      const subject& who,
      const response& what,
      const exchange_effect& so_far
  ) const;
  bool finds_place(std::size_t fault, subject& who) const;
  effect decide(std::size_t fault, subject& who, const chunk& what) const;
  std::uint64_t passed(std::size_t fault, subject& who, const chunk& what) const;
  effect finish(std::size_t fault, const subject& who, const chunk& what) const;
  effect wait_still(std::size_t fault, const subject& who, const chunk& what, const effect& decided)
      const;
  effect decide_still(
      std::size_t fault,
      const subject& who,
      const chunk& what,
      const effect& decided
  ) const;

  chance dice_;
  std::vector<armed> faults_;
  std::vector<prepared> prepared_;  // beside faults_
  std::array<parts, 2> touched_parts_{};
  std::array<bool, 2> touched_{}, cut_{};
  bool reads_heads_ = false, needs_attempts_ = false, names_exchanges_ = false;
  bool seats_exchanges_ = false;
  std::optional<std::size_t> closes_;  // which of them lets nobody in
};

/// The plan in which nothing is armed.
std::shared_ptr<const plan> nothing_armed();

}  // namespace surgeline::fault
