import { board } from "../board.mjs";
import { careful, failed, fine, steps } from "../palette.mjs";
import { ask, askNow, dial, lanes, lines, number } from "../panel.mjs";
import { bad, here, most, proxy, quantile, rate, ratio, sum } from "../query.mjs";

const requests = (...filters) => rate(here("surgeline_host_requests_total", proxy, ...filters));
/** Hosts that get traffic now. */
const inUse = `count by (proxy) (${sum(requests(), "proxy", "host")} > 0)`;

export const hosts = board({
  name: "hosts",
  title: "Hosts",
  question: "How many hosts carry the load, how evenly, and how much is left when some fail?",
  chooses: ["proxy", "capacity"],
  rows: [
    {
      panels: [
        number("Hosts in use", "Endpoints of each proxy's upstream that get requests.", askNow(inUse, "{{proxy}}"), { size: [6, 6], name: true, noValue: "no requests" }),
        dial(
          "Load of those that are left",
          "Requests per second, of what the hosts in use can carry (`capacity of a host`, above).",
          askNow(`${sum(requests(), "proxy")} / (${inUse} * $capacity)`, "{{proxy}}"),
          { size: [6, 6], max: 1.5, limits: steps(fine, [0.7, careful], [1, failed]), noValue: "no requests" },
        ),
        lines("Requests per second and host", "", ask(sum(requests(), "proxy", "host"), "{{proxy}} {{host}}"), { size: [12, 6] }),
      ],
    },
    {
      title: "Each host",
      panels: [
        lanes(
          "How hosts are",
          "By the last connection that was tried; unresolved while a name has no address.",
          ask(`${most(here("surgeline_host_state", proxy), "proxy", "host", "state")} == 1`, "{{proxy}} {{host}} {{state}}"),
          { size: [24, 6], noValue: "no proxy" },
        ),
        lines("In flight", "Exchanges that a host is working on.", ask(sum(here("surgeline_host_in_flight", proxy), "proxy", "host"), "{{proxy}} {{host}}"), { size: [8, 8], unit: "short" }),
        lines(
          "Share of errors",
          "Of what reached a host.",
          ask(ratio(sum(requests(bad), "proxy", "host"), sum(requests(), "proxy", "host")), "{{proxy}} {{host}}"),
          { size: [8, 8], unit: "percentunit", max: 1 },
        ),
        lines(
          "99 in a hundred answers take at most",
          "Without what faults added.",
          ask(quantile(0.99, "surgeline_upstream_request_duration_seconds", ["proxy", "host"], proxy), "{{proxy}} {{host}}"),
          { size: [8, 8], unit: "s" },
        ),
        lines(
          "99 in a hundred connections are made within",
          "",
          ask(quantile(0.99, "surgeline_connect_duration_seconds", ["proxy", "host"], proxy), "{{proxy}} {{host}}"),
          { unit: "s" },
        ),
        lines(
          "Connections that failed",
          "Refused, timeout, unreachable, or another error.",
          ask(sum(rate(here("surgeline_connect_failures_total", proxy)), "proxy", "host", "reason"), "{{proxy}} {{host}} {{reason}}"),
          { unit: "cps" },
        ),
      ],
    },
  ],
});
