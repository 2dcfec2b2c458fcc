// What is armed: on what, by whom, until when, what it has done; and how it is cleared.
import { wayToClear, where } from "./armed_way.mjs";
import { until } from "./banner_view.mjs";
import { h, byId, keep, set } from "./dom.mjs";
import { clock, counted, kind, options, owner } from "./words.mjs";

export class ArmedView {
  #list = h("ul", { class: "faults" });
  #none = h("p", { class: "muted" });

  constructor(ask) {
    this.ask = ask;
    byId("armed").append(this.#none, this.#list);
  }

  show(glance, now, mayChange) {
    set(this.#none, "hidden", glance.faults.length > 0);
    set(this.#none, "text", glance.frozen ? "Nothing can be armed: the sidecar is frozen." : "Nothing is armed.");
    keep(this.#list, glance.faults, (one) => one.id, (one) => this.#make(one), (item, one) => this.#fill(item, one, glance, now, mayChange));
  }

  #make(one) {
    const button = h("button", { type: "button", "aria-label": `Clear ${one.id}` }, "Clear");
    const item = h("li", { class: "fault" }, h("div", { class: "top" }, h("strong"), h("span", { class: "badge" }), button), h("p", { class: "what" }), h("p", { class: "by muted" }), h("p", { class: "did muted" }));
    button.addEventListener("click", () => this.ask(item.way));
    return item;
  }

  #fill(item, one, glance, now, mayChange) {
    const [top, what, by, did] = item.children;
    const [name, badge, button] = top.children;
    item.way = wayToClear(one, glance);
    set(item, "class", `fault ${one.in_force ? "in-force" : ""}`);
    set(name, "text", one.id);
    set(badge, "text", kind(one.kind));
    const detail = options(one.written);
    set(what, "text", `on ${where(one)}${detail ? ` · ${detail}` : ""}`);
    const windows = one.in_force || !one.changes_at ? "" : " · between its windows";
    set(by, "text", `by ${owner(one, glance)}, since ${clock(Date.parse(one.since))} · ${until(one, now)}${windows}`);
    const { injected, evaluated, capped } = one.did;
    set(did, "text", evaluated === 0 ? "has met nobody yet" : `hit ${injected} of ${counted(evaluated, "time")}${capped > 0 ? `, spared ${capped}` : ""}`);
    set(button, "hidden", !mayChange);
    set(button, "disabled", item.way === null);
    set(button, "title", item.way === null ? "It is of the sidecar's file or of a toxic: Clear all takes it away" : null);
  }
}
