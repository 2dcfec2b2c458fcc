// The page: puts glances where they are shown, and asks the sidecar for what somebody wants changed.
import { Api } from "./api.mjs";
import { armed } from "./arm_dialog.mjs";
import { ArmedView } from "./armed_view.mjs";
import { BannerView } from "./banner_view.mjs";
import { changes, sentenceOf, turns } from "./changes.mjs";
import { ChartView } from "./chart_view.mjs";
import { DaemonsView } from "./daemons_view.mjs";
import { askedKey, confirmed, keepKey, keptKey, sentences } from "./dialogs.mjs";
import { byId, h, keep, set } from "./dom.mjs";
import { EventsView } from "./events_view.mjs";
import { figuresOf } from "./figures.mjs";
import { History } from "./history.mjs";
import { Lanes } from "./lanes.mjs";
import { LanesView } from "./lanes_view.mjs";
import { notices } from "./notices.mjs";
import { RunView } from "./run_view.mjs";
import { Source } from "./source.mjs";
import { TableView } from "./table_view.mjs";
import { TopologyView } from "./topology_view.mjs";
import { counted } from "./words.mjs";

const api = new Api();
api.key = keptKey();
const mark = document.querySelector('meta[name="surgeline-page"]').content;
const spans = { 2: "2 min", 5: "5 min", 15: "15 min" };

class Page {
  #history = new History();
  #lanes = new Lanes();
  #glance;
  #link = { is: "lost", why: "connecting" };
  #behind = 0; // the sidecar's clock, beside ours
  #views;

  constructor() {
    const choose = (subject) => {
      byId("subject").value = subject;
      this.draw();
      byId("course-title").scrollIntoView({ block: "nearest" });
    };
    const ask = (way) => this.#change(way.title, way.text, way.title.startsWith("Abort") ? "Abort" : "Clear", way.call, true);
    this.#views = {
      banner: new BannerView(),
      topology: new TopologyView(choose),
      table: new TableView(choose),
      chart: new ChartView(),
      lanes: new LanesView(),
      armed: new ArmedView(ask),
      run: new RunView(ask),
      daemons: new DaemonsView(),
      events: new EventsView(),
    };
    byId("window").append(...Object.entries(spans).map(([value, text]) => h("option", { value }, text)));
    byId("window").value = innerWidth < 700 ? "2" : "5";
    for (const id of ["window", "subject"]) byId(id).addEventListener("change", () => this.draw());
    byId("where").textContent = location.host;
    byId("clear").addEventListener("click", () => this.#clear());
    byId("freeze").addEventListener("click", () => this.#freeze());
    byId("arm").addEventListener("click", () => this.#arm());
    byId("key").addEventListener("click", () => this.#forgetKey());
    byId("theme").addEventListener("click", () => window.surgelineTheme.next());
    const themed = (now) => {
      const said = { auto: "as the system", dark: "dark", light: "light" }[now];
      set(byId("theme").lastElementChild, "text", ` ${said}`);
      set(byId("theme"), "aria-label", `Colours: ${said}`);
    };
    themed(window.surgelineTheme.now);
    window.surgelineTheme.whenChanged((now) => {
      themed(now);
      this.draw();
    });
    setInterval(() => this.#tick(), 1000);
    addEventListener("resize", () => this.draw());
    this.start();
  }

  start() {
    this.source?.stop();
    this.source = new Source({ api, told: (glance) => this.#take(glance), state: (link) => this.#hear(link) });
    this.source.unseen(document.hidden);
    this.source.run();
  }

  async #hear(link) {
    if (link.is === "lost" && this.#link.is !== "lost") this.#link = { ...link, since: Date.now() };
    else this.#link = { ...link, since: this.#link.is === link.is ? this.#link.since : Date.now() };
    this.#tick();
    if (link.is !== "key") return;
    const { key, keep: kept } = await askedKey(api.key ? `${link.why}.` : "Look for it where the sidecar's [serve] keys are, or ask whoever runs it.");
    api.key = key;
    keepKey(kept ? key : null);
    this.start();
  }

  #take(glance) {
    const at = Date.parse(glance.now);
    this.#behind = at - Date.now();
    const before = this.#glance;
    const goesOn = this.#history.push(glance, at);
    if (!goesOn) this.#lanes = new Lanes();
    const turned = this.#lanes.push(glance, at);
    if (before) this.#views.events.add([...changes(before, glance), ...(goesOn ? turns(turned) : [])], at);
    this.#glance = glance;
    if (!before) this.#begin();
    this.#subjects();
    this.draw();
  }

  async #begin() {
    byId("main").hidden = false;
    try {
      const { calls } = await api.get("/v1/audit?limit=1000");
      const told = calls.map((one) => [one, sentenceOf(one)]).filter(([, said]) => said).slice(-20);
      for (const [one, said] of told) this.#views.events.add([said], Date.parse(one.when), false);
    } catch {
      // what happened before is good to know, and no more
    }
  }

  /** What the charts can be about: all that speak HTTP, the loads of a run, each proxy. */
  #subjects() {
    const { proxies, layout } = this.#glance;
    const loads = (figuresOf(this.#glance)?.loads ?? []).map((one) => one.id);
    const print = `${layout} ${loads}`;
    if (print === this.printed) return;
    this.printed = print;
    const chosen = byId("subject").value;
    const open = proxies.filter((one) => one.open);
    const all = open.length === 1 ? [] : [["all", `all ${counted(open.length, "proxy", "proxies")}, each hop counted`]];
    const options = [...loads.map((one) => [`load:${one}`, `load ${one}`]), ...open.map((one) => [`proxy:${one.id}`, `proxy ${one.id}`]), ...all];
    const proxy = open.find((one) => one.protocol === "http") ?? open[0];
    // Of a run in this process its own callers tell more than its proxies.
    const first = this.#glance.of === "run" && loads.length > 0 ? `load:${loads[0]}` : proxy ? `proxy:${proxy.id}` : "all";
    byId("subject").replaceChildren(...options.map(([value, text]) => h("option", { value }, text)));
    byId("subject").value = options.some(([value]) => value === chosen) ? chosen : first;
  }

  get #now() {
    return Date.now() + this.#behind;
  }
  get #mayChange() {
    return this.#glance?.you?.may_change !== false;
  }

  draw() {
    const glance = this.#glance;
    if (!glance || document.hidden) return;
    const ratesOf = (id) => this.#history.rates(id);
    const latencyOf = (id) => this.#history.latency(id);
    const subject = byId("subject").value || "all";
    const minutes = Number(byId("window").value);
    const until = this.#history.samples.at(-1).at / 1000;
    const since = this.#history.samples[0].at / 1000;
    const range = [Math.max(until - minutes * 60, Math.min(since, until - 60)), until];
    const proxy = subject.startsWith("proxy:") ? glance.proxies.find((one) => `proxy:${one.id}` === subject) : undefined;
    const isHttp = proxy ? proxy.protocol === "http" : subject !== "all" || glance.proxies.some((one) => one.protocol === "http");
    const { banner, topology, table, chart, lanes, run, daemons } = this.#views;
    banner.show(glance, this.#history.total(), this.#now);
    topology.show(glance, ratesOf, latencyOf, subject);
    table.show(glance, ratesOf, latencyOf);
    const course = this.#history.course(subject, minutes * 60_000);
    if (glance.of === "run") course.up.fill(null); // it counts bytes of both ways together
    const isTimed = subject.startsWith("load:") || glance.latency !== undefined;
    chart.show(course, isHttp, isTimed, range);
    lanes.show(this.#lanes, range);
    run.show(glance, this.#now, this.#mayChange);
    daemons.show(glance);
    this.#tick();
  }

  /** What goes on by itself: times that run out, and how old all this is. */
  #tick() {
    const stale = this.#link.is === "lost" || this.#link.is === "strange" || this.#link.is === "key";
    set(byId("main"), "class", stale ? "stale" : "");
    const texts = { streaming: "live", polling: "live, every 2 s", lost: "no answer", strange: "not understood", key: "locked" };
    set(byId("link"), "text", texts[this.#link.is]);
    set(byId("link"), "class", `link ${this.#link.is}`);
    set(byId("link"), "title", this.#link.is === "polling" ? this.#link.why ?? "" : null);
    const again = (why) => h("button", { type: "button", onclick: why }, "Try now");
    keep(byId("notices"), notices(this.#link, this.#glance, mark, Date.now()), (one) => one.key, (one) => h("p", { class: `notice ${one.tone}`, role: "status" }, h("span"), one.reload ? h("button", { type: "button", onclick: () => location.reload() }, "Reload") : again(() => this.source.hurry())), (item, one) => set(item.firstElementChild, "text", one.text));
    const glance = this.#glance;
    const can = Boolean(glance) && !stale && this.#mayChange;
    for (const id of ["clear", "freeze", "arm"]) {
      set(byId(id), "hidden", glance?.of === "run"); // who runs it ends it
      set(byId(id), "disabled", !can || (id === "arm" && (glance.frozen || glance.proxies.length === 0)));
      set(byId(id), "title", glance && !this.#mayChange ? "A viewer's key looks, and changes nothing" : null);
    }
    set(byId("key"), "hidden", !api.key || !this.#glance);
    if (!glance) return;
    set(byId("freeze"), "text", glance.frozen ? "Unfreeze" : "Freeze");
    set(byId("freeze"), "class", glance.frozen ? "primary" : "danger");
    set(byId("key").firstElementChild, "text", glance.you?.name || "key");
    set(byId("key"), "aria-label", `${glance.you?.name || "key"}: forget this key`);
    this.#views.armed.show(glance, this.#now, can);
    set(byId("about"), "text", `Surgeline ${glance.version}, up since ${new Date(glance.started_at).toLocaleString()}`);
  }

  #change(title, text, yes, [method, path, body], danger) {
    confirmed({ title, text, yes, danger, act: () => api.send(method, path, body) });
  }
  #clear() {
    const { faults, lease } = this.#glance;
    const text = faults.length === 0 ? "Nothing is armed just now." : `${counted(faults.length, "fault")} of whoever armed them ${faults.length === 1 ? "is" : "are"} cleared${lease ? ", and the lease ends: a run ends as aborted" : ""}. They can be armed again.`;
    this.#change("Clear everything?", text, "Clear all", ["DELETE", "/v1/plan"], true);
  }
  #freeze() {
    if (this.#glance.frozen) return this.#change("Unfreeze?", "Faults can be armed again, by whoever may. Ask first why somebody froze the sidecar.", "Unfreeze", ["DELETE", "/v1/freeze"], false);
    return this.#change("Freeze the sidecar?", "Everything is cleared, and nothing is armed by anybody, a reload and a run included, until somebody unfreezes it.", "Freeze", ["POST", "/v1/freeze"], true);
  }
  async #arm() {
    try {
      await armed(api, this.#glance, (id) => this.#history.rates(id), (id, body) => api.send("PUT", `/v1/faults/${encodeURIComponent(id)}`, body));
    } catch (error) {
      confirmed({ title: "No fault can be armed just now", text: sentences(error).join(" "), yes: "Close", act: async () => {} });
    }
  }
  #forgetKey() {
    api.key = null;
    keepKey(null);
    this.start();
  }
}

const page = new Page();
document.addEventListener("visibilitychange", () => {
  page.source.unseen(document.hidden);
  page.draw();
});
