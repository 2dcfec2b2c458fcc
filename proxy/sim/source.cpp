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
  if (!scenario::speaks_http(world_in.from_, route)) return;
  requests.emplace(world_in.from_, route, world_in.dice_);
  for (std::uint32_t line = 0; line < links; ++line)
    lines_.push_back({.links = {first_link + line}});
}

void source::send(std::uint64_t attempt, const model::line& on) {
  const std::uint32_t line = number_of(on);
  if (!requests)
    return in.ask(
        first_link + line,
        {model::frame::sort::ask, resilience::outcome::ok, attempt, key_of(attempt)}
    );
  pooled& of = lines_[line];
  const auto number = of.pool.take(attempt);
  if (!number) return;
  if (*number == of.links.size()) {
    of.links.push_back(static_cast<std::uint32_t>(in.links_.size()));
    in.links_.push_back({index, on, on.endpoint, {}, *number});
  }
  ride(of.links[*number], attempt);
}

void source::ride(std::uint32_t link, std::uint64_t attempt) {
  in.links_[link].attempt = attempt;
  in.ask(link, {model::frame::sort::ask, resilience::outcome::ok, attempt, key_of(attempt)});
}

void source::free(std::uint32_t link) {
  wired& on = in.links_[link];
  on.attempt.reset();
  const auto next = lines_[number_of(on.line)].pool.give_back(on.number);
  if (next) ride(link, next->attempt);
}

void source::abandon(std::uint64_t attempt, const model::line& on) {
  if (!requests) {
    const std::uint32_t link = first_link + number_of(on);
    if (!tells_leaving || !in.links_[link].link.is_open()) return;
    return in.ask(link, {.kind = model::frame::sort::leave, .attempt = attempt});
  }
  pooled& of = lines_[number_of(on)];
  if (of.pool.forget(attempt)) return;
  for (const std::uint32_t link : of.links) {
    if (in.links_[link].attempt != attempt) continue;
    in.abandon(link);
    return free(link);
  }
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
