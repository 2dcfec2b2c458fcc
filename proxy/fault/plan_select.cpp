#include <algorithm>
#include <utility>

#include "purposes.hpp"
#include "surgeline/fault/plan.hpp"

/// Whom the faults of a plan hit, in the order in which that is asked: control group, target, correlation, count, draw, cap.
namespace surgeline::fault {
namespace {

std::uint64_t unit_of(const armed& fault, std::uint64_t turn) {
  return fault.per == unit::request ? turn : 0;
}

std::uint64_t weather_key(const correlation& of, const subject& who) {
  switch (of.scope) {
    case correlation_scope::connection:
      return who.key();
    case correlation_scope::client:
      return who.client_key();
    case correlation_scope::proxy:
      break;
  }
  return everybody;
}

}  // namespace

bool plan::is_for(std::size_t fault, subject& who) const {
  if (who.is_spared()) return false;
  std::optional<bool>& known = memory_of(fault, who).is_target;
  if (!known)
    known = faults_[fault].target.is_for(who, dice_, mix(prepared_[fault].name, choosing));
  return *known && has_met(fault, who, memory_of(fault, who));
}

/// As far as heads tell: whose head it has not seen, because it was armed later, is not meant, unless it acts on bytes of
/// everybody.
bool plan::has_met(std::size_t fault, const subject& who, const subject::memory& seen) const {
  if (seen.exchange == who.turn()) return seen.is_meant;
  return !prepared_[fault].waits_for_head(faults_[fault]);
}

void plan::meets(std::size_t fault, subject& who, const request& what) const {
  const armed& asked = faults_[fault];
  const prepared& one = prepared_[fault];
  const bool has_seats = has_seats_for_exchanges(asked);
  if (!has_seats && !one.waits_for_head(asked) && one.spared.empty()) return;
  subject::memory& seen = memory_of(fault, who);
  if (has_seats && seen.unit != who.turn()) seen.active.reset();  // the last exchange's
  seen.exchange = who.turn();
  seen.is_meant = std::ranges::find(one.spared, what.head.path()) == one.spared.end() &&
                  (!one.filter || one.filter->holds(who, what, dice_, mix(one.name, choosing)));
  if (!asked.by_header.empty()) {
    seen.asked = asked_probability(what.head, asked.by_header, asked.id);
    seen.is_meant = seen.is_meant && seen.asked > 0;
  }
  if (asked.count && asked.count->key) seen.counted_under = asked.count->key->key_of(who, what);
}

/// `asked` is the most that the request wants. In a group it begins where those before it end, and gets what they leave.
plan::share_of plan::share(
    std::size_t fault,
    const subject& who,
    double asked,
    weather& now,
    duration elapsed
) const {
  const armed& one = faults_[fault];
  if (one.correlation) {
    const correlation& by = *one.correlation;
    const std::uint64_t course = prepared_[fault].course;
    const bool bad = now.is_bad(by, dice_, course, weather_key(by, who), elapsed);
    return {std::min(asked, bad ? by.p_bad.part : by.p_good.part)};
  }
  share_of mine{one.probability.at(elapsed)};
  for (const std::size_t other : prepared_[fault].before) {
    const armed& before = faults_[other];
    mine.from += before.probability.at(elapsed + (one.first - before.first));
  }
  mine.from = std::min(mine.from, 1.0);
  mine.size = std::min({mine.size, 1 - mine.from, asked});
  return mine;
}

/// The draws of a group are counted from where the fault's part of them begins, so that each fault hits below its share.
plan::pick plan::picks(
    std::size_t fault,
    const subject& who,
    std::uint64_t unit,
    const share_of& what
) const {
  if (what.size >= 1) return {0, what.size};
  const std::uint64_t name = prepared_[fault].picks;
  const std::uint64_t key = faults_[fault].per == unit::client ? who.client_key() : who.key();
  double draw = draws_for_exchange(fault, who)
                    ? dice_.draw(name, who.exchange_key_, who.exchange_index_)
                    : dice_.draw(name, key, unit);
  draw -= what.from;
  return {draw < 0 ? draw + 1 : draw, what.size};
}

void plan::begin_unit(std::size_t fault, subject& who, std::uint64_t unit) const {
  const armed& asked = faults_[fault];
  subject::memory& seen = memory_of(fault, who);
  seen.unit = unit;
  seen.selected = seen.capped = seen.injected = false;
  seen.active.reset();
  if (!asked.count || asked.count->total) {
    seen.eligible = true;
    return;
  }
  const auto& by = asked.count->key;
  const std::uint64_t key = !by ? 0 : by->needs_head() ? seen.counted_under : by->key_of(who);
  seen.eligible = asked.count->covers(asked.shared->count_unit(key));
}

bool plan::is_capped(std::size_t fault, subject& who) const {
  const armed& asked = faults_[fault];
  if (asked.max_active) {
    subject::memory& seen = memory_of(fault, who);
    seen.active = asked.shared->take_seat(cell::row::active, *asked.max_active);
    if (!seen.active) return true;
  }
  const bool has_total = asked.count && asked.count->total;
  return has_total && !asked.shared->count_hit(*asked.count->total);
}

/// Counts each unit once, when it is first evaluated; and once as selected, though a ramp may get to it later.
bool plan::selects(std::size_t fault, subject& who, duration elapsed, ledger& book) const {
  if (!is_for(fault, who)) return false;
  const armed& asked = faults_[fault];
  const std::uint64_t unit = unit_of(asked, who.turn());
  subject::memory& seen = memory_of(fault, who);
  const bool is_new = seen.unit != unit;
  if (is_new) begin_unit(fault, who, unit);
  if (!seen.eligible) return false;
  const share_of wanted = share(fault, who, seen.asked, seen.weather, elapsed);
  const pick made = picks(fault, who, unit, wanted);
  const bool newly_picked = made.hit() && !seen.selected && !seen.capped;
  if (!is_new && !newly_picked) return made.hit() && !seen.capped;

  if (newly_picked) seen.capped = is_capped(fault, who);
  seen.selected = newly_picked && !seen.capped;
  tally& counted = book.of(asked.slot);
  counted.evaluated += is_new ? 1 : 0;
  counted.selected += seen.selected ? 1 : 0;
  counted.capped += newly_picked && seen.capped ? 1 : 0;
  if (made.threshold < 1 && book.has_room()) {
    const bool of_exchange = draws_for_exchange(fault, who);
    book.note(
        {asked.slot,
         of_exchange ? who.exchange_text() : who.text(),
         of_exchange ? who.exchange_index_ : unit,
         made.draw,
         made.threshold,
         made.hit()}
    );
  }
  return seen.selected;
}

/// As it was selected, as far as that is remembered; a waiting chunk may be of an earlier turn.
bool plan::goes_on(std::size_t fault, const subject& who, const chunk& what, std::uint64_t turn)
    const {
  const armed& asked = faults_[fault];
  const subject::memory* seen = who.known(asked.slot, asked.edition);
  if (seen == nullptr || seen->is_target == false) return false;
  const bool is_past = who.is_in_exchange() && turn != who.turn();
  if (is_past && (asked.per == unit::request || !prepared_[fault].spared.empty() ||
                  prepared_[fault].waits_for_head(asked)))
    return true;  // nothing is remembered of it: what was decided goes on while the fault does
  if (!is_past && who.is_spared()) return false;
  if (!is_past && !has_met(fault, who, *seen)) return false;
  const std::uint64_t unit = unit_of(asked, turn);
  if (seen->unit == unit && (!seen->eligible || seen->capped)) return false;
  weather then = seen->weather;
  const share_of wanted = share(fault, who, seen->asked, then, what.arrived - asked.first);
  return picks(fault, who, unit, wanted).hit();
}

void plan::injects(std::size_t fault, subject& who, ledger& book) const {
  if (std::exchange(memory_of(fault, who).injected, true)) return;
  ++book.of(faults_[fault].slot).injected;
}

void plan::carried_out(subject& who, std::uint32_t slot, ledger& book) const {
  for (std::size_t i = 0; i < faults_.size(); ++i) {
    if (faults_[i].slot == slot) injects(i, who, book);
  }
}

/// False where the fault knows no places at all.
bool plan::finds_place(std::size_t fault, subject& who) const {
  const armed& asked = faults_[fault];
  return std::visit(
      [&]<class K>(const K& one) {
        if constexpr (requires { one.seats(); }) {
          seat& mine = memory_of(fault, who).place;
          if (!mine) mine = asked.shared->take_seat(cell::row::served, one.seats());
          return mine != nullptr;
        } else {
          return false;
        }
      },
      asked.what
  );
}

void plan::takes_place(subject& who) const {
  for (std::size_t i = 0; i < faults_.size(); ++i) {
    const armed& fault = faults_[i];
    const bool has_places =
        std::visit([]<class K>(const K& one) { return requires { one.seats(); }; }, fault.what);
    if (!has_places || !is_for(i, who)) continue;
    seat& mine = memory_of(i, who).place;
    if (!mine) mine = fault.shared->take_seat(cell::row::served, ~std::uint64_t{0});
  }
}

}  // namespace surgeline::fault
