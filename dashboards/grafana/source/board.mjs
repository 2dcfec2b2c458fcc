// A board: its question, variables, links to the others, annotations from metrics, and panels in rows.
import { datasource, words } from "./panel.mjs";
import { events, here, most } from "./query.mjs";
import { failed, injected, own, plain } from "./palette.mjs";

const chosen = (name, label, expression, more = {}) => ({
  type: "query",
  name,
  label,
  datasource,
  query: { query: expression, refId: name },
  definition: expression,
  multi: true,
  includeAll: true,
  current: { selected: true, text: ["All"], value: ["$__all"] },
  options: [],
  refresh: 2,
  regex: "",
  sort: 1,
  hide: 0,
  ...more,
});

const here_ = (family, label) => `label_values(${family}{job=~"$job", instance=~"$instance"}, ${label})`;

/** What can be chosen, in the order in which it depends on each other. */
const variables = {
  datasource: { type: "datasource", name: "datasource", label: "data source", query: "prometheus", options: [], refresh: 1, regex: "", multi: false, includeAll: false, hide: 0 },
  job: chosen("job", "job", "label_values(surgeline_build_info, job)"),
  instance: chosen("instance", "sidecar", 'label_values(surgeline_build_info{job=~"$job"}, instance)'),
  proxy: chosen("proxy", "proxy", here_("surgeline_connections_active", "proxy")),
  route: chosen("route", "route", here_("surgeline_requests_total", "route")),
  daemon: chosen("daemon", "daemon", here_("surgeline_daemon_state", "daemon")),
  load: chosen("load", "load", here_("surgeline_load_scheduled_total", "load")),
  sweep: chosen("sweep", "sweep", here_("surgeline_sweep_goodput_ratio", "sweep")),
  capacity: {
    type: "textbox",
    name: "capacity",
    label: "capacity of a host, 1/s",
    query: "100",
    current: { selected: true, text: "100", value: "100" },
    options: [{ selected: true, text: "100", value: "100" }],
    hide: 0,
  },
};

const annotation = (name, colour, expr, titleFormat, textFormat = "") => ({
  name,
  datasource,
  enable: true,
  hide: false,
  iconColor: colour,
  expr,
  step: "5s",
  titleFormat,
  textFormat,
  tagKeys: "",
});

/** Stretches of time that the metrics themselves tell of: nothing has to push them, and nothing to clean them up. */
const annotations = [
  annotation("faults in force", injected, most(`${here("surgeline_fault_active", 'owner!="static"')} == 1`, "fault", "kind", "proxy"), "{{fault}}", "{{kind}} on {{proxy}}"),
  annotation("phases", plain, most(`${here("surgeline_phase_active")} == 1`, "phase"), "phase {{phase}}"),
  annotation("aborts", failed, events(here("surgeline_aborts_total"), "1m", "reason"), "aborted: {{reason}}"),
  annotation("frozen", own, most(`${here("surgeline_frozen")} == 1`, "instance"), "frozen", "{{instance}}"),
];

/** Puts panels side by side, and lines of them below each other; returns where the next line begins. */
function place(panels, top) {
  let left = 0;
  let height = 0;
  for (const { gridPos } of panels) {
    if (left + gridPos.w > 24) {
      top += height;
      left = height = 0;
    }
    Object.assign(gridPos, { x: left, y: top });
    left += gridPos.w;
    height = Math.max(height, gridPos.h);
  }
  return top + height;
}

function placed(rows) {
  const all = [];
  let top = 0;
  for (const { title, repeat, panels } of rows) {
    if (title) {
      all.push({ type: "row", title, collapsed: false, panels: [], ...(repeat && { repeat }), gridPos: { x: 0, y: top, w: 24, h: 1 } });
      top += 1;
    }
    top = place(panels, top);
    all.push(...panels);
  }
  return all.map((panel, index) => ({ id: index + 1, ...panel }));
}

/**
 * `name` is the end of its uid and of its file; `question` what it answers, which its first panel says; `chooses` the
 * variables beside data source, job and sidecar.
 */
export function board({ name, title, question, rows, chooses = ["proxy"], from = "now-1h" }) {
  const [first, ...more] = rows;
  const opening = { ...first, panels: [words(`### ${question}`, [24, 2]), ...first.panels] };
  return {
    uid: `surgeline-${name}`,
    title: `Surgeline / ${title}`,
    description: question,
    tags: ["surgeline"],
    schemaVersion: 39,
    version: 1,
    editable: true,
    graphTooltip: 1,
    timezone: "browser",
    fiscalYearStartMonth: 0,
    liveNow: false,
    refresh: "10s",
    time: { from, to: "now" },
    timepicker: { refresh_intervals: ["5s", "10s", "30s", "1m", "5m"] },
    templating: { list: ["datasource", "job", "instance", ...chooses].map((one) => variables[one]) },
    annotations: { list: annotations },
    links: [
      { type: "dashboards", title: "Surgeline", tags: ["surgeline"], asDropdown: false, includeVars: true, keepTime: true, targetBlank: false, icon: "external link", tooltip: "", url: "" },
    ],
    panels: placed([opening, ...more]),
  };
}
