#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "native.hpp"
#include "native_answers.hpp"
#include "surgeline/scenario/plan_request.hpp"
#include "surgeline/sidecar/state.hpp"

/// Single faults, which stand alone until their `ttl`, or `max_fault_age`.
namespace surgeline::admin {
namespace {

using config::table;

const sidecar::standing* standing_called(const sidecar::sidecar& of, const std::string& id) {
  const auto& all = of.arms().standings();
  const auto found = std::ranges::find_if(all, [&](const sidecar::standing& one) {
    return of.arms().catalogue().faults[one.slot].id == id;
  });
  return found == all.end() ? nullptr : &*found;
}

response no_fault(const std::string& id) {
  return failure(
      404,
      fmt::format("no fault `{}` is armed", id),
      "GET /v1/faults lists those that are"
  );
}

response fault_answer(const sidecar::sidecar& of, const std::string& id, unsigned good) {
  const sidecar::standing* const there = standing_called(of, id);
  return there == nullptr ? no_fault(id) : json(good, sidecar::fault_state(of, *there));
}

void list_faults(rooms& in, const call&, const answer& give) {
  in.of.refresh([&of = in.of, give] {
    table all;
    all.put("faults", sidecar::faults_state(of));
    give(json(200, all));
  });
}

void show_fault(rooms& in, const call& one, const answer& give) {
  in.of.refresh([&of = in.of, id = one.name(), give] { give(fault_answer(of, id, 200)); });
}

void put_in_force(
    rooms& in,
    const call& one,
    const scenario::fault& what,
    unsigned good,
    const answer& give
) {
  const auto note = noting(in, one);
  in.of.put_fault(what, [&of = in.of, id = what.id, good, give, note](const sidecar::grant& given) {
    if (given.what != sidecar::grant::answer::given) return give(refusal(given));
    note(id);
    give(fault_answer(of, id, good));
  });
}

void add_fault(rooms& in, const call& one, const answer& give) {
  const auto is_taken = [&](const std::string& id) {
    return standing_called(in.of, id) != nullptr;
  };
  const auto first_free = [&](std::string kind) {
    std::ranges::replace(kind, '_', '-');
    int n = 1;
    while (is_taken(fmt::format("{}-{}", kind, n))) ++n;
    return fmt::format("{}-{}", kind, n);
  };
  problems found;
  const auto what =
      scenario::read_fault_request(one.asked.body, in.of.file_with_guests(), first_free, found);
  if (!what) return give(refusal(found, "fault"));
  if (is_taken(what->id)) return give(refusal({sidecar::grant::answer::id_taken, what->id}));
  put_in_force(in, one, *what, 201, give);
}

/// Whose fault it is, if it is not one that stands alone here.
std::optional<response> of_somebody_else(const sidecar::standing& there, const std::string& id) {
  if (there.stands_alone() && there.by == scenario::door::v1) return {};
  const bool leased = there.is_leased(), toxic = there.stands_alone();
  return failure(
      409,
      fmt::format(
          "fault `{}` belongs to {}",
          id,
          leased  ? "a lease"
          : toxic ? "a toxic"
                  : "the sidecar's file"
      ),
      leased  ? "PUT /v1/plan changes it, DELETE /v1/leases/ID ends it"
      : toxic ? "change the toxic where it was made"
              : "change it there, and send SIGHUP"
  );
}

void replace_fault(rooms& in, const call& one, const answer& give) {
  const sidecar::standing* const there = standing_called(in.of, one.name());
  if (there != nullptr) {
    if (auto no = of_somebody_else(*there, one.name())) return give(*std::move(no));
  }
  problems found;
  const auto as_in_path = [&](const std::string&) { return one.name(); };
  const auto what =
      scenario::read_fault_request(one.asked.body, in.of.file_with_guests(), as_in_path, found);
  if (!what) return give(refusal(found, "fault"));
  if (what->id != one.name()) {
    return give(failure(
        400,
        fmt::format("the path says `{}`, and the fault `{}`", one.name(), what->id),
        "leave `id` out of the body"
    ));
  }
  put_in_force(in, one, *what, there == nullptr ? 201 : 200, give);
}

void clear_fault(rooms& in, const call& one, const answer& give) {
  const sidecar::standing* const there = standing_called(in.of, one.name());
  if (there == nullptr) return give(no_fault(one.name()));
  if (auto no = of_somebody_else(*there, one.name())) return give(*std::move(no));
  in.of.take_fault(one.name(), [id = one.name(), give] {
    table all;
    all.put("cleared", id);
    give(json(200, all));
  });
}

}  // namespace

std::vector<operation> fault_operations() {
  return {
      {.method = "GET",
       .path = "/v1/faults",
       .id = "listFaults",
       .about = "Every fault that is armed, whoever did that, with what it has done.",
       .gives = "faults",
       .carry_out = list_faults},
      {.method = "POST",
       .path = "/v1/faults",
       .id = "addFault",
       .about = "Arms one fault until its `ttl`, or `max_fault_age`; without an id it gets one.",
       .takes = "scenario.fault",
       .good = 201,
       .gives = "fault",
       .bad = {400, 409},
       .carry_out = add_fault},
      {.method = "GET",
       .path = "/v1/faults/{id}",
       .id = "getFault",
       .about = "One of them.",
       .gives = "fault",
       .bad = {404},
       .carry_out = show_fault},
      {.method = "PUT",
       .path = "/v1/faults/{id}",
       .id = "putFault",
       .about = "Arms a fault under that id, or changes the one that has it.",
       .takes = "scenario.fault",
       .gives = "fault",
       .bad = {201, 400, 409},
       .carry_out = replace_fault},
      {.method = "DELETE",
       .path = "/v1/faults/{id}",
       .id = "clearFault",
       .about = "Clears a fault that stands alone.",
       .gives = "cleared",
       .bad = {404, 409},
       .carry_out = clear_fault},
  };
}

}  // namespace surgeline::admin
