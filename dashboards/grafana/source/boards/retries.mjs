import { board } from "../board.mjs";
import { careful, failed, fine, steps } from "../palette.mjs";
import { ask, askNow, bars, heat, lanes, lines } from "../panel.mjs";
import { buckets, here, increase, most, proxy, rate, ratio, route, sum } from "../query.mjs";

const of = (family, ...filters) => rate(here(family, proxy, route, ...filters));
const well = 'outcome="ok"';

export const retries = board({
  name: "retries",
  title: "Retries and breakers",
  question: "Do clients make it worse?",
  chooses: ["proxy", "route"],
  rows: [
    {
      panels: [
        lines(
          "Amplification",
          "Attempts for each logical request. 1: nobody retries.",
          ask(ratio(sum(of("surgeline_attempts_total"), "proxy"), sum(of("surgeline_logical_requests_total"), "proxy")), "{{proxy}}"),
          { unit: "none", limits: steps(fine, [1.2, careful], [1.5, "orange"], [2, failed]) },
        ),
        lines(
          "Answered well: logical requests, and attempts",
          "What the caller gets in the end, and what the upstream is asked for: the gap is what retries repair.",
          [
            ask(ratio(sum(of("surgeline_logical_requests_total", well)), sum(of("surgeline_logical_requests_total"))), "logical requests"),
            ask(ratio(sum(of("surgeline_requests_total", well)), sum(of("surgeline_requests_total"))), "attempts"),
          ],
          { unit: "percentunit", max: 1 },
        ),
      ],
    },
    {
      title: "Retries, seen from the wire",
      panels: [
        lines("Attempts by their ordinal", "", ask(sum(of("surgeline_attempts_total"), "attempt"), "attempt {{attempt}}"), { size: [10, 8], stacked: true }),
        lines(
          "What retries came to",
          "Recovered; exhausted, with the last attempt allowed; or no other came.",
          ask(sum(of("surgeline_retry_outcomes_total"), "outcome"), "{{outcome}}"),
          { size: [8, 8] },
        ),
        bars(
          "What tells attempts apart",
          "The clue that says that they belong together; `none` can only be counted as first ones.",
          askNow(sum(increase(here("surgeline_attempts_total", proxy, route), "$__range"), "evidence"), "{{evidence}}"),
        ),
        heat(
          "Gap between attempts",
          "From the end of an attempt to the beginning of the next. Narrow bands: no jitter.",
          ask(buckets("surgeline_retry_interval_seconds", proxy, route)),
        ),
        lines(
          "Overlapping attempts",
          "They began while another of the same logical request was open: hedges, or a timeout that is too short.",
          ask(sum(of("surgeline_overlapping_attempts_total"), "proxy"), "{{proxy}}"),
        ),
      ],
    },
    {
      title: "Breakers of clients, inferred",
      panels: [
        lanes(
          "What they seem to do",
          "A client group is a `clients` table of the proxy in the sidecar's file.",
          ask(`${most(here("surgeline_client_breaker_state", proxy), "proxy", "client", "state")} == 1`, "{{proxy}} {{client}}: {{state}}"),
          { size: [24, 7] },
        ),
        lines(
          "Changes per minute",
          "",
          ask(`${sum(rate(here("surgeline_client_breaker_transitions_total", proxy)), "client", "to")} * 60`, "{{client}}: {{to}}"),
          { unit: "none" },
        ),
        bars(
          "Share of the time open",
          "",
          askNow(most(rate(here("surgeline_client_breaker_open_seconds_total", proxy), "$__range"), "proxy", "client"), "{{proxy}} {{client}}"),
          { size: [12, 8], unit: "percentunit", max: 1 },
        ),
      ],
    },
    {
      title: "What the applications say themselves",
      panels: [
        lines(
          "Retries of Envoy",
          "Empty where there is no Envoy.",
          ask(sum("rate(envoy_cluster_upstream_rq_retry[$__rate_interval])", "envoy_cluster_name"), "{{envoy_cluster_name}}"),
        ),
        lanes(
          "Breakers of resilience4j",
          "Empty where there is none.",
          ask(`${most("resilience4j_circuitbreaker_state", "name", "state")} == 1`, "{{name}}: {{state}}"),
          { size: [12, 8] },
        ),
      ],
    },
  ],
});
