#include "surgeline/admin/openapi.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "native.hpp"
#include "openapi_answers.hpp"
#include "openapi_glance.hpp"
#include "surgeline/admin/proxy_request.hpp"
#include "surgeline/admin/run_desk.hpp"
#include "surgeline/config/document.hpp"
#include "surgeline/config/json.hpp"
#include "surgeline/config/schema_value.hpp"
#include "surgeline/core/letter.hpp"
#include "surgeline/scenario/daemon_codecs.hpp"
#include "surgeline/scenario/plan_request.hpp"
#include "surgeline/scenario/run_figures.hpp"
#include "surgeline/scenario/run_story.hpp"

namespace surgeline::admin {
namespace {

using config::array;
using config::object;
using config::table;
using config::value;

constexpr std::string_view definitions = "#/definitions/", components = "#/components/schemas/";

value parsed(std::string_view json) {
  problems none;
  return config::from_json(json, "", none).value_or(value{});
}

/// A string that names a variable: files have those, calls have none.
bool is_variable(const value& schema) {
  const value* const pattern = config::find(schema, "pattern");
  const auto* const text = pattern == nullptr ? nullptr : pattern->as<std::string>();
  return text != nullptr && text->find(config::variable_pattern) != text->npos;
}

/// Puts the only schema of a list in the place of the list.
void unwrap(table& keys, const char* list) {
  const value* const there = keys.find(list);
  const auto* const all = there == nullptr ? nullptr : there->as<array>();
  if (all == nullptr || all->size() != 1) return;
  const table only = *all->front().as<table>();
  std::erase_if(keys.entries, [&](const config::entry& one) { return one.key == list; });
  for (const config::entry& one : only.entries) {
    if (keys.find(one.key) == nullptr) keys.put(one.key, one.of);
  }
}

/// A schema of Draft 4, as files have it, in the dialect of OpenAPI 3.1.
void modernize(value& schema) {
  if (auto* const list = schema.as<array>()) {
    std::erase_if(*list, is_variable);
    for (value& one : *list) modernize(one);
  }
  auto* const keys = schema.as<table>();
  if (keys == nullptr) return;
  for (config::entry& one : keys->entries) modernize(one.of);
  for (const auto& [is_open, bound] :
       {std::pair{"exclusiveMinimum", "minimum"}, std::pair{"exclusiveMaximum", "maximum"}}) {
    if (keys->find(is_open) == nullptr || keys->find(bound) == nullptr) continue;
    keys->put(is_open, *keys->find(bound));
    std::erase_if(keys->entries, [&](const config::entry& one) { return one.key == bound; });
  }
  for (config::entry& one : keys->entries) {
    if (one.key == "items" && one.of.as<array>() != nullptr) one.key = "prefixItems";
  }
  for (const char* const list : {"anyOf", "allOf"}) unwrap(*keys, list);
  value* const points = keys->find("$ref");
  if (auto* const to = points == nullptr ? nullptr : points->as<std::string>()) {
    if (to->starts_with(definitions)) to->replace(0, definitions.size(), components);
  }
}

/// Puts what a body is read by, and all that it is made of, among the schemas.
void add_schemas(const std::string& draft4, table& into) {
  value all = parsed(draft4);
  value* const defined = all.as<table>()->find("definitions");
  for (config::entry& one : defined->as<table>()->entries) {
    modernize(one.of);
    into.put(one.key, std::move(one.of));
  }
}

value reference(std::string_view schema) {
  return object({{"$ref", std::string{components} + std::string{schema}}});
}

value with_schema(std::string about, std::string_view schema) {
  return object(
      {{"description", std::move(about)},
       {"content", object({{"application/json", object({{"schema", reference(schema)}})}})}}
  );
}

value as_events() {
  const value text = object({{"schema", object({{"type", "string"}})}});
  return object(
      {{"description", "events, until it is over"},
       {"content", object({{"text/event-stream", text}})}}
  );
}

std::string why(unsigned status) {
  switch (status) {
    case 201:
      return "it is new";
    case 400:
      return "what was asked for cannot be; nothing was changed";
    case 401:
      return "a key is needed, and this is none";
    case 403:
      return "a browser asks for a page of others, a viewer wants to change something, or the file "
             "does not allow it";
    case 404:
      return "there is no such thing";
    case 409:
      return "it cannot be just now";
    case 429:
      return "this address has made too many calls";
    case 503:
      return "the sidecar is ending, or a worker is too busy to answer";
    default:
      return "something else went wrong";
  }
}

value answers(const operation& of) {
  table all;
  all.put(
      fmt::format("{}", of.good),
      of.gives.empty() ? as_events() : with_schema("done, and in force", of.gives)
  );
  std::vector<unsigned> others = of.bad;
  others.insert(others.end(), {401, 403, 429, 503});
  std::ranges::sort(others);
  for (const unsigned status : others)
    all.put(
        fmt::format("{}", status),
        with_schema(why(status), status < 300 ? of.gives : std::string_view{"failure"})
    );
  return all;
}

value parameter(std::string_view name, bool in_path) {
  const char* const type = in_path ? "string" : "integer";
  return object(
      {{"name", std::string{name}},
       {"in", in_path ? "path" : "query"},
       {"required", in_path},
       {"schema", object({{"type", type}})}}
  );
}

value shown(const operation& of) {
  table all;
  all.put("operationId", std::string{of.id});
  all.put("summary", std::string{of.about});
  array parameters;
  if (of.path.find('{') != of.path.npos) parameters.push_back(parameter("id", true));
  for (const std::string_view one : of.query) parameters.push_back(parameter(one, false));
  if (!parameters.empty()) all.put("parameters", std::move(parameters));
  if (!of.takes.empty()) {
    value body = with_schema("what is wanted", of.takes);
    body.as<table>()->put("required", !of.body_may_lack);
    all.put("requestBody", std::move(body));
  }
  all.put("responses", answers(of));
  return all;
}

value paths() {
  table all;
  for (const operation& one : operations()) {
    const std::string path{one.path};
    value* there = all.find(path);
    if (there == nullptr) there = &all.put(path, table{});
    std::string method{one.method};
    for (char& letter : method) letter = lower(letter);
    there->as<table>()->put(std::move(method), shown(one));
  }
  return all;
}

table& keys_of(table& schemas, const char* which) {
  return *schemas.find(which)->as<table>()->find("properties")->as<table>();
}

/// What a schema requires and does not describe itself is as another one has it.
void complete_from(table& schemas, const char* which, const char* other) {
  const table had = keys_of(schemas, other);
  const value* const required = config::find(*schemas.find(which), "required");
  for (const value& each : *required->as<array>()) {
    const std::string& key = *each.as<std::string>();
    table& keys = keys_of(schemas, which);
    if (keys.find(key) == nullptr) keys.put(key, *had.find(key));
  }
}

std::string write_document() {
  value schemas = parsed(answer_schemas);
  table& all = *schemas.as<table>();
  const value glances = parsed(glance_schemas);
  for (const config::entry& one : glances.as<table>()->entries) all.put(one.key, one.of);
  complete_from(all, "placed_proxy", "proxy");
  add_schemas(config::json_schema<scenario::plan_request>(), all);
  add_schemas(config::json_schema<scenario::run_story>(), all);
  add_schemas(config::json_schema<scenario::run_figures>(), all);
  add_schemas(config::json_schema<proxy_request>(), all);
  add_schemas(config::json_schema<proxy_change>(), all);
  add_schemas(config::json_schema<run_request>(), all);
  const value key = object({{"type", "http"}, {"scheme", "bearer"}});
  const value document = object(
      {{"openapi", "3.1.0"},
       {"info",
        object(
            {{"title", "Surgeline's control API"},
             {"license", object({{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}})},
             {"version", "1"},
             {"description", "Faults, proxies and leases of one sidecar."}}
        )},
       {"servers", array{object({{"url", "http://127.0.0.1:8474"}})}},
       {"security", array{table{}, object({{"key", array{}}})}},
       {"paths", paths()},
       {"components",
        object({{"securitySchemes", object({{"key", key}})}, {"schemas", std::move(schemas)}})}}
  );
  return config::to_json(document) + "\n";
}

}  // namespace

std::string api_markdown() {
  std::string page = R"(# Control API

<!-- Written by `surgeline docs api`; change the declarations. -->

JSON over HTTP on the control listener, `[serve] control`, 127.0.0.1:8474 unless the file says otherwise. This page lists
what there is; `GET /v1/openapi.json`, or `surgeline docs openapi`, has the shapes of all bodies, as OpenAPI 3.1. What changes
faults or proxies is answered when the change is in force on every worker and every open connection.

| call | does | good | else |
|---|---|---|---|
)";
  for (const operation& one : operations()) {
    page += fmt::format(
        "| `{} {}` | {} | {} | {} |\n",
        one.method,
        one.path,
        one.about,
        one.good,
        one.bad.empty() ? "" : fmt::format("{}", fmt::join(one.bad, ", "))
    );
  }
  page += R"(
Every call may be answered with 401 (a key is needed, and this is none), 403 (a page in a browser asks that is not ours, a
viewer wants to change something, or the file does not allow it), 429 (this address has made too many calls) and 503 (the sidecar is ending, or a
worker is too busy to answer). A failure says what is wrong in `error` and
what to do in `remedy`; a body with mistakes has each of them in `problems`, with its JSON pointer, and changes nothing.

A fault is armed in one of two ways. `PUT /v1/plan` arms some for a *lease*: they clear when whoever has it falls silent, and
there is one lease at a time. `POST /v1/faults` arms one that stands alone: it clears after its `ttl`, or after
`max_fault_age`, whoever asked for it. `DELETE /v1/plan` clears both, and toxics too.

`GET /v1/decisions` and `GET /v1/audit` remember the last 1000 entries; `?after=N&limit=M` reads on from the `next` of the
last answer. `POST /v1/runs` carries a scenario out from within the sidecar: its faults are armed under a lease on the sidecar's own
proxies, its callers are this process's, and nothing of the machine (no variable, no file) goes into it. Whoever watches
`/v1/runs/ID/events` hears what has happened from the beginning, and the end of the answer is the end of the run:

```text
$ curl -N 127.0.0.1:8474/v1/runs/run-1/events
id: 3
event: phase
data: {"phase": "outage", "at_seconds": 60.0}
```

The API of Toxiproxy is on the same listener: [toxiproxy.md](toxiproxy.md).
)";
  return page;
}

const std::string& openapi() {
  static const std::string text = write_document();
  return text;
}

}  // namespace surgeline::admin
