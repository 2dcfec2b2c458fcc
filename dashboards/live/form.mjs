// The form for a fault, out of the sidecar's own description of its API. No element, no clock.
import { kind } from "./words.mjs";

const elsewhere = new Set(["id", "kind", "target", "ttl", "during", "enabled", "schedule", "probability"]);
const rare = new Set(["per", "draw", "group", "by_header", "correlation", "count", "max_active"]);
/** What only the laboratory of a run has. */
const labOnly = /^(host_|cache_flush)/;

const capital = (text) => text[0].toUpperCase() + text.slice(1);
const typeOf = (schema) => {
  if (schema.enum) return "choice";
  if (schema.type === "boolean") return "yes";
  return "text";
};

/** Kinds of faults: `{name, title, about, fields: [{name, title, about, type, choices, required, rare}]}`. */
export function kindsOf(openapi) {
  return openapi.components.schemas["scenario.fault"].oneOf
    .map((one) => {
      const name = one.properties.kind.enum[0];
      const required = new Set(one.required);
      const fields = Object.entries(one.properties)
        .filter(([key]) => !elsewhere.has(key))
        .map(([key, schema]) => ({ name: key, title: capital(kind(key)), about: schema.description ?? "", type: typeOf(schema), choices: schema.enum, required: required.has(key), rare: rare.has(key) }))
        .sort((a, b) => b.required - a.required || a.rare - b.rare);
      return { name, title: kind(name), about: one.description ?? "", fields };
    })
    .filter((one) => !labOnly.test(one.name));
}

const http = /^(http_|drop_response)/;
/** Those that can be meant for a proxy or a daemon. */
export const kindsFor = (kinds, { protocol, daemon }) => kinds.filter((one) => (daemon ? one.name.startsWith("daemon_") : !one.name.startsWith("daemon_") && (protocol === "http" || !http.test(one.name))));

/** What somebody typed as what JSON has for it: a number, a list or a table where it reads as one, else text. */
export function valueOf(text) {
  const trimmed = text.trim();
  if (/^-?\d+(\.\d+)?$/.test(trimmed)) return Number(trimmed);
  if (/^[[{]/.test(trimmed)) {
    try {
      return JSON.parse(trimmed);
    } catch {
      return trimmed; // the sidecar says what is wrong with it
    }
  }
  return trimmed;
}

/** The body of `PUT /v1/faults/{id}`. `values`: what was typed, by field; `where`: `proxy id` or `daemon id`. */
export function faultOf(chosen, { values, where, ttl, probability, narrow = {} }) {
  const [what, id] = [where.slice(0, where.indexOf(" ")), where.slice(where.indexOf(" ") + 1)];
  const body = { kind: chosen.name };
  for (const { name, type } of chosen.fields) {
    const value = values[name];
    if (value === undefined || value === "" || value === false) continue;
    body[name] = type === "text" ? valueOf(value) : value;
  }
  if (probability?.trim()) body.probability = valueOf(probability);
  if (ttl.trim()) body.ttl = ttl.trim();
  body.target = what === "daemon" ? { daemon: id } : { proxy: id };
  for (const [name, value] of Object.entries(narrow)) if (value.trim()) body.target[name] = valueOf(value);
  return body;
}

/** An id that no armed fault has: `latency-1`. */
export function freeId(kindName, glance) {
  const taken = new Set(glance.faults.map((one) => one.id));
  const stem = kindName.replaceAll("_", "-");
  let number = 1;
  while (taken.has(`${stem}-${number}`)) number += 1;
  return `${stem}-${number}`;
}

/** Which field a problem of the sidecar belongs to: `/target/route` → `target.route`; empty for the whole. */
export const fieldOf = (problem) => (problem.pointer ?? "").split("/").filter(Boolean).slice(0, 2).join(".").replace(/^(?!target)([^.]+)\..*/, "$1");
