// How far a run is. No element, no clock.

/** A duration as the sidecar writes it, `1m30s`, in milliseconds. */
export const milliseconds = (text) => {
  let sum = 0;
  for (const [, value, unit] of String(text ?? "").matchAll(/([0-9.]+)(ns|us|ms|s|m|h)/g)) sum += Number(value) * { ns: 1e-6, us: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[unit];
  return sum;
};

/** Phases with their share of the whole and how far each is: from a run that is carried out here, else as far as a lease tells. */
export function progress(glance, now) {
  const told = glance.phases ?? [];
  const goes = glance.hosted && glance.hosted.state !== "over";
  const figures = goes || told.length === 0 ? glance.hosted?.figures : undefined;
  if (figures && figures.phases.length > 0) {
    let begins = 0;
    return figures.phases.map((one) => {
      const done = Math.max(0, Math.min(1, (figures.at_seconds - begins) / Math.max(1e-9, one.seconds)));
      begins += one.seconds;
      return { id: one.id, seconds: one.seconds, done };
    });
  }
  return told.map((one, at, all) => {
    const next = all[at + 1];
    const began = Date.parse(one.began_at);
    const took = ((next ? Date.parse(next.began_at) : now) - began) / 1000;
    return { id: one.id, seconds: Math.max(one.seconds ?? took, 0.5), done: next ? 1 : one.seconds ? Math.min(1, took / one.seconds) : 0.5 };
  });
}
