// Calls of the sidecar's API, with the key if there is one: it is sent in a header and never put into an address.
export class Refusal extends Error {
  constructor(status, told = {}) {
    super(told.error ?? `the sidecar answered ${status}`);
    Object.assign(this, { status, remedy: told.remedy, problems: told.problems ?? [] });
  }
}

const patience = 10_000;

export class Api {
  key = null;

  constructor(fetcher = (...all) => fetch(...all)) {
    this.fetcher = fetcher;
  }

  async #ask(path, options) {
    const headers = { ...(this.key ? { Authorization: `Bearer ${this.key}` } : {}), ...options.headers };
    let answer;
    try {
      answer = await this.fetcher(path, { ...options, headers, cache: "no-store", redirect: "error", credentials: "same-origin" });
    } catch (error) {
      if (error.name === "AbortError" || error.name === "TimeoutError") throw new Error("the sidecar did not answer in time");
      throw new Error("no answer from the sidecar");
    }
    if (answer.ok) return answer;
    const refusal = new Refusal(answer.status, await answer.json().catch(() => ({})));
    const after = Number(answer.headers.get("Retry-After"));
    if (after > 0) refusal.retryAfter = after * 1000;
    throw refusal;
  }

  /** An answer that goes on. */
  open(path, signal) {
    return this.#ask(path, { signal });
  }
  async get(path) {
    const answer = await this.#ask(path, { signal: AbortSignal.timeout(patience) });
    try {
      return await answer.json();
    } catch {
      throw new Error("the answer was no JSON: is this a sidecar?");
    }
  }
  async send(method, path, body) {
    const options = { method, signal: AbortSignal.timeout(patience) };
    if (body !== undefined) Object.assign(options, { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
    const answer = await this.#ask(path, options);
    return answer.json();
  }
}
