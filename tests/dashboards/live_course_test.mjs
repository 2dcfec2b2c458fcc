// What the live page makes of what it hears: rates, lanes, sentences, the picture.
import assert from "node:assert/strict";
import { test } from "node:test";
import { wayToClear } from "../../dashboards/live/armed_way.mjs";
import { changes, isItUs, sentenceOf, turns } from "../../dashboards/live/changes.mjs";
import { History } from "../../dashboards/live/history.mjs";
import { Lanes } from "../../dashboards/live/lanes.mjs";
import { quantile, unpacked } from "../../dashboards/live/latency.mjs";
import { progress } from "../../dashboards/live/progress.mjs";
import { above, chosen, curve, placed } from "../../dashboards/live/topology.mjs";
import { bytes, lasting, number, owner, share, span } from "../../dashboards/live/words.mjs";

const start = Date.parse("2026-11-27T18:00:00Z");
const proxy = (id, more = {}) => ({ id, open: true, protocol: "http", listen: ["127.0.0.1:1"], upstream: [`${id}:80`], ...more });
const row = ({ attempts = 0, logical = 0, good = 0, over = attempts, failed = 0, breakers = "" }) => [1, 10 * over, 20 * over, 0, over, failed, attempts, logical, good, breakers];
const glance = (more = {}) => ({
  at_seconds: 0, layout: 1, proxies: [proxy("shop")], counts: [row({})], status: "serving", started_at: "2026-11-27T17:00:00Z", frozen: false,
  daemons: [], faults: [], lease: null, run: null, phases: [], who: {}, hosted: null, version: "1", page: "x", now: "2026-11-27T18:00:00Z", ...more,
});
const fault = (id, more = {}) => ({ id, kind: "latency", owner: "ttl", by: "v1", in_force: true, proxies: ["shop"], did: {}, written: {}, since: "2026-11-27T18:00:00Z", expires_at: "2026-11-27T18:01:00Z", ...more });

function pushed(history, rows) {
  rows.forEach((one, second) => history.push(glance({ counts: [row(one)] }), start + second * 1000));
  return history;
}

test("rates are what was counted in the last seconds", () => {
  const history = pushed(new History(), [{}, { attempts: 20, logical: 10, good: 8, failed: 5 }, { attempts: 40, logical: 20, good: 16, failed: 10 }]);
  const now = history.rates("shop");
  assert.equal(now.requests, 10);
  assert.equal(now.goodput, 8);
  assert.equal(now.amplification, 2);
  assert.equal(now.failing, 0.25);
  assert.equal(history.total().requests, 10);
});

test("of one glance no rate is known", () => {
  assert.equal(pushed(new History(), [{}]).rates("shop"), null);
  assert.equal(new History().rates("shop"), null);
});

test("counts that fall are of a new proxy, and make no negative rate", () => {
  const history = pushed(new History(), [{ attempts: 900, over: 900 }, { attempts: 1000, over: 1000 }, { attempts: 0, over: 0 }, { attempts: 5, over: 5 }]);
  assert.equal(history.rates("shop").attempts, 5);
});

test("a sidecar that was started anew has no history", () => {
  const history = pushed(new History(), [{}, { attempts: 10 }]);
  assert.equal(history.push(glance({ started_at: "2026-11-27T18:00:05Z" }), start + 6000), false);
  assert.equal(history.samples.length, 1);
});

test("a course has a gap where nothing was heard", () => {
  const history = pushed(new History(), [{}, { attempts: 10 }]);
  history.push(glance({ counts: [row({ attempts: 2000 })] }), start + 60_000);
  assert.deepEqual(history.course("proxy:shop", 120_000).attempts, [null, 10, null]);
});

test("a quantile lies in its bucket as if that were filled evenly", () => {
  const bounds = [0.125, 0.25, 0.5];
  assert.equal(quantile([0, 10, 0, 0], bounds, 0.5), 0.1875);
  assert.equal(quantile([50, 0, 50, 0], bounds, 0.75), 0.375);
  assert.equal(quantile([0, 0, 0, 7], bounds, 0.99), 0.5); // no more is known
  assert.ok(Number.isNaN(quantile([0, 0, 0, 0], bounds, 0.5)));
  assert.deepEqual([...unpacked([1, 7, 3, 2], 4)], [0, 7, 0, 2]);
});

const timed = (rows, more = {}) => glance({ latency: { bounds: [0.125, 0.25, 0.5], rows }, ...more });

test("how long exchanges take is told of the last seconds, and upstreams one by one", () => {
  const history = new History();
  const proxies = [proxy("shop", { upstream: ["a:1", "b:1"] })];
  history.push(timed([[[0, 1000], [0, 1000], []]], { proxies }), start);
  assert.equal(history.latency("shop"), null);
  history.push(timed([[[0, 1000, 1, 10], [0, 1010], [2, 10]]], { proxies }), start + 1000);
  const took = history.latency("shop");
  assert.deepEqual([took.p50, took.upstreams.map((one) => Math.round(one * 1000))], [0.1875, [124, 498]]);
  assert.deepEqual(history.course("proxy:shop", 60_000).p50, [null, 0.1875]);
  assert.deepEqual(history.course("all", 60_000).p50, [null, 0.1875]);
  for (let second = 2; second < 9; second += 1) history.push(timed([[[0, 1000, 1, 10], [0, 1010], [2, 10]]], { proxies }), start + second * 1000);
  assert.ok(Number.isNaN(history.latency("shop").p50)); // nothing has come for a while
});

test("of counts that fell, and after a gap, no latency is known", () => {
  const history = new History();
  const told = (counts, second) => history.push(timed([[counts, []]]), start + second * 1000);
  told([0, 50], 0);
  told([0, 3], 1);
  assert.equal(history.latency("shop"), null);
  told([0, 9], 100);
  assert.equal(history.latency("shop"), null);
});

test("a load of a run elsewhere has its course as that run tells it", () => {
  const history = new History();
  history.push(glance({ figures: { loads: [{ id: "buyers", offered: 20, goodput: 5, amplification: 2, p50_seconds: 0.2, p99_seconds: 1.5 }] } }), start);
  const { goodput, attempts, p50, p99 } = history.course("load:buyers", 60_000);
  assert.deepEqual([goodput, attempts, p50, p99], [[5], [40], [0.2], [1.5]]);
});

test("a load of a run that goes on here has its own course", () => {
  const history = new History();
  const hosted = (goodput) => ({ state: "running", figures: { loads: [{ id: "buyers", offered: 20, goodput, amplification: 1.5 }] } });
  history.push(glance({ hosted: hosted(18) }), start);
  history.push(glance({ hosted: { ...hosted(1), state: "over" } }), start + 1000);
  assert.deepEqual(history.course("load:buyers", 60_000).goodput, [18, null]);
  assert.deepEqual(history.course("load:buyers", 60_000).attempts, [30, null]);
});

test("of a thousand proxies single rows are kept for a while, and sums for long", () => {
  const history = new History();
  const proxies = Array.from({ length: 1000 }, (_, at) => proxy(`p${at}`));
  for (let second = 0; second < 260; second += 1) history.push(glance({ proxies, counts: proxies.map(() => row({ attempts: second })) }), start + second * 1000);
  assert.equal(history.samples.filter((one) => one.rows).length, 200);
  assert.equal(history.course("all", 900_000).attempts.at(100), 1000);
});

test("lanes say when what was in which state", () => {
  const lanes = new Lanes();
  const watched = (letter) => glance({ proxies: [proxy("shop", { clients: ["web"] })], counts: [row({ breakers: letter })] });
  lanes.push(watched("c"), 1000);
  assert.deepEqual(lanes.push(watched("c"), 2000), []);
  const [turned] = lanes.push(watched("o"), 3000);
  assert.equal(turned.before, "closed");
  assert.deepEqual(lanes.shown(0).lanes[0].pieces, [{ from: 1000, to: 3000, state: "closed" }, { from: 3000, to: null, state: "open" }]);
  assert.deepEqual(turns([turned]), [{ tone: "warn", text: "the breaker of web → shop seems open" }]);
});

test("a fault that is cleared ends its lane, and is gone from it later", () => {
  const lanes = new Lanes();
  lanes.push(glance({ faults: [fault("late")] }), 1000);
  lanes.push(glance(), 2000);
  assert.deepEqual(lanes.shown(0).lanes.map((one) => [one.label, one.state, one.pieces[0].to]), [["late", null, 2000]]);
  lanes.push(glance(), 2_000_000);
  assert.equal(lanes.shown(0).lanes.length, 0);
});

test("of many lanes those are shown where something stirs", () => {
  const lanes = new Lanes();
  const proxies = Array.from({ length: 40 }, (_, at) => proxy(`p${at}`, { clients: ["other"] }));
  lanes.push(glance({ proxies, counts: proxies.map((_, at) => row({ breakers: at === 37 ? "o" : "c" })) }), 1000);
  const { lanes: shown, left } = lanes.shown(0, 5);
  assert.equal(left, 35);
  assert.ok(shown.some((one) => one.label === "→ p37"));
});

test("what happened is said in sentences", () => {
  const said = (before, now) => changes(glance(before), glance(now)).map((one) => one.text);
  assert.deepEqual(said({}, { faults: [fault("late")], who: { late: "ci" } }), ["late was armed on shop: latency, by ci, through the API"]);
  assert.deepEqual(said({ faults: [fault("late")] }, { now: "2026-11-27T18:00:30Z" }), ["late was cleared"]);
  assert.deepEqual(said({ faults: [fault("late")] }, { now: "2026-11-27T18:01:00Z" }), ["late was cleared: its time was over"]);
  assert.deepEqual(said({}, { frozen: true }), ["frozen: everything is cleared, and nothing can be armed"]);
  assert.deepEqual(said({}, { layout: 2, proxies: [] }), ["gone: shop"]);
  assert.deepEqual(said({}, { started_at: "later" }), ["the sidecar was started anew: its counts begin at 0"]);
  assert.deepEqual(said({ run: { phase: "a", checks: [{ id: "well", ok: true }] } }, { run: { phase: "b", verdict: "metastable", checks: [{ id: "well", ok: false }] } }), ["phase b", "well is violated", "verdict: metastable"]);
});

test("whether it is us is said in one sentence", () => {
  assert.equal(isItUs(glance()).title, "Nothing is armed.");
  assert.match(isItUs(glance(), { failing: 0.2 }).text, /it is not us\. 20 % of what comes through fails/);
  assert.deepEqual(isItUs(glance({ faults: [fault("late")] })), { tone: "ours", title: "late is in force.", text: "On shop, armed by the API." });
  assert.match(isItUs(glance({ faults: [fault("late", { in_force: false })] })).title, /armed, and not in force/);
  assert.equal(isItUs(glance({ frozen: true })).tone, "warn");
});

test("who armed something is said as well as it is known", () => {
  const leased = fault("x", { by: "runner", owner: "lease" });
  assert.equal(owner(leased, glance({ lease: { id: "l" }, who: { l: "ci" }, run: { run: { scenario: "outage" } } })), "ci, the run outage");
  assert.equal(owner(fault("x", { by: "file" }), glance()), "the sidecar's file");
});

test("calls of the audit log are sentences about people", () => {
  const call = (more) => sentenceOf({ who: "ci", from: "127.0.0.1", status: 200, ...more });
  assert.equal(call({ method: "PUT", path: "/v1/faults/late" }).text, "ci armed late");
  assert.equal(call({ method: "POST", path: "/v1/freeze", who: "", from: "uid:0" }).text, "user 0 froze the sidecar");
  assert.equal(call({ method: "DELETE", path: "/v1/plan", status: 403 }).text, "ci was refused (403): cleared everything");
  assert.equal(call({ method: "GET", path: "/v1/state", status: 401 }), null);
});

test("a fault is cleared where it was made", () => {
  assert.deepEqual(wayToClear(fault("late"), glance()).call, ["DELETE", "/v1/faults/late"]);
  const leased = { lease: { id: "l1" }, faults: [fault("a", { owner: "lease" }), fault("b", { owner: "lease" })] };
  assert.deepEqual(wayToClear(leased.faults[0], glance(leased)).call, ["DELETE", "/v1/leases/l1"]);
  assert.match(wayToClear(leased.faults[0], glance(leased)).text, /With it go b/);
  assert.equal(wayToClear(fault("old", { by: "file", owner: "static" }), glance()), null);
});

test("the picture has every proxy where there are few, and the telling ones where there are many", () => {
  const proxies = Array.from({ length: 1000 }, (_, at) => proxy(`p${at}`));
  const rates = (id) => (id === "p500" ? { over: 10, failing: 0.5, up: 0, down: 0 } : { over: 1, failing: 0, up: 0, down: 0 });
  const { shown, left } = chosen(glance({ proxies, faults: [fault("late", { proxies: ["p900"] })] }), rates);
  assert.equal(shown.length + left, 1000);
  assert.ok(["p500", "p900"].every((id) => shown.some((one) => one.id === id)));
});

test("nodes of a column do not overlap, whatever the width", () => {
  const proxies = Array.from({ length: 12 }, (_, at) => proxy(`p${at}`, { from: [`caller-${at % 3}`], daemons: at % 5 ? [] : ["logd"] }));
  for (const width of [320, 700, 1300]) {
    const { nodes, edges, height } = placed(proxies, glance({ proxies, daemons: [] }), width);
    assert.equal(edges.length, 12 + 12 + 3);
    for (const one of nodes) {
      assert.ok(one.x >= 0 && one.x + one.width <= width && one.y >= 0 && one.y + one.height <= height);
      for (const other of nodes) assert.ok(one === other || one.column.slice(0, 3) !== other.column.slice(0, 3) || Math.abs(one.y - other.y) >= one.height || one.x !== other.x);
    }
    assert.ok(!curve(edges[0].ends).includes("NaN"));
  }
});

test("a word at an edge stands on the side that the curve leaves free", () => {
  const box = (x, y) => ({ x, y, width: 100, height: 20 });
  const side = (y) => above({ ends: [box(0, 50), box(300, y)] }).anchor;
  assert.deepEqual([side(50), side(0), side(100)], ["middle", "end", "start"]);
});

test("phases of a run have their share of the time, and how far each is", () => {
  const figures = { at_seconds: 15, phases: [{ id: "a", seconds: 10 }, { id: "b", seconds: 10 }] };
  assert.deepEqual(progress(glance({ hosted: { state: "running", figures } }), start), [{ id: "a", seconds: 10, done: 1 }, { id: "b", seconds: 10, done: 0.5 }]);
  const told = [{ id: "a", began_at: "2026-11-27T17:59:00Z", seconds: 30 }, { id: "b", began_at: "2026-11-27T17:59:50Z", seconds: 20 }];
  assert.deepEqual(progress(glance({ phases: told }), start).map((one) => [one.id, one.done]), [["a", 1], ["b", 0.5]]);
});

test("numbers are said as people say them", () => {
  assert.deepEqual([0, 0.256, 12.34, 1234, 56_000, NaN].map(number), ["0", "0.26", "12.3", "1234", "56k", "–"]);
  assert.deepEqual([0.004, 0.25, 1].map(share), ["0.4 %", "25 %", "100 %"]);
  assert.deepEqual([0, 999, 1500, 2e6].map(bytes), ["0 B", "999 B", "1.5 KB", "2 MB"]);
  assert.deepEqual([0, 0.00085, 0.0123, 1.5, NaN].map(lasting), ["0", "850 µs", "12.3 ms", "1.5 s", "–"]);
  assert.deepEqual([400, 65_000, 7_800_000].map(span), ["0 s", "1 min 05 s", "2 h 10 min"]);
});
