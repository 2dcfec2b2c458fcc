#include "surgeline/admin/control.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "surgeline/admin/foreign.hpp"
#include "surgeline/config/json.hpp"
#include "surgeline/scenario/plan_request.hpp"
#include "surgeline/scenario/tighten.hpp"
#include "surgeline/sidecar/state.hpp"

namespace surgeline::admin {
namespace {

using config::table;
using config::value;

response json(unsigned status, const value& what) {
  return {.status = status, .body = config::to_json(what, 2) + "\n"};
}

response failure(unsigned status, std::string what, std::string remedy = {}) {
  table all;
  all.put("error", std::move(what));
  if (!remedy.empty()) all.put("remedy", std::move(remedy));
  return json(status, all);
}

/// Everything that is wrong with a body at once, each thing with its JSON pointer, or line and column where it is no JSON.
response refusal(const problems& found) {
  config::array each;
  for (const problem& one : found.list()) {
    table shown;
    if (one.where.line > 0) {
      shown.put("line", std::int64_t{one.where.line});
      shown.put("column", std::int64_t{one.where.column});
    } else {
      shown.put("pointer", one.where.pointer);
    }
    shown.put("what", one.what);
    if (!one.remedy.empty()) shown.put("remedy", one.remedy);
    each.emplace_back(std::move(shown));
  }
  table all;
  all.put("error", std::string{"the plan has problems; nothing was changed"});
  all.put("problems", std::move(each));
  return json(400, all);
}

/// `tightened` are sentences about what was taken from what was asked for.
response lease_answer(const sidecar::sidecar& of, const std::vector<std::string>& tightened = {}) {
  table all;
  all.put("lease", sidecar::lease_state(of));
  if (!tightened.empty()) all.put("tightened", config::array(tightened.begin(), tightened.end()));
  return json(200, all);
}

response no_lease(const std::string& id) {
  return failure(
      404,
      fmt::format("there is no lease `{}`: it has run out, or was ended", id),
      "its faults are cleared; PUT /v1/plan without `id` takes a new one"
  );
}

/// The answer to a plan that came in force, or did not.
response answer_to(
    const sidecar::sidecar& of,
    const sidecar::grant& given,
    const std::vector<std::string>& tightened
) {
  using reply = sidecar::grant::answer;
  switch (given.what) {
    case reply::given:
      break;
    case reply::taken:
      return failure(
          409,
          fmt::format("lease {} holds the plan", given.id),
          "wait until it ends, or DELETE /v1/plan to take everything away from it"
      );
    case reply::unknown:
      return no_lease(given.id);
    case reply::too_many:
      return failure(
          409,
          fmt::format("there have been {} different faults already", sidecar::armory::most_faults),
          "use the same ids again: each has its own series in /metrics"
      );
    case reply::frozen:
      return failure(
          409,
          "the sidecar is frozen: nothing is armed until it is unfrozen",
          "DELETE /v1/freeze, or surgeline ctl unfreeze, once it is clear why somebody froze it"
      );
    case reply::id_taken:
      return failure(
          409,
          fmt::format(
              "another fault, of the sidecar's file or of a toxic, is called `{}`",
              given.id
          ),
          "give it an `id` of its own"
      );
  }
  return lease_answer(of, tightened);
}

/// The id in `/v1/leases/<id><ending>`; empty if it is no such path.
std::optional<std::string> lease_in(const std::string& path, std::string_view ending) {
  constexpr std::string_view beginning = "/v1/leases/";
  if (!path.starts_with(beginning) || !path.ends_with(ending)) return {};
  if (path.size() <= beginning.size() + ending.size()) return {};
  std::string id = path.substr(beginning.size(), path.size() - beginning.size() - ending.size());
  if (id.find('/') != std::string::npos) return {};
  return id;
}

void put_plan(sidecar::sidecar& of, const request& asked, const answer& give) {
  problems found;
  auto plan = scenario::read_plan_request(asked.body, of.file(), found);
  if (!plan) return give(refusal(found));
  auto tightened = scenario::tighten(*plan, of.file());
  of.put(*plan, [&of, give, tightened = std::move(tightened)](const sidecar::grant& given) {
    give(answer_to(of, given, tightened));
  });
}

void clear(sidecar::sidecar& of, const answer& give) {
  of.clear([&of, give] { give(lease_answer(of)); });
}

void freeze(sidecar::sidecar& of, const answer& give) {
  of.freeze([give] {
    table all;
    all.put("frozen", true);
    give(json(200, all));
  });
}

void unfreeze(sidecar::sidecar& of, const answer& give) {
  of.unfreeze();
  table all;
  all.put("frozen", false);
  give(json(200, all));
}

void show_state(sidecar::sidecar& of, const answer& give) {
  of.refresh([&of, give] { give(json(200, sidecar::state_of(of))); });
}

void renew(sidecar::sidecar& of, const std::string& id, const answer& give) {
  give(of.renew(id) ? lease_answer(of) : no_lease(id));
}

void end_lease(sidecar::sidecar& of, const std::string& id, const answer& give) {
  if (!of.end(id, [&of, give] { give(lease_answer(of)); })) give(no_lease(id));
}

response wrong_method(const char* allowed) {
  response made = failure(405, fmt::format("here one can {}", allowed));
  made.allow = allowed;
  return made;
}

response unknown_path(const std::string& path) {
  return failure(
      404,
      fmt::format("there is no {}", path),
      "there are GET /v1/state, PUT and DELETE /v1/plan, POST and DELETE /v1/freeze, POST "
      "/v1/leases/ID/renew and DELETE /v1/leases/ID"
  );
}

void handle(sidecar::sidecar& of, bool checks_names, const request& asked, const answer& give) {
  const bool reads = asked.method == "GET" || asked.method == "HEAD";
  if (is_foreign(asked, checks_names)) {
    return give(failure(
        403,
        "this looks like a page in a browser, and faults are not armed from there",
        "call 127.0.0.1 or localhost, without an Origin header"
    ));
  }
  if (asked.path == "/v1/state") {
    return reads ? show_state(of, give) : give(wrong_method("GET"));
  }
  if (of.is_draining() && !reads) return give(failure(503, "the sidecar is ending"));
  if (asked.path == "/v1/plan") {
    if (asked.method == "PUT") return put_plan(of, asked, give);
    return asked.method == "DELETE" ? clear(of, give) : give(wrong_method("PUT, DELETE"));
  }
  if (asked.path == "/v1/freeze") {
    if (asked.method == "POST") return freeze(of, give);
    return asked.method == "DELETE" ? unfreeze(of, give) : give(wrong_method("POST, DELETE"));
  }
  if (const auto id = lease_in(asked.path, "/renew"))
    return asked.method == "POST" ? renew(of, *id, give) : give(wrong_method("POST"));
  if (const auto id = lease_in(asked.path, ""))
    return asked.method == "DELETE" ? end_lease(of, *id, give) : give(wrong_method("DELETE"));
  give(unknown_path(asked.path));
}

}  // namespace

handler control_of(sidecar::sidecar& of, bool checks_names) {
  return [&of, checks_names](const request& asked, const answer& give) {
    handle(of, checks_names, asked, give);
  };
}

}  // namespace surgeline::admin
