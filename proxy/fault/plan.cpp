#include "surgeline/fault/plan.hpp"

#include <utility>

namespace surgeline::fault {
namespace {

/// What is drawn under a fault's name.
enum purpose : std::uint64_t {
  picking = 1,  // whether it picks a unit
  sizing = 2,   // how much it does to a chunk
  meeting = 3,  // how much it does to a connection that opens
};

/// The index of a chunk's draw: its offset, told apart by direction.
std::uint64_t stream_index(const chunk& what) {
  return what.offset * 2 + (what.towards == direction::to_client ? 1 : 0);
}

/// A kind says which bytes it touches by `touches(direction)`, by a `towards`, or it touches all that it has a hook for.
bool touches_bytes(const kind& what, direction at) {
  return std::visit(
      [at]<class K>(const K& one) {
        if constexpr (requires { one.touches(at); })
          return one.touches(at);
        else if constexpr (requires { one.towards; })
          return covers(one.towards, at);
        else
          return requires(const chunk_context& bytes) { one.on_chunk(bytes); };
      },
      what
  );
}

std::uint64_t unit_of(const armed& fault, std::uint64_t turn) {
  return fault.per == unit::request ? turn : 0;
}

/// Adds up what the faults of a plan decide, and remembers who of them makes the event wait longest.
class sum {
 public:
  void add(effect one, std::uint32_t slot) {
    total_ = total_ + one;
    if (!one.waits() || one.wait() <= longest_) return;
    longest_ = one.wait();
    total_.by = slot;
  }
  effect in_turn(std::uint64_t turn) {
    total_.turn = turn;
    return total_;
  }

 private:
  effect total_;
  duration longest_{};
};

}  // namespace

plan::plan(chance dice, std::vector<armed> faults) : dice_(dice), faults_(std::move(faults)) {
  for (const armed& fault : faults_) {
    const std::uint64_t name = hash_of(fault.id);
    prepared one{mix(name, picking), mix(name, meeting), mix(name, sizing), {}};
    for (const auto towards : {direction::to_upstream, direction::to_client}) {
      const auto at = static_cast<std::size_t>(towards);
      one.touches[at] = touches_bytes(fault.what, towards);
      touched_[at] |= one.touches[at];
    }
    prepared_.push_back(one);
  }
}

plan::pick plan::picks(std::size_t fault, std::uint64_t key, std::uint64_t unit, duration elapsed)
    const {
  const double threshold = faults_[fault].probability.at(elapsed);
  if (threshold >= 1) return {0, threshold};
  return {dice_.draw(prepared_[fault].picking, key, unit), threshold};
}

/// Counts each unit once, when it is first evaluated; and once as selected, though a ramp may get to it later.
bool plan::selects(std::size_t fault, subject& who, duration elapsed, ledger& book) const {
  const armed& asked = faults_[fault];
  const std::uint64_t unit = unit_of(asked, who.turn());
  const pick made = picks(fault, who.key(), unit, elapsed);
  subject::memory& seen = who.of(asked.slot);
  const bool is_new = seen.unit != unit;
  if (is_new) seen = {.unit = unit};
  const bool newly_selected = made.hit() && !seen.selected;
  if (!is_new && !newly_selected) return made.hit();

  seen.selected = made.hit();
  tally& counted = book.of(asked.slot);
  counted.evaluated += is_new ? 1 : 0;
  counted.selected += newly_selected ? 1 : 0;
  if (made.threshold < 1 && book.has_room()) {
    book.note({asked.slot, who.text(), unit, made.draw, made.threshold, made.hit()});
  }
  return made.hit();
}

void plan::injects(std::size_t fault, subject& who, ledger& book) const {
  const std::uint32_t slot = faults_[fault].slot;
  if (!std::exchange(who.of(slot).injected, true)) ++book.of(slot).injected;
}

effect plan::on_connect(subject& who, time_point now, ledger& book) const {
  sum total;
  for (std::size_t i = 0; i < faults_.size(); ++i) {
    const armed& fault = faults_[i];
    const duration elapsed = now - fault.first;
    const double draw = dice_.draw(prepared_[i].meeting, who.key(), 0);
    const effect decided = std::visit(
        [&]<class K>(const K& one) -> effect {
          if constexpr (requires(const connect_context& at) { one.on_connect(at); })
            return one.on_connect({.draw = draw, .elapsed = elapsed});
          else
            return {};
        },
        fault.what
    );
    if (decided.is_neutral() || !selects(i, who, elapsed, book)) continue;
    injects(i, who, book);
    total.add(decided, fault.slot);
  }
  return total.in_turn(who.turn());
}

effect plan::decide(std::size_t fault, const subject& who, const chunk& what) const {
  const chunk_context at{
      .towards = what.towards,
      .offset = what.offset,
      .size = what.size,
      .draw = dice_.draw(prepared_[fault].sizing, who.key(), stream_index(what)),
      .elapsed = what.arrived - faults_[fault].first
  };
  return std::visit(
      [&at]<class K>(const K& one) -> effect {
        if constexpr (requires { one.on_chunk(at); })
          return one.on_chunk(at);
        else
          return {};
      },
      faults_[fault].what
  );
}

effect plan::on_chunk(subject& who, const chunk& what, ledger& book) const {
  who.speaks(what.towards);
  sum total;
  for (std::size_t i = 0; i < faults_.size(); ++i) {
    if (!prepared_[i].touches[static_cast<std::size_t>(what.towards)]) continue;
    if (!selects(i, who, what.arrived - faults_[i].first, book)) continue;
    const effect decided = decide(i, who, what);
    if (decided.is_neutral()) continue;
    injects(i, who, book);
    total.add(decided, faults_[i].slot);
  }
  return total.in_turn(who.turn());
}

effect plan::reconsider(const subject& who, const chunk& what, const effect& decided) const {
  sum total;
  for (std::size_t i = 0; i < faults_.size(); ++i) {
    const armed& fault = faults_[i];
    if (fault.since > what.arrived) continue;
    if (!prepared_[i].touches[static_cast<std::size_t>(what.towards)]) continue;
    const std::uint64_t unit = unit_of(fault, decided.turn);
    if (!picks(i, who.key(), unit, what.arrived - fault.first).hit()) continue;
    effect still = decide(i, who, what);
    still.then = action::pass;
    still.limit = effect::everything;
    total.add(still, fault.slot);
  }
  return total.in_turn(decided.turn);
}

std::shared_ptr<const plan> nothing_armed() {
  return std::make_shared<const plan>(chance{}, std::vector<armed>{});
}

}  // namespace surgeline::fault
