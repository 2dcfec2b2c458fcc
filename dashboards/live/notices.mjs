// What stands above everything, when something is not as it should be. No element, no clock.
import { clock, span } from "./words.mjs";

/** `{key, tone, text, reload}` each. */
export function notices(link, glance, mark, now) {
  const told = [];
  const seen = glance ? ` What you see is of ${clock(Date.parse(glance.now))}.` : "";
  if (link.is === "lost" && link.again) {
    const again = Math.max(0, link.again - now);
    const since = link.since !== undefined && now - link.since > 1500 ? ` for ${span(now - link.since)}` : "";
    const why = link.why === "no answer from the sidecar" ? `No answer from the sidecar${since}` : `No connection to the sidecar${since}: ${link.why}`;
    told.push({ key: "lost", tone: "bad", text: `${why}.${seen} Tried again ${again < 1000 ? "now" : `in ${span(again)}`}.` });
  }
  if (link.is === "strange") told.push({ key: "strange", tone: "bad", text: `Whoever answers here has not what this page shows: another version of the sidecar, or none.${seen}`, reload: true });
  if (glance && mark !== glance.page && glance.page && !mark.startsWith("PAGE"))
    told.push({ key: "other", tone: "warn", text: `The sidecar is of another version now (${glance.version}) than this page.`, reload: true });
  if (glance?.status === "draining") told.push({ key: "draining", tone: "warn", text: "The sidecar is ending: open connections may finish, and nothing can be armed." });
  return told;
}
