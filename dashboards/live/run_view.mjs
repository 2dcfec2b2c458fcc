// A run: how far it is, what it checks, and what became of it.
import { byId, h, keep, set } from "./dom.mjs";
import { figuresOf } from "./figures.mjs";
import { milliseconds, progress } from "./progress.mjs";
import { lasting, number, rate, share, span } from "./words.mjs";

const verdictTone = { pass: "good", fail: "bad", metastable: "bad", aborted: "warn", inconclusive: "warn" };
export class RunView {
  #title = h("h2", { id: "run-title" });
  #verdict = h("span", { class: "badge" });
  #abort = h("button", { type: "button" }, "Abort…");
  #text = h("p", { class: "muted" });
  #bar = h("ol", { class: "phases" });
  #checks = h("ul", { class: "checks" });
  #loads = h("dl", { class: "figures" });

  constructor(ask) {
    byId("run").append(h("div", { class: "head" }, this.#title, this.#verdict, this.#abort), this.#text, this.#bar, this.#checks, this.#loads);
    this.#abort.addEventListener("click", () => ask(this.way));
  }

  show(glance, now, mayChange) {
    const [story, hosted] = [glance.run, glance.hosted];
    const goes = hosted && hosted.state !== "over";
    const there = Boolean(story?.run || story?.phase || hosted);
    set(byId("run"), "hidden", !there);
    if (!there) return;
    const verdict = story?.verdict ?? (goes ? undefined : hosted?.verdict);
    set(this.#title, "text", story?.run?.scenario ?? hosted?.scenario ?? "A run");
    set(this.#verdict, "text", verdict ?? (goes && hosted.state === "aborting" ? "aborting" : story?.state?.replaceAll("_", " ") ?? "over"));
    set(this.#verdict, "class", `badge ${verdictTone[verdict] ?? ""}`);
    const phases = progress(glance, now);
    const figures = figuresOf(glance);
    const left = figures && !verdict ? `, ${span((figures.ends_seconds - figures.at_seconds) * 1000)} to go` : "";
    const phaseLeft = story?.phase_duration ? `, ${span(milliseconds(story.phase_duration) - milliseconds(story.phase_for))} of it left` : "";
    const seed = hosted?.seed !== undefined && goes ? ` · seed ${hosted.seed}` : "";
    const why = story?.aborted ?? (hosted?.problems ?? hosted?.reasons ?? []).join("; ");
    set(this.#text, "text", story?.phase && !verdict ? `in phase ${story.phase}${left || phaseLeft}${seed}` : goes ? `under way${left}${seed}` : `over${why ? `: ${why}` : ""}`);
    keep(this.#bar, phases, (one) => one.id, (one) => h("li", {}, h("span", { class: "done" }), h("span", { class: "id" }, one.id)), (item, one) => {
      // Properties, not attributes: the page's policy allows no styles in those.
      item.style.flexGrow = String(one.seconds);
      item.firstElementChild.style.width = `${(one.done * 100).toFixed(1)}%`;
      set(item, "class", one.done >= 1 ? "past" : one.done > 0 ? "now" : "");
      set(item, "aria-current", one.done > 0 && one.done < 1 ? "step" : null);
      set(item, "title", `${one.id}, ${span(one.seconds * 1000)}`);
    });
    keep(this.#checks, story?.checks ?? [], (one) => one.id, () => h("li"), (item, one) => {
      set(item, "class", one.ok ? "good" : "bad");
      set(item, "text", `${one.ok ? "holds" : "violated"}: ${one.id}${one.value === undefined ? "" : ` at ${number(one.value)}`}`);
    });
    this.#showLoads(figures);
    this.way = goes ? { call: ["DELETE", `/v1/runs/${encodeURIComponent(hosted.id)}`], title: `Abort ${hosted.scenario}?`, text: "Its faults are cleared, and its verdict is `aborted`." } : null;
    set(this.#abort, "hidden", !this.way || !mayChange);
  }

  #showLoads(figures) {
    const rows = (figures?.loads ?? []).map((one) => [one.id, `${rate(one.goodput)} of ${rate(one.offered)}, ${number(one.amplification)} attempts each${one.p99_seconds === undefined ? "" : `, p99 ${lasting(one.p99_seconds)}`}`]);
    for (const one of figures?.services ?? []) if (one.queue + one.in_flight > 0) rows.push([one.id, `${number(one.queue)} wait, ${number(one.in_flight)} in work`]);
    if (figures?.recovery?.share !== undefined) rows.push(["the way back", `${share(figures.recovery.share)} of ${share(figures.recovery.needed)} that are needed`]);
    keep(this.#loads, rows, ([name]) => name, ([name]) => h("div", {}, h("dt", {}, name), h("dd")), (item, [, text]) => set(item.lastElementChild, "text", text));
  }
}
