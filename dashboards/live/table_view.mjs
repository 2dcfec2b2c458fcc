// All proxies in words: fifty at a time, those first that one looks for.
import { byId, h, keep, set } from "./dom.mjs";
import { bytes, kind, lasting, number, rate, share } from "./words.mjs";

const page = 50;
const orders = {
  name: ["by name", (one, other) => one.id.localeCompare(other.id, undefined, { numeric: true })],
  traffic: ["by traffic", (one, other) => (other.now?.over ?? 0) + (other.now?.down ?? 0) / 1e6 - (one.now?.over ?? 0) - (one.now?.down ?? 0) / 1e6],
  slow: ["by p99", (one, other) => (other.took?.p99 || 0) - (one.took?.p99 || 0)],
  failing: ["by share that fails", (one, other) => (other.now?.failing ?? 0) - (one.now?.failing ?? 0)],
};
const columns = ["proxy", "listens at", "leads to", "requests", "fail", "p50", "p99", "attempts a request", "connections", "bytes", "armed"];

export class TableView {
  #from = 0;
  #body = h("tbody");
  #filter = h("input", { type: "search", "aria-label": "Filter the table by name", placeholder: "filter by name" });
  #order = h("select", { "aria-label": "Order of the table" }, ...Object.entries(orders).map(([value, [text]]) => h("option", { value }, text)));
  #told = h("p", { class: "muted", role: "status" });
  #back = h("button", { type: "button", class: "quiet", onclick: () => this.#turn(-page) }, "Previous 50");
  #on = h("button", { type: "button", class: "quiet", onclick: () => this.#turn(page) }, "Next 50");

  constructor(choose) {
    this.choose = choose;
    this.box = byId("proxies");
    const head = h("tr", {}, ...columns.map((one) => h("th", { scope: "col" }, one)));
    const table = h("table", {}, h("caption", { class: "spoken" }, "All proxies, with what comes through them"), h("thead", {}, head), this.#body);
    this.box.append(h("div", { class: "filter" }, this.#filter, this.#order), h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Table of proxies" }, table), h("div", { class: "pages" }, this.#back, this.#told, this.#on));
    for (const one of [this.#filter, this.#order]) one.addEventListener("input", () => this.#turn(-Infinity));
    this.box.addEventListener("toggle", () => this.again?.());
  }

  #turn(by) {
    this.#from = Math.max(0, this.#from + by);
    this.again?.();
  }

  show(glance, ratesOf, latencyOf) {
    this.again = () => this.show(glance, ratesOf, latencyOf);
    set(this.box.firstElementChild, "text", glance.proxies.length === 1 ? "The proxy as a table" : `All ${glance.proxies.length} proxies as a table`);
    if (!this.box.open) return;
    const armed = new Map();
    for (const one of glance.faults) for (const id of one.proxies) armed.set(id, [...(armed.get(id) ?? []), kind(one.kind)]);
    const wanted = this.#filter.value.trim();
    const rows = glance.proxies.filter((one) => one.id.includes(wanted)).map((one) => ({ ...one, now: ratesOf(one.id), took: latencyOf(one.id), armed: armed.get(one.id) ?? [] }));
    rows.sort(orders[this.#order.value][1]);
    if (this.#from >= rows.length) this.#from = 0;
    const here = rows.slice(this.#from, this.#from + page);
    set(this.#told, "text", rows.length === 0 ? "none of that name" : `${this.#from + 1} to ${this.#from + here.length} of ${rows.length}`);
    for (const one of [this.#back, this.#on]) set(one, "hidden", rows.length <= page);
    set(this.#back, "disabled", this.#from === 0);
    set(this.#on, "disabled", this.#from + page >= rows.length);
    const make = (one) => h("tr", {}, h("th", { scope: "row" }, h("button", { type: "button", class: "name", onclick: () => this.choose(`proxy:${one.id}`), title: "show its course" }, one.id)), ...columns.slice(1).map(() => h("td")));
    keep(this.#body, here, (one) => one.id, make, (row, one) => {
      const http = one.protocol === "http" && one.now;
      const texts = [one.open ? one.listen.join(", ") : "closed", one.upstream.join(", "), http ? rate(one.now.requests) : "", http ? share(one.now.failing) : "", one.took ? lasting(one.took.p50) : "", one.took ? lasting(one.took.p99) : "", http ? number(one.now.amplification) : "", one.now ? String(one.now.connections) : "", one.now ? `${bytes(one.now.up + one.now.down)}/s` : "", one.armed.join(", ")];
      texts.forEach((text, at) => set(row.children[at + 1], "text", text));
      set(row, "class", one.armed.length > 0 ? "ours" : "");
    });
  }
}
