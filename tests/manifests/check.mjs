// Holds docker/ against what will read it: every object of docker/kubernetes against the types of Kubernetes, every pod against the
// restricted profile of Pod Security, every series of a board against docs/metrics.md. Exits with 1 and a line for each mistake.
import { readFileSync, readdirSync, writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { parse, parseAllDocuments } from "yaml";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../..");
const manifests = join(root, "docker/kubernetes");
const mistakes = [];

const filesUnder = (folder, ending) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path, ending) : path.endsWith(ending) ? [path] : [];
  });

/// The module of kubernetes-types that knows an apiVersion; nothing for kinds that are not Kubernetes' own.
const moduleOf = (apiVersion) =>
  ({
    v1: "core/v1",
    "apps/v1": "apps/v1",
    "batch/v1": "batch/v1",
    "networking.k8s.io/v1": "networking/v1",
    "admissionregistration.k8s.io/v1": "admissionregistration/v1",
  })[apiVersion];

/// The objects of all manifests, each with the file that it is from.
function objects() {
  return filesUnder(manifests, ".yaml").flatMap((path) =>
    parseAllDocuments(readFileSync(path, "utf8")).flatMap((document) => {
      const from = relative(root, path);
      for (const error of document.errors) mistakes.push(`${from}: ${error.message}`);
      const object = document.toJS();
      return object?.kind ? [{ from, object }] : [];
    }),
  );
}

/// What is typed: [type, value, where from]. The injector's configuration is a text in a ConfigMap, with containers and volumes.
function typed(all) {
  const made = [];
  for (const { from, object } of all) {
    const module = moduleOf(object.apiVersion);
    if (!module) continue;
    const value = structuredClone(object);
    // kubernetes-types 1.30 leaves this field of RuleWithOperations out.
    for (const hook of value.webhooks ?? []) for (const rule of hook.rules ?? []) delete rule.resources;
    if (isPatch(from)) delete value.spec; // a part of a Deployment: its pod is typed below
    made.push([module, object.kind, value, from]);
  }
  const injected = injection(all);
  made.push(["core/v1", "Container[]", injected.containers, "injector: containers"]);
  made.push(["core/v1", "Volume[]", injected.volumes, "injector: volumes"]);
  for (const part of ["sidecar", "capture"]) {
    made.push(["core/v1", "Container[]", patched(all, part).initContainers, `${part}: initContainers`]);
    made.push(["core/v1", "Volume[]", patched(all, part).volumes ?? [], `${part}: volumes`]);
  }
  return made;
}

const injection = (all) =>
  parse(all.find(({ from }) => from.endsWith("injector/surgeline.yaml")).object.data["surgeline-v1"]);
const isPatch = (from) => from.endsWith("/patch.yaml");
const patched = (all, part) => all.find(({ from }) => from.endsWith(`${part}/patch.yaml`)).object.spec.template.spec;

/// Has the compiler look at all of them as literals, so that a field that does not exist is one too many.
function compile(all) {
  const folder = mkdtempSync(join(here, "typed-"));
  try {
    const sources = typed(all).map(([module, type, value, from], n) => {
      const file = join(folder, `${n}.ts`);
      writeFileSync(file, `import type * as k from "kubernetes-types/${module}";\nexport const x: k.${type} = ${JSON.stringify(value, null, 1)};\n`);
      return { file, from };
    });
    const options = { noEmit: true, strict: true, skipLibCheck: true, moduleResolution: ts.ModuleResolutionKind.Node10, module: ts.ModuleKind.ES2022 };
    const program = ts.createProgram(sources.map(({ file }) => file), options);
    for (const found of ts.getPreEmitDiagnostics(program)) {
      const { from } = sources.find(({ file }) => file === found.file?.fileName) ?? { from: "types" };
      mistakes.push(`${from}: ${ts.flattenDiagnosticMessageText(found.messageText, " ")}`);
    }
    return sources.length;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/// The restricted profile, as https://kubernetes.io/docs/concepts/security/pod-security-standards/ lists it.
function restrict(from, pod) {
  const say = (what) => mistakes.push(`${from}: not restricted: ${what}`);
  const outer = pod.securityContext ?? {};
  for (const key of ["hostNetwork", "hostPID", "hostIPC"]) if (pod[key]) say(key);
  const harmless = ["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"];
  for (const volume of pod.volumes ?? [])
    if (!Object.keys(volume).every((key) => key === "name" || harmless.includes(key))) say(`volume ${volume.name}`);
  for (const container of [...(pod.initContainers ?? []), ...(pod.containers ?? [])]) {
    const inner = container.securityContext ?? {};
    const told = { ...outer, ...inner };
    if (inner.allowPrivilegeEscalation !== false) say(`${container.name} may gain privileges`);
    if (inner.privileged) say(`${container.name} is privileged`);
    if (!inner.capabilities?.drop?.includes("ALL")) say(`${container.name} keeps capabilities`);
    if ((inner.capabilities?.add ?? []).some((one) => one !== "NET_BIND_SERVICE")) say(`${container.name} adds capabilities`);
    if (told.runAsNonRoot !== true || told.runAsUser === 0) say(`${container.name} may be root`);
    if (!["RuntimeDefault", "Localhost"].includes(told.seccompProfile?.type)) say(`${container.name} has no seccomp profile`);
    if ((container.ports ?? []).some((port) => port.hostPort)) say(`${container.name} has a port of the host`);
  }
}

function restrictAll(all) {
  // What redirects needs root and NET_ADMIN: that it does is said where it is documented.
  const pods = all.filter(({ from, object }) => object.spec?.template?.spec && !from.endsWith("capture/patch.yaml"));
  for (const { from, object } of pods) restrict(from, object.spec.template.spec);
  // Seccomp is the pod's to say there: the injector would lose it.
  const { containers, volumes } = injection(all);
  restrict("injector", { containers, volumes, securityContext: { seccompProfile: { type: "RuntimeDefault" } } });
  return pods.length + 1;
}

/// Every series that a board asks for is one that a sidecar exports.
function boards() {
  const known = new Set(readFileSync(join(root, "docs/metrics.md"), "utf8").match(/surgeline_\w+/g));
  const all = filesUnder(join(root, "docker/grafana/boards"), ".json");
  for (const path of all) {
    const asked = JSON.stringify(JSON.parse(readFileSync(path, "utf8")).panels).match(/surgeline_\w+/g);
    for (const name of new Set(asked))
      if (!known.has(name.replace(/_(bucket|sum|count)$/, "")) && !known.has(name))
        mistakes.push(`${relative(root, path)}: there is no ${name}`);
  }
  return all.length;
}

const all = objects();
const said = `${compile(all)} typed, ${restrictAll(all)} pods, ${boards()} boards`;
for (const mistake of mistakes) console.error(mistake);
console.log(`${said}: ${mistakes.length} mistakes`);
process.exitCode = mistakes.length ? 1 : 0;
