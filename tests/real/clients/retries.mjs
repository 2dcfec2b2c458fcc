// retries.mjs got|axios|undici id|likeness upstream|injected BASE PAST TELEMETRY: a library tries again what fails: a fifth of all
// attempts, by the server or by a fault that is armed. What it says that it did is compared with what the sidecar has counted: equal
// where each request has an id, within 2 % where they are only alike. BASE leads through the sidecar, PAST straight to the server.
import { randomUUID } from "node:crypto";
import { channel } from "node:diagnostics_channel";
import { Agent as HttpAgent } from "node:http";
import axios from "axios";
import axiosRetry from "axios-retry";
import got from "got";
import { Agent, RetryAgent } from "undici";
import { atRate, conclude, scrapeSettled } from "./metrics.mjs";

const [library, evidence, origin, base, past, telemetry] = process.argv.slice(2);
const count = 750;
const rate = 150;
const said = { requests: 0, attempts: 0, recovered: 0, gave_up: 0 };

/** How to call with each, as often as it does by default; its own events count the attempts. A call returns its retries. */
const libraries = {
  got() {
    const client = got.extend({
      agent: { http: new HttpAgent({ keepAlive: true }) },
      retry: { backoffLimit: 200 },
      hooks: { beforeRetry: [() => void said.attempts++] },
    });
    return async (method, url, headers, json) => {
      said.attempts++;
      return (await client(url, { method, headers, json })).retryCount;
    };
  },
  axios() {
    const client = axios.create({ httpAgent: new HttpAgent({ keepAlive: true }) });
    axiosRetry(client, { retryDelay: axiosRetry.exponentialDelay, onRetry: () => void said.attempts++ });
    return async (method, url, headers, data) => {
      said.attempts++;
      return (await client({ method, url, headers, data })).config["axios-retry"].retryCount;
    };
  },
  undici() {
    const client = new RetryAgent(new Agent(), { minTimeout: 50, maxTimeout: 200 });
    const sent = new Map();
    channel("undici:client:sendHeaders").subscribe(({ headers }) => {
      const [, call] = /x-call: (\d+)/.exec(headers) ?? [];
      if (!call) return; // somebody else's
      sent.set(call, (sent.get(call) ?? -1) + 1);
      said.attempts++;
    });
    let calls = 0;
    return async (method, url, headers, json) => {
      const call = `${++calls}`;
      const { origin: host, pathname: path } = new URL(url);
      const more = json ? { body: JSON.stringify(json) } : {};
      const { body } = await client.request({ origin: host, path, method, headers: { ...headers, "x-call": call }, ...more });
      await body.dump();
      return sent.get(call);
    };
  },
};

const call = libraries[library]();

/** One of few addresses or bodies, so that many are alike. */
async function request(i) {
  const what = (i * 7) % 40;
  const headers = evidence === "id" ? { "x-request-id": randomUUID() } : {};
  const way = i % 3 ? ["GET", `${base}/flaky/${what}`, headers] : ["PUT", `${base}/flaky`, headers, { what }];
  said.requests++;
  try {
    if ((await call(...way)) > 0) said.recovered++;
  } catch (problem) {
    if ((problem.statusCode ?? problem.response?.statusCode ?? problem.response?.status) !== 503) throw problem;
    said.gave_up++;
  }
}

await fetch(`${past}/fail-share/${origin === "upstream" ? 20 : 0}`);
const before = await scrapeSettled(telemetry);
await atRate(rate, count, request);

const after = await scrapeSettled(telemetry);
const more = (family, labels) => after.sum(family, labels) - before.sum(family, labels);
const said503 = said.attempts - (said.requests - said.gave_up);
const counted503 = more("surgeline_requests_total", { origin, code: "5xx" });
const counted = {
  requests: more("surgeline_logical_requests_total"),
  attempts: more("surgeline_attempts_total"),
  recovered: more("surgeline_retry_outcomes_total", { outcome: "recovered" }),
  gave_up: more("surgeline_retry_outcomes_total", { outcome: "gave_up" }),
};
const limits = evidence === "id" ? { requests: 0, attempts: 0, recovered: 0, gave_up: 0 } : { requests: 0.02, attempts: 0.02 };
const problems = Object.keys(limits)
  .filter((what) => Math.abs(counted[what] - said[what]) > limits[what] * said[what])
  .map((what) => `${what}: ${counted[what]} were counted, and it says ${said[what]}`);
if (counted503 !== said503) problems.push(`${counted503} answers of 503 were counted, and it says ${said503}`);
if (said.attempts < 1.15 * said.requests) problems.push("much is tried again");
conclude({ library, evidence, origin, said, counted }, problems);
