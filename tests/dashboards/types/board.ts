// A board as its JSON has it, by the types of Grafana itself.
import type { AnnotationQuery, Dashboard, DataQuery, FieldConfigSource, GraphFieldConfig, Panel, RowPanel, VariableModel } from "@grafana/schema";
import type { Options as BarGauge } from "@grafana/schema/dist/types/raw/composable/bargauge/panelcfg/x/BarGaugePanelCfg_types.gen.d.ts";
import type { Options as Gauge } from "@grafana/schema/dist/types/raw/composable/gauge/panelcfg/x/GaugePanelCfg_types.gen.d.ts";
import type { Options as Heatmap } from "@grafana/schema/dist/types/raw/composable/heatmap/panelcfg/x/HeatmapPanelCfg_types.gen.d.ts";
import type { Options as Stat } from "@grafana/schema/dist/types/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen.d.ts";
import type { FieldConfig as LaneField, Options as StateTimeline } from "@grafana/schema/dist/types/raw/composable/statetimeline/panelcfg/x/StateTimelinePanelCfg_types.gen.d.ts";
import type { FieldConfig as TableField, Options as Table } from "@grafana/schema/dist/types/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen.d.ts";
import type { Options as Text } from "@grafana/schema/dist/types/raw/composable/text/panelcfg/x/TextPanelCfg_types.gen.d.ts";
import type { Options as TimeSeries } from "@grafana/schema/dist/types/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen.d.ts";

/** A type as JSON has it: a member of an enum is its value. */
type Json<T> = unknown extends T
  ? T
  : T extends string
    ? `${T}`
    : T extends number
      ? `${T}` extends `${infer N extends number}`
        ? N
        : T
      : T extends boolean | null | undefined
        ? T
        : T extends readonly (infer U)[]
          ? Json<U>[]
          : { [K in keyof T]: Json<T[K]> };

/** What Prometheus is asked. */
type Query = DataQuery & {
  expr: string;
  legendFormat: string;
  editorMode: "code";
  range: boolean;
  instant?: boolean;
  format?: "heatmap" | "table";
};

/** A panel of a sort, with its own options and nothing that Grafana does not know. What has a default in Grafana may be missing. */
type PanelOf<Sort extends string, Options, Field = Record<never, never>> = Omit<Json<Panel>, "type" | "options" | "fieldConfig" | "targets"> & {
  type: Sort;
  options: Json<Options>;
  targets?: Query[];
  fieldConfig?: Json<FieldConfigSource<Partial<Field>>>;
};

type AnyPanel =
  | PanelOf<"timeseries", TimeSeries, GraphFieldConfig>
  | PanelOf<"stat", Omit<Stat, "percentChangeColorMode" | "showPercentChange"> & Partial<Stat>>
  | PanelOf<"gauge", Gauge>
  | PanelOf<"bargauge", BarGauge>
  | PanelOf<"state-timeline", StateTimeline, LaneField>
  | PanelOf<"heatmap", Heatmap>
  | PanelOf<"table", Omit<Table, "frameIndex"> & Partial<Table>, TableField>
  | PanelOf<"text", Text>
  | Json<RowPanel>;

/** Grafana reads these of an annotation too, for Prometheus; its schema leaves them open. */
type PrometheusAnnotation = Omit<Json<AnnotationQuery>, "target"> & { expr: string; step: string; titleFormat: string; textFormat: string; tagKeys: string };
/** And these of a variable. */
type Variable = Json<VariableModel> & { definition?: string };

export type Board = Omit<Json<Dashboard>, "panels" | "annotations" | "templating"> & {
  panels: AnyPanel[];
  annotations: { list: PrometheusAnnotation[] };
  templating: { list: Variable[] };
};
