// crowd.mjs PERCENT ADDRESSES BASE PAST TELEMETRY: many clients GET one URL, 200 times a second in all, and never try again,
// though so many percent fail. The sidecar must not see retries: amplification is at most 1.02.
import { Agent, get } from "node:http";
import { atRate, conclude, scrapeSettled } from "./metrics.mjs";

const [percent, addresses, base, past, telemetry] = process.argv.slice(2);
const count = 1600;
const agents = Array.from({ length: addresses }, (_, i) => new Agent({ keepAlive: true, localAddress: `127.0.1.${i + 1}` }));

function ask(i) {
  return new Promise((resolve, reject) => {
    get(`${base}/flaky`, { agent: agents[i % addresses] }, (got) => got.resume().on("end", resolve)).on("error", reject);
  });
}

await fetch(`${past}/fail-share/${percent}`);
const before = await scrapeSettled(telemetry);
await atRate(200, count, ask);
const after = await scrapeSettled(telemetry);
const more = (family) => after.sum(family) - before.sum(family);
const attempts = more("surgeline_attempts_total");
const requests = more("surgeline_logical_requests_total");
const problems = [];
if (attempts !== count) problems.push(`${count} attempts are counted`);
if (attempts > 1.02 * requests) problems.push("amplification is 1.02 at most");
if (requests > attempts) problems.push("there are as many attempts as requests at least");
conclude({ percent, addresses, attempts, requests, amplification: attempts / requests }, problems);
