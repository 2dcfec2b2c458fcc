// How an armed fault is cleared. No element, no clock.
import { onWhat } from "./words.mjs";

export const where = (fault) => onWhat(fault).join(", ") || "nothing that is open";

/** How somebody clears a fault: `{call, title, text}`; null where only everything can be cleared. */
export function wayToClear(fault, glance) {
  const on = where(fault);
  if (fault.owner === "lease" && glance.lease) {
    const others = glance.faults.filter((one) => one.owner === "lease" && one.id !== fault.id);
    const too = others.length > 0 ? ` With it go ${others.map((one) => one.id).join(", ")}: they have the same lease.` : "";
    return { call: ["DELETE", `/v1/leases/${encodeURIComponent(glance.lease.id)}`], title: `End the lease of ${fault.id}?`, text: `${fault.id} is cleared on ${on}.${too} Whoever holds the lease is told, and a run ends as aborted.` };
  }
  if (fault.by === "v1" && fault.owner === "ttl") return { call: ["DELETE", `/v1/faults/${encodeURIComponent(fault.id)}`], title: `Clear ${fault.id}?`, text: `Traffic of ${on} passes as it comes from then on.` };
  return null;
}
