// toxiproxy_node.mjs STEP CONTROL UPSTREAM: drives the sidecar with toxiproxy-node, a client of other hands than
// toxiproxy-node-client, before a Redis at UPSTREAM, and says what it saw. It was written for Toxiproxy 1: it sends keys that
// version 2 knows no more, and its calls for toxics have no route there.
import assert from "node:assert/strict";
import { connect } from "node:net";
import Toxiproxy from "toxiproxy-node";

const [step, control, upstream] = process.argv.slice(2);
const toxiproxy = new Toxiproxy(control);
const say = (...words) => console.log(...words);

/** A call of the client as a promise; it fails with what the client gives, a status or an error. */
const done = (of, call, ...words) =>
  new Promise((resolve, reject) => of[call](...words, (error, body) => (error ? reject([error, body]) : resolve(body))));

const proxy = (more = {}) => toxiproxy.NewProxy({ name: "node", listen: "localhost:0", upstream, ...more });

/** What a server says to PING behind a proxy that the API showed. */
async function ping({ listen }) {
  const socket = connect({ host: "127.0.0.1", port: Number(listen.split(":").at(-1)) });
  socket.write("PING\r\n");
  const [said] = await new Promise((resolve, reject) => socket.once("data", (data) => resolve([`${data}`])).once("error", reject));
  socket.destroy();
  return said;
}

const steps = {
  async create() {
    const made = await done(proxy(), "Create");
    say("created", JSON.stringify(made));
    assert.equal(await ping(made), "+PONG\r\n");
  },
  async read() {
    await done(proxy(), "Create");
    assert.deepEqual(Object.keys(await done(toxiproxy, "Proxies")).sort(), ["front", "node"]);
    const one = await done(toxiproxy, "Proxy", "node");
    say("read", JSON.stringify(one));
    assert.equal(one.upstream, upstream);
    assert.deepEqual(one.toxics, []);
  },
  async save() {
    const made = await done(proxy(), "Create");
    const moved = await done(proxy({ listen: made.listen, upstream: "127.0.0.1:9" }), "Save");
    say("saved", JSON.stringify(moved));
    assert.equal(moved.upstream, "127.0.0.1:9");
    assert.equal((await done(toxiproxy, "Proxy", "node")).upstream, "127.0.0.1:9");
  },
  async remove() {
    await done(proxy(), "Create");
    await done(proxy(), "Delete").catch(([error]) => assert.equal(error, undefined));
    await assert.rejects(done(toxiproxy, "Proxy", "node"), (why) => why[0] === 404);
  },
  async errors() {
    await done(proxy(), "Create");
    await assert.rejects(done(proxy(), "Create"), ([status, body]) => (say(status, JSON.stringify(body)), status === 409));
    const toxic = done(proxy(), "SetToxic", "latency", "downstream", { enabled: true, latency: 100 });
    // As Toxiproxy 2 does: plain text, which this client cannot read.
    await assert.rejects(toxic, ([why]) => (say("toxics of Toxiproxy 1:", why.message), /404 page not found/.test(why.message)));
  },
};

try {
  await steps[step]();
} finally {
  await done(proxy(), "Delete").catch(() => {});
}
