// What has been counted, second by second, and the rates that follow from it. No element, no clock.
import { figuresOf } from "./figures.mjs";
import { Latency } from "./latency.mjs";

const kept = 930; // a quarter of an hour, at one a second
const most = 200_000; // rows of single proxies

/** Columns of a row of counts. */
export const column = { connections: 0, up: 1, down: 2, held: 3, over: 4, failed: 5, attempts: 6, logical: 7, good: 8, breakers: 9 };
const numbers = 9;
const empty = () => new Float64Array(numbers);

const summed = (rows, proxies) => {
  const all = empty();
  rows.forEach((row, at) => {
    if (proxies[at]?.protocol !== "http") return; // of connections and bytes, others count below
    for (let each = column.over; each <= column.good; each += 1) all[each] += row[each];
  });
  for (const row of rows) for (let each = 0; each < column.over; each += 1) all[each] += row[each];
  return all;
};

export class History {
  samples = []; // {at, sum, rows: Map(proxy → counts), took: Map(proxy → quantiles), all: those of all, loads}
  #started;
  #latency = new Latency();

  /** `at`: milliseconds, by the sidecar's clock. Returns false when what went before is of another process. */
  push(glance, at) {
    const anew = this.#started !== undefined && this.#started !== glance.started_at;
    if (anew) [this.samples, this.#latency] = [[], new Latency()];
    this.#started = glance.started_at;
    const last = this.samples.at(-1);
    if (last && at <= last.at) return !anew;
    const rows = new Map(glance.counts.map((row, index) => [glance.proxies[index].id, Float64Array.from(row.slice(0, numbers))]));
    const loads = new Map((figuresOf(glance)?.loads ?? []).map((one) => [one.id, one]));
    if (glance.latency) this.#latency.push(glance.latency, glance.proxies, at);
    this.samples.push({ at, sum: summed(glance.counts, glance.proxies), rows, took: this.#latency.of, all: this.#latency.all, loads });
    if (this.samples.length > kept) this.samples.shift();
    const whole = Math.max(30, Math.floor(most / Math.max(1, rows.size)));
    const thin = this.samples.at(-whole - 1);
    if (thin) thin.rows = thin.took = null;
    return !anew;
  }

  /** How long exchanges took in the last seconds: `{p50, p99, upstream, upstreams}`, the latter without what faults added. */
  latency(proxy) {
    return this.samples.at(-1)?.took?.get(proxy) ?? null;
  }

  /** What a proxy counts in a second, over about the last `span` milliseconds; null while nothing is known. */
  rates(proxy, span = 3000) {
    return this.#between(this.samples.length - 1, (one) => one.rows?.get(proxy), span);
  }
  total(span = 3000) {
    return this.#between(this.samples.length - 1, (one) => one.sum, span);
  }

  /** From the sample at `index` back to one that is `span` older; counts that fell belong to a proxy that was made anew. */
  #between(index, counts, span) {
    const now = this.samples[index] && counts(this.samples[index]);
    if (!now) return null;
    const { at } = this.samples[index];
    let from = index;
    while (from > 0 && at - this.samples[from].at < span) {
      const before = counts(this.samples[from - 1]);
      if (!before || before[column.attempts] > now[column.attempts] || before[column.down] > now[column.down]) break;
      if (at - this.samples[from - 1].at > 4 * span) break; // a gap
      from -= 1;
    }
    if (from === index) return null;
    const [before, seconds] = [counts(this.samples[from]), (at - this.samples[from].at) / 1000];
    const grown = (each) => Math.max(0, now[each] - before[each]) / seconds;
    const [attempts, logical, over, failed] = ["attempts", "logical", "over", "failed"].map((name) => grown(column[name]));
    return {
      connections: now[column.connections],
      held: now[column.held],
      up: grown(column.up),
      down: grown(column.down),
      attempts,
      requests: logical,
      goodput: grown(column.good),
      failing: over > 0 ? failed / over : 0,
      over,
      amplification: logical > 0 ? attempts / logical : NaN,
    };
  }

  /** The last `length` milliseconds of a subject (`all`, `proxy:id` or `load:id`) as columns for a chart; times in seconds. */
  course(subject, length) {
    const [what, ...rest] = subject.split(":");
    const id = rest.join(":");
    const until = this.samples.at(-1)?.at ?? 0;
    const made = { times: [], offered: [], goodput: [], attempts: [], amplification: [], up: [], down: [], p50: [], p99: [], upstream: [] };
    const counts = what === "proxy" ? (one) => one.rows?.get(id) : (one) => one.sum;
    const took = what === "proxy" ? (one) => one.took?.get(id) : (one) => one.all;
    this.samples.forEach((one, index) => {
      if (one.at < until - length) return;
      made.times.push(one.at / 1000);
      const put = (name, value) => made[name].push(Number.isFinite(value) ? value : null);
      if (what === "load") {
        const load = one.loads.get(id);
        put("offered", load?.offered);
        put("goodput", load?.goodput);
        put("attempts", load && load.offered * (load.amplification ?? 1));
        put("amplification", load?.amplification);
        put("p50", load?.p50_seconds);
        put("p99", load?.p99_seconds);
        ["up", "down", "upstream"].forEach((name) => put(name));
        return;
      }
      const now = this.#between(index, counts, 2000);
      put("offered", now?.requests);
      put("goodput", now?.goodput);
      put("attempts", now?.attempts);
      put("amplification", this.#between(index, counts, 5000)?.amplification);
      put("up", now?.up);
      put("down", now?.down);
      for (const name of ["p50", "p99", "upstream"]) put(name, took(one)?.[name]);
    });
    return made;
  }
}
