// What a run asks for and gets: of one that is carried out here, else what one elsewhere tells. No element, no clock.

/** `{at_seconds, ends_seconds, loads, …}`; undefined while there is none. */
export function figuresOf(glance) {
  const here = glance.hosted?.state === "over" ? undefined : glance.hosted?.figures;
  return here ?? glance.figures ?? undefined;
}
