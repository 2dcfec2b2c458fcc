// Where the page has its glances from: a stream of events while there is one, else one question after the other.
import { EventReader } from "./reader.mjs";

const silence = 7000; // a stream says something every five seconds, if only that it is there
const pollEvery = 2000;
const streamAgain = 30_000; // after a stream was refused, or was silent
const waits = [500, 1000, 2000, 4000, 5000];

/**
 * `told(glance)` gets each glance whole, with the proxies of the last one that had them. `state({is, ...})` gets how it goes:
 * `streaming`, `polling` (with `why`), `lost` (with `why` and `again`, when it is tried), `key` (with `why`: one is needed), `strange`
 * (with `why`: whoever answers is no sidecar of this age).
 */
export class Source {
  #stopped = false;
  #proxies = [];
  #layout;
  #you;
  #failures = 0;
  #pollUntil = 0;
  #wake = () => {};
  #abort = new AbortController();

  constructor({ api, told, state, now = Date.now, timer = (then, after) => setTimeout(then, after) }) {
    Object.assign(this, { api, told, state, now, timer });
  }

  async run() {
    while (!this.#stopped) {
      const before = this.#failures;
      try {
        if (this.now() >= this.#pollUntil) await this.#stream();
        else await this.#poll();
      } catch (error) {
        if (this.#stopped) return;
        if (error.status === 401) return this.state({ is: "key", why: error.message });
        const strange = error.status === 404 || error instanceof TypeError; // what it told lacks something
        if (strange) this.state({ is: "strange", why: error.message });
        this.#failures = before + 1;
        const wait = error.retryAfter ?? waits[Math.min(before, waits.length - 1)];
        if (!strange) this.state({ is: "lost", why: error.message, again: this.now() + wait });
        await this.#sleep(wait);
      }
    }
  }
  stop() {
    this.#stopped = true;
    this.#abort.abort();
    this.#wake();
  }
  /** Tries at once what it would try later. */
  hurry() {
    this.#wake();
  }

  #sleep(milliseconds) {
    return new Promise((resolve) => {
      this.#wake = resolve;
      this.timer(resolve, milliseconds);
    });
  }
  #take(glance) {
    if (glance.proxies) [this.#proxies, this.#layout] = [glance.proxies, glance.layout];
    if (glance.layout !== this.#layout) throw new Error("the sidecar has other proxies than it told");
    this.#you = glance.you ?? this.#you;
    this.#failures = 0;
    this.told({ ...glance, proxies: this.#proxies, you: this.#you });
  }
  #pollFor(why) {
    this.#pollUntil = this.now() + streamAgain;
    this.polls = why;
  }

  async #stream() {
    this.#abort = new AbortController();
    let heard = this.now();
    const watch = () => {
      if (this.now() - heard > silence) this.#abort.abort();
      else if (!this.#stopped) guard = this.timer(watch, 1000);
    };
    let guard = this.timer(watch, 1000);
    try {
      const answer = await this.api.open("/v1/glance/events", this.#abort.signal);
      if (!answer.body?.getReader || typeof TextDecoder === "undefined") {
        this.#abort.abort();
        this.#pollUntil = Infinity;
        this.polls = "this browser cannot listen to a stream";
        return;
      }
      const [from, decoder, reader] = [answer.body.getReader(), new TextDecoder(), new EventReader()];
      for (;;) {
        const { done, value } = await from.read();
        heard = this.now();
        if (done) break;
        for (const { event, data } of reader.take(decoder.decode(value, { stream: true }))) {
          if (event !== "glance") continue;
          this.#take(JSON.parse(data));
          this.state({ is: "streaming" });
        }
      }
      this.#layout = undefined;
      throw new Error("the sidecar has ended the stream");
    } catch (error) {
      if (error.status === 503) return this.#pollFor(error.message);
      if (this.#abort.signal.aborted && !this.#stopped) return this.#pollFor("the stream was silent");
      throw error;
    } finally {
      clearTimeout(guard);
    }
  }

  async #poll() {
    const known = this.#layout === undefined ? "" : `?layout=${this.#layout}`;
    let glance = await this.api.get(`/v1/glance${known}`);
    if (!glance.proxies && glance.layout !== this.#layout) glance = await this.api.get("/v1/glance");
    this.#take(glance);
    this.state({ is: "polling", why: this.polls });
    await this.#sleep(pollEvery);
  }
}
