// Panels as Grafana has them. A panel is made of a title, one sentence, its queries, and what differs from the usual.
import { coloured, plain, steps } from "./palette.mjs";

export const datasource = { type: "prometheus", uid: "${datasource}" };

/** One query with its legend. */
export const ask = (expr, legendFormat = "__auto", more = {}) => ({
  datasource,
  editorMode: "code",
  expr,
  legendFormat,
  range: true,
  ...more,
});
/** The same, as of now. */
export const askNow = (expr, legendFormat = "__auto") =>
  ask(expr, legendFormat, { instant: true, range: false });

const lettered = (queries) => queries.map((one, index) => ({ refId: String.fromCharCode(65 + index), ...one }));

/** `size` is [width, height] in cells of Grafana's grid, which is 24 wide. */
function panel(type, title, description, queries, { size, unit, options, defaults, overrides, more }) {
  return {
    type,
    title,
    ...(description && { description }),
    datasource,
    targets: lettered([queries].flat()),
    fieldConfig: { defaults: { ...(unit && { unit }), ...defaults }, overrides: overrides ?? [] },
    options,
    gridPos: { w: size[0], h: size[1] },
    ...more,
  };
}

const legend = { showLegend: true, displayMode: "list", placement: "bottom", calcs: [] };
const lastNotNull = { calcs: ["lastNotNull"], fields: "", values: false };

/** Lines over time. */
export function lines(title, description, queries, { size = [12, 8], stacked = false, unit = "reqps", limits, ...defaults } = {}) {
  return panel("timeseries", title, description, queries, {
    size,
    unit,
    options: { legend, tooltip: { mode: "multi", sort: "desc" } },
    defaults: {
      min: 0,
      ...(limits && { thresholds: limits }),
      ...defaults,
      custom: {
        lineWidth: 1,
        fillOpacity: stacked ? 30 : 0,
        showPoints: "never",
        stacking: { mode: stacked ? "normal" : "none", group: "A" },
        ...(limits && { thresholdsStyle: { mode: "dashed" } }),
      },
    },
    overrides: coloured,
  });
}

/** One number, or one for each series. */
export function number(title, description, query, { size = [4, 4], unit = "short", limits, background = false, name = false, ...defaults } = {}) {
  return panel("stat", title, description, query, {
    size,
    unit,
    options: {
      reduceOptions: lastNotNull,
      orientation: "auto",
      textMode: name ? "value_and_name" : "value",
      colorMode: background ? "background" : "value",
      graphMode: "none",
      justifyMode: "auto",
      wideLayout: true,
    },
    defaults: { thresholds: limits ?? steps(plain), ...defaults },
  });
}

/** Names of what is so now, without a number. */
export function names(title, description, query, { size = [4, 4], noValue = "none" } = {}) {
  const made = number(title, description, query, { size, noValue });
  made.options.textMode = "name";
  made.fieldConfig.overrides = coloured;
  return made;
}

/** A number on a dial. */
export function dial(title, description, query, { size = [4, 6], unit = "percentunit", min = 0, max = 1, limits, ...defaults } = {}) {
  return panel("gauge", title, description, query, {
    size,
    unit,
    options: { reduceOptions: lastNotNull, orientation: "auto", showThresholdLabels: false, showThresholdMarkers: true, minVizWidth: 75, minVizHeight: 75, sizing: "auto" },
    defaults: { min, max, thresholds: limits ?? steps(plain), ...defaults },
  });
}

/** Bars beside each other. */
export function bars(title, description, query, { size = [6, 8], unit = "short", ...defaults } = {}) {
  return panel("bargauge", title, description, query, {
    size,
    unit,
    options: {
      reduceOptions: lastNotNull,
      orientation: "horizontal",
      displayMode: "basic",
      valueMode: "color",
      namePlacement: "auto",
      showUnfilled: true,
      sizing: "auto",
      minVizWidth: 8,
      minVizHeight: 16,
      maxVizHeight: 300,
      legend: { ...legend, showLegend: false },
    },
    defaults: { min: 0, thresholds: steps(plain), ...defaults },
    overrides: coloured,
  });
}

/** What was so, and when: a lane for each series while it has a value. `says` names values and colours them; without it what they say is
 * "yes", and lanes are coloured by their last word. */
export function lanes(title, description, query, { size = [24, 6], says, noValue } = {}) {
  const named = Object.entries(says ?? { 1: ["yes"] });
  return panel("state-timeline", title, description, query, {
    size,
    options: {
      showValue: "never",
      rowHeight: 0.8,
      mergeValues: true,
      alignValue: "left",
      legend: { ...legend, showLegend: false },
      tooltip: { mode: "single", sort: "none" },
    },
    defaults: {
      ...(noValue && { noValue }),
      color: { mode: "fixed", fixedColor: plain },
      custom: { lineWidth: 0, fillOpacity: 80 },
      mappings: [
        {
          type: "value",
          options: Object.fromEntries(named.map(([value, [text, color]], index) => [value, { text, ...(color && { color }), index }])),
        },
      ],
    },
    overrides: says ? [] : coloured,
  });
}

/** How often what took how long. */
export function heat(title, description, query, { size = [12, 8], unit = "s" } = {}) {
  return panel("heatmap", title, description, { ...query, format: "heatmap", legendFormat: "{{le}}" }, {
    size,
    options: {
      calculate: false,
      cellGap: 1,
      cellValues: {},
      color: { mode: "scheme", scheme: "Oranges", exponent: 0.5, steps: 64, fill: "dark-orange", reverse: false },
      exemplars: { color: "rgba(255,0,255,0.7)" },
      filterValues: { le: 1e-9 },
      legend: { show: true },
      rowsFrame: { layout: "auto" },
      showValue: "never",
      tooltip: { mode: "single", showColorScale: false, yHistogram: false },
      yAxis: { axisPlacement: "left", unit, reverse: false },
    },
  });
}

/** Rows of what is so now. `columns` are the labels to show, as they come; `value` names the number, or hides it. */
export function table(title, description, query, { size = [12, 6], columns, value, unit = "short", noValue = "nothing" } = {}) {
  const hidden = value === undefined ? { Value: true } : {};
  return panel("table", title, description, { ...query, format: "table" }, {
    size,
    unit,
    options: { showHeader: true, cellHeight: "sm" },
    defaults: { noValue, custom: { align: "auto", cellOptions: { type: "auto" }, inspect: false } },
    more: {
      transformations: [
        {
          id: "organize",
          options: {
            excludeByName: { Time: true, ...hidden },
            indexByName: Object.fromEntries([...columns, "Value"].map((name, index) => [name, index])),
            renameByName: value === undefined ? {} : { Value: value },
          },
        },
      ],
    },
  });
}

/** Words. */
export const words = (content, size, title = "") => ({
  type: "text",
  title,
  options: { mode: "markdown", content, code: { language: "plaintext", showLineNumbers: false, showMiniMap: false } },
  gridPos: { w: size[0], h: size[1] },
});
