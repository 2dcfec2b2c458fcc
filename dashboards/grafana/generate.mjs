// Writes the boards: `node dashboards/grafana/generate.mjs`. What is in them is in source/.
import { writeFileSync } from "node:fs";
import { files } from "./source/boards.mjs";

for (const { name, text } of files) {
  writeFileSync(new URL(name, import.meta.url), text);
  console.log(`  dashboards/grafana/${name}`);
}
