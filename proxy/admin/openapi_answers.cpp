#include "openapi_answers.hpp"

namespace surgeline::admin {

const std::string_view answer_schemas = R"({
"failure": {"type": "object", "required": ["error"], "properties": {
  "error": {"type": "string", "description": "what went wrong, in a sentence"},
  "remedy": {"type": "string", "description": "what to do about it"},
  "status": {"type": "integer"},
  "problems": {"type": "array", "items": {"type": "object", "required": ["what"], "properties": {
    "pointer": {"type": "string", "description": "where in the body, as a JSON pointer"},
    "line": {"type": "integer"}, "column": {"type": "integer"},
    "what": {"type": "string"}, "remedy": {"type": "string"}}, "additionalProperties": false}}},
  "additionalProperties": false},
"lease": {"type": ["object", "null"], "required": ["id", "by", "lease"], "properties": {
  "id": {"type": "string"}, "by": {"enum": ["v1", "runner"]},
  "lease": {"type": "string", "description": "it ends after this silence"},
  "expires_at": {"type": "string"}, "expires_in": {"type": "string"}}},
"lease_answer": {"type": "object", "required": ["lease"],
  "properties": {"lease": {"$ref": "#/components/schemas/lease"}}, "additionalProperties": false},
"frozen_answer": {"type": "object", "required": ["frozen"],
  "properties": {"frozen": {"type": "boolean"}}, "additionalProperties": false},
"cleared": {"type": "object", "required": ["cleared"],
  "properties": {"cleared": {"type": "string"}}, "additionalProperties": false},
"removed": {"type": "object", "required": ["removed"],
  "properties": {"removed": {"type": "string"}}, "additionalProperties": false},
"tally": {"type": "object",
  "required": ["evaluated", "selected", "capped", "injected", "delayed", "delay_seconds"],
  "properties": {
    "evaluated": {"type": "integer"}, "selected": {"type": "integer"},
    "capped": {"type": "integer"}, "injected": {"type": "integer"}, "delayed": {"type": "integer"},
    "decided_delay_seconds": {"type": "number"}, "delay_seconds": {"type": "number"},
    "longest_delay_seconds": {"type": "number"}}, "additionalProperties": false},
"fault": {"type": "object",
  "required": ["id", "kind", "owner", "by", "since", "in_force", "proxies", "did", "written"],
  "properties": {
    "id": {"type": "string"}, "kind": {"type": "string"},
    "owner": {"enum": ["lease", "ttl", "static"], "description": "what ends it"},
    "by": {"enum": ["file", "v1", "runner", "toxiproxy"], "description": "who armed it"},
    "since": {"type": "string"}, "in_force": {"type": "boolean"},
    "changes_at": {"type": "string"}, "changes_in": {"type": "string"},
    "expires_at": {"type": "string"}, "expires_in": {"type": "string"},
    "proxies": {"type": "array", "items": {"type": "string"}},
    "did": {"$ref": "#/components/schemas/tally"},
    "written": {"type": "object", "description": "as it is written in a file"}},
  "additionalProperties": false},
"faults": {"type": "object", "required": ["faults"], "properties": {
  "faults": {"type": "array", "items": {"$ref": "#/components/schemas/fault"}}},
  "additionalProperties": false},
"proxy": {"type": "object",
  "required": ["id", "open", "made_by", "protocol", "listen", "upstream"],
  "properties": {
    "id": {"type": "string"}, "open": {"type": "boolean"}, "made_by": {"enum": ["file", "api"]},
    "protocol": {"enum": ["tcp", "http"]},
    "listen": {"type": "array", "items": {"type": "string"}},
    "upstream": {"type": "array", "items": {"type": "string"}},
    "connections": {"type": "object"}, "bytes": {"type": "object"},
    "exchanges": {"type": "object"}, "control_group": {"type": "object"}},
  "additionalProperties": false},
"proxies": {"type": "object", "required": ["proxies"], "properties": {
  "proxies": {"type": "array", "items": {"$ref": "#/components/schemas/proxy"}}},
  "additionalProperties": false},
"state": {"type": "object",
  "required": ["status", "frozen", "workers", "proxies", "closed", "toxics", "faults", "lease"],
  "properties": {
    "status": {"enum": ["serving", "draining"]}, "frozen": {"type": "boolean"},
    "started_at": {"type": "string"}, "now_seconds": {"type": "number"},
    "run": {"type": ["object", "null"], "description": "what its run tells"},
    "workers": {"type": "integer"}, "control_group": {"type": "object"},
    "proxies": {"type": "array", "items": {"$ref": "#/components/schemas/proxy"}},
    "closed": {"type": "array", "items": {"$ref": "#/components/schemas/proxy"}},
    "toxics": {"type": "array", "items": {"type": "object",
      "required": ["proxy", "name", "type", "stream", "faults"], "properties": {
        "proxy": {"type": "string"}, "name": {"type": "string"}, "type": {"type": "string"},
        "stream": {"enum": ["upstream", "downstream"]},
        "faults": {"type": "array", "items": {"type": "string"}}}}},
    "faults": {"type": "array", "items": {"$ref": "#/components/schemas/fault"}},
    "lease": {"$ref": "#/components/schemas/lease"},
    "tallies": {"type": "array", "items": {"type": "object", "required": ["id", "kind", "did"],
      "properties": {"id": {"type": "string"}, "kind": {"type": "string"},
        "did": {"$ref": "#/components/schemas/tally"}}, "additionalProperties": false}}}},
"decisions": {"type": "object", "required": ["decisions", "next", "forgotten"], "properties": {
  "decisions": {"type": "array", "items": {"type": "object",
    "required": ["n", "fault", "proxy", "key", "index", "draw", "threshold", "outcome"],
    "properties": {"n": {"type": "integer"}, "fault": {"type": "string"},
      "proxy": {"type": "string"}, "key": {"type": "string"}, "index": {"type": "integer"},
      "draw": {"type": "number"}, "threshold": {"type": "number"},
      "outcome": {"enum": ["picked", "spared"]}}, "additionalProperties": false}},
  "next": {"type": "integer", "description": "ask for what comes after this"},
  "forgotten": {"type": "integer", "description": "so many in between are kept no longer"}},
  "additionalProperties": false},
"calls": {"type": "object", "required": ["calls", "next", "forgotten"], "properties": {
  "calls": {"type": "array", "items": {"type": "object",
    "required": ["n", "when", "who", "from", "method", "path", "body_bytes", "status"],
    "properties": {"n": {"type": "integer"}, "when": {"type": "string"}, "who": {"type": "string"},
      "from": {"type": "string"}, "method": {"type": "string"}, "path": {"type": "string"},
      "body_bytes": {"type": "integer"}, "status": {"type": "integer"},
      "told": {"type": "string"}}, "additionalProperties": false}},
  "next": {"type": "integer"}, "forgotten": {"type": "integer"}},
  "additionalProperties": false},
"run": {"type": "object", "required": ["id", "scenario", "seed", "state", "started_at"],
  "properties": {
    "id": {"type": "string"}, "scenario": {"type": "string"}, "variant": {"type": "string"},
    "seed": {"type": "integer"}, "state": {"enum": ["running", "aborting", "over"]},
    "started_at": {"type": "string"}, "phase": {"type": "string"},
    "verdict": {"enum": ["pass", "fail", "inconclusive", "aborted", "metastable"]},
    "expected": {"type": "string"}, "as_expected": {"type": "boolean"},
    "problems": {"type": "array", "items": {"type": "string"}}},
  "additionalProperties": false},
"runs": {"type": "object", "required": ["runs"], "properties": {
  "runs": {"type": "array", "items": {"$ref": "#/components/schemas/run"}}},
  "additionalProperties": false},
"document": {"type": "object"}
})";

}  // namespace surgeline::admin
