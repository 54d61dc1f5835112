/** Colours of CloudWatch's console, in its light and its dark theme. */
const themes = {
  light: {
    page: "#f2f3f3",
    card: "#ffffff",
    text: "#16191f",
    quiet: "#687078",
    grid: "#e1e4e5",
    ok: "#1d8102",
  },
  dark: {
    page: "#0f1b2a",
    card: "#192534",
    text: "#d1d5db",
    quiet: "#8d99a8",
    grid: "#2c3a4b",
    ok: "#3fb34f",
  },
} as const;

type Theme = (typeof themes)[keyof typeof themes];

/** A widget of a planned dashboard. */
interface PlannedWidget {
  type: "metric" | "alarm" | "text";
  x: number;
  y: number;
  width: number;
  height: number;
  properties: {
    title?: string;
    markdown?: string;
    alarms?: string[];
    metrics?: (string | Record<string, string | boolean>)[][];
    stacked?: boolean;
    yAxis?: { left: Axis; right?: Axis };
  };
}

interface Axis {
  label: string;
  max?: number;
}

/** Pixels of a cell of the dashboard. */
const cell = { width: 50, height: 32 };
/** Minutes that the sample data covers, one figure for each. */
const minutes = 60;

/** The dashboard of a plan with sample data, as CloudWatch's console draws it. */
export function dashboardPicture(body: string, theme: keyof typeof themes): string {
  const { widgets } = JSON.parse(body) as { widgets: PlannedWidget[] };
  const colours = themes[theme];
  const height = Math.max(...widgets.map(({ y, height }) => y + height)) * cell.height;
  const width = 24 * cell.width;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" font-family="Helvetica, Arial, sans-serif">`,
    "<title>The dashboard of a stack, with sample data</title>",
    `<rect width="${width}" height="${height}" fill="${colours.page}"/>`,
    ...widgets.map((widget) => drawWidget(widget, colours)),
    "</svg>",
  ].join("\n");
}

function drawWidget(widget: PlannedWidget, colours: Theme): string {
  const { type, properties } = widget;
  const [width, height] = [widget.width * cell.width - 8, widget.height * cell.height - 8];
  const place = `<g transform="translate(${widget.x * cell.width + 4} ${widget.y * cell.height + 4})">`;
  if (type === "text") {
    const heading = (properties.markdown ?? "").replace(/^#+ /, "");
    return `${place}${text(heading, { x: 4, y: 19, size: 16, fill: colours.text, weight: "bold" })}</g>`;
  }
  const card = `<rect width="${width}" height="${height}" rx="6" fill="${colours.card}"/>`;
  const title = text(properties.title ?? "", { x: 10, y: 19, size: 12, fill: colours.text, weight: "bold" });
  const content =
    type === "alarm" ? drawAlarms(properties, width, colours) : drawGraph(widget, { width, height }, colours);
  return `${place}${card}${title}${content}</g>`;
}

/** Every alarm as a pill with its state; in the sample all are OK. */
function drawAlarms({ alarms = [] }: PlannedWidget["properties"], width: number, colours: Theme): string {
  const across = Math.floor(width / 145);
  return alarms
    .map((arn, index) => {
      const name = arn
        .slice(arn.lastIndexOf(":") + 1)
        .replace(/^metric-alarm\//, "")
        .replace(/-[0-9a-f]{7}$/, "");
      const [x, y] = [10 + (index % across) * 145, 30 + Math.floor(index / across) * 28];
      const pill = `<rect x="${x}" y="${y}" width="138" height="22" rx="4" fill="none" stroke="${colours.ok}"/>`;
      return `${pill}<circle cx="${x + 11}" cy="${y + 11}" r="4" fill="${colours.ok}"/>${text(name, { x: x + 20, y: y + 15, size: 11, fill: colours.text })}`;
    })
    .join("");
}

/** A line of a graph with its figures. */
interface Drawn {
  label: string;
  colour: string;
  isRight: boolean;
  figures: number[];
}

const unnamed = ["#1f77b4", "#ff7f0e", "#2ca02c", "#9467bd"];

function drawGraph(
  { y: row, properties: { title, metrics = [], yAxis, stacked } }: PlannedWidget,
  { width, height }: { width: number; height: number },
  colours: Theme,
): string {
  const lines = visibleLines(metrics, `${row} ${title}`);
  if (stacked) stack(lines);
  const area = { x: 34, y: 40, width: width - 68, height: height - 76 };
  const draw = (isRight: boolean, axis: Axis | undefined) => {
    const own = lines.filter((line) => line.isRight === isRight);
    if (own.length === 0) return "";
    const max = axis?.max ?? niceMax(Math.max(...own.flatMap(({ figures }) => figures)));
    const scale = [0, max / 2, max].map((value) => {
      const y = area.y + area.height - (value / max) * area.height;
      const line = isRight ? "" : `<path d="M${area.x} ${y}h${area.width}" stroke="${colours.grid}"/>`;
      const x = isRight ? area.x + area.width + 4 : area.x - 4;
      return (
        line +
        text(shown(value), { x, y: y + 3, size: 9, fill: colours.quiet, anchor: isRight ? "start" : "end" })
      );
    });
    const paths = own.map(({ figures, colour }) => {
      const points = figures.map((figure, index) => {
        const x = area.x + (index / (minutes - 1)) * area.width;
        return `${round(x)} ${round(area.y + area.height - (Math.min(figure, max) / max) * area.height)}`;
      });
      return `<path d="M${points.join("L")}" fill="none" stroke="${colour}" stroke-width="1.5"/>`;
    });
    const x = isRight ? width - 10 : 10;
    const label = text(axis?.label ?? "", {
      x,
      y: 34,
      size: 9,
      fill: colours.quiet,
      anchor: isRight ? "end" : "start",
    });
    return scale.join("") + paths.join("") + label;
  };
  return draw(false, yAxis?.left) + draw(true, yAxis?.right) + legend(lines, height, colours);
}

function legend(lines: readonly Drawn[], height: number, colours: Theme): string {
  let x = 10;
  return lines
    .map(({ label, colour }) => {
      const square = `<rect x="${x}" y="${height - 18}" width="8" height="8" fill="${colour}"/>`;
      const name = text(label, { x: x + 11, y: height - 10, size: 9, fill: colours.text });
      x += 16 + label.length * 4.6;
      return square + name;
    })
    .join("");
}

/** The lines that a graph shows: an expression, or a metric that isn't hidden. */
function visibleLines(metrics: NonNullable<PlannedWidget["properties"]["metrics"]>, place: string): Drawn[] {
  const settings = metrics.map((line) => {
    const last = line.at(-1);
    return typeof last === "object" ? last : {};
  });
  return metrics.flatMap((_, index): Drawn[] => {
    const { label = "", color, yAxis, visible, expression } = settings[index] ?? {};
    if (visible === false) return [];
    return [
      {
        label: String(label),
        colour: String(color ?? unnamed[(index / 2) % unnamed.length] ?? unnamed[0]),
        isRight: yAxis === "right",
        figures: sample(String(label), `${place} ${label} ${expression ?? ""}`),
      },
    ];
  });
}

/** Level and range of the sample data, by the label of a line. */
const levels: Readonly<Record<string, [level: number, range: number]>> = {
  Requests: [420, 160],
  "5xx": [0, 0],
  "4xx": [3, 4],
  p50: [0.018, 0.006],
  p99: [0.14, 0.09],
  Healthy: [3, 0],
  Unhealthy: [0, 0],
  Desired: [3, 0],
  Running: [3, 0],
  Deployments: [1, 0],
  CPU: [34, 14],
  Memory: [58, 4],
  Waiting: [24, 30],
  Received: [8, 6],
  "Dead letters": [0, 0],
  Age: [20, 25],
};

/** Figures that look like a busy hour with a deployment in it, the same at each run. */
function sample(label: string, key: string): number[] {
  const price = /\* ([0-9.]+)$/.exec(key)?.[1];
  const [level, range] = price === undefined ? (levels[label] ?? [1, 0]) : [3 * Number(price), 0];
  let seed = [...key].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_521, 7);
  return Array.from({ length: minutes }, (_, minute) => {
    seed = (seed * 1103 + 12_345) % 65_521;
    const wave = Math.sin((minute / minutes) * 2 * Math.PI) / 2;
    const isDeployment = minute >= 38 && minute < 44;
    const doubled =
      isDeployment && (["Healthy", "Running", "Deployments"].includes(label) || price !== undefined);
    const figure = level + range * (wave + seed / 65_521 - 0.5);
    return Math.max(0, doubled ? figure * 2 : figure);
  });
}

function stack(lines: Drawn[]): void {
  for (const [index, line] of lines.entries()) {
    const below = lines[index - 1];
    if (below) line.figures = line.figures.map((figure, minute) => figure + (below.figures[minute] ?? 0));
  }
}

function niceMax(max: number): number {
  if (max === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(max));
  return ([1, 2, 5, 10].find((each) => each * power >= max) ?? 10) * power;
}

function shown(value: number): string {
  return String(Number(value.toPrecision(2)));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function text(
  content: string,
  {
    x,
    y,
    size,
    fill,
    weight,
    anchor,
  }: { x: number; y: number; size: number; fill: string; weight?: string; anchor?: string },
): string {
  const escaped = content.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const more = `${weight ? ` font-weight="${weight}"` : ""}${anchor ? ` text-anchor="${anchor}"` : ""}`;
  return `<text x="${x}" y="${round(y)}" font-size="${size}" fill="${fill}"${more}>${escaped}</text>`;
}
