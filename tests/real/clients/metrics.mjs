// What a sidecar's /metrics says.
import { setTimeout as sleep } from "node:timers/promises";

/** The samples of a page; `sum(family, labels)` adds those up that have these labels. */
export class Page {
  constructor(text) {
    this.samples = text.split("\n").flatMap((line) => {
      const parts = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line);
      if (!parts) return [];
      const labels = Object.fromEntries([...(parts[2] ?? "").matchAll(/(\w+)="([^"]*)"/g)].map((one) => one.slice(1)));
      return [{ family: parts[1], labels, value: Number(parts[3]) }];
    });
  }
  sum(family, labels = {}) {
    const wanted = Object.entries(labels);
    return this.samples
      .filter((one) => one.family === family && wanted.every(([name, value]) => one.labels[name] === value))
      .reduce((all, one) => all + one.value, 0);
  }
}

/** The page of a telemetry address now. */
export async function scrape(telemetry) {
  return new Page(await (await fetch(`http://${telemetry}/metrics`)).text());
}

/** Scrapes when nothing waits for another attempt any more, which the sidecar is told to do for 2 s at most. */
export async function scrapeSettled(telemetry) {
  await sleep(3000);
  return scrape(telemetry);
}

/** Starts `count` calls, `rate` in a second however long they take, and waits for all. */
export async function atRate(rate, count, call) {
  const calls = [];
  for (const start = performance.now(); calls.length < count; await sleep(1)) {
    while (calls.length < count && performance.now() - start >= (calls.length / rate) * 1000) calls.push(call(calls.length));
  }
  return Promise.all(calls);
}

/** Says what was found; and ends badly if it is not as it should be. */
export function conclude(found, problems) {
  console.log(JSON.stringify(found));
  for (const one of problems) console.log(`not so: ${one}`);
  process.exit(problems.length === 0 ? 0 : 1);
}

/** Looks every 100 ms for what breakers do; `end` returns when which of them moved, by the clock of `performance`. */
export function watch(telemetry) {
  const moves = [];
  const ending = new AbortController();
  const kinds = ["open", "half_open", "closed"];
  const counts = (page) => kinds.map((to) => page.sum("surgeline_client_breaker_transitions_total", { to }));
  const watching = (async () => {
    let before = counts(await scrape(telemetry));
    while (!ending.signal.aborted) {
      await sleep(100);
      const now = counts(await scrape(telemetry));
      const at = performance.now();
      now.forEach((count, i) => {
        for (let n = before[i]; n < count; ++n) moves.push({ to: kinds[i], at });
      });
      before = now;
    }
  })();
  const end = async () => {
    ending.abort();
    await watching;
    return moves;
  };
  return { end };
}
