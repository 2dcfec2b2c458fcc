#include "openapi_glance.hpp"

namespace surgeline::admin {

const std::string_view glance_schemas = R"({
"placed_proxy": {"type": "object",
  "required": ["id", "open", "made_by", "protocol", "listen", "upstream"],
  "properties": {
    "from": {"type": "array", "items": {"type": "string"}, "description": "its callers, as the file says"},
    "clients": {"type": "array", "items": {"type": "string"},
      "description": "client groups whose breakers are watched"},
    "daemons": {"type": "array", "items": {"type": "string"}, "description": "that its connections wait for"}},
  "additionalProperties": false},
"glance": {"type": "object",
  "required": ["at_seconds", "layout", "counts", "latency", "status", "started_at", "frozen", "daemons", "faults", "lease", "run",
    "figures", "phases", "who", "hosted", "version", "page", "now"],
  "properties": {
    "you": {"type": "object", "required": ["name", "may_change"], "properties": {
      "name": {"type": "string", "description": "of the key, or the certificate"}, "may_change": {"type": "boolean"}},
      "additionalProperties": false, "description": "who asks; of events only the first has it"},
    "proxies": {"type": "array", "items": {"$ref": "#/components/schemas/placed_proxy"},
      "description": "those that are open first; absent if they are those of the last glance"},
    "at_seconds": {"type": "number", "description": "since the sidecar began"},
    "layout": {"type": "integer", "description": "another number when `proxies` differ"},
    "counts": {"type": "array", "description": "a row for each open proxy, in their order",
      "items": {"type": "array", "minItems": 10, "maxItems": 10, "items": {"type": ["integer", "string"]},
        "description": "connections now; bytes to the upstream, to the client, held now; exchanges that are over, of them those that failed; attempts; logical requests, of them the good ones; the first letter of the state of each client group's breaker"}},
    "latency": {"type": "object", "required": ["bounds", "rows"], "properties": {
      "bounds": {"type": "array", "items": {"type": "number"}, "description": "upper ones of buckets, in seconds; one more bucket has none"},
      "rows": {"type": "array", "description": "for each open proxy, in their order: how long its exchanges took its clients, and then each of its upstreams, without what faults added; empty where nobody speaks HTTP",
        "items": {"type": "array", "items": {"type": "array", "items": {"type": "integer"},
          "description": "the place of a bucket, how many exchanges fell into it, the place of the next, …; empty buckets are left out"}}}},
      "additionalProperties": false},
    "status": {"enum": ["serving", "draining"]}, "started_at": {"type": "string"}, "frozen": {"type": "boolean"},
    "daemons": {"type": "array", "items": {"$ref": "#/components/schemas/daemon"}},
    "faults": {"type": "array", "items": {"$ref": "#/components/schemas/fault"}},
    "lease": {"$ref": "#/components/schemas/lease"},
    "run": {"type": ["object", "null"], "description": "what a run tells that has the lease, or had it last"},
    "figures": {"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/scenario.run_figures"}],
      "description": "what the loads of whoever has the lease ask for and get, as it told within a lease"},
    "phases": {"type": "array", "description": "that this run has been in", "items": {"type": "object",
      "required": ["id", "began_at"], "properties": {"id": {"type": "string"}, "began_at": {"type": "string"},
        "seconds": {"type": "number", "description": "planned"}}, "additionalProperties": false}},
    "who": {"type": "object", "additionalProperties": {"type": "string"},
      "description": "who armed a fault or has the lease, by its id, where that is known"},
    "hosted": {"type": ["object", "null"], "description": "the last run that was started here, as `GET /v1/runs/{id}` has it"},
    "version": {"type": "string"}, "page": {"type": "string", "description": "another one when the page at /ui/ is"},
    "now": {"type": "string"}},
  "additionalProperties": false}
})";

}  // namespace surgeline::admin
