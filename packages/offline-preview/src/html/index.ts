import type { ProjectFiles } from "../format/problems";
import type { ServiceReader } from "../preview-config";
import type { Report } from "../report";
import { pageOf } from "./page";
import { viewOf } from "./view-of";

/** The plan as a page: one file that needs nothing else and may do nothing but show it. */
export function renderHtml(report: Report, project: ProjectFiles, services?: ServiceReader): string {
  return pageOf(viewOf(report, project, services));
}
