// What the live page says of latencies, and of what a run elsewhere asks for: node --test tests/real/live/figures_test.mjs
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { closeAll, keys, openPage, openShop, startRun } from "./stage.mjs";

let site;
before(async () => {
  site = await openShop();
});
after(async () => {
  await site.close();
  await closeAll();
});
const operator = async () => {
  const page = await openPage(site.sidecar.control, { key: keys.ada });
  await page.locator("#main:not([hidden])").waitFor();
  return page;
};

test("how long requests take is shown in the picture, the table and a chart, in words too", async () => {
  const page = await operator();
  const took = /^[\d.]+ (µs|ms|s)$/;
  await page.waitForFunction(() => [...document.querySelectorAll("#course .canvas")].some((one) => /half within [\d.]+ (µs|ms|s), 99 % within [\d.]+ (µs|ms|s), 99 % of upstreams' part within [\d.]+ (µs|ms|s)/.test(one.ariaLabel)));
  await page.locator(".topology .slow", { hasText: /p50 .*s · p99 .*s/ }).first().waitFor();
  await page.locator(".topology .took", { hasText: /^p99 / }).first().waitFor();
  await page.getByText("All 4 proxies as a table").click();
  const cells = (id) => page.locator("#proxies tbody tr", { has: page.getByRole("button", { name: id, exact: true }) }).locator("td").allTextContents();
  await page.waitForFunction(() => /\d (ms|s)/.test(document.querySelector("#proxies tbody tr")?.textContent ?? ""));
  assert.match((await cells("checkout"))[4], took);
  assert.match((await cells("checkout"))[5], took);
  assert.equal((await cells("sessions"))[4], ""); // nobody speaks HTTP there
  await page.locator("#subject").selectOption("proxy:sessions");
  assert.equal(await page.getByText("Latency, of the last 5 s").isVisible(), false);
  await page.leave();
});

test("what a run elsewhere asks for is shown while it has the lease, and then no more", async () => {
  const page = await operator();
  const run = await startRun("tests/real/live/run.toml", site.sidecar.control);
  const canary = page.locator("#run .figures div", { hasText: "canary" });
  await canary.filter({ hasText: /[\d.]+\/s of [\d.]+\/s, [\d.–]+ attempts each/ }).waitFor();
  await page.locator("#subject").selectOption("load:canary");
  await page.waitForFunction(() => /offered [\d.]+\/s/.test(document.querySelector("#course .canvas").ariaLabel));
  run.signal("SIGKILL");
  await canary.waitFor({ state: "hidden" });
  assert.deepEqual(page.noted.complaints, []);
  await page.leave();
});
