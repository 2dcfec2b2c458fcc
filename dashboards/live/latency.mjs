// How long exchanges took: quantiles of what was counted between two glances. No element, no clock.

/** Counts of buckets, as a glance has them: the place of one, how many fell into it, the place of the next, … */
export function unpacked(pairs, length) {
  const all = new Float64Array(length);
  for (let at = 0; at < pairs.length; at += 2) all[pairs[at]] = pairs[at + 1];
  return all;
}

/** What has come in between; null where counts fell, for then it is another proxy's. */
export function grown(before, now) {
  const all = now.map((count, at) => count - before[at]);
  return all.some((one) => one < 0) ? null : all;
}

export const added = (into, more) => {
  more.forEach((count, at) => (into[at] += count));
  return into;
};

/**
 * As Prometheus has it: what lies within a bucket lies evenly in it, and of what is beyond the last bound that bound is known. In
 * seconds; not a number where nothing was counted.
 */
export function quantile(counts, bounds, share) {
  const rank = share * counts.reduce((sum, one) => sum + one, 0);
  if (!(rank > 0)) return NaN;
  let below = 0;
  for (let at = 0; at < bounds.length; at += 1) {
    if (below + counts[at] >= rank) {
      const low = at === 0 ? 0 : bounds[at - 1];
      return low + ((bounds[at] - low) * (rank - below)) / counts[at];
    }
    below += counts[at];
  }
  return bounds.at(-1);
}

const span = 5000; // milliseconds that quantiles are of

/** The quantiles of the last seconds of each proxy, and of all together. */
export class Latency {
  #seen = []; // {at, rows: Map(proxy → [clients, each upstream])}, as far back as is needed
  of = new Map(); // proxy → {p50, p99, upstream, upstreams: [p99 of each]}
  all = null;

  /** `rows`: as a glance has them, in the order of the open proxies. */
  push({ bounds, rows }, proxies, at) {
    const length = bounds.length + 1;
    const now = new Map(rows.map((row, index) => [proxies[index].id, row.map((pairs) => unpacked(pairs, length))]));
    if (this.#seen.length > 0 && at - this.#seen.at(-1).at > 4 * span) this.#seen = []; // a gap
    this.#seen.push({ at, rows: now });
    while (this.#seen.length > 2 && at - this.#seen[1].at >= span) this.#seen.shift();
    const before = this.#seen.length > 1 ? this.#seen[0].rows : new Map();
    this.of = new Map();
    const sums = [new Float64Array(length), new Float64Array(length)];
    for (const [id, row] of now) {
      const old = before.get(id);
      const news = old && old.length === row.length ? row.map((one, each) => grown(old[each], one)) : [];
      if (news.length === 0 || news.includes(null)) continue;
      const [clients, ...upstreams] = news;
      const together = upstreams.reduce(added, new Float64Array(length));
      const p99 = (counts) => quantile(counts, bounds, 0.99);
      this.of.set(id, { p50: quantile(clients, bounds, 0.5), p99: p99(clients), upstream: p99(together), upstreams: upstreams.map(p99) });
      added(sums[0], clients);
      added(sums[1], together);
    }
    this.all = before.size === 0 ? null : { p50: quantile(sums[0], bounds, 0.5), p99: quantile(sums[0], bounds, 0.99), upstream: quantile(sums[1], bounds, 0.99) };
  }
}
