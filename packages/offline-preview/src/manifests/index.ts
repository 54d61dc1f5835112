import { refusalOf } from "../format/verdict";
import type { Report } from "../report";
import { writeDirectory } from "./directory";
import { manifestsOf, variablesFile } from "./manifests";

/**
 * Writes the manifests of a plan into a folder; returns what to tell the user. Nothing is written of a plan that a mandatory policy
 * refuses: another tool would deploy it.
 *
 * @throws UsageError where the folder is another's.
 */
export function writeManifests(report: Report, directory: string): string {
  if (refusalOf(report) !== undefined) return `${directory}: nothing written\n`;
  const { files, written, leftOut, variables } = manifestsOf(report);
  writeDirectory(directory, files);
  const lines = [
    `${directory}: ${written.length} manifest${written.length === 1 ? "" : "s"}`,
    ...leftOut.map(({ title, reason }) => `left out: ${title}: ${reason}`),
    ...(variables.length > 0 ? [`to fill in, see ${variablesFile}:`] : []),
    ...variables.map(({ name, meaning }) => `  ${name}  ${meaning}`),
  ];
  return `${lines.join("\n")}\n`;
}
