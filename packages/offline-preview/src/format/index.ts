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

/** Writes a plan in one format. */
export type Renderer = (report: Report, options: RenderOptions) => string;

/** Loads how each format is written, and nothing of the others. */
const loaders: Record<Format, () => Renderer> = {
  text: () => {
    const { renderText }: typeof import("./text") = require("./text");
    const { pageOf }: typeof import("./page") = require("./page");
    return (report, { details, stream = process.stdout }) =>
      renderText(report, { details, page: pageOf(stream, process.env) });
  },
  // Of a plan that failed; the others are written as files.
  manifests: () => loaders.text(),
  json: () => {
    const { renderJson }: typeof import("./json") = require("./json");
    return renderJson;
  },
  markdown: () => {
    const { renderMarkdown }: typeof import("./markdown") = require("./markdown");
    return renderMarkdown;
  },
  mermaid: () => {
    const { renderMermaid }: typeof import("./mermaid") = require("./mermaid");
    return renderMermaid;
  },
  sarif: () => {
    const { renderSarif }: typeof import("./sarif") = require("./sarif");
    return (report, { project }) => renderSarif(report, project);
  },
  junit: () => {
    const { renderJunit }: typeof import("./junit") = require("./junit");
    return (report, { project }) => renderJunit(report, project);
  },
  html: () => {
    const { renderHtml }: typeof import("../html") = require("../html");
    return (report, { project, services }) => renderHtml(report, project, services);
  },
};

/** Loads what writes `format`. */
export function loadRenderer(format: Format): Renderer {
  return loaders[format]();
}

/** The plan in the form that was asked for. */
export function render(report: Report, format: Format, options: RenderOptions): string {
  return loadRenderer(format)(report, options);
}
