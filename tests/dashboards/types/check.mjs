// Holds every board against Grafana's types: `npm ci` here once, then `node check.mjs`.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { boards } from "../../../dashboards/grafana/source/boards.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const scratch = `${here}boards/`; // beside node_modules, where tsc looks for packages
mkdirSync(scratch, { recursive: true });
try {
  const names = boards.map(({ uid }) => uid.replace(/\W/g, "_"));
  const literals = boards.map((board, index) => `export const ${names[index]}: Board = ${JSON.stringify(board, null, 2)};`);
  writeFileSync(`${scratch}boards.ts`, [`import type { Board } from "../board";`, ...literals].join("\n"));
  const options = ["--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--module", "preserve", "--moduleResolution", "bundler", "--allowImportingTsExtensions"];
  const done = spawnSync(process.execPath, [`${here}node_modules/typescript/bin/tsc`, ...options, `${scratch}boards.ts`], { stdio: "inherit" });
  if (done.status === 0) console.log(`${boards.length} boards are what Grafana's types say`);
  process.exitCode = done.status ?? 1;
} finally {
  rmSync(scratch, { recursive: true });
}
