import { board } from "../board.mjs";
import { careful, failed, fine, steps } from "../palette.mjs";
import { ask, askNow, heat, lines, number } from "../panel.mjs";
import { buckets, here, increase, least, load, quantile, rate, ratio, sum } from "../query.mjs";

const of = (family, ...filters) => rate(here(`surgeline_load_${family}_total`, load, ...filters));
const latency = (share) => ask(quantile(`0.${share}`, "surgeline_load_latency_seconds", ["load"], load), `{{load}} p${share}`);
const fromTheStart = ask(quantile("0.99", "surgeline_load_service_time_seconds", ["load"], load), "{{load}} p99 from the real start");

export const loads = board({
  name: "load",
  title: "Load and laboratory",
  question: "Can I trust the load, and what becomes of it? Of runs that say what they do (`surgeline run --telemetry`).",
  chooses: ["load"],
  rows: [
    {
      panels: [
        lines(
          "Asked for, begun, over",
          "What an open load is meant to ask for by its file, what the generator was to start, what it started, and what has ended, good or bad. The first three are one line, or the load is not what it says; requests that come by chance make it tremble.",
          [
            ask(sum(here("surgeline_load_target_requests_per_second", load), "load"), "{{load}} meant"),
            ask(sum(of("scheduled"), "load"), "{{load}} asked for"),
            ask(sum(of("started"), "load"), "{{load}} begun"),
            ask(sum(of("completed"), "load"), "{{load}} over"),
          ],
          { size: [12, 8] },
        ),
        lines(
          "Lateness of the generator, 99 in a hundred at most",
          "From the intended start of a request to the real one.",
          ask(quantile(0.99, "surgeline_load_schedule_lag_seconds", ["load"], load), "{{load}}"),
          { size: [8, 8], unit: "s", limits: steps(fine, [0.01, failed]) },
        ),
        number(
          "Not begun",
          "Requests that the generator failed to start in the time shown: its own fault.",
          askNow(sum(increase(here("surgeline_load_dropped_total", load), "$__range"), "load"), "{{load}}"),
          { size: [4, 8], name: true, decimals: 0, noValue: "no load", limits: steps(fine, [1, failed]) },
        ),
      ],
    },
    {
      title: "What callers get",
      panels: [
        lines(
          "Goodput and throughput",
          "Answered well and in time, and answered or given up in any way.",
          [
            ask(sum(of("completed", 'outcome="ok"', 'deadline="met"'), "load"), "{{load}} good"),
            ask(sum(of("completed"), "load"), "{{load}} all"),
          ],
          { size: [8, 8] },
        ),
        lines("How requests end", "Those that go well in time or too late; the others by their last attempt.", ask(sum(of("completed"), "outcome", "deadline"), "{{deadline}} {{outcome}}"), {
          size: [8, 8],
          stacked: true,
        }),
        lines("How long they take", "From the intended start, so that a generator that waits hides nothing; and from the real one: what lies between is the generator's own.", [...[50, 99].map(latency), fromTheStart], { size: [8, 8], unit: "s" }),
        heat("Latency", "From the intended start.", ask(buckets("surgeline_load_latency_seconds", load)), { size: [6, 8] }),
        lines("Under way", "Requests that have begun and are not over.", ask(sum(here("surgeline_load_open_requests", load), "load"), "{{load}}"), { size: [6, 8], unit: "short" }),
        lines("Callers", "Of each load, with the policy that they have.", ask(sum(here("surgeline_load_clients", load), "load", "policy"), "{{load}} {{policy}}"), { size: [6, 8], unit: "short" }),
        lines("Attempts for each request", "1: nobody retries.", ask(ratio(sum(of("attempts"), "load"), sum(of("started"), "load")), "{{load}}"), {
          size: [6, 8],
          unit: "none",
          limits: steps(fine, [1.2, careful], [1.5, "orange"], [2, failed]),
        }),
      ],
    },
    {
      title: "How callers defend themselves",
      panels: [
        lines("Retries per second, by policy", "", ask(sum(rate(here("surgeline_policy_retries_total")), "policy"), "{{policy}}"), { size: [8, 7] }),
        lines("Breakers", "Of all callers with a policy: closed, or not.", ask(sum(here("surgeline_policy_breakers"), "policy", "state"), "{{policy}} {{state}}"), { size: [8, 7], unit: "short" }),
        lines("Refused by their own policy", "Attempts that were never sent: a breaker was open, a bulkhead full, or a throttle said no.", ask(sum(rate(here("surgeline_breaker_rejected_total")), "policy", "cause"), "{{policy}} {{cause}}"), { size: [12, 7] }),
        lines("Changes of breakers", "Of all callers with a policy.", ask(sum(rate(here("surgeline_breaker_transitions_total")), "policy", "to"), "{{policy}} {{to}}"), { size: [12, 7], unit: "cps" }),
        lines("Retry budget left", "Of what it could pay.", ask(least(here("surgeline_retry_budget_ratio"), "policy"), "{{policy}}"), { size: [8, 7], unit: "percentunit", max: 1 }),
      ],
    },
    {
      title: "Services of the laboratory",
      panels: [
        lines("Jobs per second", "Wasted: done for a caller who had left.", ask(sum(rate(here("surgeline_service_jobs_total")), "service", "outcome"), "{{service}} {{outcome}}"), { size: [8, 7] }),
        lines("Queue", "Jobs that wait.", ask(sum(here("surgeline_service_queue_depth"), "service"), "{{service}}"), { size: [6, 7], unit: "short" }),
        lines("In work", "", ask(sum(here("surgeline_service_in_flight"), "service"), "{{service}}"), { size: [5, 7], unit: "short" }),
        lines("Who waits for daemons", "On all hosts of a run.", ask(sum(here("surgeline_daemon_waiting"), "daemon"), "{{daemon}}"), { size: [5, 7], unit: "short" }),
        lines("How long jobs wait", "For a slot.", [50, 99].map((share) => ask(quantile(`0.${share}`, "surgeline_service_queue_seconds", ["service"]), `{{service}} p${share}`)), { size: [12, 7], unit: "s" }),
      ],
    },
  ],
});
