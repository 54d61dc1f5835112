import type * as pulumi from "@pulumi/pulumi";

/** A value of a widget. */
export type Value = pulumi.Input<string | number>;

/** A line of a graph: namespace, metric and dimensions, or an expression, and how it is drawn. */
export type Line = (Value | Record<string, Value | boolean>)[];

/**
 * A widget without its place.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html (read 2026-11-21)
 */
export interface Widget {
  type: "metric" | "alarm" | "text";
  width: number;
  height: number;
  properties: object;
}

/** Width of a dashboard, in cells. */
export const columns = 24;

/** A heading over the widgets that follow. */
export function heading(markdown: string): Widget {
  return {
    type: "text",
    width: columns,
    height: 1,
    properties: { markdown: `## ${markdown}`, background: "transparent" },
  };
}

/** What a graph shows. */
export interface Graph {
  title: string;
  lines: readonly Line[];
  left: string;
  /** Label of the right axis, for lines with `yAxis: "right"`. */
  right?: string;
  max?: number;
  stacked?: boolean;
}

/** A graph of a quarter of the dashboard's width, each point a minute. */
export function graph(
  region: pulumi.Input<string>,
  { title, lines, left, right, max, stacked = false }: Graph,
): Widget {
  return {
    type: "metric",
    width: columns / 4,
    height: 6,
    properties: {
      title,
      view: "timeSeries",
      stacked,
      region,
      period: 60,
      metrics: lines,
      yAxis: {
        left: { label: left, showUnits: false, min: 0, ...(max !== undefined && { max }) },
        ...(right !== undefined && { right: { label: right, showUnits: false, min: 0 } }),
      },
    },
  };
}

/** Colours of CloudWatch's own palette: each means the same in every graph. */
export const colours = {
  usual: "#1f77b4",
  good: "#2ca02c",
  warning: "#ff7f0e",
  bad: "#d62728",
  other: "#9467bd",
  quiet: "#7f7f7f",
} as const;
