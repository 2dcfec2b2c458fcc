#include "surgeline/fault/plan.hpp"

#include <algorithm>

#include "purposes.hpp"

namespace surgeline::fault {
namespace {

/// The index of a chunk's draw: its offset, told apart by direction.
std::uint64_t stream_index(const chunk& what) {
  return what.offset * 2 + (what.towards == direction::to_client ? 1 : 0);
}

/// The index of a head's draw: its exchange's, told apart by direction.
std::uint64_t head_index(std::uint64_t exchange, const chunk& what) {
  return exchange * 2 + (what.towards == direction::to_client ? 1 : 0);
}

/// Adds up what the faults of a plan decide, and remembers who of them makes the event wait longest.
class sum {
 public:
  explicit sum(time_point now) : now_(now) {}
  void add(const effect& one, std::uint32_t slot) {
    total_ = total_ + one;
    if (!one.waits()) return;
    const duration alone = std::max(one.wait(), one.earliest - std::min(now_, one.earliest));
    if (alone <= longest_) return;
    longest_ = alone;
    total_.by = slot;
  }
  bool is_terminal() const { return total_.then != action::pass; }
  effect in_turn(std::uint64_t turn) {
    total_.turn = turn;
    return total_;
  }

 private:
  time_point now_;
  effect total_;
  duration longest_{};
};

}  // namespace

chunk_context plan::context(
    std::size_t fault,
    std::uint64_t purpose,
    const subject& who,
    const chunk& what
) const {
  const std::uint64_t name = mix(prepared_[fault].name, purpose);
  const bool of_exchange = what.of == part::head && who.is_in_exchange();
  return {
      .towards = what.towards,
      .offset = what.offset,
      .size = what.size,
      .draw = of_exchange
                  ? dice_.draw(name, who.exchange_key_, head_index(who.exchange_index_, what))
                  : dice_.draw(name, who.key(), stream_index(what)),
      .elapsed = what.arrived - faults_[fault].first,
      .arrived = what.arrived,
      .of = what.of,
      .first = what.first,
      .unending = what.of == part::body && what.towards == direction::to_client && who.is_unending_
  };
}

effect plan::on_connect(subject& who, time_point now, ledger& book) const {
  sum total(now);
  for (std::size_t i = 0; i < faults_.size(); ++i) {
    const armed& fault = faults_[i];
    const duration elapsed = now - fault.first;
    const double draw = dice_.draw(mix(prepared_[i].name, meeting), who.key(), 0);
    const connect_context at{.draw = draw, .elapsed = elapsed};
    const auto decided =
        ask<effect>(fault.what, [&](const auto& one) -> decltype(one.on_connect(at)) {
          return one.on_connect(at);
        });
    if (decided.is_neutral() || !selects(i, who, elapsed, book) || finds_place(i, who)) continue;
    injects(i, who, book);
    total.add(decided, fault.slot);
  }
  return total.in_turn(who.turn());
}

fate plan::on_life(
    subject& who,
    time_point begun,
    const std::array<time_point, 2>& heard,
    ledger& book
) const {
  fate first;
  for (std::size_t i = 0; i < faults_.size(); ++i) {
    const armed& fault = faults_[i];
    const auto given =
        ask<std::optional<lifetime>>(fault.what, [](const auto& one) -> decltype(one.on_life()) {
          return one.on_life();
        });
    if (!given || !selects(i, who, begun - fault.first, book)) continue;
    time_point from = std::max(begun, fault.since);
    for (const auto towards : {direction::to_upstream, direction::to_client}) {
      const bool counts = given->after && covers(*given->after, towards);
      if (counts) from = std::max(from, heard[static_cast<std::size_t>(towards)]);
    }
    const time_point when = after(from, given->span);
    if (when < first.when) first = {when, given->then, fault.slot};
  }
  return first;
}

std::size_t plan::longest_chunk(subject& who, const chunk& what, ledger& book) const {
  who.speaks(what.towards);
  std::size_t longest = what.size;
  for (std::size_t i = 0; i < faults_.size(); ++i) {
    if (!touches(i, what.towards, what.of)) continue;
    std::visit(
        [&]<class K>(const K& one) {
          if constexpr (requires(const chunk_context& at) { one.longest_chunk(at); }) {
            if (!selects(i, who, what.arrived - faults_[i].first, book)) return;
            longest = std::min(longest, one.longest_chunk(context(i, slicing, who, what)));
          }
        },
        faults_[i].what
    );
  }
  return longest;
}

std::size_t plan::shortest_chunk(direction towards, time_point now) const {
  std::size_t shortest = effect::everything;
  for (std::size_t i = 0; i < faults_.size(); ++i) {
    const bool cuts = touches(i, towards, part::stream) || touches(i, towards, part::body);
    if (!cuts) continue;
    const duration elapsed = now - faults_[i].first;
    const auto own = ask<std::optional<std::size_t>>(
        faults_[i].what,
        [&](const auto& one) -> decltype(one.shortest_chunk(elapsed)) {
          return one.shortest_chunk(elapsed);
        }
    );
    shortest = std::min(shortest, own.value_or(effect::everything));
  }
  return shortest;
}

/// Bytes of a chunk's stream before it, since a fault came upon the connection.
std::uint64_t plan::passed(std::size_t fault, subject& who, const chunk& what) const {
  const time_point first = faults_[fault].first;
  auto& came = memory_of(fault, who).arrivals[static_cast<std::size_t>(what.towards)];
  if (came.of != first) came = {first, what.offset};
  return what.offset - came.offset;
}

effect plan::decide(std::size_t fault, subject& who, const chunk& what) const {
  chunk_context at = context(fault, sizing, who, what);
  const armed& of = faults_[fault];
  return std::visit(
      [&]<class K>(const K& one) -> effect {
        if constexpr (requires { one.counts_anew(); }) {
          if (one.counts_anew()) at.passed = passed(fault, who, what);
        }
        if constexpr (requires { one.is_shared(); }) {
          return one.on_chunk(at, [&](std::size_t size, double rate, std::size_t burst) {
            if (one.is_shared())
              return of.shared->passes(at.towards, at.arrived, size, rate, burst);
            auto& own = memory_of(fault, who).buckets[static_cast<std::size_t>(at.towards)];
            return own.passes(at.arrived, size, rate, burst);
          });
        } else if constexpr (requires { one.on_chunk(at); }) {
          return one.on_chunk(at);
        } else {
          return {};
        }
      },
      of.what
  );
}

effect plan::on_chunk(subject& who, const chunk& what, ledger& book) const {
  who.speaks(what.towards);
  sum total(what.arrived);
  for (std::size_t i = 0; i < faults_.size(); ++i) {
    if (!touches(i, what.towards, what.of)) continue;
    if (!selects(i, who, what.arrived - faults_[i].first, book)) continue;
    const effect decided = decide(i, who, what);
    if (decided.is_neutral()) continue;
    injects(i, who, book);
    if (!total.is_terminal()) book.of(faults_[i].slot).dropped_bytes += decided.lost(what.size);
    total.add(decided, faults_[i].slot);
  }
  return total.in_turn(who.turn());
}

void plan::on_bytes(subject& who, const chunk& what, std::span<std::byte> bytes, ledger& book)
    const {
  for (std::size_t i = 0; i < faults_.size(); ++i) {
    if (!touches(i, what.towards, what.of)) continue;
    std::visit(
        [&]<class K>(const K& one) {
          if constexpr (requires { &K::on_bytes; }) {
            if (!selects(i, who, what.arrived - faults_[i].first, book)) return;
            const bool down = what.towards == direction::to_client;
            const std::uint64_t name = mix(mix(prepared_[i].name, editing), down ? 1 : 0);
            const std::size_t hits = one.on_bytes(bytes, {what.offset, dice_, name, who.key()});
            book.of(faults_[i].slot).corrupted_bytes += hits;
            if (hits > 0) injects(i, who, book);
          }
        },
        faults_[i].what
    );
  }
}

effect plan::finish(std::size_t fault, const subject& who, const chunk& what) const {
  const chunk_context at = context(fault, finishing, who, what);
  return ask<effect>(faults_[fault].what, [&](const auto& one) -> decltype(one.on_finish(at)) {
    return one.on_finish(at);
  });
}

effect plan::on_finish(subject& who, const chunk& what, ledger& book) const {
  sum total(what.arrived);
  for (std::size_t i = 0; i < faults_.size(); ++i) {
    const effect decided = finish(i, who, what);
    if (decided.is_neutral()) continue;
    if (!selects(i, who, what.arrived - faults_[i].first, book)) continue;
    injects(i, who, book);
    total.add(decided, faults_[i].slot);
  }
  return total.in_turn(who.turn());
}

effect plan::wait_still(
    std::size_t fault,
    const subject& who,
    const chunk& what,
    const effect& decided
) const {
  const chunk_context at = context(fault, sizing, who, what);
  return std::visit(
      [&]<class K>(const K& one) -> effect {
        if constexpr (requires { one.is_shared(); })
          return {.earliest = decided.earliest};
        else if constexpr (requires { one.on_chunk(at); })
          return one.on_chunk(at);
        else
          return {};
      },
      faults_[fault].what
  );
}

effect plan::decide_still(
    std::size_t fault,
    const subject& who,
    const chunk& what,
    const effect& decided
) const {
  const bool is_past = who.is_in_exchange() && decided.turn != who.turn();
  if (is_past) {  // its draws are not remembered; a wait is only ever shortened
    return {
        .delay = decided.delay,
        .hold = decided.hold,
        .earliest = decided.earliest,
        .release = decided.release
    };
  }
  effect still = what.is_end ? finish(fault, who, what) : wait_still(fault, who, what, decided);
  still.then = action::pass;
  still.limit = effect::everything;
  return still;
}

effect plan::reconsider(const subject& who, const chunk& what, const effect& decided) const {
  sum total(what.arrived);
  for (std::size_t i = 0; i < faults_.size(); ++i) {
    const bool may_act = what.is_end || touches(i, what.towards, what.of);
    if (faults_[i].since > what.arrived || !may_act) continue;
    if (!goes_on(i, who, what, decided.turn)) continue;
    total.add(decide_still(i, who, what, decided), faults_[i].slot);
  }
  return total.in_turn(decided.turn);
}

}  // namespace surgeline::fault
