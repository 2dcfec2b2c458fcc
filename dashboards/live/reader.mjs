// Server-sent events out of a stream of text, as they come in pieces.
export class EventReader {
  #rest = "";

  /** What is complete now: `[{event, data}]`. */
  take(text) {
    this.#rest += text;
    const found = [];
    for (let end = this.#rest.indexOf("\n\n"); end >= 0; end = this.#rest.indexOf("\n\n")) {
      const one = { event: "message", data: "" };
      for (const line of this.#rest.slice(0, end).split("\n")) {
        const colon = line.indexOf(":");
        if (colon <= 0) continue; // a comment
        const [name, value] = [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, "")];
        if (name === "event") one.event = value;
        if (name === "data") one.data += one.data ? `\n${value}` : value;
      }
      this.#rest = this.#rest.slice(end + 2);
      if (one.data) found.push(one);
    }
    return found;
  }
}
