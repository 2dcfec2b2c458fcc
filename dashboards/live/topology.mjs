// Which proxies are drawn, and where. No element, no clock.
const most = 12;

/** Those worth seeing, in the order of the layout: armed ones, failing ones, busy ones; `left` others. */
export function chosen(glance, ratesOf, filter = "", limit = most) {
  const armed = new Set(glance.faults.flatMap((one) => one.proxies));
  const all = glance.proxies.filter((one) => one.id.includes(filter));
  const rank = new Map(all.map((one) => {
    const now = ratesOf(one.id);
    const busy = Math.log1p((now?.over ?? 0) + ((now?.up ?? 0) + (now?.down ?? 0)) / 1000);
    return [one, (armed.has(one.id) ? 1000 : 0) + (now?.failing ?? 0) * 100 + busy];
  }));
  if (all.length <= limit) return { shown: all, left: 0 };
  const best = new Set([...all].sort((one, other) => rank.get(other) - rank.get(one)).slice(0, limit));
  return { shown: all.filter((one) => best.has(one)), left: all.length - limit };
}

/** Whom the file names as its callers: lab loads and services, else the groups that its clients are observed in. */
const callersOf = (proxy) => {
  const named = (proxy.clients ?? []).filter((one) => one !== "other");
  return proxy.from ?? (named.length > 0 ? named : ["clients"]);
};
const shorter = (text, letters) => (text.length > letters ? `${text.slice(0, Math.max(1, letters - 1))}…` : text);
/** Of addresses the end tells them apart. */
const ending = (text, letters) => (text.length > letters ? `…${text.slice(-Math.max(1, letters - 1))}` : text);

/** Puts nodes one below the other, near those that they belong to. */
function column(names, wish, top, height, step) {
  const sorted = [...names].sort((one, other) => wish.get(one) - wish.get(other));
  const gap = Math.max(step, (height - step) / Math.max(1, sorted.length));
  const start = sorted.length * gap < height ? top + (height - sorted.length * gap) / 2 : top;
  return new Map(sorted.map((name, at) => [name, start + (at + 0.5) * gap]));
}

/**
 * Nodes `{key, column, text, x, y, width, height, proxy}` and edges `{key, from, to, proxy}` for a picture of that width: callers, proxies,
 * upstreams; below a proxy the daemons that it waits for are upstreams too.
 */
export function placed(shown, glance, width) {
  const narrow = width < 560;
  const [nodeHeight, step, top] = [56, narrow ? 66 : 70, 18];
  const sides = narrow ? width * 0.27 : Math.min(170, width * 0.2);
  const middle = narrow ? width * 0.34 : Math.min(230, width * 0.3);
  const letters = (pixels) => Math.floor((pixels - 14) / 7);
  const [callers, targets] = [new Map(), new Map()];
  const rows = new Map(shown.map((one, at) => [one.id, (at + 0.5) * step]));
  const wish = (into, name, y) => into.set(name, [...(into.get(name) ?? []), y]);
  for (const one of shown) {
    for (const name of callersOf(one)) wish(callers, name, rows.get(one.id));
    for (const name of one.upstream) wish(targets, `to ${name}`, rows.get(one.id));
    for (const name of one.daemons ?? []) wish(targets, `daemon ${name}`, rows.get(one.id) + 1);
  }
  const mean = (wishes) => new Map([...wishes].map(([name, all]) => [name, all.reduce((sum, one) => sum + one, 0) / all.length]));
  const inner = Math.max(shown.length, callers.size, targets.size, 1) * step;
  const shift = top + (inner - shown.length * step) / 2;
  const places = [mean(callers), mean(targets)].map((wishes) => column([...wishes.keys()], wishes, top, inner, step));
  const nodes = [];
  const node = (key, text, at, x, y, wide, more = {}) =>
    nodes.push({ key, column: at, text: (at === "upstreams" ? ending : shorter)(text, letters(wide)), whole: text, x, y: y - nodeHeight / 2, width: wide, height: nodeHeight, ...more });
  for (const [name, y] of places[0]) node(`caller ${name}`, name, "callers", 1, y, sides);
  for (const one of shown) node(`proxy ${one.id}`, one.id, "proxies", (width - middle) / 2, rows.get(one.id) + shift, middle, { proxy: one });
  for (const [name, y] of places[1]) {
    const daemon = name.startsWith("daemon ");
    const state = daemon ? glance.daemons.find((each) => `daemon ${each.id}` === name) : undefined;
    node(name, name.slice(name.indexOf(" ") + 1), daemon ? "daemons" : "upstreams", width - sides - 1, y, sides, { daemon: state });
  }
  const known = new Map(nodes.map((one) => [one.key, one]));
  const edges = shown.flatMap((one) => [
    ...callersOf(one).map((name) => ({ from: `caller ${name}`, to: `proxy ${one.id}` })),
    ...one.upstream.map((name, upstream) => ({ from: `proxy ${one.id}`, to: `to ${name}`, upstream })),
    ...(one.daemons ?? []).map((name) => ({ from: `proxy ${one.id}`, to: `daemon ${name}`, waits: true })),
  ].map((edge) => ({ ...edge, key: `${edge.from} > ${edge.to}`, proxy: one, ends: [known.get(edge.from), known.get(edge.to)] })));
  return { nodes, edges, height: inner + top };
}

/** How far apart the ends of an edge are, from left to right. */
export const room = ({ ends: [from, to] }) => to.x - from.x - from.width;
/** Where a word stands above an edge, half way: to the side that the curve leaves free. */
export function above({ ends: [from, to] }) {
  const [x, climbs] = [(from.x + from.width + to.x) / 2, from.y - to.y];
  const y = (from.y + from.height / 2 + to.y + to.height / 2) / 2;
  if (Math.abs(climbs) < 8) return { x, y: y - 6, anchor: "middle" };
  return climbs > 0 ? { x: x - 8, y: y - 3, anchor: "end" } : { x: x + 8, y: y - 3, anchor: "start" };
}

/** A curve from the right side of one node to the left side of another. */
export function curve([from, to]) {
  const [x1, y1, x2, y2] = [from.x + from.width, from.y + from.height / 2, to.x, to.y + to.height / 2];
  const bend = (x2 - x1) / 2;
  return `M${x1.toFixed(1)} ${y1.toFixed(1)}C${(x1 + bend).toFixed(1)} ${y1.toFixed(1)} ${(x2 - bend).toFixed(1)} ${y2.toFixed(1)} ${x2.toFixed(1)} ${y2.toFixed(1)}`;
}
