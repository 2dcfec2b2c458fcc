// How numbers, times and owners are said.
const places = (value) => (value >= 100 ? 0 : value >= 10 ? 1 : 2);
const trimmed = (value, digits) => String(Number(value.toFixed(digits)));

/** `0.25`, `12.3`, `1 234`, `56k`. */
export function number(value) {
  if (!Number.isFinite(value)) return "–";
  if (Math.abs(value) >= 1e6) return `${trimmed(value / 1e6, 1)}M`;
  if (Math.abs(value) >= 1e4) return `${trimmed(value / 1e3, 1)}k`;
  return trimmed(value, places(Math.abs(value)));
}
export const rate = (value) => `${number(value)}/s`;
export const share = (value) => (Number.isFinite(value) ? `${trimmed(value * 100, value < 0.1 ? 1 : 0)} %` : "–");

export function bytes(value) {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let at = 0;
  while (value >= 1000 && at + 1 < units.length) {
    value /= 1000;
    at += 1;
  }
  return `${trimmed(value, value < 10 && at > 0 ? 1 : 0)} ${units[at]}`;
}

/** How long something took, in seconds: `850 µs`, `12.3 ms`, `1.5 s`. */
export function lasting(seconds) {
  if (!Number.isFinite(seconds)) return "–";
  if (seconds === 0) return "0";
  if (seconds < 0.001) return `${trimmed(seconds * 1e6, 0)} µs`;
  return seconds < 1 ? `${number(seconds * 1000)} ms` : `${number(seconds)} s`;
}

/** A span of milliseconds: `8 s`, `1 min 05 s`, `2 h 10 min`. */
export function span(milliseconds) {
  const all = Math.max(0, Math.round(milliseconds / 1000));
  const [hours, minutes, seconds] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  const two = (value) => String(value).padStart(2, "0");
  if (hours > 0) return `${hours} h ${two(minutes)} min`;
  return minutes > 0 ? `${minutes} min ${two(seconds)} s` : `${seconds} s`;
}

/** A time of day, `18:04:09`. */
export function clock(milliseconds) {
  const at = new Date(milliseconds);
  return [at.getHours(), at.getMinutes(), at.getSeconds()].map((one) => String(one).padStart(2, "0")).join(":");
}

export const counted = (many, one, more = `${one}s`) => `${many} ${many === 1 ? one : more}`;
export function listed(names, most = 3) {
  if (names.length <= most) return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  return `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
}

const doors = { file: "the sidecar's file", v1: "the API", runner: "a run", toxiproxy: "Toxiproxy's API" };

/** Who armed a fault, as well as it is known: the name of a key, a run, or the door it came through. */
export function owner(fault, glance) {
  const lease = fault.owner === "lease" ? glance.lease?.id : undefined;
  const who = glance.who?.[fault.id] ?? (lease && glance.who?.[lease]);
  const scenario = fault.by === "runner" ? glance.run?.run?.scenario : undefined;
  const through = scenario ? `the run ${scenario}` : doors[fault.by] ?? fault.by;
  return who ? `${who}, ${scenario ? through : `through ${through}`}` : through;
}

export const onWhat = (fault) => [...fault.proxies, ...(fault.daemons ?? [])];
/** What a fault does, in the words of its kind: `latency`, `http status`. */
export const kind = (name) => name.replaceAll("_", " ");

const hidden = new Set(["id", "kind", "target", "ttl", "during", "enabled", "schedule"]);
const plain = (value) => (typeof value === "object" ? JSON.stringify(value) : String(value));
/** The options of a fault that were written: `delay 200ms, probability 0.5`. */
export function options(written) {
  return Object.entries(written).filter(([name]) => !hidden.has(name)).map(([name, value]) => `${kind(name)} ${plain(value)}`).join(", ");
}
