import { board } from "../board.mjs";
import { careful, failed, fine, plain, steps } from "../palette.mjs";
import { ask, askNow, dial, lanes, lines, names, number, table } from "../panel.mjs";
import { events, here, increase, least, most, orNone, proxy, rate, ratio, recorded, sum } from "../query.mjs";

const timeLeft =
  `${here("surgeline_phase_start_timestamp_seconds")} + ${here("surgeline_phase_planned_duration_seconds")} - time()`;
const evaluated = (outcome) => rate(here("surgeline_fault_evaluations_total", `outcome=~"${outcome}"`));
const control = (...filters) => rate(here("surgeline_control_requests_total", proxy, ...filters));

export const experiment = board({
  name: "experiment",
  title: "Experiment",
  question: "What is happening, is it safe, and what was the verdict?",
  rows: [
    {
      panels: [
        names(
          "Verdict",
          "Of the last run, until the next one.",
          askNow(`${most(here("surgeline_experiment_verdict"), "verdict")} == 1`, "{{verdict}}"),
        ),
        names(
          "State",
          "How far the run has come.",
          askNow(`${most(here("surgeline_experiment_state"), "state")} == 1`, "{{state}}"),
        ),
        number(
          "Time left in the phase",
          "As planned.",
          askNow(most(`(${timeLeft}) and on (job, instance, phase) (${here("surgeline_phase_active")} == 1)`, "phase"), "{{phase}}"),
          { unit: "s", name: true, noValue: "no run" },
        ),
        number(
          "Lease left",
          "Faults clear when it runs out unless the runner renews it.",
          askNow(least(`(${here("surgeline_lease_expiry_timestamp_seconds")} > 0) - time()`)),
          { unit: "s", noValue: "no lease", limits: steps(failed, [3, fine]) },
        ),
        number(
          "Ended early",
          "Runs that were aborted, by reason, in the time shown.",
          askNow(events(here("surgeline_aborts_total"), "$__range", "reason"), "{{reason}}"),
          { name: true, noValue: "none", limits: steps(fine, [1, failed]) },
        ),
        number(
          "Leases that ran out",
          "The runner was gone: sidecars cleared their faults by themselves.",
          askNow(orNone(sum(increase(here("surgeline_deadman_triggered_total"), "$__range")))),
          { limits: steps(fine, [1, careful]) },
        ),
        lanes(
          "State over time",
          "",
          ask(`${most(here("surgeline_experiment_state", 'state!="idle"'), "state")} == 1`, "{{state}}"),
          { size: [12, 6], noValue: "no run" },
        ),
        lanes(
          "Phases",
          "",
          ask(`${most(here("surgeline_phase_active"), "phase")} == 1`, "{{phase}}"),
          { size: [12, 6], says: { 1: ["now", plain] }, noValue: "no run" },
        ),
      ],
    },
    {
      title: "What holds",
      panels: [
        lanes("Steady states", "What must hold while the run lasts.", ask(least(here("surgeline_check_ok"), "check"), "{{check}}"), {
          size: [12, 7],
          says: { 0: ["violated", failed], 1: ["holds", fine] },
          noValue: "no run",
        }),
        lines(
          "What steady states measure",
          "In their unit, or as a share of their reference.",
          ask(most(here("surgeline_check_value"), "check"), "{{check}}"),
          { size: [12, 7], unit: "short" },
        ),
        dial(
          "Goodput against the baseline",
          "Needs the recording rules in dashboards/prometheus: the baseline is what was seen in the last baseline phase, for an hour.",
          askNow(recorded("job:surgeline_goodput:ratio_baseline"), "{{job}}"),
          { size: [6, 7], max: 1.2, limits: steps(failed, [0.9, careful], [0.95, fine]), noValue: "no baseline" },
        ),
        number(
          "Recovery took",
          "From the end of the last fault until the load's goodput was back; NaN if it was not. Until the next run.",
          askNow(most(here("surgeline_recovery_seconds"), "load"), "{{load}}"),
          { size: [6, 7], unit: "s", name: true, noValue: "no recovery was looked for" },
        ),
        lines(
          "Evaluations of steady states",
          "How often runs told that one holds, or is violated, each second.",
          ask(sum(rate(here("surgeline_check_evaluations_total")), "check", "result"), "{{check}} {{result}}"),
          { size: [12, 7], unit: "cps" },
        ),
        number(
          "Taken away",
          "Times that faults were taken away before their time, by what did it, in the time shown; counted when every worker had said so.",
          askNow(events(here("surgeline_rollbacks_total"), "$__range", "trigger"), "{{trigger}}"),
          { size: [12, 7], name: true, noValue: "never" },
        ),
        lines(
          "Answered well: control group and the others",
          "No fault touches the control group; the rest is what it costs. Only where the sidecar's file has one.",
          ask(ratio(sum(control('outcome="ok"'), "proxy", "clients"), sum(control(), "proxy", "clients")), "{{proxy}}: {{clients}}"),
          { size: [12, 7], unit: "percentunit", max: 1 },
        ),
      ],
    },
    {
      title: "Whether faults do what they should",
      panels: [
        table(
          "Faults in force",
          "",
          askNow(`${sum(here("surgeline_fault_active"), "fault", "kind", "proxy", "owner")} > 0`),
          { columns: ["fault", "kind", "proxy", "owner"], noValue: "nothing is armed" },
        ),
        lines(
          "Probability, configured and measured",
          "Measured: of all draws of a minute, those that hit.",
          [
            ask(most(here("surgeline_fault_configured_probability"), "fault"), "{{fault}} configured"),
            ask(
              ratio(sum(rate(here("surgeline_fault_evaluations_total", 'outcome="injected"'), "1m"), "fault"), sum(rate(here("surgeline_fault_evaluations_total", 'outcome=~"injected|not_selected"'), "1m"), "fault")),
              "{{fault}} measured",
            ),
          ],
          { size: [12, 6], unit: "percentunit", max: 1 },
        ),
        lines(
          "Hits per second",
          "Capped: picked, and spared because `max_active` or `count` was reached.",
          ask(sum(evaluated("injected|capped"), "fault", "outcome"), "{{fault}} {{outcome}}"),
          { size: [12, 7], unit: "cps" },
        ),
        lines(
          "Bad times",
          "Share of the proxies' bursts that are bad now, of faults whose hits come in bursts for a whole proxy.",
          ask(`avg by (fault) (${here("surgeline_fault_burst_state", 'state="bad"')})`, "{{fault}}"),
          { size: [6, 7], unit: "percentunit", max: 1 },
        ),
        lines(
          "Bytes that faults touched",
          "",
          ask(sum(rate(here("surgeline_fault_bytes_total")), "fault", "action"), "{{fault}} {{action}}"),
          { size: [6, 7], unit: "Bps" },
        ),
      ],
    },
  ],
});
