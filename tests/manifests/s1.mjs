// S1, the injector is down, as far as podman goes: `node tests/manifests/s1.mjs [IMAGE, surgeline if absent]`.
// Two pods of a shop ask for a sidecar as a pod does for Tumblr's k8s-sidecar-injector. The first is made while the injector works: this does to
// it what the injector does with docker/kubernetes/injector/surgeline.yaml. The second is made while it is down: with failurePolicy Ignore it starts as
// it was written, with Fail it is not made at all. Then a run that expects two sidecars is tried, and the ConfigMap is left out. No cluster is there.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

const image = process.argv[2] ?? "surgeline";
const file = (path) => readFileSync(fileURLToPath(new URL(`../../docker/kubernetes/${path}`, import.meta.url)), "utf8");
const folder = mkdtempSync(join(tmpdir(), "surgeline-s1-"));
chmodSync(folder, 0o755); // whoever the image runs as
let wrong = 0;

const podman = (...words) => {
  const done = spawnSync("podman", words, { encoding: "utf8", timeout: 120_000 });
  const said = `${done.stdout}${done.stderr}`.split("\n").filter((line) => line && !line.includes("systemd connection"));
  return { ok: done.status === 0, said: said.join("\n") };
};
const is = (what, so, said = "") => {
  console.log(`${so ? "ok    " : "NOT SO"} ${what}${said ? `: ${said.split("\n").at(-1)}` : ""}`);
  if (!so) wrong += 1;
};
const written = (name, object) => {
  const path = join(folder, `${name}.yaml`);
  writeFileSync(path, JSON.stringify(object));
  return path;
};
const until = async (what) => {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await what()) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
};

/** A pod of the shop that asks for a sidecar. The machine's network stands in for the pod's own. */
const shop = (name) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, annotations: { "injector.tumblr.com/request": "surgeline:v1" } },
  spec: { hostNetwork: true, containers: [{ name: "shop", image, args: ["docs", "api"] }], restartPolicy: "Never" },
});
/** What the injector makes of it: containers and volumes of its configuration, and a note that it was there. */
function injected(pod) {
  const { containers, volumes } = parse(parse(file("injector/surgeline.yaml")).data["surgeline-v1"]);
  const own = structuredClone(pod);
  // Podman maps no ports where the network is the machine's.
  own.spec.containers.push(...containers.map((one) => ({ ...one, image, ports: undefined })));
  own.spec.volumes = [...(own.spec.volumes ?? []), ...volumes];
  own.metadata.annotations["injector.tumblr.com/status"] = "injected";
  return own;
}

const [control, telemetry] = ["127.0.0.1:18474", "127.0.0.1:9474"];
const sidecar = `format = 1
[serve]
control = "${control}"
telemetry = "${telemetry}"
[[proxy]]
id = "store"
listen = "127.0.0.1:18080"
upstream = "store.invalid:8081"
`;
const scenario = `format = 1
[safety]
expect_sidecars = 2
[[proxy]]
id = "store"
listen = "127.0.0.1:18080"
upstream = "store.invalid:8081"
[[phase]]
id = "calm"
duration = "1s"
`;
const config = written("surgeline", { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "surgeline" }, data: { "sidecar.toml": sidecar } });
const up = written("shop-1", injected(shop("shop-1")));
const down = written("shop-2", shop("shop-2"));
const held = written("shop-3", injected(shop("shop-3")));

try {
  console.log(`S1 with ${image}\n\nthe injector works, and the ConfigMap is there`);
  const first = podman("kube", "play", "--configmap", config, up);
  is("pod shop-1 is made", first.ok, first.ok ? "" : first.said);
  const ready = await until(async () => (await fetch(`http://${telemetry}/readyz`).catch(() => ({}))).ok);
  is("its sidecar is ready", ready, podman("logs", "shop-1-surgeline").said);

  console.log("\nthe injector is down, failurePolicy: Ignore (webhook-fail-open.yaml)");
  is("pod shop-2 is made, as it was written", podman("kube", "play", down).ok);
  const containers = podman("ps", "-a", "--format", "{{.Names}}").said;
  is("it has no sidecar, and nobody was told", containers.includes("shop-2-shop") && !containers.includes("shop-2-surgeline"));
  writeFileSync(join(folder, "two.toml"), scenario);
  const run = podman("run", "--rm", "--network", "host", "-v", `${folder}:/work:ro`, image, "run", "/work/two.toml", "--target", control, "-q");
  is("a run that expects two sidecars does not begin", !run.ok && run.said.includes("expects 2 sidecars"), run.said.split("\n").find((line) => line.includes("expects")) ?? run.said);

  console.log("\nthe injector is down, failurePolicy: Fail (webhook-fail-closed.yaml)");
  const policy = parse(file("injector/webhook-fail-closed.yaml")).webhooks[0];
  is(`the API server would refuse shop-3 after ${policy.timeoutSeconds} s, each time: no pod, no service`, policy.failurePolicy === "Fail");

  console.log("\nthe injector works, and there is no ConfigMap");
  const missing = podman("kube", "play", held);
  is("the pod does not start, and the reason is said", !missing.ok && /ConfigMap/.test(missing.said), missing.said);
} finally {
  for (const one of [up, down, held]) podman("kube", "down", one);
  rmSync(folder, { recursive: true });
}
process.exitCode = wrong ? 1 : 0;
