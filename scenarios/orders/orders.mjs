// orders.mjs: takes orders (POST /orders/invoice and POST /orders/card); those by card another service has to confirm. It knows
// nothing of Surgeline: where that service is it reads from PAYMENT_URL, as it would anywhere. got tries again what fails, and a
// breaker of opossum's stands around it all.
//   PORT            where it listens
//   RETRY_BUDGET=on retries are paid for by orders, ten orders a retry
import { Agent, createServer } from "node:http";

const [{ default: got }, { default: CircuitBreaker }] = await Promise.all([import("got"), import("opossum")]).catch(() => {
  console.error("got and opossum are not installed: npm ci --prefix scenarios/orders");
  process.exit(1);
});

const { PAYMENT_URL, PORT = "3000", RETRY_BUDGET } = process.env;

/** What is left for retries: each order by card pays in a tenth of one, and no more is kept than ten. */
let budget = 10;
const payIn = () => (budget = Math.min(budget + 0.1, 10));
const payOut = () => RETRY_BUDGET !== "on" || (budget >= 1 && (budget -= 1, true));

const payment = got.extend({
  prefixUrl: PAYMENT_URL,
  agent: { http: new Agent({ keepAlive: true }) },
  timeout: { request: 1000 }, // of each attempt
  retry: {
    limit: 2, // so three attempts
    methods: ["POST"],
    backoffLimit: 50,
    // Zero means that it is not tried again: got says so, or there is nothing to pay with.
    calculateDelay: ({ computedValue }) => (computedValue > 0 && payOut() ? computedValue : 0),
  },
});

async function take(id, by) {
  if (by !== "card") return;
  payIn();
  await payment.post("payments", { json: { order: id }, headers: { "x-request-id": id } });
}

/** One breaker for all orders, as opossum has it: it opens when more than half of them fail. Attempts have their own timeout. */
const breaker = new CircuitBreaker(take, { timeout: false });
breaker.on("open", () => console.log("breaker: open"));
breaker.on("close", () => console.log("breaker: closed"));

let orders = 0;
async function answer(request, response) {
  const [, by] = /^\/orders\/(card|invoice)$/.exec(request.url) ?? [];
  if (request.url === "/healthz") return response.end("ready\n");
  if (request.method !== "POST" || !by) return response.writeHead(404).end();
  try {
    await breaker.fire(`order-${++orders}`, by);
    response.writeHead(201).end();
  } catch {
    response.writeHead(503).end();
  }
}

const server = createServer((request, response) => {
  request.resume();
  answer(request, response);
});
server.listen(Number(PORT), "127.0.0.1", () => console.log(`takes orders on port ${PORT}`));
process.on("SIGTERM", () => process.exit(0));
