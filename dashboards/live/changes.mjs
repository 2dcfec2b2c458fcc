// What has happened, in sentences. No element, no clock.
import { kind, listed, onWhat, owner, share } from "./words.mjs";

const by = (items) => new Map(items.map((one) => [one.id, one]));
const of = (verdict) => ({ pass: "good", fail: "bad", metastable: "bad", aborted: "warn", inconclusive: "warn" })[verdict] ?? "plain";

function faults(before, now) {
  const [old, there] = [by(before.faults), by(now.faults)];
  const said = [];
  for (const [id, one] of there) {
    if (!old.has(id)) said.push({ tone: "ours", text: `${id} was armed on ${listed(onWhat(one)) || "nothing"}: ${kind(one.kind)}, by ${owner(one, now)}` });
    else if (one.in_force !== old.get(id).in_force) said.push({ tone: "ours", text: `${id} is ${one.in_force ? "in force" : "between its windows"}` });
  }
  for (const [id, one] of old) {
    if (there.has(id)) continue;
    const due = one.expires_at && Date.parse(one.expires_at) - Date.parse(now.now) < 1500 && one.owner !== "lease";
    said.push({ tone: "plain", text: `${id} was cleared${due ? ": its time was over" : ""}` });
  }
  return said;
}

function run(before, now) {
  const said = [];
  const [old, there] = [before.run ?? {}, now.run ?? {}];
  const name = there.run?.scenario ?? "a run";
  if (now.lease && now.lease.id !== before.lease?.id && now.lease.by === "runner") said.push({ tone: "plain", text: `${name} took the lease` });
  if (there.phase && (there.phase !== old.phase || there.run?.id !== old.run?.id)) said.push({ tone: "plain", text: `phase ${there.phase}` });
  const checks = by(old.checks ?? []);
  for (const one of there.checks ?? []) {
    const last = checks.get(one.id);
    if (last && last.ok !== one.ok) said.push({ tone: one.ok ? "good" : "bad", text: one.ok ? `${one.id} holds again` : `${one.id} is violated` });
  }
  if (there.aborted && !old.aborted) said.push({ tone: "warn", text: `the run was ended early: ${there.aborted}` });
  if (there.verdict && there.verdict !== old.verdict) said.push({ tone: of(there.verdict), text: `verdict: ${there.verdict}` });
  const [hosted, last] = [now.hosted, before.hosted];
  if (hosted && hosted.id !== last?.id && hosted.state !== "over") said.push({ tone: "plain", text: `${hosted.id} of ${hosted.scenario} began here` });
  if (hosted?.problems && hosted.state === "over" && last?.state !== "over") said.push({ tone: "bad", text: `${hosted.id}: ${hosted.problems.join("; ")}` });
  return said;
}

function proxies(before, now) {
  if (before.layout === now.layout && before.started_at === now.started_at) return [];
  const [old, there] = [by(before.proxies), by(now.proxies)];
  const names = (found) => listed(found.map((one) => one.id));
  const made = now.proxies.filter((one) => !old.has(one.id));
  const gone = before.proxies.filter((one) => !there.has(one.id));
  const turned = (open) => now.proxies.filter((one) => one.open === open && old.has(one.id) && old.get(one.id).open !== open);
  const said = [];
  if (made.length > 0) said.push({ tone: "plain", text: `new: ${names(made)}` });
  if (gone.length > 0) said.push({ tone: "plain", text: `gone: ${names(gone)}` });
  if (turned(false).length > 0) said.push({ tone: "warn", text: `closed: ${names(turned(false))}` });
  if (turned(true).length > 0) said.push({ tone: "plain", text: `opened: ${names(turned(true))}` });
  return said;
}

/** Between two glances at one sidecar. */
export function changes(before, now) {
  const said = [];
  if (before.started_at !== now.started_at) return [{ tone: "warn", text: "the sidecar was started anew: its counts begin at 0" }];
  if (before.frozen !== now.frozen)
    said.push(now.frozen ? { tone: "warn", text: "frozen: everything is cleared, and nothing can be armed" } : { tone: "plain", text: "unfrozen: faults can be armed again" });
  if (before.status !== now.status && now.status === "draining") said.push({ tone: "warn", text: "the sidecar is ending" });
  if (before.lease && !now.lease) said.push({ tone: "plain", text: "the lease has ended" });
  return [...said, ...faults(before, now), ...run(before, now), ...proxies(before, now)];
}

/** Of lanes that have changed: breakers and daemons. */
export function turns(changed) {
  const said = [];
  for (const { lane, before } of changed) {
    if (before === undefined || lane.state === null) continue;
    const known = before !== "unknown" && lane.state !== "unknown";
    if (lane.group === "breaker" && known)
      said.push({ tone: lane.state === "closed" ? "good" : "warn", text: `the breaker of ${lane.label.replace(/^→ /, "callers of ")} seems ${lane.state}` });
    if (lane.group === "policy") said.push({ tone: lane.state === "closed" ? "good" : "warn", text: `${lane.label}: ${lane.state}` });
    if (lane.group === "daemon") said.push({ tone: lane.state === "ok" ? "good" : "bad", text: `daemon ${lane.label} is ${lane.state}${lane.detail ? `, ${lane.detail}` : ""}` });
  }
  return said;
}

const done = { "PUT /v1/plan": "armed faults for a lease", "DELETE /v1/plan": "cleared everything", "POST /v1/freeze": "froze the sidecar", "DELETE /v1/freeze": "unfroze the sidecar", "POST /v1/faults": "armed a fault", "POST /v1/runs": "started a run", "POST /v1/proxies": "made a proxy" };

/** A call of the audit log as a sentence; null for what says nothing to people. */
export function sentenceOf(one) {
  const who = one.who || (one.from.startsWith("uid:") ? `user ${one.from.slice(4)}` : one.from);
  if (one.method === "GET" || one.method === "HEAD") return null; // somebody without a key, or too quick
  const what = done[`${one.method} ${one.path}`];
  const id = decodeURIComponent(one.path.split("/").at(-1));
  const verb = one.path.startsWith("/v1/faults/") ? { PUT: "armed", DELETE: "cleared" }[one.method] : undefined;
  const text = what ?? (verb ? `${verb} ${id}` : `${one.method} ${one.path}`);
  return one.status < 400 ? { tone: "plain", text: `${who} ${text}` } : { tone: "warn", text: `${who} was refused (${one.status}): ${text}` };
}

/** One sentence on whether it is us, for the top of the page. */
export function isItUs(glance, rates) {
  const inForce = glance.faults.filter((one) => one.in_force);
  const failing = rates?.failing >= 0.01 ? ` ${share(rates.failing)} of what comes through fails.` : "";
  if (glance.frozen) return { tone: "warn", title: "Frozen: nothing is armed, and nothing can be.", text: `Whatever hurts now, it is not us.${failing}` };
  if (inForce.length > 0) {
    const [on, who] = [new Set(inForce.flatMap(onWhat)), new Set(inForce.map((one) => owner(one, glance)))];
    const title = inForce.length === 1 ? `${inForce[0].id} is in force.` : `${inForce.length} faults are in force.`;
    return { tone: "ours", title, text: `On ${listed([...on]) || "nothing that is open"}, armed by ${listed([...who])}.${failing}` };
  }
  if (glance.faults.length > 0) return { tone: "ours", title: `${glance.faults.length === 1 ? "A fault is" : `${glance.faults.length} faults are`} armed, and not in force just now.`, text: `It waits for its window.${failing}` };
  return { tone: "calm", title: "Nothing is armed.", text: failing ? `Whatever hurts now, it is not us.${failing}` : "Traffic passes as it comes." };
}
