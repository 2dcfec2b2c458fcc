#include <utility>

#include "purposes.hpp"
#include "surgeline/fault/plan.hpp"

/// What is worked out about the faults of a plan when it is made.
namespace surgeline::fault {
namespace {

/// A kind says which bytes it touches by `touches(direction)`, with a `part` too where it matters, by a `towards`, or it
/// touches all that it has a hook for.
bool touches_bytes(const kind& what, direction at, part of) {
  return std::visit(
      [at, of]<class K>(const K& one) {
        if constexpr (requires { one.touches(at, of); })
          return one.touches(at, of);
        else if constexpr (requires { one.touches(at); })
          return one.touches(at);
        else if constexpr (requires { one.towards; })
          return covers(one.towards, at);
        else
          return requires(const chunk_context& bytes) { one.on_chunk(bytes); };
      },
      what
  );
}

bool cuts_bytes(const kind& what) {
  return std::visit(
      []<class K>(const K& one) { return requires { one.shortest_chunk(duration{}); }; },
      what
  );
}

/// True when some state of the fault spans connections.
bool needs_cell(const armed& one) {
  return one.count || one.max_active ||
         std::visit(
             []<class K>(const K& what) {
               return requires { what.seats(); } || requires { what.is_shared(); } ||
                      requires { what.counted_by(); };
             },
             one.what
         );
}

/// True when a listener can be closed for it: it hits everybody, always.
bool closes_listener(const armed& one) {
  const bool could =
      std::visit([]<class K>(const K&) { return requires { K::closes_listener; }; }, one.what);
  const bool always = one.probability.is_constant() && one.probability.at({}) >= 1;
  const bool for_some = one.correlation || one.count || one.max_active;
  return could && always && !for_some && one.target == target{};
}

/// True when it is drawn for each request, and not always a hit.
bool draws_per_request(const armed& one) {
  const bool always = one.probability.is_constant() && one.probability.at({}) >= 1;
  return one.per == unit::request && (one.correlation || !always || !one.by_header.empty());
}

bool asks_for_attempts(const target& whom) {
  return whom.attempt || (whom.except && whom.except->attempt);
}

/// True when how much it does to a head is drawn.
bool draws_for_heads(const kind& what) {
  return std::visit(
      []<class K>(const K& one) {
        if constexpr (requires { one.is_random(); })
          return one.is_random();
        else
          return false;
      },
      what
  );
}

/// Whose draws pick its units: its own, or those it shares.
std::uint64_t name_of_picks(const armed& one) {
  if (!one.group.empty()) return mix(hash_of(one.group), grouping);
  return mix(hash_of(one.draw.empty() ? one.id : one.draw), picking);
}

}  // namespace

plan::prepared plan::prepare(const armed& fault) {
  prepared one{
      .name = hash_of(fault.id),
      .picks = name_of_picks(fault),
      .course = course_of(fault.id),
      .spared = spared_paths(fault.what, fault.target),
      .has_head_hook = has_head_hook(fault.what)
  };
  if (fault.target.needs_head()) one.filter = std::make_shared<head_filter>(fault.target);
  for (const auto towards : {direction::to_upstream, direction::to_client}) {
    for (const auto of : {part::stream, part::head, part::body}) {
      one.touches[static_cast<std::size_t>(towards)][static_cast<std::size_t>(of)] =
          touches_bytes(fault.what, towards, of);
    }
  }
  return one;
}

plan::plan(chance dice, std::vector<armed> faults) : dice_(dice), faults_(std::move(faults)) {
  for (armed& fault : faults_) {
    if (!fault.shared && needs_cell(fault)) fault.shared = std::make_shared<cell>();
    prepared one = prepare(fault);
    for (std::size_t i = 0; i < prepared_.size(); ++i) {
      if (!fault.group.empty() && faults_[i].group == fault.group) one.before.push_back(i);
    }
    const bool of_exchanges = fault.over_http || needs_http(fault.what);
    for (std::size_t at = 0; at < touched_.size(); ++at) {
      for (std::size_t of = 0; of < one.touches[at].size(); ++of) {
        const bool touches = one.touches[at][of];
        const bool is_stream = of == static_cast<std::size_t>(part::stream);
        touched_parts_[at][of] |= touches;
        touched_[at] |= touches && (is_stream || of_exchanges);
        cut_[at] |= touches && cuts_bytes(fault.what);
      }
    }
    names_exchanges_ |= draws_per_request(fault);
    needs_attempts_ |=
        draws_per_request(fault) || asks_for_attempts(fault.target) || draws_for_heads(fault.what);
    seats_exchanges_ |= has_seats_for_exchanges(fault);
    reads_heads_ |=
        names_exchanges_ || seats_exchanges_ || one.waits_for_head(fault) || !one.spared.empty();
    if (!closes_ && closes_listener(fault)) closes_ = prepared_.size();
    prepared_.push_back(std::move(one));
  }
}

void plan::closed_listener(ledger& book) const {
  tally& counted = book.of(faults_[*closes_].slot);
  ++counted.evaluated, ++counted.selected, ++counted.injected;
}

std::shared_ptr<const plan> nothing_armed() {
  return std::make_shared<const plan>(chance{}, std::vector<armed>{});
}

}  // namespace surgeline::fault
