// A small real load: two HTTP servers and a TCP one, and callers that retry, hedge, give up, and break circuits.
import { randomUUID } from "node:crypto";
import http from "node:http";
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const listening = (server) =>
  new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(`127.0.0.1:${server.address().port}`)));

/** Answers in some milliseconds; one in 30 late, one in 40 badly. */
export async function shop() {
  let count = 0;
  const server = http.createServer(async (request, response) => {
    count += 1;
    const [bad, late] = [count % 40 === 0, count % 30 === 0];
    await sleep(late ? 1500 : 4);
    response.writeHead(bad ? 500 : 200, { "content-type": "text/plain" });
    response.end("x".repeat(500));
  });
  return { server, address: await listening(server) };
}

/** Says what it hears. */
export async function echo() {
  const server = net.createServer((socket) => {
    socket.on("error", () => {});
    socket.pipe(socket);
  });
  return { server, address: await listening(server) };
}

/** An address that nobody listens on. */
export async function nobody() {
  const { server, address } = await echo();
  await new Promise((resolve) => server.close(resolve));
  return address;
}

const agents = new Map();
function agentOf(localAddress) {
  if (!agents.has(localAddress)) agents.set(localAddress, new http.Agent({ keepAlive: true, localAddress, maxSockets: 8 }));
  return agents.get(localAddress);
}

/** One attempt; its status, or 0 if none came in time. Who leaves resets his connection: a FIN alone might be a half-close. */
function attempt(front, path, from, headers, timeout) {
  const [host, port] = front.split(":");
  return new Promise((resolve) => {
    const request = http.get({ host, port, path, headers, agent: agentOf(from) }, (response) => {
      response.on("error", () => resolve(0));
      response.on("end", () => resolve(response.statusCode));
      response.resume();
    });
    const leaving = setTimeout(() => request.socket?.resetAndDestroy(), timeout);
    request.on("close", () => clearTimeout(leaving));
    request.on("error", () => resolve(0));
  });
}
const well = (status) => status > 0 && status < 500;

/** A logical request: up to three attempts; of some the second begins while the first is open. */
async function buy(front, number) {
  const headers = { "x-request-id": randomUUID() };
  const from = `127.0.0.${1 + (number % 10)}`;
  const path = number % 3 === 0 ? "/look" : "/buy";
  if (number % 12 === 0) {
    const first = attempt(front, path, from, headers, 2000);
    await sleep(2);
    return Promise.race([first, attempt(front, path, from, headers, 2000)]);
  }
  for (let tries = 1; ; tries += 1) {
    const status = await attempt(front, path, from, headers, 1000);
    if (well(status) || tries === 3) return status;
    await sleep(20 + 80 * Math.random());
  }
}

/** A caller with a breaker: twelve failures in a row open it for three seconds, then it probes. */
function breaker(front, from) {
  let failures = 0;
  let closedAt = 0;
  return async () => {
    if (performance.now() < closedAt) return;
    if (failures >= 12) closedAt = performance.now() + 1000; // nobody else meanwhile: this is the probe
    const status = await attempt(front, "/look", from, { "x-client": "web", "x-request-id": randomUUID() }, 2000);
    failures = well(status) ? 0 : failures + 1;
    closedAt = failures >= 12 ? performance.now() + 3000 : 0;
  };
}

/** A connection that says something, hears it, and ends. */
function visit(front) {
  const [host, port] = front.split(":");
  return new Promise((resolve) => {
    const socket = net.connect({ host, port }, () => socket.write("hello, is anybody there?"));
    socket.setTimeout(8000, () => socket.destroy());
    socket.on("data", () => socket.end());
    socket.on("error", () => {});
    socket.on("close", resolve);
  });
}

/** Starts so many a second until it is stopped. */
function atRate(rate, call) {
  let number = 0;
  const timer = setInterval(() => call(number++), 1000 / rate);
  return () => clearInterval(timer);
}

/** Callers of the three proxies; returns what stops them. */
export function callers({ shop: front, cache, gone }) {
  const web = breaker(front, "127.0.0.23");
  const stops = [atRate(25, (number) => buy(front, number)), atRate(40, web), atRate(12, () => visit(cache)), atRate(2, () => visit(gone))];
  return () => {
    stops.forEach((stop) => stop());
    agents.forEach((one) => one.destroy());
  };
}
