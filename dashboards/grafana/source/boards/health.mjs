import { board } from "../board.mjs";
import { careful, failed, fine, steps } from "../palette.mjs";
import { ask, askNow, bars, lines, number, table } from "../panel.mjs";
import { here, increase, least, most, orNone, proxy, quantile, rate, sum } from "../query.mjs";

const overhead = (share) => ask(quantile(`0.${share}`, "surgeline_proxy_overhead_seconds", ["proxy"], proxy), `{{proxy}} p${share}`);

export const health = board({
  name: "health",
  title: "Proxy health",
  question: "Is the tool lying?",
  rows: [
    {
      panels: [
        lines("Time spent in the proxy itself", "Without what faults add; one exchange of 64 is looked at.", [50, 99].map(overhead), {
          size: [9, 8],
          unit: "s",
          limits: steps(fine, [0.002, failed]),
        }),
        lines(
          "Lateness of injected delays, 99 in a hundred at most",
          "Really applied, minus decided.",
          ask(quantile(0.99, "surgeline_fault_timer_lateness_seconds", ["instance"]), "{{instance}}"),
          { size: [9, 8], unit: "s" },
        ),
        number(
          "File in force",
          "0: the new one was rejected the last time, and the old one is in force.",
          askNow(least(here("surgeline_config_last_reload_successful"), "instance"), "{{instance}}"),
          { size: [3, 8], limits: steps(failed, [1, fine]) },
        ),
        number(
          "Series of a sidecar",
          "The file bounds it; more than 5000 is a file to look at.",
          askNow(most(here("scrape_samples_scraped"), "instance"), "{{instance}}"),
          { size: [3, 8], limits: steps(fine, [5000, failed]) },
        ),
      ],
    },
    {
      title: "What it uses",
      panels: [
        lines("Share of the time an event loop is busy", "", ask(most(here("surgeline_worker_busy_ratio"), "instance", "worker"), "{{instance}} worker {{worker}}"), {
          size: [8, 8],
          unit: "percentunit",
          max: 1,
          limits: steps(fine, [0.8, failed]),
        }),
        lines(
          "Lateness of event loops, 99 in a hundred at most",
          "",
          ask(quantile(0.99, "surgeline_event_loop_lag_seconds", ["instance"]), "{{instance}}"),
          { size: [8, 8], unit: "s" },
        ),
        lines("Processor", "Cores in use.", ask(sum(rate(here("process_cpu_seconds_total")), "instance"), "{{instance}}"), { size: [8, 8], unit: "none" }),
        lines(
          "Memory, and bytes that wait in it",
          "",
          [
            ask(sum(here("process_resident_memory_bytes"), "instance"), "{{instance}} memory"),
            ask(sum(here("surgeline_buffered_bytes", proxy), "instance"), "{{instance}} waiting"),
          ],
          { size: [8, 8], unit: "bytes" },
        ),
        bars(
          "Descriptors in use",
          "Of those that it may have.",
          askNow(`${most(here("process_open_fds"), "instance")} / ${most(here("process_max_fds"), "instance")}`, "{{instance}}"),
          { size: [8, 8], unit: "percentunit", max: 1, thresholds: steps(fine, [0.7, careful], [0.9, failed]) },
        ),
        lines(
          "Connections per second",
          "Accepted from clients, and made to upstreams.",
          ask(sum(rate(here("surgeline_connections_opened_total", proxy)), "proxy", "side"), "{{proxy}} {{side}}"),
          { size: [8, 8], unit: "cps" },
        ),
      ],
    },
    {
      title: "What it could not do",
      panels: [
        number(
          "Logical requests not followed",
          "For want of room, in the time shown: amplification is too low then.",
          askNow(orNone(sum(increase(here("surgeline_attempts_lost_total", proxy), "$__range")))),
          { size: [6, 6], limits: steps(fine, [1, careful]) },
        ),
        number(
          "Accepting paused",
          "No descriptor was left, or an address could not be had back at once; in the time shown.",
          askNow(orNone(sum(increase(here("surgeline_accept_pauses_total", proxy), "$__range")))),
          { size: [6, 6], limits: steps(fine, [1, careful]) },
        ),
        lines(
          "Draws that found nothing to do",
          "A fault was picked, and there was nothing it could hit.",
          ask(sum(rate(here("surgeline_fault_evaluations_total", 'outcome="impossible"')), "fault"), "{{fault}}"),
          { size: [6, 6], unit: "cps" },
        ),
        number(
          "Reloads",
          "Of the file, by what came of them.",
          askNow(sum(here("surgeline_config_reloads_total"), "outcome"), "{{outcome}}"),
          { size: [6, 6], name: true },
        ),
        table("Versions", "", askNow(most(here("surgeline_build_info"), "instance", "version", "revision", "compiler")), {
          size: [16, 6],
          columns: ["instance", "version", "revision", "compiler"],
          noValue: "no sidecar",
        }),
        table(
          "File read, ago",
          "When the file in force was read.",
          askNow(`time() - ${most(here("surgeline_config_last_reload_success_timestamp_seconds"), "instance")}`),
          { size: [8, 6], columns: ["instance"], value: "ago", unit: "s" },
        ),
      ],
    },
  ],
});
