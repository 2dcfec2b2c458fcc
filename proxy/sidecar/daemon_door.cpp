#include "surgeline/sidecar/daemon_door.hpp"

#include <utility>

#include "surgeline/core/chance.hpp"

namespace surgeline::sidecar {
namespace {

using resilience::outcome;
using traffic::admission;
using traffic::end_reason;

/// A wait that ends when its connection does. Told and destroyed on one worker.
class daemon_stay final : public traffic::doorkeeper::stay {
 public:
  explicit daemon_stay(lab::daemon_host& at) : at_(at) {}
  ~daemon_stay() override {
    *alive = false;
    at_.leave(ticket);
  }

  std::shared_ptr<bool> alive = std::make_shared<bool>(true);
  lab::daemon_host::ticket ticket = 0;

 private:
  lab::daemon_host& at_;
};

end_reason reason_of(outcome how) {
  if (how == outcome::timeout) return end_reason::timeout;
  return how == outcome::rejected ? end_reason::limit : end_reason::injected;
}

}  // namespace

daemon_door::daemon_door(
    lab::daemon_host& to,
    std::uint32_t number,
    const scenario::attachment& how,
    const scenario::proxy& of,
    std::size_t endpoints
)
    : to_(to), number_(number), late_(how.on_timeout.value_or(scenario::late_waiter{})) {
  for (std::uint32_t i = 0; i < endpoints; ++i)
    instances_.push_back(to.layout().of_endpoint(of, i).value_or(0));
}

std::unique_ptr<traffic::doorkeeper::stay> daemon_door::come(
    const fault::subject& who,
    net::worker& on,
    told_to answer
) {
  if (!to_.takes(number_, who.key(), who.turn())) return {};
  auto made = std::make_unique<daemon_stay>(to_);
  const std::uint32_t instance = instances_[(who.endpoint() - 1) % instances_.size()];
  made->ticket = to_.come(
      {.instance = instance, .door = number_},
      on,
      [alive = made->alive, late = late_, answer = std::move(answer)](outcome how) {
        if (!*alive) return;
        answer({.goes_in = is_good(how), .status = late.status, .why = reason_of(how)});
      }
  );
  return made;
}

void put_doors(
    traffic::proxy_options& into,
    const scenario::file& in,
    const scenario::proxy& of,
    std::size_t endpoints,
    const std::vector<std::unique_ptr<lab::daemon_host>>& daemons
) {
  for (std::size_t i = 0; i < daemons.size(); ++i) {
    const auto doors = scenario::doors_of(in, in.daemons[i]);
    for (std::uint32_t door = 0; door < doors.size(); ++door) {
      const scenario::attachment& how = doors[door].how;
      if (!how.proxy || doors[door].whose != of.id) continue;
      auto& those = how.stage() == scenario::daemon_stage::accept   ? into.doorkeepers
                    : how.stage() == scenario::daemon_stage::before ? into.http->before
                                                                    : into.http->after;
      those.push_back(std::make_shared<daemon_door>(*daemons[i], door, how, of, endpoints));
    }
  }
}

}  // namespace surgeline::sidecar
