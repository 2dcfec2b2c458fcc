// PromQL as the boards use it: what is selected follows the board's variables.

export const proxy = 'proxy=~"$proxy"';
export const route = 'route=~"$route"';
export const daemon = 'daemon=~"$daemon"';
export const load = 'load=~"$load"';
export const sweep = 'sweep=~"$sweep"';
/** Of requests and logical ones: those that did not end well. */
export const bad = 'outcome!="ok"';
/** Of logical requests: answered well, and in time where the route has a deadline. */
export const good = 'outcome="ok", deadline=~"met|none"';

/** A family of the sidecars that are looked at. */
export const here = (family, ...filters) =>
  `${family}{${['job=~"$job"', 'instance=~"$instance"', ...filters].join(", ")}}`;
/** What a recording rule has made of all instances of a job. */
export const recorded = (name, ...filters) => `${name}{${['job=~"$job"', ...filters].join(", ")}}`;

export const rate = (selector, range = "$__rate_interval") => `rate(${selector}[${range}])`;
export const increase = (selector, range = "$__rate_interval") => `increase(${selector}[${range}])`;

const aggregated = (how, expression, labels) =>
  labels.length ? `${how} by (${labels.join(", ")}) (${expression})` : `${how}(${expression})`;
export const sum = (expression, ...labels) => aggregated("sum", expression, labels);
export const most = (expression, ...labels) => aggregated("max", expression, labels);
export const least = (expression, ...labels) => aggregated("min", expression, labels);

/** A share, or a ratio; nothing where there is nothing to divide by. */
export const ratio = (part, whole, matching = "") => `${part} / ${matching}(${whole} > 0)`;
/** 0 where nobody counts it. */
export const orNone = (expression) => `(${expression}) or vector(0)`;

/** A quantile of a histogram, for each of some labels. */
export const quantile = (share, family, labels, ...filters) =>
  `histogram_quantile(${share}, ${sum(rate(here(`${family}_bucket`, ...filters)), "le", ...labels)})`;
/** The buckets of a histogram, for a heatmap. */
export const buckets = (family, ...filters) => sum(increase(here(`${family}_bucket`, ...filters)), "le");

/**
 * Rare events in a stretch of time. A counter whose label is what happened comes into being with the first event, which
 * `increase` does not see: a series that is new in this stretch counts whole.
 */
export const events = (selector, range, ...labels) =>
  `${sum(`(${selector} unless ${selector} offset ${range}) or ${increase(selector, range)}`, ...labels)} > 0`;
