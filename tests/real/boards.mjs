// Fills the boards of dashboards/grafana from a real run, and looks into every panel:
//   node tests/real/boards.mjs [the program, build/dev/surgeline if absent]
// A real Prometheus scrapes a real sidecar while callers go through it and runs arm it, then each query of each panel, annotation and
// variable is asked of it, filled in as Grafana does. All of them have to have data, and most of them some that is not 0.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { boards } from "../../dashboards/grafana/source/boards.mjs";
import { filledIn, queriesOf } from "../dashboards/queries.mjs";
import { endAll, freePort, Program, Prometheus } from "./boards/programs.mjs";
import * as traffic from "./boards/traffic.mjs";

const program = process.argv[2] ?? fileURLToPath(new URL("../../build/dev/surgeline", import.meta.url));
const here = (name) => fileURLToPath(new URL(`boards/${name}`, import.meta.url));

/** Panels about others, whom we do not run here. */
const foreign = /^(envoy|resilience4j)_|\((envoy|resilience4j)_/;
/** Panels whose number may be 0 here: all is well, or back at once. */
const calm = ["Not begun", "Logical requests not followed", "Accepting paused", "Draws that found nothing to do", "Recovery took", "Simulated and measured", "The worst point"];

/** The sidecar with what stands behind it. */
async function served() {
  const [one, two, behind] = [await traffic.shop(), await traffic.shop(), await traffic.echo()];
  const variables = { ONE: one.address, TWO: two.address, ECHO: behind.address, NOBODY: await traffic.nobody() };
  const environment = { env: { ...process.env, ...variables } };
  const sidecar = new Program(program, ["serve", "-c", here("sidecar.toml")], environment);
  await sidecar.hears(/\nready\n/);
  const fronts = Object.fromEntries([...sidecar.said.matchAll(/^proxy +(\w+): (\S+) /gm)].map((found) => found.slice(1)));
  const [control, telemetry] = ["control", "telemetry"].map((name) => new RegExp(`^${name} +(\\S+)`, "m").exec(sidecar.said)[1]);
  const close = () => [one, two, behind].forEach(({ server }) => { server.close(); server.closeAllConnections?.(); });
  return { sidecar, fronts, control, telemetry, runs: `127.0.0.1:${await freePort()}`, environment, close };
}

const call = async (control, method, path, body) => {
  const answer = await fetch(`http://${control}${path}`, { method, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
};
const run = ({ control, runs, environment }, file) =>
  new Program(program, ["run", here(file), "-q", "--target", `http://${control}`, "--telemetry", runs], environment);

/** What a sweep found, as blocks that a Prometheus begins with. */
async function swept(folder) {
  const samples = join(folder, "sweep.txt");
  const steps = [
    [program, ["sweep", here("sweep.toml"), "-q", "--openmetrics", samples]],
    ["promtool", ["tsdb", "create-blocks-from", "openmetrics", samples, join(folder, "data")]],
  ];
  for (const [command, words] of steps) {
    const step = new Program(command, words);
    await step.over;
    if (step.code !== 0) throw new Error(step.said);
  }
}

/** What happens to the sidecar: a fault with an age, a whole run, one that ends itself, one that is killed, a frozen while, a reload. */
async function course(site) {
  const { sidecar, control } = site;
  await sleep(8000);
  const bursts = { model: "gilbert_elliott", scope: "proxy", mean_good: "2s", mean_bad: "2s" };
  await call(control, "POST", "/v1/faults", { id: "bursts", kind: "latency", delay: "30ms", correlation: bursts, ttl: "60s", target: { proxy: "cache" } });
  const whole = run(site, "run.toml");
  await whole.over;
  console.log(`the run exits with ${whole.code}`);
  if (![0, 1].includes(whole.code)) throw new Error(whole.said);
  await sleep(3000); // its last words are scraped
  const ended = run(site, "abort.toml");
  await ended.over;
  console.log(`the one that ends itself exits with ${ended.code}`);
  if (ended.code !== 4) throw new Error(ended.said);
  const killed = run(site, "run.toml");
  await sleep(5000);
  killed.signal("SIGKILL");
  await sleep(6000);
  await call(control, "POST", "/v1/freeze");
  await sleep(3000);
  await call(control, "DELETE", "/v1/freeze");
  sidecar.signal("SIGHUP");
  await sleep(6000);
}

/** Values as Grafana puts them into a query: all that there are, each with nothing special left in it. */
const alternatives = (values) => `(${values.map((one) => one.replace(/[$^*{}[\]'+?.()|\\-]/g, "\\\\$&")).join("|")})`;

async function valuesOf(board, prometheus, start, end) {
  const values = { __interval: "1s", __rate_interval: "4s", __range: `${Math.round(end - start)}s` };
  for (const { name, type, definition, query } of board.templating.list) {
    if (type === "textbox") values[name] = query;
    if (type !== "query") continue;
    const there = await prometheus.labelValues(filledIn(definition, values), start, end);
    if (there.length === 0) throw new Error(`${board.title}: there is nothing to choose as ${name}`);
    values[name] = alternatives(there);
  }
  return values;
}

const short = (number) => (Number.isInteger(number) ? `${number}` : number.toPrecision(3));

/** Asks every query of a board; says what came, and returns what should not be so. */
async function lookInto(board, prometheus, start, end) {
  const values = await valuesOf(board, prometheus, start, end);
  const annotations = board === boards[0] ? board.annotations.list.map((one) => ({ panel: `annotation: ${one.name}`, expr: one.expr })) : [];
  const problems = [];
  for (const { panel, expr } of [...queriesOf(board), ...annotations]) {
    const query = filledIn(expr, values);
    const series = await prometheus.over(query, start, end);
    const points = series.reduce((all, one) => all + one.points.length, 0);
    const peak = Math.max(...series.flatMap((one) => one.points.map(Math.abs)));
    console.log(`| ${board.title.replace("Surgeline / ", "")} | ${panel} | ${series.length} | ${points} | ${points ? short(peak) : ""} |`);
    if (foreign.test(expr)) continue;
    if (points === 0) problems.push(`${board.title}, ${panel}: no data: ${query}`);
    else if (peak > Number.MAX_SAFE_INTEGER) problems.push(`${board.title}, ${panel}: no number of anything: ${peak}: ${query}`);
    else if (peak === 0 && !calm.includes(panel)) problems.push(`${board.title}, ${panel}: always 0: ${query}`);
  }
  return problems;
}

const folder = mkdtempSync(join(tmpdir(), "surgeline-boards-"));
const problems = [];
try {
  const site = await served();
  const start = Date.now() / 1000;
  await swept(folder);
  const prometheus = await Prometheus.start(folder, { surgeline: site.telemetry, "surgeline-run": site.runs });
  const stop = traffic.callers(site.fronts);
  await course(site);
  const end = Date.now() / 1000;
  stop();
  console.log(`${Math.round(end - start)} s, each second scraped\n\n| board | panel | series | points | peak |\n|---|---|---|---|---|`);
  for (const board of boards) problems.push(...(await lookInto(board, prometheus, start, end)));
  const fired = await prometheus.over("ALERTS", start, end);
  console.log(`\nalerts meanwhile: ${[...new Set(fired.map(({ metric }) => `${metric.alertname} (${metric.alertstate})`))].sort().join(", ")}`);
  site.close();
} finally {
  await endAll();
  rmSync(folder, { recursive: true });
}
for (const one of problems) console.log(`not so: ${one}`);
process.exit(problems.length === 0 ? 0 : 1);
