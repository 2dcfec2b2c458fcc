import { board } from "../board.mjs";
import { failed, fine, injected, steps } from "../palette.mjs";
import { ask, askNow, dial, lanes, lines, names, number, table, words } from "../panel.mjs";
import { bad, here, least, most, orNone, proxy, rate, ratio, sum } from "../query.mjs";

const stop = `**Stop everything now**

- on the host: \`surgeline ctl clear\`
- and let nobody begin again: \`surgeline ctl freeze\` (until \`surgeline ctl unfreeze\`)
- in Kubernetes: \`kubectl exec POD -c surgeline -- surgeline ctl freeze\`

What is armed ends by itself too: with the lease of its owner, or at its expiry. A *static* fault is in the sidecar's file and does not.`;

const active = here("surgeline_fault_active");
const errors = (...filters) => rate(here("surgeline_requests_total", proxy, bad, ...filters));

export const isItUs = board({
  name: "is-it-us",
  title: "Is it us?",
  question: "Is chaos the cause? Whose is it, when does it end, and how do I stop it?",
  rows: [
    {
      panels: [
        number(
          "Chaos active now",
          "Faults in force on each sidecar, static ones included. 0: no, it is not us.",
          askNow(orNone(`count(${most(active, "instance", "fault")} == 1)`)),
          { size: [5, 6], background: true, limits: steps(fine, [1, injected]) },
        ),
        dial(
          "Errors that we injected",
          "The share of all errors. Low while faults are armed: they are amplified by others, or it is not us.",
          askNow(ratio(`(${orNone(sum(errors('origin="injected"')))})`, sum(errors()))),
          { size: [5, 6], limits: steps(failed, [0.5, injected]), noValue: "no errors" },
        ),
        number(
          "Static faults",
          "They are in a sidecar's file and never expire.",
          askNow(orNone(`count(${most(here("surgeline_fault_active", 'owner="static"'), "instance", "fault")} == 1)`)),
          { size: [3, 6], background: true, limits: steps(fine, [1, failed]) },
        ),
        number(
          "Frozen sidecars",
          "Nothing may be armed on them until somebody unfreezes them.",
          askNow(orNone(sum(here("surgeline_frozen")))),
          { size: [3, 6], limits: steps(fine, [1, "blue"]) },
        ),
        words(stop, [8, 6]),
      ],
    },
    {
      title: "What is armed",
      panels: [
        table(
          "What is armed, where",
          "In force now. The owner is what ends it: a lease, its age (ttl), or nothing (static).",
          askNow(`${sum(active, "instance", "proxy", "fault", "kind", "owner")} > 0`),
          { columns: ["instance", "proxy", "fault", "kind", "owner"], noValue: "nothing is armed" },
        ),
        table(
          "Who armed it",
          "The door it came through: the sidecar's file, a runner, the API (v1), or Toxiproxy's. The audit log knows the person.",
          askNow(
            `${most(here("surgeline_fault_armed_by_info"), "instance", "fault", "by")} and on (instance, fault) (${most(active, "instance", "fault")} == 1)`,
          ),
          { columns: ["instance", "fault", "by"], noValue: "nobody" },
        ),
        table(
          "For which run",
          "The run whose lease holds.",
          askNow(most(here("surgeline_run_info"), "run_id", "scenario", "seed")),
          { size: [8, 6], columns: ["run_id", "scenario", "seed"], noValue: "no run" },
        ),
        table(
          "Ends by itself in",
          "A lease is renewed for as long as its owner lives. Static faults have no expiry.",
          askNow(`${most(`${here("surgeline_fault_expiry_timestamp_seconds")} - time()`, "instance", "fault", "owner")} > 0`),
          { size: [8, 6], columns: ["instance", "fault", "owner"], value: "in", unit: "s" },
        ),
        table(
          "Last hit, ago",
          "When each fault last hit something.",
          askNow(`time() - (${most(here("surgeline_fault_last_injection_timestamp_seconds"), "instance", "fault")} > 0)`),
          { size: [8, 6], columns: ["instance", "fault"], value: "ago", unit: "s" },
        ),
        lanes(
          "What was in force, and when",
          "Was it us an hour ago?",
          ask(`${most(active, "fault", "kind", "proxy")} == 1`, "{{fault}}: {{kind}} on {{proxy}}"),
          { says: { 1: ["in force", injected] }, noValue: "nothing" },
        ),
      ],
    },
    {
      title: "What came of it",
      panels: [
        lines(
          "Errors per second, injected and organic",
          "Who made the answer: a fault, the upstream, or the proxy.",
          ask(sum(errors(), "origin"), "{{origin}}"),
          { stacked: true },
        ),
        lines(
          "Held now by a fault",
          "Chunks of bytes, and connections coming in, that wait because of it.",
          ask(sum(here("surgeline_fault_in_flight"), "fault"), "{{fault}}"),
          { unit: "short" },
        ),
        names(
          "Verdict of the last run",
          "Of each sidecar that was part of one.",
          askNow(`${most(here("surgeline_experiment_verdict"), "verdict")} == 1`, "{{verdict}}"),
          { size: [6, 4] },
        ),
        number(
          "Lease left",
          "The shortest, of sidecars whose faults have one.",
          askNow(least(`(${here("surgeline_lease_expiry_timestamp_seconds")} > 0) - time()`)),
          { size: [6, 4], unit: "s", noValue: "no lease", limits: steps(failed, [3, fine]) },
        ),
      ],
    },
  ],
});
