// The picture of who calls whom. The table below it says the same in words.
import { byId, h, keep, set, svg } from "./dom.mjs";
import { above, chosen, curve, placed, room } from "./topology.mjs";
import { bytes, kind, lasting, number, share } from "./words.mjs";

const flow = (rates) => (rates ? Math.max(rates.over, (rates.up + rates.down) / 20_000, rates.connections > 0 ? 0.05 : 0) : 0);
const thickness = (rates) => Math.min(7, 1.25 + Math.log2(1 + flow(rates)) * 0.75);

function underline(node, ratesOf, armed) {
  if (node.daemon) return `${node.daemon.instances.reduce((sum, one) => sum + one.depth, 0)} waiting`;
  if (!node.proxy) return "";
  if (!node.proxy.open) return "closed";
  const now = ratesOf(node.proxy.id);
  const kinds = armed.get(node.proxy.id);
  const traffic = !now ? "…" : node.proxy.protocol === "http" ? `${number(now.over)}/s${now.failing >= 0.005 ? ` · ${share(now.failing)} fail` : ""}` : `${now.connections} open · ${bytes(now.up + now.down)}/s`;
  return kinds ? `${traffic}${node.width > 175 ? ` · ${kinds}` : ""}` : traffic;
}

/** Half and nearly all of a proxy's exchanges take no longer; of a narrow one the latter. */
function slowness(node, latencyOf) {
  const took = node.proxy?.open ? latencyOf(node.proxy.id) : null;
  if (!took || !Number.isFinite(took.p99)) return "";
  return node.width > 175 ? `p50 ${lasting(took.p50)} · p99 ${lasting(took.p99)}` : `p99 ${lasting(took.p99)}`;
}

const daemonState = (one) => ["down", "stalled", "slow"].find((state) => one.instances.some((each) => each.state === state)) ?? "ok";

function tone(node, ratesOf, armed) {
  if (node.daemon) return { ok: "", slow: "warn", stalled: "bad", down: "bad" }[daemonState(node.daemon)];
  if (!node.proxy) return "";
  if (!node.proxy.open) return "closed";
  const failing = (ratesOf(node.proxy.id)?.failing ?? 0) >= 0.05;
  return `${armed.has(node.proxy.id) ? "ours" : ""} ${failing ? "bad" : ""}`.trim();
}

export class TopologyView {
  #edges = svg("g");
  #nodes = svg("g");
  #heads = svg("g");
  #figures = svg("g");
  #picture = svg("svg", { role: "img", class: "topology" }, this.#heads, this.#edges, this.#figures, this.#nodes);
  #more = h("p", { class: "muted more" });
  #filter = h("input", { type: "search", placeholder: "filter by name", "aria-label": "Show proxies whose name has this in it" });
  #width = 0;

  constructor(choose) {
    this.choose = choose;
    this.#filter.addEventListener("input", () => this.again?.());
    byId("topology").append(h("div", { class: "filter" }, this.#filter), this.#picture, this.#more);
    new ResizeObserver(([entry]) => {
      if (Math.abs(entry.contentRect.width - this.#width) < 1) return;
      this.#width = entry.contentRect.width;
      this.again?.();
    }).observe(byId("topology"));
  }

  show(glance, ratesOf, latencyOf, selected) {
    this.again = () => this.show(glance, ratesOf, latencyOf, selected);
    if (this.#width === 0) return;
    set(this.#filter.parentElement, "hidden", glance.proxies.length <= 12);
    const { shown, left } = chosen(glance, ratesOf, this.#filter.value.trim());
    const armed = new Map();
    for (const one of glance.faults.filter((each) => each.in_force))
      for (const id of one.proxies) armed.set(id, armed.has(id) ? `${armed.get(id)}, ${kind(one.kind)}` : kind(one.kind));
    const { nodes, edges, height } = placed(shown, glance, this.#width);
    set(this.#picture, "viewBox", `0 0 ${this.#width} ${height}`);
    set(this.#picture, "height", height);
    set(this.#picture, "aria-label", `${shown.length} proxies between callers and upstreams; ${armed.size} with a fault in force. The table below has the numbers.`);
    this.#drawHeads(nodes);
    this.#drawEdges(edges, ratesOf, armed);
    this.#drawFigures(edges, latencyOf);
    this.#drawNodes(nodes, { ratesOf, latencyOf, armed, selected });
    set(this.#more, "hidden", left === 0);
    set(this.#more, "text", left === 0 ? "" : `${left} more: those with faults, with failures and with the most traffic are drawn, all are in the table.`);
    set(byId("topology-note"), "text", glance.proxies.length === 0 ? "there is no proxy" : "");
  }

  #drawHeads(nodes) {
    const titles = { callers: "callers", proxies: "proxies", upstreams: "upstreams" };
    const first = new Map(nodes.filter((one) => titles[one.column]).map((one) => [one.column, one.x]));
    keep(this.#heads, [...first], ([name]) => name, ([name]) => svg("text", { class: "column", y: 11 }, titles[name]), (text, [, x]) => set(text, "x", x));
  }

  #drawEdges(edges, ratesOf, armed) {
    keep(this.#edges, edges, (one) => one.key, () => svg("g", {}, svg("path", { class: "edge" }), svg("path", { class: "flow" })), (group, edge) => {
      const now = ratesOf(edge.proxy.id);
      const [failing, moves] = [(now?.failing ?? 0) >= 0.05, flow(now) > 0];
      const ours = armed.has(edge.proxy.id) && !edge.from.startsWith("caller");
      set(group, "class", `${edge.waits ? "waits" : ""} ${failing ? "bad" : ""} ${ours ? "ours" : ""} ${moves ? "moves" : ""}`.trim());
      const width = edge.waits ? 1.5 : thickness(now);
      [...group.children].forEach((path, at) => {
        set(path, "d", curve(edge.ends));
        set(path, "stroke-width", (at === 0 ? width : Math.max(1.2, width / 2)).toFixed(1));
      });
    });
  }

  /** What of it an upstream takes, beside the edge that leads there. */
  #drawFigures(edges, latencyOf) {
    const told = edges.filter((one) => Number.isFinite(one.upstream) && room(one) >= 96).map((edge) => ({ ...edge, p99: latencyOf(edge.proxy.id)?.upstreams[edge.upstream] }));
    const make = () => svg("text", { class: "took" });
    keep(this.#figures, told.filter((one) => Number.isFinite(one.p99)), (one) => one.key, make, (text, edge) => {
      const { x, y, anchor } = above(edge);
      set(text, "x", x.toFixed(1));
      set(text, "y", y.toFixed(1));
      set(text, "text-anchor", anchor);
      set(text, "text", `p99 ${lasting(edge.p99)}`);
    });
  }

  #drawNodes(nodes, { ratesOf, latencyOf, armed, selected }) {
    const make = (node) => {
      const group = svg("g", {}, svg("title"), svg("rect", { rx: 8 }), svg("text", { class: "name" }), svg("text", { class: "under" }), svg("text", { class: "under slow" }));
      if (node.proxy) group.addEventListener("click", () => this.choose(`proxy:${node.proxy.id}`));
      return group;
    };
    keep(this.#nodes, nodes, (one) => one.key, make, (group, node) => {
      const [below, slow] = [underline(node, ratesOf, armed), slowness(node, latencyOf)];
      const lines = [node.text, below, slow].filter(Boolean).length;
      const line = (at) => node.height / 2 + 4.5 + (at - (lines - 1) / 2) * 16;
      const fitting = (text) => (text.length * 6.2 > node.width - 14 ? `${text.slice(0, Math.floor((node.width - 14) / 6.2) - 1)}…` : text);
      set(group, "class", `node ${node.column} ${tone(node, ratesOf, armed)} ${selected === `proxy:${node.proxy?.id}` ? "selected" : ""}`.trim());
      set(group, "transform", `translate(${node.x.toFixed(1)} ${node.y.toFixed(1)})`);
      const [title, box, name, under, third] = group.children;
      set(title, "text", [node.whole, node.proxy?.listen.join(", "), below, slow, armed.get(node.proxy?.id)].filter(Boolean).join("\n"));
      set(box, "width", node.width);
      set(box, "height", node.height);
      [[name, node.text], [under, fitting(below)], [third, fitting(slow)]].forEach(([text, said], at) => {
        set(text, "text", said);
        set(text, "x", 10);
        set(text, "y", line(at).toFixed(1));
      });
    });
  }
}
