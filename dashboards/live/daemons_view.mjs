// Daemons: how each instance is, who waits, what became of those that came.
import { byId, h, keep, set } from "./dom.mjs";
import { number, span } from "./words.mjs";

const worst = ["down", "stalled", "slow", "ok"];
const tones = { ok: "good", slow: "warn", stalled: "bad", down: "bad" };

export class DaemonsView {
  #list = h("ul", { class: "faults" });

  constructor() {
    byId("daemons").append(h("div", { class: "head" }, h("h2", { id: "daemons-title" }, "Daemons")), this.#list);
  }
  show(glance) {
    set(byId("daemons"), "hidden", glance.daemons.length === 0);
    const make = (one) => h("li", { class: "fault" }, h("div", { class: "top" }, h("strong", {}, one.id), h("span", { class: "badge" })), h("p", { class: "what" }), h("p", { class: "muted" }));
    keep(this.#list, glance.daemons, (one) => one.id, make, (item, one) => {
      const state = worst.find((each) => one.instances.some((instance) => instance.state === each));
      const many = one.instances.filter((each) => each.state === state).length;
      const badge = item.querySelector(".badge");
      set(badge, "text", one.instances.length > 1 ? `${many} of ${one.instances.length} ${state}` : state);
      set(badge, "class", `badge ${tones[state]}`);
      const waiting = one.instances.reduce((sum, each) => sum + each.depth, 0);
      set(item.children[1], "text", `${waiting} waiting for ${one.slots * one.instances.length} slots`);
      const sum = (what) => one.doors.reduce((all, each) => all + each[what], 0);
      const stalled = one.instances.reduce((all, each) => all + each.stalled_seconds, 0);
      set(item.children[2], "text", `${number(sum("ok"))} got one, ${number(sum("timeout") + sum("rejected"))} did not, ${number(sum("cancelled"))} left${stalled > 0 ? ` · stalled for ${span(stalled * 1000)} in all` : ""}`);
    });
  }
}
