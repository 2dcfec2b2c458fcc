// A small shop: callers that retry, a checkout that calls stock and payments through the sidecar, and a stock with a queue that
// works on what nobody waits for any more.
import { randomUUID } from "node:crypto";
import http from "node:http";
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const listening = (server) => new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(`127.0.0.1:${server.address().port}`)));
const agent = new http.Agent({ keepAlive: true, maxSockets: 256 });

/** One attempt: its status, 0 if none came in time; whoever leaves resets his connection. */
function attempt(front, path, headers, timeout) {
  const [host, port] = front.split(":");
  return new Promise((resolve) => {
    const request = http.get({ host, port, path, headers, agent }, (answer) => {
      answer.on("end", () => resolve(answer.statusCode));
      answer.on("error", () => resolve(0));
      answer.resume();
    });
    const leaving = setTimeout(() => request.socket?.resetAndDestroy() ?? request.destroy(), timeout);
    request.on("close", () => clearTimeout(leaving));
    request.on("error", () => resolve(0));
  });
}
const well = (status) => status > 0 && status < 500;

/** Up to so many attempts at one thing; perhaps with a breaker: so many failures in a row open it for two seconds. */
function caller(client, front, { attempts, timeout, openAt = Infinity }) {
  let [failures, openUntil] = [0, 0];
  return async (path) => {
    const headers = { "x-client": client, "x-request-id": randomUUID() };
    let status = 0;
    for (let each = 0; each < attempts; each += 1) {
      if (performance.now() < openUntil) return 0;
      if (failures >= openAt) openUntil = performance.now() + 500; // this one probes
      status = await attempt(front, path, headers, timeout);
      failures = well(status) ? 0 : failures + 1;
      openUntil = failures >= openAt ? performance.now() + 2000 : 0;
      if (well(status)) return status;
      await sleep(10 + 30 * Math.random());
    }
    return status;
  };
}

/** Has so many slots, and takes so long for each job, whether somebody still waits for it or not. */
function worker(slots, milliseconds) {
  const queue = [];
  let busy = 0;
  const next = async () => {
    if (busy >= slots || queue.length === 0) return;
    busy += 1;
    const answer = queue.shift();
    await sleep(milliseconds * (0.7 + 0.6 * Math.random()));
    busy -= 1;
    answer.writeHead(200, { "content-type": "application/json" });
    answer.end(JSON.stringify({ told: "x".repeat(300) }));
    next();
  };
  return http.createServer((request, answer) => {
    answer.on("error", () => {});
    queue.push(answer);
    next();
  });
}

/** What stands behind the proxies; `fronts` tells the checkout where stock and payments are once the sidecar is there. */
export async function shop() {
  const fronts = {};
  const calls = {};
  const checkout = http.createServer(async (request, answer) => {
    answer.on("error", () => {});
    calls.stock ??= caller("checkout", fronts.stock, { attempts: 3, timeout: 1000 });
    calls.payments ??= caller("checkout", fronts.payments, { attempts: 2, timeout: 1000, openAt: 12 });
    const stock = await calls.stock("/take");
    const paid = request.url === "/buy" && well(stock) ? await calls.payments("/pay") : 200;
    answer.writeHead(well(stock) && well(paid) ? 200 : 503, { "content-type": "text/plain" });
    answer.end("x".repeat(900));
  });
  const sessions = net.createServer((socket) => {
    socket.on("error", () => {});
    socket.pipe(socket);
  });
  const servers = { CHECKOUT: checkout, STOCK_ONE: worker(2, 25), STOCK_TWO: worker(2, 25), PAYMENTS: worker(6, 30), SESSIONS: sessions };
  const addresses = {};
  for (const [name, server] of Object.entries(servers)) addresses[name] = await listening(server);
  const close = () => Object.values(servers).forEach((one) => {
    one.close();
    one.closeAllConnections?.();
  });
  return { addresses, fronts, close };
}

function visit(front) {
  const [host, port] = front.split(":");
  const socket = net.connect({ host, port }, () => socket.write("who is this?"));
  socket.setTimeout(4000, () => socket.destroy());
  socket.on("data", () => setTimeout(() => socket.end(), 200));
  socket.on("error", () => {});
}

/** Callers of the shop; returns what stops them. */
export function callers(fronts) {
  const web = caller("web", fronts.checkout, { attempts: 3, timeout: 3500 });
  const mobile = caller("mobile", fronts.checkout, { attempts: 1, timeout: 4000, openAt: 15 });
  const timers = [
    setInterval(() => web(Math.random() < 0.4 ? "/buy" : "/browse"), 1000 / 22),
    setInterval(() => mobile("/buy"), 1000 / 8),
    setInterval(() => visit(fronts.sessions), 1000 / 6),
  ];
  return () => {
    timers.forEach(clearInterval);
    agent.destroy();
  };
}
