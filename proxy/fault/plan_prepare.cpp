#include <utility>

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
               return requires { what.seats(); } || requires { what.is_shared(); };
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

}  // namespace

plan::plan(chance dice, std::vector<armed> faults) : dice_(dice), faults_(std::move(faults)) {
  for (armed& fault : faults_) {
    if (!fault.shared && needs_cell(fault)) fault.shared = std::make_shared<cell>();
    prepared one{hash_of(fault.id), course_of(fault.id), {}};
    for (const auto towards : {direction::to_upstream, direction::to_client}) {
      const auto at = static_cast<std::size_t>(towards);
      for (const auto of : {part::stream, part::head, part::body}) {
        const bool touches = touches_bytes(fault.what, towards, of);
        one.touches[at][static_cast<std::size_t>(of)] = touches;
        touched_[at][static_cast<std::size_t>(of)] |= touches;
        cut_[at] |= touches && cuts_bytes(fault.what);
      }
    }
    if (!closes_ && closes_listener(fault)) closes_ = prepared_.size();
    prepared_.push_back(one);
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
