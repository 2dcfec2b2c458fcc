// node.mjs http|fetch|undici BODY BASE: what a client of Node sees, a line for each exchange. BODY is a file of 32 MiB.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Agent, request as httpRequest } from "node:http";
import { Readable } from "node:stream";
import { Client, request as undiciRequest } from "undici";

const [which, file, base] = process.argv.slice(2);
const bytes = readFileSync(file);
const sha256 = (text) => createHash("sha256").update(text).digest("hex");

async function all(stream) {
  const pieces = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** What is sent in pieces of many lengths. */
function* pieces(size) {
  for (let at = 0, length = 1; at < size; length = (length * 7 + 3) % 100_003) {
    const end = Math.min(at + length, size);
    yield bytes.subarray(at, end);
    at = end;
  }
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

function http(method, url, { headers = {}, body, stream } = {}) {
  return new Promise((resolve, reject) => {
    const hints = [];
    const sent = httpRequest(base + url, { method, headers, agent });
    sent.on("information", (early) => hints.push(early.statusCode, early.rawHeaders));
    sent.on("error", reject);
    sent.on("response", async (got) => {
      const content = await all(got);
      resolve({ status: got.statusCode, fields: [hints, got.rawHeaders, got.rawTrailers], content });
    });
    if (headers.expect) {
      sent.on("continue", () => sent.end(body));
      sent.on("response", () => sent.end());
      sent.flushHeaders();
    } else if (stream) {
      Readable.from(stream).pipe(sent);
    } else {
      sent.end(body);
    }
  });
}

async function builtinFetch(method, url, { headers, body, stream } = {}) {
  const more = stream ? { body: Readable.toWeb(Readable.from(stream)), duplex: "half" } : { body };
  const got = await fetch(base + url, { method, headers, ...more });
  const content = Buffer.from(await got.arrayBuffer());
  return { status: got.status, fields: [...got.headers], content };
}

async function undici(method, url, { headers, body, stream } = {}) {
  const got = await undiciRequest(base + url, { method, headers, body: stream ? Readable.from(stream) : body });
  const content = Buffer.from(await got.body.arrayBuffer());
  return { status: got.statusCode, fields: [got.headers, got.trailers], content };
}

const send = { http, fetch: builtinFetch, undici }[which];

/** Without dates. */
function undated(fields) {
  return JSON.stringify(fields).replace(/"date"(,|:)"[^"]*"/gi, "");
}

async function ask(method, url, name = "", more = {}) {
  const { status, fields, content } = await send(method, url, more);
  console.log(method, url, name, "|", status, undated(fields), content.length, sha256(content));
  if (url === "/echo") console.log(content.toString());
}

for (const size of [0, 1, 4096, 1 << 20, 32 << 20]) {
  await ask("GET", `/bytes/${size}`);
  await ask("GET", `/chunked/${size}`);
  await ask("POST", "/echo", size, { body: bytes.subarray(0, size) });
  await ask("POST", "/echo", `${size} in chunks`, { stream: pieces(size) });
}
if (which === "http") {
  const headers = { expect: "100-continue" };
  await ask("POST", "/echo", "when told to continue", { headers, body: bytes.subarray(0, 1 << 20) });
  await ask("POST", "/refuse", "without leave", { headers, body: bytes.subarray(0, 1 << 20) });
}
await ask("HEAD", "/bytes/1048576");
await ask("GET", "/until-close/1048576");
await ask("GET", "/gzip/4096");
await ask("GET", "/redirect");
await ask("GET", "/fields");
await ask("GET", "/hints");
for (const status of [204, 304, 404, 500]) await ask("GET", `/status/${status}`);

if (which === "undici") {
  // Many requests on one connection before the first is answered.
  const client = new Client(base, { pipelining: 16 });
  const urls = Array.from({ length: 200 }, (_, i) => ["/bytes/1", "/bytes/4096", "/chunked/1048576", "/echo"][i % 4]);
  const answers = await Promise.all(
    urls.map(async (path) => {
      const got = await client.request({ method: "GET", path });
      return `${got.statusCode} ${sha256(Buffer.from(await got.body.arrayBuffer()))}`;
    }),
  );
  console.log("pipelined |", sha256(answers.join()), answers.length);
  await client.close();
}
agent.destroy();
