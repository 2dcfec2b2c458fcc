// What the live page hears and sends: events, the way from a stream to questions and back, refusals, the form for a fault.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Api, Refusal } from "../../dashboards/live/api.mjs";
import { faultOf, fieldOf, freeId, kindsFor, kindsOf, valueOf } from "../../dashboards/live/form.mjs";
import { notices } from "../../dashboards/live/notices.mjs";
import { EventReader } from "../../dashboards/live/reader.mjs";
import { Source } from "../../dashboards/live/source.mjs";

const glance = (more = {}) => ({ layout: 1, now: "2026-11-27T18:00:00.000Z", counts: [], ...more });
const event = (data) => `event: glance\ndata: ${JSON.stringify(data)}\n\n`;

test("events are read out of pieces, and comments are none", () => {
  const reader = new EventReader();
  assert.deepEqual(reader.take("event: gl"), []);
  assert.deepEqual(reader.take('ance\ndata: {"a":1}\n\n:\n\nevent: x'), [{ event: "glance", data: '{"a":1}' }]);
  assert.deepEqual(reader.take("\ndata: a\ndata: b\n\n"), [{ event: "x", data: "a\nb" }]);
});

/** A source before a made-up sidecar; `script` answers each call, and the last one stops it. */
async function course(script, browser = {}) {
  const [calls, told, states] = [[], [], []];
  let [now, source] = [0, undefined];
  const next = (call) => {
    calls.push(call);
    const one = script.shift();
    if (script.length === 0) source.stop();
    if (one instanceof Error) throw one;
    return one;
  };
  const api = {
    open: async (path) => {
      const pieces = next(path);
      if (browser.hasNoStreams) return {};
      const reader = { read: async () => (pieces.length > 0 ? { done: false, value: new TextEncoder().encode(pieces.shift()) } : { done: true }) };
      return { body: { getReader: () => reader } };
    },
    get: async (path) => next(path),
  };
  const timer = (then, after) => {
    if (then.name === "watch") return;
    now += after;
    queueMicrotask(then);
  };
  source = new Source({ api, told: (one) => told.push((browser.told ?? ((all) => all))(one)), state: (one) => states.push(one), now: () => now, timer });
  await source.run();
  return { calls, told, states };
}

test("the proxies of the first glance hold until there are others", async () => {
  const { told } = await course([[event(glance({ proxies: ["a"], you: "me" })), event(glance()), event(glance({ layout: 2, proxies: ["b"] }))], new Error("x")]);
  assert.deepEqual(told.map((one) => one.proxies), [["a"], ["a"], ["b"]]);
  assert.deepEqual(told.map((one) => one.you), ["me", "me", "me"]);
});

test("a browser that cannot listen to a stream asks, and says so", async () => {
  const { calls, states } = await course([[], glance({ proxies: [] }), glance(), new Error("x")], { hasNoStreams: true });
  assert.deepEqual(calls, ["/v1/glance/events", "/v1/glance", "/v1/glance?layout=1", "/v1/glance?layout=1"]);
  assert.deepEqual(states[0], { is: "polling", why: "this browser cannot listen to a stream" });
});

test("where as many listen as may, it asks", async () => {
  const { states, calls } = await course([new Refusal(503, { error: "as many listen here as may" }), glance({ proxies: [] }), new Error("x")]);
  assert.equal(states[0].is, "polling");
  assert.equal(states[0].why, "as many listen here as may");
  assert.equal(calls[1], "/v1/glance");
});

test("a sidecar that is gone is looked for again and again, and found", async () => {
  const gone = new Error("no answer from the sidecar");
  const { states, calls } = await course([gone, gone, gone, [event(glance({ proxies: [] }))], gone]);
  assert.deepEqual(states.map((one) => one.is), ["lost", "lost", "lost", "streaming", "lost"].slice(0, states.length));
  assert.equal(states[2].why, "no answer from the sidecar");
  assert.equal(calls.length, 5);
});

test("who needs a key is told so, and is not asked again and again", async () => {
  const { states, calls } = await course([new Refusal(401, { error: "a key is needed here" }), new Error("never asked")]);
  assert.deepEqual(states, [{ is: "key", why: "a key is needed here" }]);
  assert.equal(calls.length, 1);
});

test("a sidecar without glances is of another version", async () => {
  const { states } = await course([new Refusal(404, { error: "there is no /v1/glance/events" }), new Error("x")]);
  assert.equal(states[0].is, "strange");
});

test("what lacks something is of another version, and no blank page", async () => {
  const { states } = await course([[event({ layout: 1, proxies: [] })], new Error("x")], { told: (one) => one.faults.length });
  assert.equal(states[0].is, "strange");
});

test("a key goes into a header, and into nothing else", async () => {
  const asked = [];
  const api = new Api(async (path, options) => {
    asked.push([path, options]);
    return { ok: true, json: async () => ({}) };
  });
  api.key = "secret-key";
  await api.send("PUT", "/v1/faults/x", { kind: "stall" });
  const [path, { headers, body, redirect }] = asked[0];
  assert.equal(headers.Authorization, "Bearer secret-key");
  assert.equal(redirect, "error");
  assert.ok(!path.includes("secret") && !body.includes("secret"));
});

test("a refusal says what the sidecar said", async () => {
  const api = new Api(async () => ({ ok: false, status: 409, headers: new Headers({ "Retry-After": "3" }), json: async () => ({ error: "no", remedy: "wait" }) }));
  await assert.rejects(api.get("/v1/glance"), (error) => error.message === "no" && error.remedy === "wait" && error.retryAfter === 3000);
});

test("an answer that is no JSON is no sidecar's", async () => {
  const api = new Api(async () => ({ ok: true, json: async () => JSON.parse("<html>") }));
  await assert.rejects(api.get("/v1/glance"), /is this a sidecar/);
});

const described = {
  components: { schemas: { "scenario.fault": { oneOf: [
    { description: "Bytes arrive later.", required: ["kind", "delay"], properties: { id: {}, kind: { enum: ["latency"] }, per: { enum: ["connection", "request"] }, delay: { description: "so long" }, ttl: {}, target: {} } },
    { description: "Another answer.", required: ["kind", "status"], properties: { kind: { enum: ["http_status"] }, status: { type: "integer" }, keep: { type: "boolean" } } },
    { description: "Nobody gets a slot.", required: ["kind"], properties: { kind: { enum: ["daemon_stall"] } } },
    { description: "Of the laboratory.", required: ["kind"], properties: { kind: { enum: ["host_crash"] } } },
  ] } } },
};

test("the form follows the description of the API", () => {
  const kinds = kindsOf(described);
  assert.deepEqual(kinds.map((one) => one.name), ["latency", "http_status", "daemon_stall"]);
  assert.deepEqual(kinds[0].fields.map((one) => [one.name, one.type, one.required]), [["delay", "text", true], ["per", "choice", false]]);
  assert.deepEqual(kindsFor(kinds, { protocol: "tcp" }).map((one) => one.name), ["latency"]);
  assert.deepEqual(kindsFor(kinds, { protocol: "http" }).map((one) => one.name), ["latency", "http_status"]);
  assert.deepEqual(kindsFor(kinds, { daemon: "logd" }).map((one) => one.name), ["daemon_stall"]);
});

test("what was typed becomes a fault", () => {
  const [latency, status] = kindsOf(described);
  assert.deepEqual(faultOf(latency, { values: { delay: "200ms", per: "" }, where: "proxy shop", ttl: "1m", probability: "0.5", narrow: { route: "buy", path: "" } }), { kind: "latency", delay: "200ms", probability: 0.5, ttl: "1m", target: { proxy: "shop", route: "buy" } });
  assert.deepEqual(faultOf(status, { values: { status: "503", keep: true }, where: "proxy shop", ttl: "", probability: "" }), { kind: "http_status", status: 503, keep: true, target: { proxy: "shop" } });
});

test("a value is what it reads as", () => {
  assert.deepEqual(["10%", "-2.5", '{"dist": "fixed"}', "[1", "200ms"].map(valueOf), ["10%", -2.5, { dist: "fixed" }, "[1", "200ms"]);
});

test("a new fault gets an id that none has", () => {
  assert.equal(freeId("http_status", { faults: [{ id: "http-status-1" }, { id: "x" }] }), "http-status-2");
});

test("a problem belongs to a field", () => {
  assert.deepEqual(["/delay", "/delay/dist", "/target/route", "/target/header/x", ""].map((pointer) => fieldOf({ pointer })), ["delay", "delay", "target.route", "target.header", ""]);
});

test("whatever is wrong is said above all", () => {
  const seen = { now: "2026-11-27T18:00:00Z", page: "b", version: "2.0", status: "draining" };
  assert.match(notices({ is: "lost", why: "no answer from the sidecar", since: 0, again: 14_000 }, seen, "b", 12_000)[0].text, /^No answer from the sidecar for 12 s\. What you see is of .* Tried again in 2 s\.$/);
  assert.deepEqual(notices({ is: "streaming" }, seen, "a", 0).map((one) => [one.key, one.reload]), [["other", true], ["draining", undefined]]);
  assert.deepEqual(notices({ is: "streaming" }, { ...seen, status: "serving" }, "b", 0), []);
  assert.match(notices({ is: "strange" }, undefined, "a", 0)[0].text, /another version of the sidecar/);
});
