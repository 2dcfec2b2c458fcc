#include "native_answers.hpp"

#include <fmt/format.h>

#include <utility>

#include "surgeline/config/json.hpp"

namespace surgeline::admin {

using config::table;
using config::value;

response json(unsigned status, const value& what) {
  return {.status = status, .body = config::to_json(what, 2) + "\n"};
}

response failure(unsigned status, std::string what, std::string remedy) {
  table all;
  all.put("error", std::move(what));
  if (!remedy.empty()) all.put("remedy", std::move(remedy));
  return json(status, all);
}

response refusal(const problems& found, std::string_view of) {
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
  all.put("error", fmt::format("the {} has problems; nothing was changed", of));
  all.put("problems", std::move(each));
  return json(400, all);
}

std::optional<value> called(config::array all, const std::string& id) {
  const value list{std::move(all)};
  const value* const there = config::find(list, id);
  return there == nullptr ? std::nullopt : std::optional{*there};
}

response no_lease(const std::string& id) {
  return failure(
      404,
      fmt::format("there is no lease `{}`: it has run out, or was ended", id),
      "its faults are cleared; PUT /v1/plan without `id` takes a new one"
  );
}

response refusal(const sidecar::grant& given) {
  using reply = sidecar::grant::answer;
  switch (given.what) {
    case reply::taken:
      return failure(
          409,
          fmt::format("lease {} holds the plan", given.id),
          "wait until it ends, or DELETE /v1/plan to take everything away from it"
      );
    case reply::too_many:
      return failure(
          409,
          fmt::format("there can be {} different faults at once", sidecar::armory::most_faults),
          "clear some first"
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
              "another fault, of the sidecar's file or of another owner, is called `{}`",
              given.id
          ),
          "give it an `id` of its own"
      );
    case reply::unknown:
    case reply::given:
      break;
  }
  return no_lease(given.id);
}

response refusal(const sidecar::outcome& went, const std::string& proxy) {
  using how = sidecar::outcome::how;
  switch (went.what) {
    case how::no_proxy:
      return failure(
          404,
          fmt::format("there is no proxy `{}`", proxy),
          "GET /v1/proxies lists those there are"
      );
    case how::proxy_taken:
      return failure(
          409,
          fmt::format("there is a proxy `{}` already", proxy),
          "PATCH changes it, DELETE takes it away"
      );
    case how::cannot_listen:
    case how::too_many:
    case how::frozen:
      return failure(409, went.why);
    case how::ending:
      return failure(503, went.why);
    case how::not_allowed:
      return failure(403, went.why);
    default:
      return failure(400, went.why);
  }
}

}  // namespace surgeline::admin
