// What promtool says of dashboards/: node --test tests/dashboards/promtool_test.mjs
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { boards } from "../../dashboards/grafana/source/boards.mjs";
import { root } from "./families.mjs";
import { filledIn, queriesOf } from "./queries.mjs";

const folder = fileURLToPath(new URL("dashboards/prometheus/", root));
/** Does what promtool is asked to do, there; throws what it says if it is not content. */
function promtool(...words) {
  const done = spawnSync("promtool", words, { cwd: folder, encoding: "utf8" });
  assert.equal(done.status, 0, `promtool ${words.join(" ")}\n${done.error ?? ""}${done.stdout}${done.stderr}`);
  return done.stdout;
}
const skip = spawnSync("promtool", ["--version"]).error && "no promtool: it comes with Debian's prometheus";

test("promtool reads the rules", { skip }, () => {
  const said = promtool("check", "rules", "rules.yml", "alerts.yml");
  assert.match(said, /SUCCESS: \d+ rules found/);
});

test("promtool reads the example of a configuration", { skip }, () => {
  promtool("check", "config", "prometheus.yml");
});

test("the rules do what their tests say", { skip }, () => {
  promtool("test", "rules", "alerts_test.yml", "metastable_test.yml");
});

test("promtool reads every query of the boards", { skip }, () => {
  const values = { job: ".+", instance: ".+", proxy: ".+", route: ".+", daemon: ".+", capacity: "100", __rate_interval: "20s", __range: "1h", __interval: "5s" };
  const queries = boards.flatMap((board) => [...queriesOf(board).map((one) => one.expr), ...board.annotations.list.map((one) => one.expr)]);
  const rules = queries.map((expr, index) => `      - { record: "query:number_${index}", expr: ${JSON.stringify(filledIn(expr, values))} }`);
  const scratch = mkdtempSync(join(tmpdir(), "surgeline-queries-"));
  try {
    const file = join(scratch, "queries.yml");
    writeFileSync(file, `groups:\n  - name: queries\n    rules:\n${rules.join("\n")}\n`);
    assert.match(promtool("check", "rules", file), new RegExp(`SUCCESS: ${queries.length} rules found`));
  } finally {
    rmSync(scratch, { recursive: true });
  }
});
