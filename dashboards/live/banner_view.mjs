// Is it us? In one look: what is in force, by whom, until when.
import { isItUs } from "./changes.mjs";
import { byId, h, keep, set } from "./dom.mjs";
import { span } from "./words.mjs";

export class BannerView {
  #title = h("h2", { id: "banner-title" });
  #text = h("p");
  #list = h("ul", { class: "soon" });

  constructor() {
    byId("banner").append(h("div", {}, this.#title, this.#text), this.#list);
  }
  show(glance, rates, now) {
    const said = isItUs(glance, rates);
    set(byId("banner"), "class", `banner ${said.tone}`);
    set(this.#title, "text", said.title);
    set(this.#text, "text", said.text);
    const force = glance.faults.filter((one) => one.in_force).slice(0, 4);
    keep(this.#list, force, (one) => one.id, () => h("li"), (item, one) => set(item, "text", until(one, now, force.length > 1 ? `${one.id}: ` : "")));
    document.title = `${said.tone === "ours" ? "● armed · " : said.tone === "warn" ? "frozen · " : ""}Surgeline`;
  }
}

/** How long a fault still is: `clears in 43 s`. */
export function until(fault, now, before = "") {
  if (!fault.expires_at) return `${before}until somebody clears it`;
  const left = span(Date.parse(fault.expires_at) - now);
  return fault.owner === "lease" ? `${before}until its run ends; ${left} after silence` : `${before}clears in ${left}`;
}
