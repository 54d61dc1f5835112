import type { Format } from "../command-line";
import type { Outcome } from "../session";
import { renderJson } from "./json";
import { renderMarkdown } from "./markdown";
import { renderMermaid } from "./mermaid";
import { renderText } from "./text";

/** How each format is written. */
const renderers: Record<Format, (outcome: Outcome) => string> = {
  text: renderText,
  json: renderJson,
  markdown: renderMarkdown,
  mermaid: renderMermaid,
};

/** The plan in the form that was asked for. */
export function render(outcome: Outcome, format: Format): string {
  return renderers[format](outcome);
}
