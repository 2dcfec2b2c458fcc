// One colour for one thing, on every board.

export const injected = "orange"; // what we did
export const failed = "red"; // what went wrong by itself
export const own = "#8e8e8e"; // what the proxy did
export const fine = "green";
export const plain = "blue";
export const careful = "yellow";

/** The last word of a legend, and its colour; of several that fit the last one counts. */
const meanings = [
  ["injected", injected],
  ["upstream", failed],
  ["proxy", own],
  ["ok|good|closed|control|recovered|pass|served", fine],
  ["open|stalled|fail|exhausted|metastable|error|errors|timeout|timed_out|broken|unreachable", failed],
  ["missed ok|half_open|slow|inconclusive|gave_up|recovering|rejected|refused|denied|withheld|wasted|capped", careful],
  ["unknown|idle|none|done|cancelled", own],
  ["down|aborted|rolling_back|reset", "dark-red"],
  ["baseline|faulted|running|all", plain],
];

/** Overrides that colour series by the last word of their legend. */
export const coloured = meanings.map(([words, colour]) => ({
  matcher: { id: "byRegexp", options: `/(^|[ :])(${words})$/` },
  properties: [{ id: "color", value: { mode: "fixed", fixedColor: colour } }],
}));

/** Thresholds: a colour from the bottom, then `[value, colour]` upwards. */
export const steps = (first, ...more) => ({
  mode: "absolute",
  steps: [{ value: null, color: first }, ...more.map(([value, color]) => ({ value, color }))],
});
