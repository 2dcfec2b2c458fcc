#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "check.hpp"
#include "surgeline/fault/pattern.hpp"
#include "surgeline/scenario/addresses_in.hpp"
#include "surgeline/scenario/blueprint.hpp"
#include "surgeline/scenario/plain_url.hpp"
#include "surgeline/scenario/upstream_list.hpp"

/// Services that are real: addresses of somebody else's, and programs that a run starts.
namespace surgeline::scenario {
namespace {

/// What a text of a program asks for must be a proxy with one address.
void check_addresses(
    const reading& of,
    std::initializer_list<config::step> at,
    const std::string& text
) {
  with_addresses(text, [&](const std::string& id) {
    const auto& proxies = of.values.proxies;
    const auto named = std::ranges::find(proxies, id, &proxy::id);
    const known_ids known = ids_of(of, "proxy");
    if (named == proxies.end() && known.complete) {
      of.problem(at, fmt::format("there is no proxy `{}`", id), suggestion(id, known.ids));
    } else if (named != proxies.end() && named->each == fan::endpoint) {
      of.problem(
          at,
          fmt::format("proxy `{}` has an address for each endpoint, and no single one", id),
          "a program calls one address: remove `each` of the proxy"
      );
    }
    return std::string{};
  });
}

/// What a program of a table's element is told.
void check_program(
    const reading& of,
    std::string_view table,
    std::size_t index,
    const program& one
) {
  for (std::size_t i = 0; i < one.run.size(); ++i)
    check_addresses(of, {table, index, "run", i}, one.run[i]);
  for (const auto& [name, text] : one.env) {
    check_addresses(of, {table, index, "env", name}, text);
    if (!name.empty() && name.find('=') == name.npos) continue;
    of.problem({table, index, "env", name}, fmt::format("`{}` is no name of a variable", name));
  }
}

void check_readiness(const reading& of, std::size_t index, const program& one) {
  if (!one.ready) return;
  if (one.ready->log) {
    if (const auto why = surgeline::fault::problem_of_expression(*one.ready->log))
      of.problem(
          {"service", index, "ready", "log"},
          fmt::format("no regular expression: {}", *why)
      );
  }
  if (one.ready->http && !plain_url::parse(*one.ready->http)) {
    of.problem(
        {"service", index, "ready", "http"},
        fmt::format("`{}` is no URL that can be asked for", *one.ready->http),
        "write http://host:port/path"
    );
  }
}

/// The first who calls a service: a load, a proxy, or another service.
std::string caller_of(const file& all, const std::string& id) {
  for (const load& one : all.loads) {
    if (one.to == id) return fmt::format("load `{}`", one.id);
  }
  for (const proxy& one : all.proxies) {
    if (one.upstream.service == id) return fmt::format("proxy `{}`", one.id);
  }
  for (const service& one : all.services) {
    if (std::ranges::find(one.calls, id, &service_call::to) != one.calls.end())
      return fmt::format("service `{}`", one.id);
  }
  return {};
}

void check_real_places(const reading& of, std::size_t index, const upstream_list& allowed) {
  const service& one = of.values.services[index];
  if (one.role == role::command && !one.address) {
    if (const std::string caller = caller_of(of.values, one.id); !caller.empty()) {
      of.problem(
          {"service", index},
          fmt::format("{} calls service `{}`, which has no address", caller, one.id),
          "say where it listens: address = \"127.0.0.1:3000\""
      );
    }
  }
  for (std::size_t i = 0; i < one.endpoints.size(); ++i) {
    if (allowed.of(one.endpoints[i]) != allowance::refused) continue;
    of.problem(
        {"service", index, "endpoints", i},
        fmt::format("service `{}`: {}", one.id, refusal_of_upstream(one.endpoints[i])),
        "add it there, or call another one"
    );
  }
  if (one.address && allowed.of(*one.address) == allowance::refused) {
    of.problem(
        {"service", index, "address"},
        fmt::format("service `{}`: {}", one.id, refusal_of_upstream(*one.address)),
        "let it listen on loopback"
    );
  }
}

/// What only one engine can do.
void check_real_engines(const reading& of, std::size_t index) {
  const service& one = of.values.services[index];
  if (of.what_for == purpose::sim && !one.model) {
    of.problem(
        {"service", index, "role"},
        fmt::format("service `{}` is real, and `sim` has nothing that stands for it", one.id),
        "give it a `model`, or use `run`"
    );
  }
  const bool is_run = of.what_for == purpose::run || of.what_for == purpose::check;
  if (is_run && of.values.head.speedup != 1) {
    of.problem(
        {"scenario", "speedup"},
        fmt::format("service `{}` is real, and its clock cannot be sped up", one.id),
        "remove `speedup`"
    );
  }
}

/// True when everybody who is called is there, so that calls have routes.
bool all_are_there(const file& all) {
  const auto is_there = [&](const auto& caller) {
    return std::ranges::find(all.services, caller.to, &service::id) != all.services.end() ||
           std::ranges::find(all.proxies, caller.to, &proxy::id) != all.proxies.end();
  };
  return std::ranges::all_of(all.loads, is_there) &&
         std::ranges::all_of(all.services, [&](const service& one) {
           return std::ranges::all_of(one.calls, is_there);
         });
}

/// The lab speaks frames where no proxy that speaks HTTP is between, and no real service understands those.
void check_frames(const reading& of) {
  if (!all_are_there(of.values)) return;
  for (const route& way : routes(of.values)) {
    if (way.service >= of.values.services.size()) continue;  // it leads to an address
    const service& called = of.values.services[way.service];
    if (called.is_lab() || speaks_http(of.values, way)) continue;
    const std::string what = fmt::format(
        "{} `{}` speaks the lab's own protocol to service `{}`, which is real",
        way.by ? "service" : "load",
        caller_id(of.values, way),
        called.id
    );
    constexpr const char* remedy = "put a proxy between that speaks HTTP: protocol = \"http\"";
    if (way.by)
      of.problem({"service", way.by->service, "calls", way.by->entry, "to"}, what, remedy);
    else
      of.problem({"load", way.load, "to"}, what, remedy);
  }
}

/// Traffic that we do not make is seen on a proxy, or not at all.
void check_foreign_load(const reading& of, std::size_t index) {
  const load& one = of.values.loads[index];
  const known_ids proxies = ids_of(of, "proxy");
  if (proxies.complete && !proxies.has(one.to)) {
    of.problem(
        {"load", index, "to"},
        fmt::format("nobody would see what becomes of load `{}`: `{}` is no proxy", one.id, one.to),
        "name the proxy that its traffic goes through"
    );
  }
  if (of.what_for == purpose::sim) {
    of.problem(
        {"load", index, "model"},
        fmt::format(
            "load `{}` comes from elsewhere, and `sim` has nothing that stands for it",
            one.id
        ),
        "use `run`"
    );
  }
  const bool is_run = of.what_for == purpose::run || of.what_for == purpose::check;
  if (is_run && of.values.head.speedup != 1) {
    of.problem(
        {"scenario", "speedup"},
        fmt::format("load `{}` is real, and its clock cannot be sped up", one.id),
        "remove `speedup`"
    );
  }
}

}  // namespace

void check_programs(const reading& of) {
  if (!of.is_sound({"service", "proxy", "load"})) return;
  for (std::size_t i = 0; i < of.values.loads.size(); ++i) {
    if (of.values.loads[i].is_ours()) continue;
    check_foreign_load(of, i);
    check_program(of, "load", i, of.values.loads[i].program);
  }
  const upstream_list allowed(of.values.safety.allow_upstream);
  for (std::size_t i = 0; i < of.values.services.size(); ++i) {
    const service& one = of.values.services[i];
    if (one.is_lab()) continue;
    check_real_engines(of, i);
    if (of.is_sound({"safety"})) check_real_places(of, i, allowed);
    check_program(of, "service", i, one.program);
    check_readiness(of, i, one.program);
  }
  check_frames(of);
}

}  // namespace surgeline::scenario
