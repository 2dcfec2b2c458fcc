// The live page in a real Chromium, on a real sidecar with real traffic: node --test tests/real/live/page_test.mjs
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { call, closeAll, keys, openPage, openShop, serveText, startRun } from "./stage.mjs";

const file = (name) => readFileSync(fileURLToPath(new URL(name, import.meta.url)));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let site;
before(async () => {
  site = await openShop();
});
after(async () => {
  await site.close();
  await closeAll();
});
const ready = (page) => page.locator("#main:not([hidden])").waitFor();
const operator = async (more = {}) => {
  const page = await openPage(site.sidecar.control, { key: keys.ada, ...more });
  await ready(page);
  return page;
};

/** What axe finds that is serious; it comes in by the protocol of the debugger, past the page's policy. */
async function faultsOf(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return violations.filter((one) => ["serious", "critical"].includes(one.impact)).map((one) => `${one.id}: ${one.nodes.map((each) => each.html.slice(0, 160)).join(" | ")}`);
}

test("the library for charts is the one of the package", () => {
  for (const [ours, theirs] of [["uplot.js", "dist/uPlot.iife.min.js"], ["uplot.css", "dist/uPlot.min.css"], ["LICENSE", "LICENSE"]])
    assert.ok(file(`../../../dashboards/live/vendor/${ours}`).equals(file(`node_modules/uplot/${theirs}`)), ours);
});

test("without a key there is a question, and no word of the sidecar", async () => {
  const page = await openPage(site.sidecar.control);
  await page.getByRole("dialog", { name: "This sidecar asks for a key" }).waitFor();
  assert.equal(await page.locator("#main").isVisible(), false);
  await page.keyboard.type("this-is-no-key-at-all");
  await page.keyboard.press("Enter");
  await page.getByText("this key opens nothing").waitFor();
  await page.keyboard.type(keys.grafana);
  await page.keyboard.press("Enter");
  await ready(page);
  assert.equal(await page.evaluate(() => sessionStorage.length + document.cookie.length), 0);
  assert.ok(page.noted.requests.every(({ url }) => !url.includes("grafana") && !url.includes("fedcba")));
  assert.equal(await page.getByRole("button", { name: "Freeze" }).isDisabled(), true);
  assert.equal(await page.getByRole("button", { name: "Arm a fault…" }).isDisabled(), true);
  await page.leave();
});

test("a key that is kept is kept in the tab, and forgotten on demand", async () => {
  const page = await openPage(site.sidecar.control);
  await page.getByLabel("Key", { exact: true }).fill(keys.ada);
  await page.getByLabel("keep it in this tab").check();
  await page.getByRole("button", { name: "Open" }).click();
  await ready(page);
  await page.reload();
  await ready(page);
  assert.equal(await page.evaluate(() => localStorage.getItem("surgeline-key")), null);
  await page.getByRole("button", { name: "ada: forget" }).click();
  await page.getByRole("dialog").waitFor();
  assert.equal(await page.evaluate(() => sessionStorage.getItem("surgeline-key")), null);
  await page.leave();
});

test("the page asks nobody but the sidecar, and its policy allows nothing unsafe", async () => {
  const page = await operator();
  await page.getByRole("button", { name: "Arm a fault…" }).click();
  await page.getByRole("dialog").waitFor();
  await sleep(1500);
  const policy = page.answer.headers()["content-security-policy"];
  assert.match(policy, /^default-src 'none'; script-src 'self';/);
  assert.ok(!/unsafe|\*|data:|https?:/.test(policy), policy);
  const own = `http://${site.sidecar.control}/`;
  assert.deepEqual(page.noted.requests.filter(({ url }) => !url.startsWith(own)), []);
  assert.deepEqual(page.noted.complaints, []);
  await page.leave();
});

test("what comes through is shown, as a picture, as a table and as charts", async () => {
  const page = await operator();
  await page.getByText("live", { exact: true }).waitFor();
  for (const name of ["web", "mobile", "checkout", "stock", "payments", "authd"]) await page.locator(".topology .name", { hasText: new RegExp(`^${name}$`) }).first().waitFor();
  await page.getByText("All 4 proxies as a table").click();
  await page.waitForFunction(() => /\d\/s/.test(document.querySelector("#proxies tbody tr")?.textContent ?? ""));
  await page.waitForFunction(() => /goodput [\d.]+\/s.*offered [\d.]+\/s/.test(document.querySelector("#course .canvas").getAttribute("aria-label")));
  await page.locator(".lane", { hasText: "web → checkout" }).waitFor();
  await page.getByRole("button", { name: "stock", exact: true }).click();
  assert.equal(await page.locator("#subject").inputValue(), "proxy:stock");
  await page.leave();
});

test("a fault is armed and cleared with the keyboard alone", async () => {
  const page = await operator();
  const tabTo = async (name) => {
    for (let steps = 0; steps < 60; steps += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((text) => [document.activeElement.textContent, document.activeElement.id].includes(text) || document.activeElement.ariaLabel === text, name)) return;
    }
    assert.fail(`Tab does not lead to ${name}`);
  };
  await tabTo("Arm a fault…");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Arm a fault" }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "arm-where");
  await page.keyboard.type("payments");
  await tabTo("arm-field-delay");
  await page.keyboard.type("soon");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter"); // the focus is on "Arm it"
  await page.locator("#arm-field-delay[aria-invalid=true]:focus").waitFor(); // what is wrong is said where it is
  await page.keyboard.press("Control+A");
  await page.keyboard.type("35ms");
  await page.keyboard.press("Enter");
  await page.getByText("latency, delay 35ms, on payments for 1m.").waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "latency-1 is in force." }).waitFor();
  await page.getByText("armed by ada, through the API").first().waitFor();
  const { body } = await call(site.sidecar.control, "GET", "/v1/faults/latency-1");
  assert.deepEqual([body.written.delay, body.proxies, body.by], ["35ms", ["payments"], "v1"]);
  await tabTo("Clear latency-1");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Clear latency-1?" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.keyboard.press("Enter"); // where the focus was
  await page.getByRole("dialog", { name: "Clear latency-1?" }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Nothing is armed." }).waitFor();
  assert.equal((await call(site.sidecar.control, "GET", "/v1/faults/latency-1")).status, 404);
  await page.leave();
});

test("freezing asks, clears, and is undone", async () => {
  const page = await operator();
  await page.getByRole("button", { name: "Freeze" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Freeze" }).click();
  await page.getByRole("heading", { name: "Frozen: nothing is armed, and nothing can be." }).waitFor();
  assert.equal((await call(site.sidecar.control, "GET", "/v1/state")).body.frozen, true);
  assert.equal(await page.getByRole("button", { name: "Arm a fault…" }).isDisabled(), true);
  await page.getByRole("button", { name: "Unfreeze" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Unfreeze" }).click();
  await page.getByRole("heading", { name: "Nothing is armed." }).waitFor();
  await page.leave();
});

for (const [name, how] of Object.entries({ dark: {}, light: { scheme: "light" }, phone: { width: 390, height: 844, touch: true }, "phone, light": { width: 360, height: 740, touch: true, scheme: "light" } })) {
  test(`axe finds nothing serious: ${name}`, async () => {
    await call(site.sidecar.control, "PUT", "/v1/faults/seen", { kind: "http_status", status: 503, probability: 0.3, target: { proxy: "payments" }, ttl: "1m" });
    const page = await operator({ ...how, reducedMotion: "reduce" });
    await page.locator(".fault", { hasText: "seen" }).waitFor();
    await page.locator("#proxies summary").click();
    await sleep(1500);
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole("button", { name: "Arm a fault…" }).click();
    await page.getByRole("dialog", { name: "Arm a fault" }).waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await page.keyboard.press("Escape");
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wider <= 0, `${wider} pixels too wide`);
    await page.leave();
    await call(site.sidecar.control, "DELETE", "/v1/plan");
  });
}

test("a browser without streams, and one without EventSource, shows the same", async () => {
  const without = {
    streams: () => Object.defineProperty(Response.prototype, "body", { get: () => null }),
    EventSource: () => {
      delete window.EventSource;
      delete window.WebSocket;
    },
  };
  for (const [what, before] of Object.entries(without)) {
    const page = await operator({ before });
    await page.locator("#link", { hasText: what === "streams" ? "live, every 2 s" : /^live$/ }).waitFor();
    await page.waitForFunction(() => /goodput [\d.]+\/s/.test(document.querySelector("#course .canvas").getAttribute("aria-label")));
    assert.deepEqual(page.noted.complaints, []);
    await page.leave();
  }
});

test("a sidecar that goes is said to be gone, and one that comes back is shown again", async () => {
  const text = (port) => `format = 1\n[serve]\ncontrol = "127.0.0.1:${port}"\ntelemetry = "127.0.0.1:0"\n[[proxy]]\nid = "front"\nlisten = "127.0.0.1:0"\nupstream = "127.0.0.1:9"\n`;
  const first = await serveText(text(0));
  const page = await openPage(first.control);
  await ready(page);
  first.signal("SIGKILL");
  await page.getByText(/^No answer from the sidecar/).waitFor();
  assert.equal(await page.getByRole("button", { name: "Freeze" }).isDisabled(), true);
  assert.equal(await page.locator(".topology .name", { hasText: "front" }).isVisible(), true);
  await first.over;
  const second = await serveText(text(first.control.split(":")[1]));
  await page.getByText("the sidecar was started anew: its counts begin at 0").first().waitFor();
  await page.locator("#link", { hasText: /^live$/ }).waitFor();
  assert.equal(await page.locator(".notice").count(), 0);
  second.signal("SIGKILL");
  await page.leave();
});

test("a sidecar of another version is said to be one", async () => {
  const page = await openPage(site.sidecar.control, { key: keys.ada, change: (html) => html.replace(/content="[0-9a-f]{16}"/, 'content="0123456789abcdef"') });
  await page.getByText("The sidecar is of another version now").waitFor();
  await page.getByRole("button", { name: "Reload" }).waitFor();
  await page.leave();
  const old = await openPage(site.sidecar.control, { key: keys.ada, before: () => {
    const real = window.fetch;
    window.fetch = (path, ...more) => (String(path).startsWith("/v1/glance") ? real("/v1/nothing", ...more) : real(path, ...more));
  } });
  await old.getByText("Whoever answers here has not what this page shows").waitFor();
  await old.leave();
});

/** Arms forty times; how long that takes, mostly and at most. */
async function armingTimes(control) {
  const times = [];
  for (let each = 0; each < 40; each += 1) {
    const start = performance.now();
    const { status } = await call(control, "PUT", "/v1/faults/late", { kind: "latency", delay: `${1 + each}ms`, target: { proxy: "p777" }, ttl: "1m" });
    times.push(performance.now() - start);
    assert.ok(status < 300);
    await sleep(60);
  }
  times.sort((a, b) => a - b);
  return `${times[20].toFixed(1)} ms, at most ${times.at(-1).toFixed(1)} ms,`;
}

test("a thousand proxies are shown, and controlled as quickly as one", async () => {
  const one = (at) => `[[proxy]]\nid = "p${at}"\nlisten = "127.0.0.1:0"\nupstream = "127.0.0.1:9"\nprotocol = "http"\n`;
  const many = await serveText(`format = 1\n[serve]\ncontrol = "127.0.0.1:0"\ntelemetry = "127.0.0.1:0"\n${Array.from({ length: 1000 }, (_, at) => one(at)).join("")}`);
  const alone = await armingTimes(many.control);
  const page = await openPage(many.control);
  await ready(page);
  await page.getByText("988 more: those with faults").waitFor();
  await page.getByText("All 1000 proxies as a table").click();
  await page.getByLabel("Filter the table by name").fill("p77");
  await page.getByText("1 to 11 of 11").waitFor();
  const watched = await armingTimes(many.control);
  console.log(`1,000 proxies: arming takes ${alone} without a page, ${watched} with one`);
  await page.locator(".topology .node.ours .name", { hasText: "p777" }).waitFor();
  await page.getByText("late is in force.").waitFor();
  assert.deepEqual(page.noted.complaints, []);
  many.signal("SIGKILL");
  await page.leave();
});

test("a run shows itself where its telemetry is, and nothing can be changed there", async () => {
  const run = await startRun("scenarios/retry-storm.toml");
  const page = await openPage(run.telemetry);
  await ready(page);
  await page.getByRole("heading", { name: "retry-storm" }).waitFor();
  await page.locator(".phases li").first().waitFor();
  await page.locator("#link", { hasText: /^live$/ }).waitFor(); // it listens
  assert.match(await page.locator("#subject").inputValue(), /^load:/);
  for (const name of ["Arm a fault…", "Freeze", "Clear all"]) assert.equal(await page.getByRole("button", { name }).isVisible(), false);
  await page.locator(".fault", { hasText: "until its run ends" }).waitFor();
  run.signal("SIGKILL");
  await page.getByText(/^No answer from the sidecar/).waitFor();
  await page.leave();
});

test("who is one too many hears why, and asks instead", async () => {
  const small = await serveText('format = 1\n[serve]\ncontrol = "127.0.0.1:0"\ntelemetry = "127.0.0.1:0"\n[[proxy]]\nid = "front"\nlisten = "127.0.0.1:0"\nupstream = "127.0.0.1:9"\n');
  const listeners = await Promise.all(Array.from({ length: 32 }, () => fetch(`http://${small.control}/v1/glance/events`)));
  const page = await openPage(small.control);
  await ready(page);
  await page.locator("#link", { hasText: "live, every 2 s" }).waitFor();
  await Promise.all(listeners.map((one) => one.body.cancel()));
  small.signal("SIGKILL");
  await page.leave();
});

test("a page of somebody else's is refused, and may not frame ours", async () => {
  const own = `http://${site.sidecar.control}`;
  const asked = (headers) => fetch(`${own}/v1/freeze`, { method: "POST", headers: { Authorization: `Bearer ${keys.grafana}`, ...headers } }).then((one) => one.status);
  assert.equal(await asked({ Origin: "http://evil.example" }), 403);
  assert.match((await fetch(`${own}/ui/`)).headers.get("content-security-policy"), /frame-ancestors 'none'/);
});
