// toxiproxy_container.mjs STEP CONTROL UPSTREAM: drives the sidecar with the classes of @testcontainers/toxiproxy, whose container
// is stubbed (testcontainers/), before a Redis at UPSTREAM.
import assert from "node:assert/strict";
import { connect } from "node:net";
import { ToxiProxyContainer } from "@testcontainers/toxiproxy";

const [step, control, upstream] = process.argv.slice(2);
process.env.SURGELINE_CONTROL = control;
const say = (...words) => console.log(...words);

/** After how many ms Redis answers a PING on a new connection; what went wrong, or "silent", otherwise. */
function ping({ host, port }, patience = 300) {
  const start = performance.now();
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const told = (what) => (socket.destroy(), resolve(what));
    socket.on("connect", () => socket.write("PING\r\n"));
    socket.on("data", () => told(performance.now() - start));
    socket.on("error", (error) => told(error.code)).on("end", () => told("closed"));
    setTimeout(told, patience + 2000, "silent").unref();
    if (patience < 300) setTimeout(told, patience, "silent");
  });
}

const steps = {
  async creates(container) {
    const one = await container.createProxy({ name: "redis", upstream });
    const two = await container.createProxy({ name: "other", upstream });
    say("created", JSON.stringify(one.instance.toJson()), "and", two.instance.listen);
    assert.equal(one.port, 8666);
    assert.equal(two.port, 8667);
    assert.equal(one.instance.listen, "[::]:8666");
    say("PING took", await ping(one), "ms and", await ping(two), "ms");
    await assert.rejects(container.createProxy({ name: "redis", upstream }), /status code 409/);
    await one.instance.remove();
    assert.equal(await ping(one), "ECONNREFUSED");
    assert.equal((await container.createProxy({ name: "third", upstream })).port, 8666);
  },

  async toxics(container) {
    const proxy = await container.createProxy({ name: "redis", upstream });
    const toxic = await proxy.instance.addToxic({ name: "slow", type: "latency", stream: "downstream", toxicity: 1, attributes: { latency: 200, jitter: 0 } });
    const late = await ping(proxy);
    await toxic.update({ attributes: { latency: 80, jitter: 0 }, toxicity: 1 });
    const less = await ping(proxy);
    await toxic.remove();
    const after = await ping(proxy);
    say("PING took", late, "then", less, "then", after, "ms");
    assert.ok(late >= 200 && less >= 80);
    await assert.rejects(proxy.instance.getToxic("slow"), /status code 404/);
    assert.equal(typeof after, "number");
  },

  async cuts(container) {
    const proxy = await container.createProxy({ name: "redis", upstream });
    const toxics = [];
    for (const stream of ["downstream", "upstream"])
      toxics.push(await proxy.instance.addToxic({ name: `CUT_${stream}`, type: "bandwidth", stream, toxicity: 1, attributes: { rate: 0 } }));
    assert.equal(await ping(proxy, 150), "silent");
    for (const one of toxics) await one.remove();
    say("after a cut PING took", await ping(proxy), "ms");
  },

  async disables(container) {
    const proxy = await container.createProxy({ name: "redis", upstream });
    await proxy.setEnabled(false);
    const disabled = await ping(proxy);
    await proxy.setEnabled(true);
    say("disabled:", disabled, "enabled again: PING took", await ping(proxy), "ms");
    assert.equal(disabled, "ECONNREFUSED");
    const open = connect({ host: proxy.host, port: proxy.port });
    await new Promise((resolve) => open.once("connect", resolve));
    let closed = false;
    open.on("close", () => (closed = true));
    await proxy.setEnabled(true); // 0.0.0.0:8666 once more: nobody notices
    await ping(proxy);
    assert.equal(closed, false);
    open.destroy();
  },

  async updates(container) {
    const proxy = await container.createProxy({ name: "redis", upstream: "127.0.0.1:1" });
    assert.equal(await ping(proxy), "closed");
    const changed = await proxy.instance.update({ enabled: true, listen: "0.0.0.0:8666", upstream });
    say("leads to", changed.upstream, "now: PING took", await ping(proxy), "ms");
    assert.equal(changed.upstream, upstream);
  },
};

const container = await new ToxiProxyContainer("toxiproxy").start();
try {
  await steps[step](container);
} finally {
  for (const proxy of Object.values(await container.client.getAll())) if (proxy.name !== "front") await proxy.remove();
}
