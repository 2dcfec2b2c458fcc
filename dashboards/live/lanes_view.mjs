// Lanes below the charts, on the same time: each with its name and what it is now in words.
import { left, right } from "./chart_view.mjs";
import { byId, h, keep, set, svg } from "./dom.mjs";

const tones = { "in force": "ours", armed: "waits", open: "bad", "some open": "warn", "half open": "warn", closed: "calm", ok: "calm", slow: "warn", stalled: "bad", down: "bad", unknown: "none" };
const titles = { phase: "Phases", fault: "Faults", breaker: "Breakers, as seen from the wire", policy: "Breakers of the run", daemon: "Daemons" };

export class LanesView {
  #list = h("div", { class: "lanes" });
  #left = h("p", { class: "muted more" });

  constructor() {
    byId("lanes").append(this.#list, this.#left);
  }

  show(lanes, range) {
    const { lanes: shown, left: hidden } = lanes.shown(range[0] * 1000);
    const rows = [];
    for (const one of shown) {
      if (rows.at(-1)?.group !== one.group) rows.push({ key: `title ${one.group}`, group: one.group, title: titles[one.group] });
      rows.push(one);
    }
    const width = Math.max(10, byId("lanes").clientWidth - left() - right());
    keep(this.#list, rows, (one) => one.key, (one) => this.#make(one), (row, one) => !one.title && this.#fill(row, one, range, width));
    set(this.#left, "hidden", hidden === 0);
    set(this.#left, "text", hidden === 0 ? "" : `${hidden} more breakers and daemons, all quiet`);
  }

  #make(one) {
    if (one.title) return h("h3", {}, one.title);
    return h("div", { class: "lane" }, h("span", { class: "label", title: one.label }, one.label), svg("svg", { class: "strip", "aria-hidden": true }), h("span", { class: "state" }));
  }

  #fill(row, lane, [from, to], width) {
    const [, strip, state] = row.children;
    set(strip, "width", width);
    set(strip, "viewBox", `0 0 ${width} 18`);
    const at = (milliseconds) => (Math.max(0, Math.min(1, (milliseconds / 1000 - from) / (to - from))) * width);
    const make = () => svg("g", {}, svg("title"), svg("rect", { y: 2, height: 14, rx: 3 }), svg("text", { y: 13 }));
    keep(strip, lane.pieces, (one) => one.from, make, (group, one) => {
      const [title, box, text] = group.children;
      const [begin, end] = [at(one.from), at(one.to ?? to * 1000)];
      set(group, "class", lane.group === "phase" ? `piece phase${lane.pieces.indexOf(one) % 2 ? " odd" : ""}` : `piece ${tones[one.state] ?? "calm"}`);
      set(title, "text", one.state);
      set(box, "x", begin.toFixed(1));
      set(box, "width", Math.max(1.5, end - begin - 0.5).toFixed(1));
      const fits = end - begin > one.state.length * 6.5 + 10;
      set(text, "text", fits && (lane.group === "phase" || !["calm", "none"].includes(tones[one.state])) ? one.state : "");
      set(text, "x", (begin + 5).toFixed(1));
    });
    set(state, "class", `state ${lane.state === null ? "" : tones[lane.state] ?? ""}`);
    set(state, "title", lane.detail ?? null);
    set(state, "text", lane.state === null ? "over" : [lane.state, lane.group === "fault" ? lane.detail?.replaceAll("_", " ") : lane.group === "daemon" ? lane.detail : ""].filter(Boolean).join(", "));
  }
}
