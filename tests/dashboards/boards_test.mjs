// The boards and rules of dashboards/: node --test tests/dashboards/boards_test.mjs
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import test from "node:test";
import { boards, files } from "../../dashboards/grafana/source/boards.mjs";
import { asked, families, recorded, root, text, unknown } from "./families.mjs";
import { queriesOf, variablesIn } from "./queries.mjs";

const folder = "dashboards/grafana/";
const everything = (board) => [
  ...queriesOf(board).map((one) => one.expr),
  ...board.annotations.list.map((one) => one.expr),
  ...board.templating.list.filter((one) => one.type === "query").map((one) => one.definition),
];
const complaints = (all) => assert.equal(all.length, 0, all.join("\n"));

test("the boards in the repository are what the generator writes", () => {
  for (const { name, text: now } of files)
    assert.ok(text(folder + name) === now, `${folder}${name} is not what its source says now: node dashboards/grafana/generate.mjs`);
  const there = readdirSync(new URL(folder, root)).filter((one) => one.endsWith(".json")).sort();
  assert.deepEqual(there, files.map((one) => one.name).sort());
});

test("the families that docs/metrics.md declares are read", () => {
  assert.equal(families.get("surgeline_fault_active").labels.join(), "fault,kind,proxy,owner");
  assert.equal(families.get("surgeline_fault_delay_seconds").type, "histogram");
});

test("a series that nobody exports is found out", () => {
  assert.deepEqual(unknown('sum(rate(surgeline_requests_totl{job="a"}[1m]))'), ["nobody exports surgeline_requests_totl"]);
  assert.deepEqual(unknown('surgeline_requests_total{colour="red"}'), ["surgeline_requests_total has no label colour"]);
  assert.deepEqual(unknown("surgeline_fault_delay_seconds"), ["nobody exports surgeline_fault_delay_seconds"]);
  assert.deepEqual(unknown("surgeline_fault_active_bucket"), ["nobody exports surgeline_fault_active_bucket"]);
  assert.deepEqual(unknown("proxy:surgeline_goodput:median"), ["nobody exports proxy:surgeline_goodput:median"]);
  assert.deepEqual(unknown("sum by (route) (surgeline_fault_active)"), ["nothing here has a label route"]);
  assert.deepEqual(unknown('surgeline_fault_delay_seconds_bucket{le="1"} / surgeline_fault_active'), []);
});

test("every series of the boards is exported, with the labels that it is chosen by", () => {
  const all = boards.flatMap((board) => everything(board).flatMap((expression) => unknown(expression).map((one) => `${board.title}: ${one}`)));
  complaints(all);
});

test("every series of the rules is exported", () => {
  for (const path of ["rules", "alerts"].map((one) => `dashboards/prometheus/${one}.yml`)) {
    const expressions = text(path).replace(/^\s*#.*$|^\s*summary:.*$|^\s*- (alert|record):.*$/gm, "");
    assert.ok(asked(expressions).length > 5, `${path} asks for next to nothing: is it read as it is written?`);
    complaints(unknown(expressions).map((one) => `${path}: ${one}`));
  }
});

test("every query of the boards asks for something", () => {
  complaints(boards.flatMap((board) => everything(board).filter((one) => asked(one).length === 0).map((one) => `${board.title}: ${one}`)));
});

test("every board says its question first", () => {
  for (const board of boards) {
    assert.equal(board.panels[0].type, "text", board.title);
    assert.ok(board.panels[0].options.content.includes(board.description), board.title);
  }
});

test("every board has the variables that it refers to, and refers to those that it has", () => {
  for (const board of boards) {
    const has = board.templating.list.map((one) => one.name);
    const used = new Set(variablesIn(JSON.stringify([board.panels, board.annotations, board.templating])).filter((one) => !one.startsWith("__")));
    assert.deepEqual([...used].sort(), [...has].sort(), board.title);
  }
});

test("no two boards have a uid in common, nor two panels of one an id, a place or a title", () => {
  assert.equal(new Set(boards.map((one) => one.uid)).size, boards.length);
  for (const { title, panels } of boards) {
    assert.equal(new Set(panels.map((one) => one.id)).size, panels.length, title);
    const named = panels.filter((one) => one.title).map((one) => one.title);
    assert.deepEqual(named, [...new Set(named)], title);
    for (const [index, { gridPos: a, ...one }] of panels.entries()) {
      assert.ok(a.x + a.w <= 24, `${title}: ${one.title} stands out on the right`);
      for (const { gridPos: b, title: other } of panels.slice(index + 1))
        assert.ok(a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y, `${title}: ${one.title} is over ${other}`);
    }
  }
});

test("every query looks at the sidecars that were chosen, and at no others", () => {
  for (const board of boards)
    for (const { expr, panel } of queriesOf(board))
      for (const { name, labels } of asked(expr)) {
        if (/^(envoy|resilience4j)_/.test(name)) continue;
        const expected = recorded.has(name) ? ["job"] : ["job", "instance"];
        assert.deepEqual(labels.slice(0, expected.length), expected, `${board.title}, ${panel}: ${name}`);
      }
});
