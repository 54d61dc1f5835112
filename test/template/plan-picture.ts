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
  const arrows = arrowsBetween(links, drawnFor).filter(({ kind }) => kind !== "need");
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
  const look: Partial<Record<BoxView["kind"], string>> = {
    network: colours.network,
    subnets: colours.subnets,
    platform: colours.call,
  };
  const colour = look[box.kind] ?? colours.line;
  const dashes = box.kind === "subnets" ? ' stroke-dasharray="4 3"' : "";
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="12" fill="${colour}" fill-opacity="0.06" stroke="${colour}"${dashes}/>`,
    `<text x="${x + 12}" y="${y + 22}" font-size="14" font-weight="600" fill="${colours.text}">${escaped(box.title)}` +
      `<tspan dx="8" font-size="11.5" font-weight="400" fill="${colours.quiet}">${escaped(box.subtitle)}</tspan></text>`,
  ].join("\n");
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
    `<text x="${x + 12}" y="${y + 29}" font-size="14" font-weight="600" fill="${colours.text}">${escaped(box.title)}</text>`,
    `<text x="${x + 12}" y="${y + 48}" font-size="11.5" fill="${colours.quiet}">${escaped(box.subtitle)}</text>`,
  ].join("\n");
}

/** An arrow, whose head lies between the end of its path and the box. */
function line({ path, kind }: Arrow, colours: Theme): string {
  const colour = kind === "need" ? colours.line : colours[kind];
  const [x = 0, y = 0] = (path.split(/[ ,]+/).slice(-2) ?? []).map(Number);
  const [beforeX = 0] = path.split(/[ ,]+/).slice(-4).map(Number);
  const tip = Math.sign(x - beforeX) * 6;
  const head = tip === 0 ? "" : `<path d="M${x} ${y - 4}L${x + tip} ${y}L${x} ${y + 4}z" fill="${colour}"/>`;
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"/>${head}`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
