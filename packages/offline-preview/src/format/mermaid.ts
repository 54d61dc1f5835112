import { shortType } from "../engine/urn";
import type { Report } from "../report";
import type { Box, Change } from "./mermaid-box";
import { graphOf } from "./mermaid-graph";

const changes: readonly Change[] = ["create", "delete", "change"];

const looks: Record<Change, string> = {
  create: "fill:#dafbe1,stroke:#1a7f37,color:#1f2328",
  delete: "fill:#ffebe9,stroke:#cf222e,color:#1f2328,stroke-dasharray:5 4",
  change: "fill:#fff8c5,stroke:#9a6700,color:#1f2328",
};

/** The picture: components as boxes, arrows to what each needs, and what is open to the internet. */
export function renderMermaid({ plan, comparison, failures }: Report): string {
  if (failures.length > 0) {
    const messages = failures.map(({ message }) => message.replace(/\s+/g, " "));
    return `flowchart LR\n  failed["${escapeLabel(`no picture: ${messages.join("; ")}`)}"]\n`;
  }
  const { boxes, edges } = graphOf(plan.resources, comparison);
  if (boxes.length === 0) return 'flowchart LR\n  unchanged["no resource changes"]\n';
  const ids = new Ids();
  const entries: string[] = [];
  const classes: Record<Change, string[]> = { create: [], delete: [], change: [] };
  const draw = (box: Box, indentation: string): string[] => {
    const id = ids.of(box);
    const label = labelOf(box);
    if (box.change !== undefined && (box.children.length === 0 || box.change !== "change"))
      classes[box.change].push(id);
    if (box.isPublic && box.children.length === 0) entries.push(id);
    if (box.children.length === 0) {
      const [open, close] = box.folded === undefined ? ["[", "]"] : ["[[", "]]"];
      return [`${indentation}${id}${open}"${label}"${close}`];
    }
    return [
      `${indentation}subgraph ${id}["${label}"]`,
      ...box.children.flatMap((child) => draw(child, `${indentation}  `)),
      `${indentation}end`,
    ];
  };
  const drawn = boxes.flatMap((box) => draw(box, "  "));
  const lines = [
    "flowchart LR",
    ...(entries.length === 0 ? [] : ['  internet(("internet"))']),
    ...drawn,
    ...entries.map((id) => `  internet ==> ${id}`),
    ...edges.map(([from, to]) => `  ${ids.ofUrn(from)} --> ${ids.ofUrn(to)}`),
    ...changes.flatMap((change) =>
      classes[change].length === 0
        ? []
        : [`  classDef ${change}d ${looks[change]}`, `  class ${classes[change].join(",")} ${change}d`],
    ),
  ];
  return `${lines.join("\n")}\n`;
}

function labelOf({ resource, folded, counts, children }: Box): string {
  const { name, type, custom, remote } = resource;
  const kind = custom || remote ? shortType(type) : (type.split(":").at(-1) ?? type);
  if (children.length > 0) return `${escapeLabel(kind)} ${escapeLabel(name)}`;
  const size =
    folded === undefined ? "" : `<br/>${folded} resource${folded === 1 ? "" : "s"}${changesIn(counts)}`;
  return `<b>${escapeLabel(name)}</b><br/>${escapeLabel(kind)}${size}`;
}

function changesIn(counts: Box["counts"]): string {
  if (counts === undefined) return "";
  const parts = [
    counts.create > 0 ? `+${counts.create}` : "",
    counts.change > 0 ? `~${counts.change}` : "",
    counts.delete > 0 ? `-${counts.delete}` : "",
  ].filter(Boolean);
  return parts.length === 0 ? "" : `: ${parts.join(" ")}`;
}

/** Ids that follow from names, so that the picture of an unchanged part stays the same text. */
class Ids {
  readonly #ids = new Map<string, string>();
  readonly #used = new Set<string>();

  of({ resource: { urn, name, type } }: Box): string {
    const base = `${name}_${type.split(":").at(-1)}`.replace(/\W/g, "_");
    let id = base;
    for (let index = 2; this.#used.has(id); index++) id = `${base}_${index}`;
    this.#used.add(id);
    this.#ids.set(urn, id);
    return id;
  }

  ofUrn(urn: string): string {
    return this.#ids.get(urn) ?? "";
  }
}

/** Mermaid's own escapes: no text can end its label, be markup or code in it. */
function escapeLabel(text: string): string {
  return text
    .replace(/[#"<>&`\\[\]{}|]/g, (character) => `#${character.charCodeAt(0)};`)
    .replace(/\s+/g, " ");
}
