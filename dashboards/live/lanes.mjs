// What was in which state when: phases, faults, breakers, daemons. No element, no clock.
import { figuresOf } from "./figures.mjs";

const longest = 16 * 60 * 1000;
const letters = { c: "closed", o: "open", h: "half open", u: "unknown" };
const badness = ["ok", "slow", "stalled", "down"];
const groups = ["phase", "fault", "breaker", "policy", "daemon"];

const worst = (states) => states.reduce((one, other) => (badness.indexOf(other) > badness.indexOf(one) ? other : one), "ok");
const depth = (daemon) => daemon.instances.reduce((sum, one) => sum + one.depth, 0);

/** What there is at this moment: `{key, group, label, state, detail}` each; a state of null is a lane with nothing in it. */
export function moment(glance) {
  const found = [];
  const story = glance.run;
  if (story?.phase) found.push({ key: "phase", group: "phase", label: "phase", state: story.phase, detail: story.role });
  for (const one of glance.faults)
    found.push({ key: `fault ${one.id}`, group: "fault", label: one.id, state: one.in_force ? "in force" : "armed", detail: one.kind });
  glance.proxies.forEach((proxy, at) => {
    const told = glance.counts[at]?.[9] ?? "";
    (proxy.clients ?? []).forEach((client, group) => {
      const label = proxy.clients.length > 1 || client !== "other" ? `${client} → ${proxy.id}` : `→ ${proxy.id}`;
      found.push({ key: `breaker ${proxy.id} ${client}`, group: "breaker", label, state: letters[told[group]] ?? "unknown" });
    });
  });
  const figures = figuresOf(glance);
  for (const one of figures?.policies ?? []) {
    if (one.open_share === undefined) continue;
    const state = one.open_share >= 0.995 ? "open" : one.open_share > 0.005 ? "some open" : "closed";
    found.push({ key: `policy ${one.id}`, group: "policy", label: `breakers of ${one.id}`, state });
  }
  for (const one of glance.daemons)
    found.push({ key: `daemon ${one.id}`, group: "daemon", label: one.id, state: worst(one.instances.map((each) => each.state)), detail: `${depth(one)} waiting` });
  for (const one of figures?.daemons ?? []) {
    if (glance.daemons.some((each) => each.id === one.id)) continue;
    found.push({ key: `daemon ${one.id}`, group: "daemon", label: one.id, state: one.stalled ? "stalled" : "ok", detail: `${Math.round(one.depth)} waiting` });
  }
  return found;
}

export class Lanes {
  #lanes = new Map(); // key → {key, group, label, state, detail, pieces: [{from, to, state}]}

  /** Returns what has changed since the last moment: `[{lane, before}]`. */
  push(glance, at) {
    const now = new Map(moment(glance).map((one) => [one.key, one]));
    const changed = [];
    for (const [key, one] of now) {
      const lane = this.#lanes.get(key) ?? { ...one, state: undefined, pieces: [] };
      this.#lanes.set(key, lane);
      const last = lane.pieces.at(-1);
      const goes = last && last.to === null && last.state === one.state;
      if (!goes) {
        if (last && last.to === null) last.to = at;
        lane.pieces.push({ from: at, to: null, state: one.state });
        if (lane.state !== one.state) changed.push({ lane: { ...lane, ...one }, before: lane.state });
      }
      Object.assign(lane, one);
    }
    for (const [key, lane] of this.#lanes) {
      if (!now.has(key) && lane.state !== null) {
        lane.pieces.at(-1).to ??= at;
        changed.push({ lane: { ...lane, state: null }, before: lane.state });
        lane.state = null;
      }
      lane.pieces = lane.pieces.filter((one) => one.to === null || one.to > at - longest);
      if (lane.state === null && lane.pieces.length === 0) this.#lanes.delete(key);
    }
    return changed;
  }

  /** Those worth a line: what is or was not usual first, then what is there; of quiet breakers not more than `most` in all. */
  shown(from, most = 14) {
    const all = [...this.#lanes.values()].map((lane) => ({ ...lane, pieces: lane.pieces.filter((one) => one.to === null || one.to > from) }));
    const usual = new Set(["closed", "unknown", "ok"]);
    const stirs = (lane) => lane.pieces.some((one) => !usual.has(one.state));
    const worth = all.filter((one) => one.pieces.length > 0 && (one.group !== "breaker" || one.pieces.some((each) => each.state !== "unknown")));
    const chosen = new Set([...worth].sort((one, other) => stirs(other) - stirs(one)).slice(0, most));
    return {
      lanes: worth.filter((one) => chosen.has(one)).sort((one, other) => groups.indexOf(one.group) - groups.indexOf(other.group) || one.label.localeCompare(other.label)),
      left: worth.length - chosen.size,
    };
  }
}
