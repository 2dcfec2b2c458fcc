// What can be asked for: families that the program declares, by docs/metrics.md, and what recording rules make of them.
import { readFileSync } from "node:fs";

export const root = new URL("../../", import.meta.url);
export const text = (path) => readFileSync(new URL(path, root), "utf8");

/** The families of a sidecar: name → { type, labels }. */
export const families = new Map(
  [...text("docs/metrics.md").matchAll(/^\| `(surgeline_\w+)` \| (\w+) \| ([^|]*) \|/gm)].map(([, name, type, labels]) => [
    name,
    { type, labels: labels.split(",").map((one) => one.trim()).filter(Boolean) },
  ]),
);
for (const [, name] of text("proxy/metrics/process.cpp").matchAll(/"(process_\w+)"/g)) families.set(name, { type: "gauge", labels: [] });

/** Of others, with the labels that we ask for: Prometheus itself, Envoy, resilience4j. */
export const foreign = new Map([
  ["scrape_samples_scraped", { labels: [] }],
  ["envoy_cluster_upstream_rq_retry", { labels: ["envoy_cluster_name"] }],
  ["resilience4j_circuitbreaker_state", { labels: ["name", "state"] }],
]);

export const recorded = new Set([...text("dashboards/prometheus/rules.yml").matchAll(/^ *- record: (\S+)$/gm)].map((one) => one[1]));

/** The series that a family exports under this name, if it does. */
export function familyOf(name) {
  const declared = families.get(name);
  if (declared) return declared.type === "histogram" ? undefined : declared;
  const histogram = families.get(name.replace(/_(bucket|count|sum)$/, ""));
  if (histogram?.type !== "histogram" || families.has(name)) return undefined;
  return { ...histogram, labels: [...histogram.labels, ...(name.endsWith("_bucket") ? ["le"] : [])] };
}

const grouping = /\b(?:by|on|ignoring|without|group_left|group_right) *\(([^)]*)\)/g;

/** Every series that an expression asks for: its name, and the labels that it is chosen by. */
export const asked = (expression) =>
  [...expression.replace(/\{\{.*?\}\}/g, "").replace(grouping, "").matchAll(/\b([a-z][\w:]*)(?:\{([^}]*)\})?/gi)]
    .filter(([, name]) => /^(surgeline|process|scrape|envoy|resilience4j)_\w+$/.test(name) || name.includes(":surgeline_"))
    .map(([, name, filters]) => ({ name, labels: [...(filters ?? "").matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map((one) => one[1]) }));

/** What of it does not exist: a series, a label that it is chosen by, or one that it is grouped by. */
export function unknown(expression) {
  const everywhere = ["job", "instance"];
  const missing = [];
  const known = new Set(everywhere);
  for (const { name, labels } of asked(expression)) {
    if (recorded.has(name)) {
      ["proxy", "fault", "daemon", "host"].forEach((one) => known.add(one)); // what rules record by
      continue;
    }
    const family = familyOf(name) ?? foreign.get(name);
    if (!family) {
      missing.push(`nobody exports ${name}`);
      continue;
    }
    family.labels.forEach((one) => known.add(one));
    const strange = labels.filter((one) => ![...everywhere, ...family.labels].includes(one));
    missing.push(...strange.map((one) => `${name} has no label ${one}`));
  }
  const groups = [...expression.matchAll(grouping)].flatMap((one) => one[1].split(",")).map((one) => one.trim());
  return [...missing, ...groups.filter((one) => one && !known.has(one)).map((one) => `nothing here has a label ${one}`)];
}
