#include "source.hpp"

#include "world.hpp"

namespace surgeline::sim {

source::source(world& world_in, std::uint32_t at, const scenario::route& route)
    : in(world_in),
      index(at),
      way(route),
      who(scenario::clients_of(world_in.from_, route)),
      first_link(static_cast<std::uint32_t>(world_in.links_.size())),
      links(who.count * who.connections_per_client * way.endpoints),
      tells_leaving(world_in.from_.services[way.service].heeds_leaving()),
      connected(std::size_t{who.count} * way.endpoints) {
  for (std::uint32_t client = 0; client < who.count; ++client) {
    for (std::uint32_t each = 0; each < who.connections_per_client; ++each) {
      for (std::uint32_t endpoint = 0; endpoint < way.endpoints; ++endpoint)
        world_in.links_.push_back({index, {client, each, endpoint}, endpoint, {}});
    }
  }
}

std::uint32_t source::link_of(const model::line& on) const {
  return first_link + (on.client * who.connections_per_client + on.connection) * way.endpoints +
         on.endpoint;
}

void source::send(std::uint64_t attempt, const model::line& on) {
  in.ask(link_of(on), {model::frame::sort::ask, resilience::outcome::ok, attempt, key_of(attempt)});
}

void source::abandon(std::uint64_t attempt, const model::line& on) {
  if (!tells_leaving || !in.links_[link_of(on)].link.is_open()) return;
  in.ask(link_of(on), {.kind = model::frame::sort::leave, .attempt = attempt});
}

fault::subject source::identify(const model::line& on) {
  const std::string address = scenario::client_address(way, on.client);
  return {
      scenario::client_identity(address, on.endpoint + 1, way.endpoints > 1),
      ++connected[std::size_t{on.client} * way.endpoints + on.endpoint]
  };
}

crowd::crowd(world& world_in, std::uint32_t at, const scenario::route& route)
    : source(world_in, at, route), people(world_in.from_, route, world_in.dice_) {}

calling_service::calling_service(world& world_in, std::uint32_t at, const scenario::route& route)
    : source(world_in, at, route), calls(world_in.from_, route, world_in.dice_) {}

void calling_service::tell_finished(time_point now) {
  callee& to = *in.callees_[way.by->service];
  for (bool any = calls.has_finished(); any; any = calls.has_finished()) {
    for (const auto& [ticket, how] : calls.take_finished()) to.what.done(ticket, how, now, to);
    in.step_server(to);
  }
}

}  // namespace surgeline::sim
