#include "surgeline/fault/plan.hpp"

#include <utility>

namespace surgeline::fault {
namespace {

/// What is drawn under a fault's name: whether it picks a unit, and how much it does to a chunk.
enum purpose : std::uint64_t { picking = 1, sizing = 2 };

std::uint64_t name_of(const armed& fault, purpose what) { return mix(fault.name, what); }

/// The index of a chunk's draw: its offset, told apart by direction.
std::uint64_t stream_index(const chunk& what) {
  return what.offset * 2 + (what.towards == direction::to_client ? 1 : 0);
}

bool touches_bytes(const kind& what, direction towards) {
  return std::visit(
      [towards]<class K>(const K& one) {
        if constexpr (requires { one.towards; }) return covers(one.towards, towards);
        else return requires(const chunk_context& at) { one.on_chunk(at); };
      },
      what
  );
}

effect decide(const kind& what, const chunk_context& at) {
  return std::visit(
      [&at]<class K>(const K& one) -> effect {
        if constexpr (requires { one.on_chunk(at); }) return one.on_chunk(at);
        else return {};
      },
      what
  );
}

std::uint64_t unit_index(const armed& fault, const subject& who) {
  return fault.per == unit::request ? who.turn() : 0;
}

}  // namespace

plan::plan(chance dice, std::vector<armed> faults) : dice_(dice), faults_(std::move(faults)) {
  for (armed& fault : faults_) fault.name = hash_of(fault.id);
}

bool plan::selects(const armed& fault, subject& who, duration elapsed, ledger* book) const {
  const double threshold = fault.probability.at(elapsed);
  const std::uint64_t index = unit_index(fault, who);
  const double draw =
      threshold >= 1 ? 0 : dice_.draw(name_of(fault, picking), who.key(), index);
  const bool selected = draw < threshold;
  if (book == nullptr) return selected;
  auto& remembered = who.of(fault.slot);
  if (remembered.evaluated != index + 1) {
    remembered.evaluated = index + 1;
    tally& counted = book->of(fault.slot);
    ++counted.evaluated;
    counted.selected += selected ? 1 : 0;
    if (threshold < 1) book->note({fault.slot, who.text(), index, draw, threshold, selected});
  }
  return selected;
}

effect plan::on_connect(subject& who, time_point now, ledger& book) const {
  effect total;
  for (const armed& fault : faults_) {
    const duration elapsed = now - fault.first;
    std::visit(
        [&]<class K>(const K& one) {
          if constexpr (requires(const connect_context& at) { one.on_connect(at); }) {
            effect decided = one.on_connect({.draw = 0, .elapsed = elapsed});
            if (decided.is_neutral() || !selects(fault, who, elapsed, &book)) return;
            ++book.of(fault.slot).injected;
            total = total + decided;
          }
        },
        fault.what
    );
  }
  return total;
}

effect plan::on_chunk(subject& who, const chunk& what, ledger& book) const {
  who.speaks(what.towards);
  effect total;
  for (const armed& fault : faults_) {
    if (!touches_bytes(fault.what, what.towards)) continue;
    const duration elapsed = what.arrived - fault.first;
    if (!selects(fault, who, elapsed, &book)) continue;
    const double draw = dice_.draw(name_of(fault, sizing), who.key(), stream_index(what));
    effect decided = decide(fault.what, {what.towards, what.offset, what.size, draw, elapsed});
    if (decided.is_neutral()) continue;
    decided.by = fault.slot;
    auto& remembered = who.of(fault.slot);
    if (const auto index = unit_index(fault, who); remembered.injected != index + 1) {
      remembered.injected = index + 1;
      ++book.of(fault.slot).injected;
    }
    total = total + decided;
  }
  return total;
}

effect plan::reconsider(subject& who, const chunk& what) const {
  effect total;
  for (const armed& fault : faults_) {
    if (fault.since > what.arrived || !touches_bytes(fault.what, what.towards)) continue;
    const duration elapsed = what.arrived - fault.first;
    if (!selects(fault, who, elapsed, nullptr)) continue;
    const double draw = dice_.draw(name_of(fault, sizing), who.key(), stream_index(what));
    effect decided = decide(fault.what, {what.towards, what.offset, what.size, draw, elapsed});
    decided.then = action::pass;
    decided.by = fault.slot;
    total = total + decided;
  }
  return total;
}

bool plan::touches(direction towards) const {
  for (const armed& fault : faults_) {
    if (touches_bytes(fault.what, towards)) return true;
  }
  return false;
}

std::shared_ptr<const plan> nothing_armed() {
  return std::make_shared<const plan>(chance{}, std::vector<armed>{});
}

}  // namespace surgeline::fault
