import { type Arrow, arrowsBetween } from "../../packages/offline-preview/client/picture/arrows";
import { arrange, type Drawn, isFrame } from "../../packages/offline-preview/client/picture/geometry";
import type { BoxView, View } from "../../packages/offline-preview/src/html/view";

/** Colours of the page, in its light and its dark theme. */
const themes = {
  light: {
    page: "#ffffff",
    box: "#ffffff",
    text: "#1c2330",
    quiet: "#566072",
    line: "#8d97a8",
    request: "#0b62c4",
    call: "#b3541e",
    use: "#5a51a8",
    network: "#6b4fc9",
    subnets: "#1f6fb8",
    open: "#2f7d32",
  },
  dark: {
    page: "#0d1117",
    box: "#222834",
    text: "#e6e9ef",
    quiet: "#a4adbc",
    line: "#6d778a",
    request: "#7db4ff",
    call: "#f0a06c",
    use: "#aea6f2",
    network: "#a795f0",
    subnets: "#74b3ee",
    open: "#7cc47f",
  },
} as const;

type Theme = (typeof themes)[keyof typeof themes];

/** The picture of a plan as the page draws it, folded, for documents. */
export function planPicture({ boxes, links }: View, theme: keyof typeof themes): string {
  const colours = themes[theme];
  const drawing = arrange(boxes, () => false);
  const parents = new Map<string, string>();
  const note = (some: readonly BoxView[], parent?: string): void => {
    for (const { id, inside } of some) {
      if (parent !== undefined) parents.set(id, parent);
      note(inside?.boxes ?? [], id);
    }
  };
  note(boxes);
  const drawn = new Map(drawing.boxes.map((each) => [each.box.id, each]));
  const drawnFor = (id: string): Drawn | undefined => {
    const parent = parents.get(id);
    return drawn.get(id) ?? (parent === undefined ? undefined : drawnFor(parent));
  };
  const arrows = arrowsBetween(
    links.filter(({ kind }) => kind !== "need"),
    drawnFor,
    drawing,
  );
  const [width, height] = [Math.ceil(drawing.width), Math.ceil(drawing.height)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" font-family="system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif">`,
    `<rect width="${width}" height="${height}" rx="8" fill="${colours.page}"/>`,
    ...drawing.boxes.filter(({ box }) => isFrame(box)).map((each) => frame(each, colours)),
    ...arrows.map((arrow) => line(arrow, colours)),
    ...drawing.boxes.filter(({ box }) => !isFrame(box)).map((each) => unit(each, colours)),
    "</svg>",
  ].join("\n");
}

function frame({ box, x, y, width, height }: Drawn, colours: Theme): string {
  if (box.kind === "subnets" && box.lanes !== undefined)
    return lanes(box.lanes, x, y, width, height, box, colours);
  const look: Partial<Record<BoxView["kind"], string>> = {
    network: colours.network,
    subnets: colours.subnets,
    platform: colours.call,
  };
  const colour = look[box.kind] ?? colours.line;
  const dashes = box.kind === "subnets" ? ' stroke-dasharray="4 3"' : "";
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="12" fill="${colours.page}"/>`,
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="12" fill="${colour}" fill-opacity="0.06" stroke="${colour}"${dashes}/>`,
    `<text x="${x + 12}" y="${y + 22}" font-size="14" font-weight="600" fill="${colours.text}">${escaped(box.title)}` +
      `<tspan dx="8" font-size="11.5" font-weight="400" fill="${colours.quiet}">${escaped(box.subtitle)}</tspan></text>`,
    ...(box.lanes === undefined
      ? []
      : [lanes(box.lanes, x + 20, y + 34, width - 40, height - 44, box, colours)]),
  ].join("\n");
}

/** The zones of a network, or its subnets in these. */
function lanes(
  titles: readonly string[],
  x: number,
  y: number,
  width: number,
  height: number,
  { kind, isPublic }: BoxView,
  colours: Theme,
): string {
  const gap = 10;
  const each = (width - gap * (titles.length - 1)) / titles.length;
  const colour = kind === "network" ? colours.line : isPublic ? colours.open : colours.subnets;
  const inset = kind === "network" ? 0 : 5;
  return titles
    .map((title, index) => {
      const left = Math.round(x + index * (each + gap)) + inset;
      return [
        `<rect x="${left}" y="${y}" width="${Math.round(each) - 2 * inset}" height="${height}" rx="8" fill="${colour}" fill-opacity="0.06" stroke="${colour}" stroke-dasharray="4 3"/>`,
        `<text x="${left + 10}" y="${y + 18}" font-size="11.5" fill="${colours.quiet}">${escaped(title)}</text>`,
      ].join("\n");
    })
    .join("\n");
}

function unit({ box, x, y, width, height }: Drawn, colours: Theme): string {
  if (box.kind === "internet") {
    return [
      `<circle cx="${x + width / 2}" cy="${y + height / 2}" r="${width / 2}" fill="${colours.box}" stroke="${colours.request}" stroke-width="1.5"/>`,
      `<text x="${x + width / 2}" y="${y + height / 2 + 5}" text-anchor="middle" font-size="14" font-weight="600" fill="${colours.text}">${escaped(box.title)}</text>`,
    ].join("\n");
  }
  const look = { entry: colours.request, service: colours.call, data: colours.use };
  const colour = look[box.role as keyof typeof look] ?? colours.line;
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="9" fill="${colours.box}" stroke="${colour}" stroke-width="1.5"/>`,
    `<text x="${x + 12}" y="${y + height / 2 - 6}" font-size="14" font-weight="600" fill="${colours.text}">${escaped(box.title)}</text>`,
    `<text x="${x + 12}" y="${y + height / 2 + 13}" font-size="11.5" fill="${colours.quiet}">${escaped(box.subtitle)}</text>`,
  ].join("\n");
}

/** An arrow with its head. */
function line({ path, kind, end }: Arrow, colours: Theme): string {
  const colour = kind === "need" ? colours.line : colours[kind];
  const degrees = { left: 0, top: 90, right: 180, bottom: 270 }[end.side];
  const head = `<path d="M-7 -4L0 0L-7 4z" transform="translate(${end.x} ${end.y}) rotate(${degrees})" fill="${colour}"/>`;
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"/>${head}`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
