// An HTTP server that says what it got, byte for byte: `node server.mjs PORT|SOCKET`.
import { createCipheriv, createHash } from "node:crypto";
import { createServer } from "node:http";
import { gzipSync } from "node:zlib";
import { WebSocketServer } from "ws";
import { flaky } from "./flaky.mjs";

const most = 32 << 20;
// As good as chance, and the same in every process.
const noise = createCipheriv("aes-128-ctr", "0123456789abcdef", "fedcba9876543210").update(Buffer.alloc(most));
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** The fields as they came; without what names the way they came. */
const fields = (raw) => raw.map((text, i) => (i % 2 === 1 && /^host$/i.test(raw[i - 1]) ? "*" : text));

/** Counts a request on its connection. */
function count(request) {
  request.nth = request.socket.exchanges = (request.socket.exchanges ?? 0) + 1;
}

/** What a request says, its body as a hash. */
function heard(request, body, said100) {
  return {
    nth: request.nth,
    said100,
    method: request.method,
    url: request.url,
    version: request.httpVersion,
    fields: fields(request.rawHeaders),
    trailers: request.rawTrailers,
    length: body.length,
    sha256: sha256(body),
  };
}

function echo(request, response, said100 = false) {
  const pieces = [];
  request.on("data", (piece) => pieces.push(piece));
  request.on("end", () => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(heard(request, Buffer.concat(pieces), said100)));
  });
}

/** In chunks of many lengths, with trailers behind them; HTTP/1.0 knows neither. */
function chunked(request, response, size) {
  const trails = request.httpVersion === "1.1";
  response.writeHead(200, trails ? { trailer: "x-sha256" } : {});
  let at = 0;
  let length = 1;
  const go = () => {
    while (at < size) {
      const end = Math.min(at + length, size);
      length = (length * 7 + 3) % 100_003;
      const took = response.write(noise.subarray(at, end));
      at = end;
      if (!took) return response.once("drain", go);
    }
    if (trails) response.addTrailers({ "x-sha256": sha256(noise.subarray(0, size)) });
    response.end();
  };
  go();
}

/** Without any length: it is over when the connection is. */
function untilClose(request, response, size) {
  response.useChunkedEncodingByDefault = false;
  response.shouldKeepAlive = false;
  response.removeHeader("transfer-encoding");
  response.writeHead(200);
  response.write(noise.subarray(0, size >> 1));
  response.end(noise.subarray(size >> 1, size));
}

const manyFields = [
  ["Set-Cookie", "a=1; Path=/"],
  ["Set-Cookie", "b=2; Path=/; HttpOnly"],
  ["X-CaSe", "KePt"],
  ["X-Long", "l".repeat(8000)],
  ["X-Empty", ""],
  ["X-Latin", "\u00e9\u00fc\u00df"],
  ...Array.from({ length: 60 }, (_, i) => [`X-Many-${i}`, `${i * i}`]),
];

const pages = {
  bytes: (request, response, size) => {
    response.setHeader("content-length", size);
    response.end(noise.subarray(0, size));
  },
  chunked,
  "until-close": untilClose,
  echo: (request, response) => echo(request, response),
  status: (request, response, code) => {
    response.writeHead(code, "As It Was Asked");
    response.end(code === 204 || code === 304 ? undefined : `this is ${code}\n`);
  },
  gzip: (request, response, size) => {
    const packed = gzipSync(noise.subarray(0, size).toString("hex"));
    response.writeHead(200, { "content-encoding": "gzip", "content-length": packed.length });
    response.end(packed);
  },
  redirect: (request, response) => {
    response.writeHead(302, { location: "/bytes/4096" });
    response.end();
  },
  fields: (request, response) => {
    response.writeHead(200, manyFields.flat());
    response.end("many fields\n");
  },
  hints: (request, response) => {
    response.writeEarlyHints({ link: "</style.css>; rel=preload; as=style" });
    response.end("hinted\n");
  },
  events: (request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    let id = 0;
    const tell = () => response.write(`id: ${++id}\ndata: ${Date.now()}\n\n`);
    tell();
    const timer = setInterval(tell, 50);
    response.on("close", () => clearInterval(timer));
  },
  ...flaky,
};

function serve(request, response) {
  count(request);
  response.sendDate = false;
  const [page, argument] = request.url.replace(/\?.*/, "").split("/").slice(1);
  const answer = pages[page];
  if (answer) return answer(request, response, Number(argument));
  response.writeHead(404);
  response.end(`there is no ${request.url}\n`);
}

const server = createServer({ keepAliveTimeout: 60_000 }, serve);
server.on("checkContinue", (request, response) => {
  count(request);
  response.sendDate = false;
  if (request.url.startsWith("/refuse")) {
    response.writeHead(413, { connection: "close" });
    return response.end("too much\n");
  }
  response.writeContinue();
  echo(request, response, true);
});

const sockets = new WebSocketServer({ server, maxPayload: most });
sockets.on("connection", (socket, request) => {
  socket.send(JSON.stringify({ url: request.url, protocol: socket.protocol }));
  socket.on("message", (data, isBinary) => socket.send(data, { binary: isBinary }));
});

server.listen(process.argv[2], ...(/^\d+$/.test(process.argv[2]) ? ["127.0.0.1"] : []));
