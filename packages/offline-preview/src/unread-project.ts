import { basename, dirname, resolve } from "node:path";
import type { ProjectFiles } from "./format/problems";
import { Labels } from "./mock-outputs/labels";
import { findProjectFile } from "./project-files";
import type { Report } from "./report";

/** What there is to say where a project can't even be started, for an error in its own files: the error alone. */
export function reportOnError(
  error: Error,
  directory: string,
  stack: string,
): { report: Report; project: ProjectFiles } {
  const file = findProjectFile(resolve(directory));
  const root = file === undefined ? resolve(directory) : dirname(file);
  const plan = { project: basename(root), stack, resources: [], outputs: {}, diagnostics: [] };
  return {
    report: { plan, config: {}, failures: [{ message: error.message }], labels: new Labels() },
    project: { name: plan.project, root, directory: root, stackFile: file },
  };
}
