// calm.mjs SECONDS BASE PAST TELEMETRY: a client without a breaker, whose load drops and returns, and whose server fails now and
// then. The sidecar must not see a breaker open. BASE leads through the sidecar, PAST straight to the server.
import { setTimeout as sleep } from "node:timers/promises";
import { Agent, request } from "undici";
import { chance } from "./flaky.mjs";
import { conclude, watch } from "./metrics.mjs";

const [length, base, past, telemetry] = process.argv.slice(2);
const random = chance(11);
const agent = new Agent({ connections: 64 });
let sent = 0;
let failed = 0;

async function call() {
  sent++;
  const { statusCode, body } = await request(`${base}/service`, { dispatcher: agent });
  await body.dump();
  if (statusCode !== 200) failed++;
}

/**
 * So many a second for so long, to the end of the last: the load never drops while the server is sick, for that is what a
 * breaker does.
 */
const phases = [
  { rate: 150, seconds: 4 },
  { rate: 0, seconds: 3 },
  { rate: 150, seconds: 3 },
  { rate: 10, seconds: 5 },
  { rate: 100, seconds: 3 },
  { rate: 100, seconds: 2, sick: true },
  { rate: 100, seconds: 3 },
  { rate: 20, seconds: 3 },
  { rate: 0, seconds: 1 },
  { rate: 200, seconds: 3 },
  { rate: 2, seconds: 5 },
];

await fetch(`${past}/fail-share/3`);
const seen = watch(telemetry);
const start = performance.now();
const lasts = () => performance.now() - start < length * 1000;
for (let i = 0, due = start; i > 0 || lasts(); i = (i + 1) % phases.length) {
  const { rate, seconds, sick = false } = phases[i];
  await fetch(`${past}/sick/${sick ? 1 : 0}`);
  const end = due + seconds * 1000;
  for (;;) {
    const next = rate === 0 ? Infinity : due - (Math.log(1 - random()) * 1000) / rate;
    due = Math.min(next, end);
    if (due > performance.now()) await sleep(due - performance.now());
    if (due === end) break;
    call();
  }
}
await sleep(1000);
const opened = (await seen.end()).filter((one) => one.to === "open");
const problems = opened.map((one) => `open at ${((one.at - start) / 1000).toFixed(1)} s`);
if (sent < 20 * length) problems.push("it asks often");
conclude({ seconds: length, sent, failed, opened: opened.length }, problems);
