// What happened, the newest first. What matters is said to screen readers too, once.
import { byId, h, set } from "./dom.mjs";
import { clock } from "./words.mjs";

const most = 200;

export class EventsView {
  #list = h("ol", { class: "events", tabindex: 0, "aria-label": "What happened, the newest first" });
  #none = h("p", { class: "muted" }, "Nothing yet.");
  #count = 0;

  constructor() {
    byId("events").append(this.#none, this.#list);
  }
  /** `said`: `{tone, text}` each. */
  add(said, at, aloud = true) {
    for (const one of said) {
      this.#list.prepend(h("li", { class: one.tone }, h("time", { datetime: new Date(at).toISOString() }, clock(at)), h("span", {}, one.text)));
      this.#count += 1;
    }
    while (this.#list.childElementCount > most) this.#list.lastElementChild.remove();
    set(this.#none, "hidden", this.#count > 0);
    const worth = said.filter((one) => one.tone !== "plain");
    if (aloud && worth.length > 0) byId("spoken").textContent = worth.map((one) => one.text).join(". ");
  }
}
