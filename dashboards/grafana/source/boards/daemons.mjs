import { board } from "../board.mjs";
import { plain, steps } from "../palette.mjs";
import { ask, askNow, heat, lanes, lines, number } from "../panel.mjs";
import { buckets, daemon, here, increase, most, proxy, quantile, rate, ratio, sum } from "../query.mjs";

const requests = (...filters) => rate(here("surgeline_requests_total", proxy, ...filters));

export const daemons = board({
  name: "daemons",
  title: "Shared daemons",
  question: "Who waits for whom, and what happens at the release?",
  chooses: ["proxy", "daemon"],
  rows: [
    {
      panels: [
        lanes(
          "How each instance is",
          "",
          ask(`${most(here("surgeline_daemon_state", daemon), "daemon", "host", "state")} == 1`, "{{daemon}} on {{host}}: {{state}}"),
          { noValue: "no daemon" },
        ),
        lines(
          "Share of the time stalled",
          "",
          ask(sum(rate(here("surgeline_daemon_stall_seconds_total", daemon)), "daemon", "host"), "{{daemon}} on {{host}}"),
          { size: [8, 7], unit: "percentunit", max: 1 },
        ),
        lines(
          "Who waits",
          "In the queue of each instance.",
          ask(sum(here("surgeline_daemon_queue_depth", daemon), "daemon", "host"), "{{daemon}} on {{host}}"),
          { size: [8, 7], unit: "short" },
        ),
        number(
          "Stalls",
          "That began in the time shown.",
          askNow(sum(increase(here("surgeline_daemon_stalls_total", daemon), "$__range"), "daemon"), "{{daemon}}"),
          { size: [4, 7], name: true, decimals: 0, noValue: "no daemon" },
        ),
        number(
          "Largest herd",
          "Who waited when a stall ended: the upper bound of its bucket.",
          askNow(`histogram_quantile(1, ${sum(increase(here("surgeline_daemon_released_waiters_bucket", daemon), "$__range"), "le")})`),
          { size: [4, 7], noValue: "no herd", limits: steps(plain, [500, "orange"]) },
        ),
      ],
    },
    {
      title: "What those who wait get",
      panels: [
        lines(
          "99 in a hundred wait at most",
          "From when they came until they had a slot.",
          ask(quantile(0.99, "surgeline_daemon_wait_seconds", ["daemon", "service"], daemon), "{{service}} for {{daemon}}"),
          { size: [8, 8], unit: "s" },
        ),
        heat("How long they wait", "", ask(buckets("surgeline_daemon_wait_seconds", daemon)), { size: [8, 8] }),
        lines(
          "What became of them",
          "",
          ask(sum(rate(here("surgeline_daemon_acquisitions_total", daemon)), "service", "outcome"), "{{service}} {{outcome}}"),
          { size: [8, 8] },
        ),
        lines(
          "Share of errors behind each proxy",
          "Who is hit by one stall.",
          ask(ratio(sum(requests('outcome!="ok"'), "proxy"), sum(requests(), "proxy")), "{{proxy}}"),
          { unit: "percentunit", max: 1 },
        ),
        lines(
          "In flight through each proxy",
          "How callers fill up meanwhile: exchanges, and connections of those that carry no HTTP.",
          [
            ask(sum(here("surgeline_requests_in_flight", proxy), "proxy"), "{{proxy}} exchanges"),
            ask(sum(here("surgeline_connections_active", proxy, 'side="client"'), "proxy"), "{{proxy}} connections"),
          ],
          { unit: "short" },
        ),
      ],
    },
  ],
});
