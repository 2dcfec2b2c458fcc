// breakers.mjs opossum|cockatiel CYCLES BASE PAST TELEMETRY: a library's breaker opens, probes and closes while its server is made
// sick and well again, at 20 to 200 requests a second. What it says is compared with what the sidecar makes out: of the moves of
// both 95 % at least are the same, each within 1 s or 10 % of the open time. BASE leads through the sidecar, PAST straight to the
// server.
import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { CircuitState, ConsecutiveBreaker, SamplingBreaker, circuitBreaker, handleAll } from "cockatiel";
import CircuitBreaker from "opossum";
import { Agent, request } from "undici";
import { chance } from "./flaky.mjs";
import { conclude, watch } from "./metrics.mjs";

const [library, cycles, base, past, telemetry] = process.argv.slice(2);
const random = chance(7);
const agent = new Agent({ connections: 64 });

async function service() {
  const { statusCode, body } = await request(`${base}/service`, { dispatcher: agent });
  await body.dump();
  if (statusCode !== 200) throw new Error(`${statusCode}`);
}

/** A breaker of each library that is open for `reset` ms: how to call through it, and where it says what it does. */
const libraries = {
  opossum(cycle, reset, moves) {
    const breaker = new CircuitBreaker(service, {
      timeout: false,
      resetTimeout: reset,
      rollingCountTimeout: 2000,
      errorThresholdPercentage: 50,
      volumeThreshold: 5,
    });
    breaker.on("open", () => moves.emit("move", "open"));
    breaker.on("halfOpen", () => moves.emit("move", "half_open"));
    breaker.on("close", () => moves.emit("move", "closed"));
    return () => breaker.fire();
  },
  cockatiel(cycle, reset, moves) {
    const share = new SamplingBreaker({ threshold: 0.5, duration: 2000 });
    const breaker = circuitBreaker(handleAll, {
      halfOpenAfter: reset,
      breaker: cycle % 2 ? share : new ConsecutiveBreaker(10),
    });
    const names = {
      [CircuitState.Open]: "open",
      [CircuitState.HalfOpen]: "half_open",
      [CircuitState.Closed]: "closed",
    };
    breaker.onStateChange((state) => moves.emit("move", names[state]));
    return () => breaker.execute(service);
  },
};

/** Calls as often as that, at random, until it is told to end. */
async function load(rate, call, ending) {
  let due = performance.now();
  while (!ending.aborted) {
    due += (-Math.log(1 - random()) * 1000) / rate;
    if (due > performance.now()) await sleep(due - performance.now());
    call().catch(() => {});
  }
}

const said = [];

/** The server is well, sick for a while after the breaker has opened, and well again. */
async function cycle(i) {
  const rate = [20, 200, 50, 100][i % 4];
  const reset = [1000, 2000, 3000, 1500][(i >> 2) % 4] + 500 * random();
  const moves = new EventEmitter();
  const is = (wanted) => new Promise((resolve) => moves.on("move", (to) => to === wanted && resolve()));
  moves.on("move", (to) => said.push({ to, at: performance.now() }));
  const ending = new AbortController();
  const calls = load(rate, libraries[library](i, reset, moves), ending.signal);
  await sleep(2000);
  const opens = is("open");
  await fetch(`${past}/sick/1`);
  await opens;
  // Every other time the first probe fails.
  await sleep(i % 2 ? reset * 1.5 : reset * 0.5);
  const closes = is("closed");
  await fetch(`${past}/sick/0`);
  await closes;
  await sleep(1000);
  ending.abort();
  await calls;
}

/** How long the breaker was open around a move that it made. */
function openTime(i) {
  const from = said.slice(0, i + 1).findLastIndex((one) => one.to === "open");
  const to = said.findIndex((one, at) => at > from && one.to === "half_open");
  return from < 0 || to < 0 ? 0 : said[to].at - said[from].at;
}

/** Pairs each move with the nearest one like it that is near enough, in their order. */
function match(found) {
  const left = [...found];
  const late = [];
  said.forEach(({ to, at }, i) => {
    const limit = Math.max(1000, openTime(i) / 10);
    const which = left.findIndex((one) => one.to === to && Math.abs(one.at - at) <= limit);
    if (which >= 0) late.push({ to, by: left.splice(which, 1)[0].at - at });
    else console.log(`not seen: ${to} at ${at.toFixed()} ms`);
  });
  for (const { to, at } of left) console.log(`not said: ${to} at ${at.toFixed()} ms`);
  return late;
}

const seen = watch(telemetry);
for (let i = 0; i < cycles; ++i) await cycle(i);
await sleep(1000);
const found = await seen.end();
const late = match(found);
const recall = late.length / said.length;
const precision = late.length / found.length;
const lateness = Object.fromEntries(
  ["open", "half_open", "closed"].map((to) => {
    const all = late.filter((one) => one.to === to).map((one) => Math.round(one.by));
    return [to, { moves: said.filter((one) => one.to === to).length, from: Math.min(...all), to: Math.max(...all) }];
  }),
);
const problems = [];
if (said.filter((one) => one.to === "closed").length < cycles) problems.push("each cycle ends closed");
if (!(recall >= 0.95)) problems.push("recall is 95 % at least");
if (!(precision >= 0.95)) problems.push("precision is 95 % at least");
conclude({ library, cycles, said: said.length, found: found.length, recall, precision, lateness }, problems);
