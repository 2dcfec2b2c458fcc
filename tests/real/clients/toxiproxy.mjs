// toxiproxy.mjs STEP CONTROL UPSTREAM: drives the sidecar with toxiproxy-node-client, before a Redis at UPSTREAM, and says what
// it saw. The client knows nothing of Surgeline.
import assert from "node:assert/strict";
import { connect } from "node:net";
import { Toxiproxy } from "toxiproxy-node-client";

const [step, control, upstream] = process.argv.slice(2);
const toxiproxy = new Toxiproxy(`http://${control}`);
const say = (...words) => console.log(...words);

/** A connection to where a proxy listens; `ask` gives what came back and after how many ms. */
async function dial({ listen }) {
  const at = listen.lastIndexOf(":");
  const socket = connect({ host: listen.slice(0, at).replace(/[[\]]/g, ""), port: Number(listen.slice(at + 1)) });
  await new Promise((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  let heard = "", wake = () => {};
  const ended = new Promise((resolve) => socket.on("error", (error) => resolve(error.code)).on("close", () => resolve("closed")));
  socket.on("data", (more) => { heard += more; wake(); });
  return {
    socket, ended,
    heard: () => heard,
    async ask(words = "PING\r\n", answer = "+PONG\r\n") {
      const start = performance.now();
      heard = "";
      socket.write(words);
      while (!heard.endsWith(answer)) await new Promise((resolve) => (wake = resolve));
      return performance.now() - start;
    },
    /** True if nothing comes back for so long. */
    async isSilent(ms, words = "PING\r\n") {
      heard = "";
      socket.write(words);
      await new Promise((resolve) => setTimeout(resolve, ms));
      return heard === "";
    },
  };
}

const isRefused = (proxy) => dial(proxy).then(({ socket }) => (socket.destroy(), false), (error) => error.code === "ECONNREFUSED");
const make = (name, more = {}) => toxiproxy.createProxy({ name, listen: "localhost:0", upstream, ...more });

/** What fetch says to a request that the client has no call for. */
async function raw(method, path, body) {
  const got = await fetch(`http://${control}${path}`, { method, body });
  return [got.status, await got.text()];
}

const steps = {
  async create() {
    const proxy = await make("redis");
    say("created", JSON.stringify(proxy.toJson()));
    assert.match(proxy.listen, /^127\.0\.0\.1:[1-9]\d*$/);
    assert.equal(proxy.enabled, true);
    const client = await dial(proxy);
    say("PING took", await client.ask(), "ms");
    client.socket.destroy();
    assert.deepEqual(Object.keys(await toxiproxy.getAll()), ["front", "redis"]);
    assert.equal((await toxiproxy.get("redis")).upstream, upstream);
    assert.deepEqual(JSON.parse(await toxiproxy.getVersion()), { version: "2.12.0" });
  },

  async latency() {
    const proxy = await make("redis");
    const client = await dial(proxy);
    const before = await client.ask();
    const toxic = await proxy.addToxic({ name: "slow", type: "latency", attributes: { latency: 300, jitter: 0 }, toxicity: 1 });
    say("toxic", JSON.stringify(toxic.toJson()));
    const during = await client.ask();
    await toxic.update({ attributes: { latency: 100 } });
    const changed = await client.ask();
    await (await proxy.getToxic("slow")).remove();
    const after = await client.ask();
    say("PING took", before, "then", during, "then", changed, "then", after, "ms");
    assert.ok(during >= 300, "300 ms later");
    assert.ok(changed >= 100 && changed < 300, "100 ms later");
    assert.ok(after < 100, "no longer late");
    client.socket.destroy();
  },

  async disable() {
    const proxy = await make("redis");
    const client = await dial(proxy);
    await client.ask();
    const disabled = await proxy.update({ enabled: false, listen: proxy.listen, upstream });
    assert.equal(disabled.enabled, false);
    assert.ok(await isRefused(proxy), "refused at once");
    say("an open connection ended:", await client.ended);
    const enabled = await proxy.update({ enabled: true, listen: proxy.listen, upstream });
    assert.equal(enabled.listen, proxy.listen);
    const again = await dial(enabled);
    await again.ask();
    again.socket.destroy();
  },

  async cut() {
    const proxy = await make("redis");
    const client = await dial(proxy);
    for (const stream of ["upstream", "downstream"])
      await proxy.addToxic({ name: `cut_${stream}`, type: "bandwidth", stream, attributes: { rate: 0 }, toxicity: 1 });
    assert.ok(await client.isSilent(200), "nothing passes");
    for (const stream of ["upstream", "downstream"]) await (await proxy.getToxic(`cut_${stream}`)).remove();
    while (client.heard() !== "+PONG\r\n") await new Promise((resolve) => setTimeout(resolve, 5));
    say("what waited has come:", JSON.stringify(client.heard()));
    client.socket.destroy();
  },

  async ends() {
    const proxy = await make("redis");
    const end = async (name, type, attributes, isNew = false) => {
      const client = await dial(proxy);
      if (!isNew) await client.ask();
      const toxic = await proxy.addToxic({ name, type, attributes, toxicity: 1 });
      const start = performance.now();
      await client.isSilent(0);
      const how = await client.ended;
      const took = performance.now() - start;
      await toxic.remove();
      say(type, JSON.stringify(attributes), "ended it with", how, "after", took, "ms, having let through", client.heard().length, "bytes");
      return { how, took, bytes: client.heard().length };
    };
    const reset = await end("reset", "reset_peer", { timeout: 150 });
    assert.equal(reset.how, "ECONNRESET");
    assert.ok(reset.took >= 149);
    const limit = await end("limit", "limit_data", { bytes: 3 }, true);
    assert.equal(limit.how, "closed");
    assert.equal(limit.bytes, 3);
    const timeout = await end("late", "timeout", { timeout: 150 });
    assert.equal(timeout.how, "closed");
    assert.ok(timeout.took >= 140);
  },

  async bandwidth() {
    const proxy = await make("redis");
    const client = await dial(proxy);
    const bytes = 200_000;
    await client.ask(`SETRANGE big ${bytes - 1} x\r\n`, `:${bytes}\r\n`);
    await proxy.addToxic({ name: "narrow", type: "bandwidth", attributes: { rate: 400 }, toxicity: 1 });
    const took = await client.ask("GET big\r\n", "x\r\n");
    say(bytes, "bytes at 400 KB/s took", took, "ms");
    assert.ok(took >= 495, "half a second");
    await (await proxy.getToxic("narrow")).remove();
    await proxy.addToxic({ name: "sliced", type: "slicer", attributes: { average_size: 1000, size_variation: 100, delay: 500 }, toxicity: 1 });
    const sliced = await client.ask("GET big\r\n", "x\r\n");
    say("in slices of about 1000 bytes, 500 us apart,", sliced, "ms");
    assert.ok(sliced >= 90, "two hundred pauses");
    client.socket.destroy();
  },

  async reset() {
    const proxy = await make("redis");
    await proxy.addToxic({ name: "hole", type: "timeout", attributes: { timeout: 0 }, toxicity: 1 });
    const hit = await dial(proxy);
    assert.ok(await hit.isSilent(50), "swallowed");
    const down = await make("down", { enabled: false });
    await toxiproxy.reset();
    assert.equal(await hit.ended, "closed");
    assert.equal((await toxiproxy.get("down")).enabled, true);
    assert.notEqual(down.enabled, true);
    const [, toxics] = await raw("GET", "/proxies/redis/toxics");
    assert.equal(toxics, "[]");
    const client = await dial(proxy);
    say("after reset PING took", await client.ask(), "ms");
    client.socket.destroy();
  },

  async populate() {
    const body = [
      { name: "one", listen: "localhost:0", upstream },
      { name: "two", listen: "0.0.0.0:0", upstream, enabled: true },
    ];
    const made = await toxiproxy.populate(body);
    say("populated", Object.values(made).map((one) => `${one.name} on ${one.listen}`).join(", "));
    const client = await dial(made.one);
    await client.ask();
    // The address that it says now, once more: it is left alone.
    await toxiproxy.populate([{ ...made.one.toJson(), enabled: false }]);
    await client.ask();
    client.socket.destroy();
    const port = made.two.listen.split(":").pop();
    const anywhere = await dial({ listen: `127.0.0.1:${port}` });
    await toxiproxy.populate([{ ...body[1], listen: `0.0.0.0:${port}` }]);
    await anywhere.ask();
    anywhere.socket.destroy();
    await assert.rejects(toxiproxy.populate([{ name: "three", listen: "localhost:0" }]), /400/);
  },

  async errors() {
    const proxy = await make("redis");
    await proxy.addToxic({ name: "slow", type: "latency", attributes: { latency: 1, jitter: 0 }, toxicity: 1 });
    await assert.rejects(make("redis"), /status code 409/);
    await assert.rejects(toxiproxy.get("none"), /status code 404/);
    await assert.rejects(proxy.addToxic({ name: "slow", type: "noop", attributes: {}, toxicity: 1 }), /status code 409/);
    await assert.rejects(proxy.getToxic("none"), /status code 404/);
    const expected = [
      ["POST", "/proxies", JSON.stringify({ name: "redis", upstream }), 409, "proxy already exists"],
      ["POST", "/proxies", "{}", 400, "missing required field: name"],
      ["POST", "/proxies", '{"name":"x"}', 400, "missing required field: upstream"],
      ["POST", "/populate", '[{"name":"x","upstream":"y:1"},{"name":"z"}]', 400, "missing required field: upstream at proxy 2"],
      ["GET", "/proxies/none", undefined, 404, "proxy not found"],
      ["GET", "/proxies/redis/toxics/none", undefined, 404, "toxic not found"],
      ["POST", "/proxies/redis/toxics", '{"type":"down"}', 400, "invalid toxic type"],
      ["POST", "/proxies/redis/toxics", '{"stream":"both"}', 400, "stream was invalid, can be either upstream or downstream"],
      ["POST", "/proxies/redis/toxics", '{"type":"noop","name":"slow"}', 409, "toxic already exists"],
      ["POST", "/proxies", JSON.stringify({ name: "taken", listen: proxy.listen, upstream }), 500, `listen tcp ${proxy.listen}: bind: address already in use`],
      ["POST", "/proxies", JSON.stringify({ name: "odd", listen: "noport", upstream }), 500, "listen tcp: address noport: missing port in address"],
      ["POST", "/proxies/redis", '{"listen":"noport"}', 500, "address noport: missing port in address"],
    ];
    for (const [method, path, body, status, error] of expected) {
      const [got, text] = await raw(method, path, body);
      say(method, path, got, text.trim());
      assert.equal(got, status);
      assert.equal(JSON.parse(text).error, error);
      assert.equal(JSON.parse(text).status, status);
    }
  },
};

try {
  await steps[step]();
} finally {
  // What this step has made is nobody's concern any more.
  for (const proxy of Object.values(await toxiproxy.getAll())) if (proxy.name !== "front") await proxy.remove();
}
