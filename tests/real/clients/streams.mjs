// streams.mjs CONTROL BASE PAST TELEMETRY: a WebSocket and a stream of events are open while a latency of 300 ms is armed and
// cleared again. It reaches both, and neither ends or loses anything. BASE leads through the sidecar, as CONTROL rules it.
import { once } from "node:events";
import { get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import { conclude } from "./metrics.mjs";

const [control, base] = process.argv.slice(2);
const delay = 300;
const count = 20;
const problems = [];

async function plan(method, body) {
  const answer = await fetch(`http://${control}/v1/plan`, { method, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(await answer.text());
}

// Who ends a stream, ends this program with a problem.
const socket = new WebSocket(`${base.replace("http", "ws")}/socket`);
await once(socket, "message");
socket.on("close", () => problems.push("the WebSocket ends"));

const events = [];
let rest = "";
const [stream] = await once(get(`${base}/events`), "response");
stream.setEncoding("utf8").on("data", (piece) => {
  const parts = (rest + piece).split("\n\n");
  rest = parts.pop();
  for (const part of parts) {
    const [, id, made] = /^id: (\d+)\ndata: (\d+)$/.exec(part);
    events.push({ id: Number(id), made: Number(made), late: Date.now() - made });
  }
});
stream.on("close", () => problems.push("the stream of events ends"));

/** How long messages take there and back, and how late events are that were made meanwhile. */
async function measure() {
  const from = Date.now();
  const trips = [];
  for (let i = 0; i < count; ++i) {
    const sent = performance.now();
    const back = once(socket, "message");
    socket.send(`${i}`);
    const [data] = await back;
    if (data.toString() !== `${i}`) problems.push(`${data} came for ${i}`);
    trips.push(performance.now() - sent);
  }
  await sleep(500);
  const to = Date.now();
  await sleep(delay + 500);
  const late = events.filter((one) => one.made > from && one.made < to).map((one) => one.late);
  return { trip: Math.min(...trips), event: Math.min(...late), events: late.length };
}

const before = await measure();
await plan("PUT", { lease: "1m", faults: [{ id: "late", kind: "latency", stage: "data", delay: `${delay}ms` }] });
const meanwhile = await measure();
await plan("DELETE");
await sleep(delay); // what is on its way may come
const after = await measure();

if (meanwhile.trip < delay) problems.push("every message is late");
if (meanwhile.event < delay || meanwhile.events === 0) problems.push("every event is late");
for (const calm of [before, after]) {
  if (calm.trip >= delay) problems.push("a message is in time without the fault");
  if (calm.event >= delay) problems.push("an event is in time without the fault");
}
if (events.some((one, i) => one.id !== i + 1)) problems.push("no event is lost");
conclude({ before, meanwhile, after, events: events.length }, problems);
