// Pictures of the live page in a cascade: node tests/real/live/pictures.mjs FOLDER
// A run stalls the stock of the shop; its callers try again, and go on when the stall is over.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { call, closeAll, keys, openPage, openShop } from "./stage.mjs";

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
const site = await openShop();
const { control } = site.sidecar;
const how = { dark: {}, light: { scheme: "light" }, phone: { width: 390, height: 844, touch: true } };
const pages = {};
for (const [name, more] of Object.entries(how)) pages[name] = await openPage(control, { key: keys.ada, ...more });
async function all(moment) {
  for (const [name, page] of Object.entries(pages)) await page.screenshot({ path: join(folder, `${moment}-${name}.png`), fullPage: true });
  console.log(`pictures of ${moment}`);
}
await sleep(20_000);
await all("calm");
const scenario = readFileSync(fileURLToPath(new URL("run.toml", import.meta.url)), "utf8");
const begun = await call(control, "POST", "/v1/runs", { scenario });
if (begun.status !== 201) throw new Error(JSON.stringify(begun.body));
await call(control, "PUT", "/v1/faults/slow-payments", { kind: "latency", delay: "60ms", target: { proxy: "payments" }, ttl: "3m" });
await sleep(31_000);
await all("outage");
await sleep(17_000);
await all("after");
const [page] = Object.values(pages);
await page.getByRole("button", { name: "Arm a fault…" }).click();
await page.getByRole("dialog").waitFor();
await page.screenshot({ path: join(folder, "arming-dark.png") });
await site.close();
await closeAll();
process.exit(0);
