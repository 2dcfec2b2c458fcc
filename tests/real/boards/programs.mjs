// Programs that run beside a test: the sidecar, runs on it, and a Prometheus. Whatever is started here is ended here.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const started = new Set();

/** A program with what it says; `hears(pattern)` waits until it has said that. */
export class Program {
  constructor(command, words, more = {}) {
    this.said = "";
    this.process = spawn(command, words, { stdio: ["ignore", "pipe", "pipe"], ...more });
    started.add(this);
    for (const stream of [this.process.stdout, this.process.stderr]) stream.on("data", (bytes) => (this.said += bytes));
    this.over = new Promise((resolve) => {
      this.process.on("error", (error) => resolve((this.said += error.message)));
      this.process.on("close", (code) => resolve((this.code = code)));
    }).then(() => started.delete(this));
  }
  async hears(pattern) {
    for (const limit = Date.now() + 60_000; Date.now() < limit; await sleep(20)) {
      const found = pattern.exec(this.said);
      if (found) return found;
      if (!started.has(this)) break;
    }
    throw new Error(`never said ${pattern}:\n${this.said}`);
  }
  signal(name) {
    if (started.has(this)) this.process.kill(name);
  }
}

/** Ends what still runs, by force if it does not hear. */
export async function endAll() {
  for (const one of started) one.signal("SIGTERM");
  const waited = sleep(10_000, undefined, { ref: false });
  await Promise.race([waited, Promise.all([...started].map((one) => one.over))]);
  for (const one of started) one.signal("SIGKILL");
}

/** A free port of 127.0.0.1, for what does not choose one itself. */
export async function freePort() {
  const { createServer } = await import("node:net");
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A Prometheus that scrapes each second, with the rules of dashboards/. */
export class Prometheus {
  /** `jobs`: the name of each with its address. */
  static async start(folder, jobs) {
    const rules = fileURLToPath(new URL("../../../dashboards/prometheus/", import.meta.url));
    const made = new Prometheus();
    made.at = `127.0.0.1:${await freePort()}`;
    writeFileSync(
      join(folder, "prometheus.yml"),
      JSON.stringify({
        global: { scrape_interval: "1s", evaluation_interval: "1s" },
        rule_files: [`${rules}rules.yml`, `${rules}alerts.yml`],
        scrape_configs: Object.entries(jobs).map(([name, address]) => ({ job_name: name, static_configs: [{ targets: [address] }] })),
      }),
    );
    made.program = new Program("prometheus", [
      `--config.file=${join(folder, "prometheus.yml")}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      `--web.listen-address=${made.at}`,
    ]);
    await made.program.hears(/Server is ready to receive web requests/);
    return made;
  }
  async ask(path, words) {
    const answer = await (await fetch(`http://${this.at}/api/v1/${path}?${new URLSearchParams(words)}`)).json();
    if (answer.status !== "success") throw new Error(`${JSON.stringify(words)}: ${answer.error}`);
    return answer.data;
  }
  /** What an expression was, second by second: a series each, with its finite points. */
  async over(expression, start, end) {
    const { result } = await this.ask("query_range", { query: expression, start, end, step: 1 });
    return result
      .map(({ metric, values }) => ({ metric, points: values.map((one) => Number(one[1])).filter(Number.isFinite) }))
      .filter((one) => one.points.length > 0);
  }
  /** The values of a label, as a variable of a board asks for them: `label_values(series, label)`. */
  async labelValues(definition, start, end) {
    const [, series, label] = /^label_values\((.*), (\w+)\)$/.exec(definition);
    return this.ask(`label/${label}/values`, { "match[]": series, start, end });
  }
}
