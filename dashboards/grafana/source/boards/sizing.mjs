import { board } from "../board.mjs";
import { careful, failed, fine, steps } from "../palette.mjs";
import { askNow, bars, number, table } from "../panel.mjs";
import { here, least, most, sweep } from "../query.mjs";

/** The last that was said in the time shown: a sweep says everything once. */
const last = (family, ...filters) => `last_over_time(${here(`surgeline_sweep_${family}`, sweep, ...filters)}[$__range])`;
const point = ["sweep", "variant", "first", "second"];
const goodput = (engine) => most(last("goodput_ratio", `engine="${engine}"`), ...point);
const share = steps(failed, [0.5, careful], [0.95, fine]);

export const sizing = board({
  name: "sizing",
  title: "Sizing",
  question: "How large is large enough? What sweeps found (`surgeline sweep --openmetrics`), the values of the first two keys that they vary as labels.",
  chooses: ["sweep"],
  from: "now-24h",
  rows: [
    {
      panels: [
        bars("Goodput that stays, by point", "After the faults, of that before them; simulated.", askNow(goodput("sim"), "{{sweep}} {{variant}} {{first}} {{second}}"), { size: [12, 12], unit: "percentunit", max: 1, thresholds: share }),
        bars("Back after", "The median of the seeds that came back. A point without a bar never did, or was never gone.", askNow(most(last("recovery_seconds", 'engine="sim"'), ...point), "{{sweep}} {{variant}} {{first}} {{second}}"), { size: [12, 12], unit: "s" }),
      ],
    },
    {
      panels: [
        table("Large enough", "Points that keep 95 % of the goodput, in the order of their values.", askNow(`${goodput("sim")} >= 0.95`), { size: [12, 8], columns: point, value: "goodput that stays", unit: "percentunit" }),
        table("Simulated and measured", "What a simulation has more than the same point on sockets, where `check_live` asks for both.", askNow(`${goodput("sim")} - on (${point.join(", ")}) ${goodput("run")}`), { size: [12, 8], columns: point, value: "simulated − measured", unit: "percentunit" }),
        number("Points", "By the verdict of most of their seeds.", askNow(most(last("points_total"), "sweep", "engine", "outcome"), "{{sweep}} {{engine}} {{outcome}}"), { size: [12, 5], name: true, decimals: 0 }),
        number("The worst point", "What stays of the goodput there.", askNow(least(last("goodput_ratio"), "sweep"), "{{sweep}}"), { size: [12, 5], name: true, unit: "percentunit", limits: share }),
      ],
    },
  ],
});
