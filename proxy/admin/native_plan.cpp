#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "native.hpp"
#include "native_answers.hpp"
#include "surgeline/scenario/plan_request.hpp"
#include "surgeline/scenario/run_figures.hpp"
#include "surgeline/scenario/run_story.hpp"
#include "surgeline/scenario/tighten.hpp"
#include "surgeline/sidecar/state.hpp"

/// The plan of a lease, and what clears everything.
namespace surgeline::admin {
namespace {

using config::table;

/// `tightened` are sentences about what was taken from what was asked for.
response lease_answer(const sidecar::sidecar& of, const std::vector<std::string>& tightened = {}) {
  table all;
  all.put("lease", sidecar::lease_state(of));
  if (!tightened.empty()) all.put("tightened", config::array(tightened.begin(), tightened.end()));
  return json(200, all);
}

response frozen_answer(bool is_frozen) {
  table all;
  all.put("frozen", is_frozen);
  return json(200, all);
}

void show_state(rooms& in, const call&, const answer& give) {
  in.of.refresh([&of = in.of, give] { give(json(200, sidecar::state_of(of))); });
}

void put_plan(rooms& in, const call& one, const answer& give) {
  problems found;
  auto plan = scenario::read_plan_request(one.asked.body, in.of.file_with_guests(), found);
  if (!plan) return give(refusal(found, "plan"));
  auto tightened = scenario::tighten(*plan, in.of.file());
  in.of.put(
      *plan,
      [&of = in.of, give, note = noting(in, one), tightened = std::move(tightened)](
          const sidecar::grant& given
      ) {
        const bool holds = given.what == sidecar::grant::answer::given;
        if (holds) note(given.id);
        give(holds ? lease_answer(of, tightened) : refusal(given));
      }
  );
}

void clear(rooms& in, const call&, const answer& give) {
  in.of.clear([&of = in.of, give] { give(lease_answer(of)); });
}

void freeze(rooms& in, const call&, const answer& give) {
  in.of.freeze([give] { give(frozen_answer(true)); });
}

void unfreeze(rooms& in, const call&, const answer& give) {
  in.of.unfreeze();
  give(frozen_answer(false));
}

/// A renewal may tell what the run is doing.
void renew(rooms& in, const call& one, const answer& give) {
  problems found;
  std::optional<scenario::run_story> told;
  if (!one.asked.body.empty()) told = scenario::read_run_story(one.asked.body, found);
  if (!found.empty()) return give(refusal(found, "renewal"));
  give(in.of.renew(one.name(), told) ? lease_answer(in.of) : no_lease(one.name()));
}

void tell_figures(rooms& in, const call& one, const answer& give) {
  problems found;
  auto told = scenario::read_run_figures(one.asked.body, found);
  if (!told) return give(refusal(found, "figures"));
  const bool holds = in.of.tell(one.name(), *std::move(told));
  give(holds ? lease_answer(in.of) : no_lease(one.name()));
}

void end_lease(rooms& in, const call& one, const answer& give) {
  const auto gone = [&of = in.of, give] { give(lease_answer(of)); };
  if (!in.of.end(one.name(), gone)) give(no_lease(one.name()));
}

std::vector<operation> lease_operations() {
  return {
      {.method = "POST",
       .path = "/v1/leases/{id}/renew",
       .id = "renewLease",
       .about = "Whoever holds the lease is still there, and may tell what its run does.",
       .takes = "scenario.run_story",
       .body_may_lack = true,
       .gives = "lease_answer",
       .bad = {400, 404},
       .carry_out = renew},
      {.method = "PUT",
       .path = "/v1/leases/{id}/figures",
       .id = "tellFigures",
       .about =
           "What the loads of whoever holds the lease ask for and get, for the page at `/ui/`; "
           "it holds as long as a lease, and renews none.",
       .takes = "scenario.run_figures",
       .gives = "lease_answer",
       .bad = {400, 404},
       .carry_out = tell_figures},
      {.method = "DELETE",
       .path = "/v1/leases/{id}",
       .id = "endLease",
       .about = "Clears the faults of a lease, and ends it.",
       .gives = "lease_answer",
       .bad = {404},
       .carry_out = end_lease},
  };
}

}  // namespace

std::vector<operation> plan_operations() {
  std::vector<operation> all{
      {.method = "GET",
       .path = "/v1/state",
       .id = "getState",
       .about = "Everything: proxies, faults in force, the lease, what was counted.",
       .gives = "state",
       .carry_out = show_state},
      {.method = "PUT",
       .path = "/v1/plan",
       .id = "putPlan",
       .about = "Arms faults for a lease: a new one, or the one whose `id` is given.",
       .takes = "scenario.plan_request",
       .gives = "lease_answer",
       .bad = {400, 404, 409},
       .carry_out = put_plan},
      {.method = "DELETE",
       .path = "/v1/plan",
       .id = "clearAll",
       .about = "Clears everything that is armed, whoever did it.",
       .gives = "lease_answer",
       .carry_out = clear},
      {.method = "POST",
       .path = "/v1/freeze",
       .id = "freeze",
       .about = "Clears everything, and lets nobody arm anything until it is unfrozen.",
       .gives = "frozen_answer",
       .carry_out = freeze},
      {.method = "DELETE",
       .path = "/v1/freeze",
       .id = "unfreeze",
       .about = "Faults can be armed again.",
       .gives = "frozen_answer",
       .carry_out = unfreeze},
  };
  const auto leases = lease_operations();
  all.insert(all.end(), leases.begin(), leases.end());
  return all;
}

}  // namespace surgeline::admin
