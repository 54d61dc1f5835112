import type { Format } from "../command-line";
import type { ServiceReader } from "../preview-config";
import type { Report } from "../report";
import type { ProjectFiles } from "./problems";

/** How a plan is shown. */
export interface RenderOptions {
  /** Whether a text has every resource's inputs. Default: false. */
  details?: boolean;
  /** What is written to. Default: standard output. */
  stream?: { isTTY?: boolean; columns?: number };
  /** Where the files are that problems have their places in. */
  project: ProjectFiles;
  /** Names the services in the plan. Default: none. */
  services?: ServiceReader;
}

/** How each format is written. Each loads only what it needs. */
const renderers: Record<Format, (report: Report, options: RenderOptions) => string> = {
  text: (report, { details, stream = process.stdout }) => {
    const { renderText }: typeof import("./text") = require("./text");
    const { pageOf }: typeof import("./page") = require("./page");
    return renderText(report, { details, page: pageOf(stream, process.env) });
  },
  // Of a plan that failed; the others are written as files.
  manifests: (report, options) => renderers.text(report, options),
  json: (report) => {
    const { renderJson }: typeof import("./json") = require("./json");
    return renderJson(report);
  },
  markdown: (report) => {
    const { renderMarkdown }: typeof import("./markdown") = require("./markdown");
    return renderMarkdown(report);
  },
  mermaid: (report) => {
    const { renderMermaid }: typeof import("./mermaid") = require("./mermaid");
    return renderMermaid(report);
  },
  sarif: (report, { project }) => {
    const { renderSarif }: typeof import("./sarif") = require("./sarif");
    return renderSarif(report, project);
  },
  junit: (report, { project }) => {
    const { renderJunit }: typeof import("./junit") = require("./junit");
    return renderJunit(report, project);
  },
  html: (report, { project, services }) => {
    const { renderHtml }: typeof import("../html") = require("../html");
    return renderHtml(report, project, services);
  },
};

/** The plan in the form that was asked for. */
export function render(report: Report, format: Format, options: RenderOptions): string {
  return renderers[format](report, options);
}
