// Offered against goodput, how long requests take and how many attempts each, or bytes where nobody speaks HTTP.
import { byId, h, set } from "./dom.mjs";
import { bytes, clock, lasting, number, rate } from "./words.mjs";

/* global uPlot */
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const narrow = () => byId("course").clientWidth < 520;
/** What stands left of a plot (an axis, a name) and right of it (what is now), for lanes too. */
export const left = () => (narrow() ? 44 : 152);
export const right = () => (narrow() ? 26 : 148);

const kinds = {
  requests: [
    { name: "goodput", title: "goodput", colour: "good", fill: true, width: 2 },
    { name: "offered", title: "offered", colour: "offered", width: 2 },
    { name: "attempts", title: "attempts", colour: "attempts", width: 1.5, dash: [5, 4] },
  ],
  latency: [
    { name: "p50", title: "p50", spoken: "half within", colour: "good", fill: true, width: 2 },
    { name: "p99", title: "p99", spoken: "99 % within", colour: "offered", width: 2 },
    { name: "upstream", title: "upstream", spoken: "99 % of upstreams' part within", colour: "muted", width: 1.5, dash: [5, 4] },
  ],
  amplification: [{ name: "amplification", title: "attempts each", colour: "attempts", width: 2 }],
  bytes: [
    { name: "down", title: "to clients", colour: "good", fill: true, width: 2 },
    { name: "up", title: "to upstreams", colour: "offered", width: 2 },
  ],
};
const known = (said) => (value) => (Number.isFinite(value) ? said(value) : "–");
const spoken = { requests: known(rate), latency: lasting, amplification: number, bytes: known((value) => `${bytes(value)}/s`) };
const onAxis = { requests: number, latency: lasting, amplification: number, bytes };
const least = { requests: 1, latency: 0.002, amplification: 2, bytes: 1 };

class Chart {
  #plot;
  #size = "";
  constructor(kind, title, height) {
    Object.assign(this, { kind, height });
    this.lines = kinds[kind];
    this.values = this.lines.map(() => h("b", {}, "–"));
    const keys = this.lines.map((one, at) => h("span", { class: "legend" }, h("i", { class: `swatch ${one.colour}${one.dash ? " dashed" : ""}` }), `${one.title} `, this.values[at]));
    this.canvas = h("div", { class: "canvas", role: "img" });
    this.box = h("div", { class: "chart" }, h("div", { class: "legends" }, h("h3", {}, title), h("div", { class: "values" }, ...keys)), this.canvas);
  }

  #make(width) {
    this.#plot?.destroy();
    const tick = { stroke: colour("muted"), grid: { stroke: colour("grid"), width: 1 }, ticks: { show: false }, font: "11px system-ui, sans-serif" };
    const options = {
      width,
      height: this.height,
      padding: [8, right(), 0, 0],
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, points: { size: 6 }, sync: { key: "surgeline" } },
      scales: { x: { time: true, range: () => this.range }, y: { range: (_, low, high) => [0, Math.max(high ?? 0, least[this.kind]) * 1.08] } },
      axes: [
        { ...tick, size: 24, space: 70, values: (_, ticks) => ticks.map((at) => clock(at * 1000)) },
        { ...tick, size: left(), space: 28, values: (_, ticks) => ticks.map(onAxis[this.kind]) },
      ],
      series: [{}, ...this.lines.map((one) => ({ label: one.title, stroke: colour(one.colour), width: one.width, dash: one.dash, fill: one.fill ? colour(`${one.colour}-fill`) : undefined, points: { show: false }, spanGaps: false }))],
    };
    this.#plot = new uPlot(options, [[], ...this.lines.map(() => [])], this.canvas);
  }

  show(course, range) {
    this.range = range;
    const width = this.canvas.clientWidth;
    if (width === 0) return;
    const size = `${width} ${left()} ${right()} ${colour("text")}`;
    if (size !== this.#size) this.#make(width);
    this.#size = size;
    this.#plot.setData([course.times, ...this.lines.map((one) => course[one.name])]);
    const last = this.lines.map((one) => course[one.name].at(-1) ?? NaN); // not known
    last.forEach((value, at) => set(this.values[at], "text", spoken[this.kind](value)));
    set(this.canvas, "aria-label", `Chart of the last ${Math.round(range[1] - range[0])} seconds. Now: ${this.lines.map((one, at) => `${one.spoken ?? one.title} ${spoken[this.kind](last[at])}`).join(", ")}.`);
  }
}

export class ChartView {
  #charts = {
    requests: new Chart("requests", "Requests a second", 210),
    bytes: new Chart("bytes", "Bytes a second", 210),
    latency: new Chart("latency", "Latency, of the last 5 s", 130),
    amplification: new Chart("amplification", "Amplification", 110),
  };

  constructor() {
    byId("course").append(...Object.values(this.#charts).map((one) => one.box));
  }
  /** `range`: from when to when, in seconds; `isTimed` says whether it is known how long exchanges take. */
  show(course, isHttp, isTimed, range) {
    for (const [name, chart] of Object.entries(this.#charts)) {
      const shown = (name === "bytes") !== isHttp && (name !== "latency" || isTimed);
      set(chart.box, "hidden", !shown);
      if (shown) chart.show(course, range);
    }
  }
}
