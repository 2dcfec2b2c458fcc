#include "surgeline/admin/toxiproxy.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "surgeline/admin/foreign.hpp"
#include "surgeline/admin/toxiproxy_json.hpp"
#include "surgeline/admin/toxiproxy_path.hpp"
#include "toxiproxy_answers.hpp"
#include "toxiproxy_metrics.hpp"

namespace surgeline::admin {
namespace {

using how = sidecar::outcome::how;

/// The release whose API this is; clients choose by it what they say.
constexpr const char* api_version = "2.12.0";

/// One request with what its path names.
struct call {
  sidecar::sidecar& of;
  const request& asked;
  const answer& give;
  std::string proxy, toxic;
};

std::string shown(const sidecar::sidecar& of, const sidecar::guest& one) {
  return to_json(one, of.toxics_of(one.name));
}

response proxy_answer(const sidecar::sidecar& of, unsigned status, const std::string& name) {
  const auto found = of.guest_of(name);
  return found ? json(status, shown(of, *found)) : failure(404, "proxy not found");
}

std::optional<sidecar::toxic> toxic_named(const call& with) {
  const auto all = with.of.toxics_of(with.proxy);
  const auto found = std::ranges::find(all, with.toxic, &sidecar::toxic::name);
  if (found == all.end()) return {};
  return *found;
}

void show_version(const call& with) {
  with.give(
      {.status = 200,
       .body = fmt::format("{{\"version\": \"{}\"}}\n", api_version),
       .type = "application/json;charset=utf-8"}
  );
}

void show_metrics(const call& with) {
  with.give(
      {.status = 200,
       .body = toxiproxy_metrics(with.of),
       .type = "text/plain; version=0.0.4; charset=utf-8"}
  );
}

void list_proxies(const call& with) {
  std::vector<std::string> all;
  for (const auto& [name, one] : with.of.guests())
    all.push_back(fmt::format("{}:{}", quoted(name), shown(with.of, one)));
  with.give(json(200, fmt::format("{{{}}}", fmt::join(all, ","))));
}

void create_proxy(const call& with) {
  reading body;
  auto asked = read_guest(with.asked.body, body);
  if (!asked) return with.give(failure(body));
  const std::string name = asked->name;
  with.of.add_guest(
      *std::move(asked),
      [&of = with.of, give = with.give, name, body](const sidecar::outcome& went) {
        give(warned(went.is_done() ? proxy_answer(of, 201, name) : failure(went), body));
      }
  );
}

/// What is there now of a list, `"proxies":[…]`.
std::string list_of(const sidecar::sidecar& of, const std::vector<std::string>& names) {
  std::vector<std::string> all;
  for (const std::string& name : names) {
    if (const auto one = of.guest_of(name)) all.push_back(shown(of, *one));
  }
  return fmt::format("\"proxies\":[{}]", fmt::join(all, ","));
}

response populate_failure(
    const sidecar::sidecar& of,
    unsigned status,
    const sidecar::populated& made
) {
  return json(
      status,
      fmt::format(
          "{{\"error\":{},\"status\":{},{}}}\n",
          quoted(made.how.why),
          status,
          list_of(of, made.names)
      )
  );
}

void populate(const call& with) {
  reading body;
  auto asked = read_guests(with.asked.body, body);
  if (!asked) return with.give(populate_failure(with.of, 400, {{how::wrong, body.why}, {}}));
  with.of.populate(
      *std::move(asked),
      [&of = with.of, give = with.give, body](const sidecar::populated& made) {
        if (!made.how.is_done()) return give(populate_failure(of, status_of(made.how), made));
        give(warned(json(201, fmt::format("{{{}}}", list_of(of, made.names))), body));
      }
  );
}

/// Answers that something is gone, or why it is not.
sidecar::sidecar::told done_or_failure(const call& with) {
  return [give = with.give](const sidecar::outcome& went) {
    give(went.is_done() ? done_with() : failure(went));
  };
}

void reset(const call& with) { with.of.reset(done_or_failure(with)); }

void show_proxy(const call& with) { with.give(proxy_answer(with.of, 200, with.proxy)); }

void change_proxy(const call& with) {
  reading body;
  auto wanted = read_change(with.asked.body, body);
  if (!wanted) return with.give(failure(body));
  with.of.change_guest(
      with.proxy,
      *std::move(wanted),
      [&of = with.of, give = with.give, name = with.proxy](const sidecar::outcome& went) {
        give(went.is_done() ? proxy_answer(of, 200, name) : failure(went));
      }
  );
}

void delete_proxy(const call& with) { with.of.remove_guest(with.proxy, done_or_failure(with)); }

void list_toxics(const call& with) { with.give(json(200, to_json(with.of.toxics_of(with.proxy)))); }

/// Answers with a toxic as it is in force now, or why it is not.
sidecar::sidecar::told toxic_or_failure(
    const call& with,
    const sidecar::toxic& made,
    const reading& body
) {
  return [give = with.give, made, body](const sidecar::outcome& went) {
    give(warned(went.is_done() ? json(200, to_json(made)) : failure(went), body));
  };
}

void create_toxic(const call& with) {
  reading body;
  const auto made = read_toxic(with.asked.body, with.of.toxics_of(with.proxy), body);
  if (!made) return with.give(warned(failure(body), body));
  with.of.add_toxic(with.proxy, *made, toxic_or_failure(with, *made, body));
}

void show_toxic(const call& with) { with.give(json(200, to_json(*toxic_named(with)))); }

void change_toxic(const call& with) {
  reading body;
  const auto made = read_toxic_change(with.asked.body, *toxic_named(with), body);
  if (!made) return with.give(warned(failure(body), body));
  with.of.change_toxic(with.proxy, *made, toxic_or_failure(with, *made, body));
}

void delete_toxic(const call& with) {
  with.of.remove_toxic(with.proxy, with.toxic, done_or_failure(with));
}

/// What can be done, and where; `P` and `T` stand for names.
struct route {
  std::string_view method, path;  ///< any method where it is empty
  void (*handle)(const call& with);

  bool takes(std::string_view asked) const { return method.empty() || method == asked; }
};
constexpr std::array routes{
    route{"GET", "/version", show_version},
    route{"", "/metrics", show_metrics},
    route{"GET", "/proxies", list_proxies},
    route{"POST", "/proxies", create_proxy},
    route{"POST", "/populate", populate},
    route{"POST", "/reset", reset},
    route{"GET", "/proxies/{proxy}", show_proxy},
    route{"PATCH", "/proxies/{proxy}", change_proxy},
    route{"POST", "/proxies/{proxy}", change_proxy},
    route{"DELETE", "/proxies/{proxy}", delete_proxy},
    route{"GET", "/proxies/{proxy}/toxics", list_toxics},
    route{"POST", "/proxies/{proxy}/toxics", create_toxic},
    route{"GET", "/proxies/{proxy}/toxics/{toxic}", show_toxic},
    route{"PATCH", "/proxies/{proxy}/toxics/{toxic}", change_toxic},
    route{"POST", "/proxies/{proxy}/toxics/{toxic}", change_toxic},
    route{"DELETE", "/proxies/{proxy}/toxics/{toxic}", delete_toxic},
};

/// Why a request does not get to its route, if it does not.
std::optional<response> hindrance(const call& with, bool checks_names) {
  if (with.asked.agent.starts_with("Mozilla/")) return plain(403, "User agent not allowed\n");
  if (is_foreign(with.asked, checks_names)) {
    return failure(
        403,
        "this looks like a page in a browser: call 127.0.0.1 or localhost, without an Origin header"
    );
  }
  if (with.of.is_draining() && with.asked.method != "GET")
    return failure(503, "the sidecar is ending");
  if (!with.proxy.empty() && !with.of.guest_of(with.proxy)) return failure(404, "proxy not found");
  if (!with.toxic.empty() && !toxic_named(with)) return failure(404, "toxic not found");
  return {};
}

/// Finds the route of a request, and gives it the answer that it will have.
void serve(
    sidecar::sidecar& of,
    const request& asked,
    const answer& give,
    bool checks_names,
    std::string id
) {
  bool known = false;
  for (const route& one : routes) {
    const auto named = fit(asked.path, one.path);
    known = known || named;
    if (!named || !one.takes(asked.method)) continue;
    const answer tagged = [give, id = std::move(id)](response made) {
      made.more.emplace_back("X-Toxiproxy-Request-Id", id);
      give(std::move(made));
    };
    const call with{of, asked, tagged, named->proxy, named->toxic};
    auto hindered = hindrance(with, checks_names);
    return hindered ? tagged(*std::move(hindered)) : one.handle(with);
  }
  const response wrong_method{.status = 405, .body = {}, .type = {}};
  give(known ? wrong_method : plain(404, "404 page not found\n"));
}

}  // namespace

handler toxiproxy_of(sidecar::sidecar& of, bool checks_names) {
  return
      [&of, checks_names, ids = request_ids{}](const request& asked, const answer& give) mutable {
        serve(of, asked, give, checks_names, ids.next());
      };
}

handler either(handler v1, handler rest) {
  return [v1 = std::move(v1), rest = std::move(rest)](const request& asked, const answer& give) {
    const bool is_v1 = asked.path == "/v1" || asked.path.starts_with("/v1/");
    (is_v1 ? v1 : rest)(asked, give);
  };
}

}  // namespace surgeline::admin
