import type { Format } from "../command-line";
import type { Report } from "../report";
import { renderJson } from "./json";
import { renderMarkdown } from "./markdown";
import { renderMermaid } from "./mermaid";
import { renderText } from "./text";

/** How each format is written. */
const renderers: Record<Format, (report: Report) => string> = {
  text: renderText,
  json: renderJson,
  markdown: renderMarkdown,
  mermaid: renderMermaid,
};

/** The plan in the form that was asked for. */
export function render(report: Report, format: Format): string {
  return renderers[format](report);
}
