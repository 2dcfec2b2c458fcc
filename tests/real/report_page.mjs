// The pages of reports in a real Chromium, made by real runs in virtual time:
//   node --test tests/real/report_page.mjs      (SURGELINE_BINARY, build/dev/surgeline if absent; PICTURES=FOLDER keeps pictures)
// What it opens pages with is in tests/real/live/node_modules.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const packages = createRequire(here("live/package.json"));
const { chromium } = packages("playwright-core");
const axe = readFileSync(packages.resolve("axe-core/axe.min.js"), "utf8");
const program = process.env.SURGELINE_BINARY ?? here("../../build/dev/surgeline");
const scenario = (name) => here(`../../scenarios/${name}.toml`);
const folder = mkdtempSync(join(tmpdir(), "surgeline-pages-"));
const { PICTURES: pictures } = process.env;

/** The retry storm over two keys; few seeds, so that it is done soon. */
const swept = () => {
  const text = readFileSync(scenario("hotos-retry"), "utf8").replace(/^\[margin\][^[]*/m, "");
  const path = join(folder, "swept.toml");
  writeFileSync(path, `${text}
[sweep]
vary = [
  { path = "load.users.rate", values = ["100/s", "200/s", "280/s"] },
  { path = "phase.outage.duration", values = ["500ms", "1s", "2s", "10s"] },
]
repeat = 2
measure = ["p_metastable", "recovery_seconds", "goodput_share", "amplification"]
`);
  return path;
};

/** A dozen services with a load each, behind proxies that watch the breakers of their callers; three of them fail for a while. */
const crowded = () => {
  const path = join(folder, "crowded.toml");
  const each = Array.from({ length: 12 }, (_, i) => `
[[service]]
id = "shop-${i + 1}"
slots = 20
service_time = "${20 + i * 5}ms"
[[proxy]]
id = "gate-${i + 1}"
from = ["buyers-${i + 1}"]
upstream = { service = "shop-${i + 1}" }
protocol = "http"
[[load]]
id = "buyers-${i + 1}"
to = "shop-${i + 1}"
rate = "${40 + i * 10}/s"
deadline = "1s"
policy = "${i < 6 ? "wary" : "stubborn"}"
clients = { count = 20 }
`);
  writeFileSync(path, `format = 1
[scenario]
id = "crowded"
title = "A dozen shops, three of which fail"
${each.join("")}
[[policy]]
id = "wary"
timeout = "500ms"
breaker = { preset = "hystrix" }
[[policy]]
id = "stubborn"
timeout = "500ms"
retry = { kind = "fixed", attempts = 3, base = "50ms", retry_on = ["timeout", "5xx"] }
[[phase]]
id = "before"
duration = "20s"
role = "baseline"
[[phase]]
id = "errors"
duration = "30s"
[[phase]]
id = "after"
duration = "40s"
role = "recover"
[[fault]]
id = "failing"
kind = "http_status"
status = 503
during = ["errors"]
target = { proxy = ["gate-1", "gate-2"] }
[[fault]]
id = "silent"
kind = "stall"
during = ["errors"]
target = { proxy = "gate-12" }
`);
  return path;
};

/** Each page and what makes it. */
const pages = {
  cascade: ["sim", scenario("hotos-retry"), "--variant", "retry-200"],
  daemon: ["sim", scenario("shared-daemon-stall")],
  breakers: ["sim", scenario("grab-breakers")],
  crowd: ["sim", crowded()],
  family: ["sim", scenario("hotos-retry"), "--variant", "all", "--seeds", "2"],
  sweep: ["sweep", swept()],
  margin: ["margin", scenario("hotos-retry"), "--set", "margin.repeat=2"],
};
const looks = {
  light: { viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: "light" },
  paper: { viewport: { width: 718, height: 1000 }, colorScheme: "light" }, // A4 without its margins
};

function made(name) {
  const [command] = pages[name];
  const to = join(folder, name);
  try {
    execFileSync(program, [...pages[name], "--report", to, "--quiet"], { stdio: "ignore" });
  } catch (ended) {
    if (ended.status !== 1) throw ended; // a verdict that was not expected has a page all the same
  }
  return join(to, command === "sweep" ? "sweep.html" : "report.html");
}

let browser;
before(async () => {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
});
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** What axe finds that is serious. */
async function faultsOf(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return violations.filter((one) => one.impact !== "minor").map((one) => `${one.id}: ${one.nodes.map((each) => each.html.slice(0, 160)).join(" | ")}`);
}

for (const name of Object.keys(pages)) {
  test(`the page of a ${name} reads well wherever it is opened`, async (t) => {
    const file = made(name);
    for (const [look, how] of Object.entries(looks)) {
      await t.test(look, async () => {
        const context = await browser.newContext(how);
        const page = await context.newPage();
        const [asked, said] = [[], []];
        page.on("request", (each) => asked.push(each.url()));
        page.on("console", (each) => said.push(each.text())); // a policy that is offended speaks here
        if (look === "paper") await page.emulateMedia({ media: "print", colorScheme: "light" });
        await page.goto(pathToFileURL(file).href);
        const wide = await page.evaluate(() => [document.documentElement.scrollWidth, globalThis.innerWidth]);
        assert.ok(wide[0] <= wide[1], `${wide[0]} pixels on ${wide[1]}`);
        assert.deepEqual(await faultsOf(page), []);
        assert.deepEqual(asked, [pathToFileURL(file).href]);
        assert.deepEqual(said, []);
        if (pictures) await page.screenshot({ path: join(pictures, `${name}-${look}.png`), fullPage: true });
        await context.close();
      });
    }
  });
}
