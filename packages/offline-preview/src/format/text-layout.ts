import { stringify } from "yaml";
import type { Labels } from "../mock-outputs/labels";
import type { Page } from "./page";
import { type Visible, withLabels } from "./visible";
import { wrap } from "./wrap";

/** `content` as YAML; texts that hold JSON are laid out in it as they are. */
export function document(content: Visible, labels: Labels): string {
  if (content === null || typeof content !== "object" || Object.keys(content).length === 0) return "";
  return withLabels(laidOut(content), labels);
}

/** `content` as YAML that people read. */
export function laidOut(content: Visible): string {
  return stringify(layOut(content), { lineWidth: 0, blockQuote: "literal" }).trimEnd();
}

function layOut(value: Visible): Visible {
  if (Array.isArray(value)) return value.map(layOut);
  if (typeof value === "string") return /^\s*[[{]/.test(value) ? laidOutJson(value) : value;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, layOut(inner)]));
}

function laidOutJson(text: string): string {
  try {
    return `${JSON.stringify(JSON.parse(text), null, 2)}\n`;
  } catch {
    return text;
  }
}

/** The first line: what is shown, and how to read it. */
export function title(shown: string, { width }: Page): string {
  return wrap(`${shown}, offline; AWS decides each ‹name.property›.`, width, "").join("\n");
}

/** A titled paragraph, or none. */
export function section(title: string, content: string, { colours }: Page): string[] {
  return content === "" ? [] : [`${colours.bold(`${title}:`)}\n${indent(content)}`];
}

/** Room that is left for the content of a section. */
export function roomIn({ width }: Page): number {
  return width - margin.length;
}

/** `text` four columns to the right. */
export function indent(text: string): string {
  return text.replace(/^(?=.)/gm, margin);
}

const margin = "    ";
