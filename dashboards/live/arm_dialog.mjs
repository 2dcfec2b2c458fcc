// Arms a fault: what, where, for how long; then once more in a sentence, and only then it is done.
import { opened, sentences } from "./dialogs.mjs";
import { h, keep, set } from "./dom.mjs";
import { faultOf, fieldOf, freeId, kindsFor, kindsOf } from "./form.mjs";
import { kind, options, rate } from "./words.mjs";

const examples = { delay: "200ms", rate: "100KB/s", size: "1KB", limit: "10", status: "503", factor: "4", window: "1s", jitter: "50ms" };
const first = { daemon: "daemon_stall", http: "http_status", tcp: "latency" };

class ArmDialog {
  #where = h("select", { id: "arm-where" });
  #kind = h("select", { id: "arm-kind" });
  #about = h("p", { class: "muted", id: "arm-about" });
  #ttl = h("input", { id: "arm-ttl", value: "1m", required: true, autocomplete: "off", "aria-describedby": "arm-ttl-about" });
  #probability = h("input", { id: "arm-probability", placeholder: "such as 10%", autocomplete: "off", "aria-describedby": "arm-probability-about" });
  #route = h("input", { id: "arm-route", autocomplete: "off", "aria-describedby": "arm-route-about" });
  #path = h("input", { id: "arm-path", autocomplete: "off", placeholder: "/orders/**" });
  #needed = h("div");
  #more = h("div");
  #wrong = h("p", { class: "wrong", role: "alert", hidden: true });
  #sentence = h("p", { class: "sentence" });
  #fields = new Map();

  constructor(kinds, glance, ratesOf, act) {
    Object.assign(this, { kinds, glance, ratesOf, act });
    this.again = () => {}; // replaced below
    const group = (label, found, what) => (found.length > 0 ? [h("optgroup", { label }, ...found.map((one) => h("option", { value: `${what} ${one.id}` }, one.id)))] : []);
    this.#where.append(...group("Proxies", glance.proxies.filter((one) => one.open), "proxy"), ...group("Daemons", glance.daemons, "daemon"));
    this.narrow = h("div", { class: "pair" },
      h("div", { class: "field" }, h("label", { for: "arm-route" }, "Route"), this.#route, h("p", { class: "muted", id: "arm-route-about" }, "its id; every route if empty")),
      h("div", { class: "field" }, h("label", { for: "arm-path" }, "Path"), this.#path));
    this.write = h("form", { method: "dialog" },
      h("div", { class: "field" }, h("label", { for: "arm-where" }, "Where"), this.#where),
      h("div", { class: "field" }, h("label", { for: "arm-kind" }, "What"), this.#kind, this.#about),
      this.#needed,
      h("div", { class: "pair" },
        h("div", { class: "field" }, h("label", { for: "arm-ttl" }, "For"), this.#ttl, h("p", { class: "muted", id: "arm-ttl-about" }, "then it clears by itself")),
        h("div", { class: "field" }, h("label", { for: "arm-probability" }, "Share"), this.#probability, h("p", { class: "muted", id: "arm-probability-about" }, "of requests or connections; all if empty"))),
      this.narrow,
      h("details", {}, h("summary", {}, "More options"), this.#more),
      this.#wrong,
      h("div", { class: "answers" }, h("button", { type: "button", onclick: () => this.dialog.close() }, "Cancel"), h("button", { type: "submit", class: "primary" }, "Next…")));
    this.sure = h("form", { method: "dialog", hidden: true }, this.#sentence, h("div", { class: "answers" }, h("button", { type: "button", onclick: () => this.#turn(false) }, "Back"), (this.go = h("button", { type: "submit", class: "ours" }, "Arm it"))));
    this.#where.addEventListener("change", () => this.#offer());
    this.#kind.addEventListener("change", () => this.#ask());
    this.write.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#turn(true);
    });
    this.sure.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#arm();
    });
    this.dialog = opened("Arm a fault", this.write, this.sure);
    this.#offer();
    this.#where.focus();
  }

  #place() {
    const [what, ...rest] = this.#where.value.split(" ");
    const id = rest.join(" ");
    return what === "daemon" ? { daemon: id } : { id, protocol: this.glance.proxies.find((one) => one.id === id)?.protocol };
  }
  #offer() {
    const place = this.#place();
    const offered = kindsFor(this.kinds, place);
    const before = this.#kind.value;
    keep(this.#kind, offered, (one) => one.name, (one) => h("option", { value: one.name }, one.title));
    const usual = place.daemon ? first.daemon : first.tcp;
    this.#kind.value = offered.some((one) => one.name === before) && before ? before : usual;
    set(this.narrow, "hidden", place.protocol !== "http");
    this.#ask();
  }
  #ask() {
    this.chosen = this.kinds.find((one) => one.name === this.#kind.value);
    set(this.#about, "text", this.chosen.about);
    this.#fields.clear();
    const made = (found) => found.map((one) => this.#field(one));
    this.#needed.replaceChildren(...made(this.chosen.fields.filter((one) => one.required)));
    this.#more.replaceChildren(...made(this.chosen.fields.filter((one) => !one.required)));
  }
  #field({ name, title, about, type, choices, required }) {
    const id = `arm-field-${name}`;
    const input =
      type === "choice" ? h("select", { id }, ...(required ? [] : [h("option", { value: "" }, "–")]), ...choices.map((one) => h("option", {}, one)))
      : type === "yes" ? h("input", { id, type: "checkbox" })
      : h("input", { id, required, autocomplete: "off", placeholder: examples[name] ? `such as ${examples[name]}` : null });
    set(input, "aria-describedby", `${id}-about`);
    this.#fields.set(name, input);
    return h("div", { class: "field" }, h("label", { for: id }, title), input, h("p", { class: "muted", id: `${id}-about` }, about));
  }

  #body() {
    const values = Object.fromEntries([...this.#fields].map(([name, input]) => [name, input.type === "checkbox" ? input.checked : input.value]));
    const narrow = this.narrow.hidden ? {} : { route: this.#route.value, path: this.#path.value };
    return faultOf(this.chosen, { values, where: this.#where.value, ttl: this.#ttl.value, probability: this.#probability.value, narrow });
  }
  #turn(forward) {
    set(this.write, "hidden", forward);
    set(this.sure, "hidden", !forward);
    if (!forward) return this.#where.focus();
    const [body, place] = [this.#body(), this.#place()];
    const now = place.daemon ? null : this.ratesOf(place.id);
    const traffic = now && place.protocol === "http" ? ` ${rate(now.over)} go through it now.` : now ? ` ${now.connections} connections go through it now.` : "";
    const detail = options(body);
    const narrowed = ["route", "path"].filter((one) => body.target[one]).map((one) => `, ${one} ${body.target[one]}`).join("");
    set(this.#sentence, "text", `${kind(body.kind)}${detail ? `, ${detail},` : ""} on ${place.daemon ?? place.id}${narrowed} for ${body.ttl}.${traffic} It is in force at once, on open connections too.`);
    this.go.focus();
  }
  async #arm() {
    set(this.go, "disabled", true);
    try {
      await this.act(freeId(this.chosen.name, this.glance), this.#body());
      this.dialog.close();
    } catch (error) {
      this.#turn(false);
      set(this.#wrong, "hidden", false);
      set(this.#wrong, "text", sentences(error).join("\n"));
      for (const input of this.dialog.querySelectorAll("[aria-invalid]")) set(input, "aria-invalid", null);
      const inputs = { ttl: this.#ttl, probability: this.#probability, "target.route": this.#route, "target.path": this.#path, kind: this.#kind };
      for (const problem of error.problems ?? []) {
        const input = inputs[fieldOf(problem)] ?? this.#fields.get(fieldOf(problem));
        if (!input) continue;
        set(input, "aria-invalid", "true");
        const hidden = input.closest("details");
        if (hidden) hidden.open = true;
        input.focus();
      }
    }
    set(this.go, "disabled", false);
  }
}

let described; // the sidecar's API does not change while it runs

/** Opens the dialog; `act(id, body)` arms. */
export async function armed(api, glance, ratesOf, act) {
  described ??= kindsOf(await api.get("/v1/openapi.json"));
  return new ArmDialog(described, glance, ratesOf, act);
}
