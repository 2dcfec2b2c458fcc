// The shop, its sidecar and a browser, each for one test; whatever is started here is ended here.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { endAll, Program } from "../boards/programs.mjs";
import { callers, shop } from "./site.mjs";

export const program = process.env.SURGELINE_BINARY ?? fileURLToPath(new URL("../../../build/dev/surgeline", import.meta.url));
export const keys = { ada: "0123456789abcdef-operator", grafana: "fedcba9876543210-viewer" };
const folder = mkdtempSync(join(tmpdir(), "surgeline-live-"));
const keyFile = join(folder, "keys");
writeFileSync(keyFile, `operator ada ${keys.ada}\nviewer grafana ${keys.grafana}\n`);
chmodSync(keyFile, 0o600);

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const address = (said, what) => new RegExp(`^${what} +(\\S+)`, "m").exec(said)[1];

/** A sidecar with a file; `control` is where its page is. */
export async function serve(file, environment = {}, more = []) {
  const one = new Program(program, ["serve", "-c", file, ...more], { env: { ...process.env, ...environment } });
  await one.hears(/\nready\n/);
  return Object.assign(one, { control: address(one.said, "control"), fronts: Object.fromEntries([...one.said.matchAll(/^proxy +([\w-]+): ([^ ,]+)/gm)].map((found) => found.slice(1))) });
}
/** A sidecar of a text. */
export function serveText(text, more = []) {
  const file = join(folder, `${Math.random().toString(36).slice(2)}.toml`);
  writeFileSync(file, text);
  return serve(file, {}, more);
}

/** A run of a file of this repository, with the address of its telemetry; perhaps on the proxies of a sidecar. */
export async function startRun(file, target) {
  const more = target ? ["--target", `http://${target}`] : [];
  const environment = { ...process.env, SURGELINE_KEY: keys.ada };
  const one = new Program(program, ["run", here(`../../../${file}`), "-q", "--telemetry", "127.0.0.1:0", ...more], { env: environment });
  const [, telemetry] = await one.hears(/^telemetry +(\S+)\n/m);
  return Object.assign(one, { telemetry });
}

/** The shop behind its sidecar, with callers. */
export async function openShop() {
  const site = await shop();
  const sidecar = await serve(here("sidecar.toml"), { ...site.addresses, KEYS: keyFile });
  Object.assign(site.fronts, sidecar.fronts);
  const stop = callers(sidecar.fronts);
  const close = async () => {
    stop();
    site.close();
    sidecar.signal("SIGTERM");
    await sleep(100);
    sidecar.signal("SIGKILL");
  };
  return { sidecar, close };
}

export const call = async (control, method, path, body, key = keys.ada) => {
  const answer = await fetch(`http://${control}${path}`, { method, body: body && JSON.stringify(body), headers: { Authorization: `Bearer ${key}` } });
  return { status: answer.status, body: await answer.json() };
};

let browser;
/** A page on a sidecar; it notes what it asks for and what it complains of. `before` runs in it before its scripts do, `change` changes its text. */
export async function openPage(control, { key, width = 1440, height = 1000, scheme = "dark", before, change, reducedMotion = "no-preference", touch = false } = {}) {
  browser ??= await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, reducedMotion, hasTouch: touch, isMobile: touch, deviceScaleFactor: touch ? 2 : 1 });
  if (key) await context.addInitScript((value) => sessionStorage.setItem("surgeline-key", value), key);
  if (change) {
    await context.route("**/ui/", async (route) => {
      const given = await route.fetch();
      await route.fulfill({ response: given, body: change(await given.text()) });
    });
  }
  if (before) await context.addInitScript(before);
  const page = await context.newPage();
  const noted = { requests: [], complaints: [] };
  page.on("request", (one) => noted.requests.push({ url: one.url(), method: one.method() }));
  page.on("pageerror", (error) => noted.complaints.push(String(error)));
  page.on("console", (one) => ["error", "warning"].includes(one.type()) && noted.complaints.push(one.text()));
  const answer = await page.goto(`http://${control}/ui/`);
  return Object.assign(page, { noted, answer, leave: () => context.close() });
}

export async function closeAll() {
  await browser?.close();
  await endAll();
  rmSync(folder, { recursive: true });
}
