import { board } from "../board.mjs";
import { careful, failed, fine, steps } from "../palette.mjs";
import { ask, askNow, heat, lines, number } from "../panel.mjs";
import { bad, buckets, good, here, orNone, proxy, quantile, rate, ratio, route, sum } from "../query.mjs";

const requests = (...filters) => rate(here("surgeline_requests_total", proxy, route, ...filters));
const logical = (...filters) => rate(here("surgeline_logical_requests_total", proxy, route, ...filters));
const duration = (share) =>
  ask(quantile(`0.${`${share}`.replace(".", "")}`, "surgeline_request_duration_seconds", ["proxy"], proxy, route), `{{proxy}} p${share}`);

export const cascade = board({
  name: "cascade",
  title: "Cascade",
  question: "How does the failure travel from hop to hop?",
  chooses: ["proxy", "route"],
  rows: [
    {
      panels: [
        lines("Requests per second, by who answered", "Every attempt counts.", ask(sum(requests(), "origin"), "{{origin}}"), { size: [10, 8], stacked: true }),
        lines(
          "Share of errors, injected and organic",
          "Of all requests through a proxy.",
          ask(
            ratio(sum(requests(bad), "proxy", "origin"), sum(requests(), "proxy"), "on (proxy) group_left () "),
            "{{proxy}} {{origin}}",
          ),
          { size: [10, 8], unit: "percentunit", max: 1 },
        ),
        number(
          "Blast factor",
          "Errors of upstreams for each one that we injected: above 1 the failure grows on its way.",
          askNow(ratio(`(${orNone(sum(requests(bad, 'origin="upstream"')))})`, sum(requests(bad, 'origin="injected"')))),
          { size: [4, 8], noValue: "none injected", limits: steps(fine, [1, careful], [2, failed]) },
        ),
        lines(
          "Goodput and what was asked for, in logical requests",
          "Answered well and within the route's deadline; it needs no load of ours.",
          [ask(sum(logical(good), "proxy"), "{{proxy}} good"), ask(sum(logical(), "proxy"), "{{proxy}} all")],
        ),
        lines(
          "Upstream work for callers who had left",
          "Seconds of work in a second.",
          ask(sum(rate(here("surgeline_abandoned_upstream_seconds_total", proxy, route)), "proxy"), "{{proxy}}"),
          { size: [6, 8], unit: "none" },
        ),
        lines(
          "Answers to nobody",
          "Requests whose client left while the upstream worked on them.",
          ask(sum(rate(here("surgeline_abandoned_responses_total", proxy, route)), "proxy", "route"), "{{proxy}} {{route}}"),
          { size: [6, 8] },
        ),
      ],
    },
    {
      title: "Through $proxy",
      repeat: "proxy",
      panels: [
        heat("How long requests take", "As the client sees it, injected delay included.", ask(buckets("surgeline_request_duration_seconds", proxy, route)), { size: [8, 8] }),
        lines("Half, 99 in a hundred, 999 in a thousand take at most", "As the client sees it.", [50, 99, 99.9].map(duration), { size: [8, 8], unit: "s" }),
        lines("In flight", "Exchanges that have begun and are not over.", ask(sum(here("surgeline_requests_in_flight", proxy), "proxy"), "{{proxy}}"), { size: [8, 8], unit: "short" }),
        lines(
          "Connections that ended",
          "By who ended them, and why.",
          ask(sum(rate(here("surgeline_connections_closed_total", proxy)), "side", "reason"), "{{side}} {{reason}}"),
          { size: [8, 7], unit: "cps" },
        ),
        lines(
          "Connections open",
          "",
          ask(sum(here("surgeline_connections_active", proxy), "proxy", "side"), "{{proxy}} {{side}}"),
          { size: [8, 7], unit: "short" },
        ),
        lines(
          "Bytes",
          "Handed on to upstreams, and to clients.",
          [
            ask(sum(rate(here("surgeline_request_bytes_total", proxy)), "proxy"), "{{proxy}} to upstreams"),
            ask(sum(rate(here("surgeline_response_bytes_total", proxy)), "proxy"), "{{proxy}} to clients"),
          ],
          { size: [8, 7], unit: "Bps" },
        ),
      ],
    },
  ],
});
