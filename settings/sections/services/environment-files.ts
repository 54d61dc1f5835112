import { parseEnv } from "node:util";
import { containerLimits } from "../../../facts/container-limits";
import { withDefault } from "../../toolkit/defaults";
import { list, string } from "../../toolkit/kinds";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { variableName } from "./environment";
import { readProjectFile } from "./project-file";

const { environmentFiles, environmentFileBytes } = containerLimits;

/** Files with variables. They are read at plan time, so that both platforms get the same variables of the container. */
export const environmentFilesSchema = withDefault(
  [],
  list(
    string(/^[^\0]{1,1000}$/, "the path of a file, such as web.env", "A file."),
    { ...environmentFiles, allowed: `a list of at most ${environmentFiles.max} files, such as [web.env]` },
    "Files with lines NAME=VALUE (.env), relative to the project's directory, read as the stack is planned. Their variables " +
      "are variables of the container like those of environment, which win; of two files the later one wins. The values are " +
      "in the repository, the plan and the state: secrets belong in secrets.",
  ),
);

/** The variables of the files that can be read; a later file wins. */
export function variablesOfFiles(files: readonly string[]): Record<string, string> {
  return Object.assign({}, ...files.map(variablesOf));
}

/** Adds errors for files that can't be read, and for variables that something else sets too. */
export function validateEnvironmentFiles(
  at: Path,
  {
    environmentFiles: files = [],
    secrets = {},
  }: { environmentFiles?: readonly string[] | undefined; secrets?: object | undefined },
  errors: ValidationErrors,
): void {
  for (const [index, file] of files.entries()) {
    const path = [...at, "environmentFiles", index];
    const subject = `is ${errors.format(path, file)}`;
    const { error } = readProjectFile(file, environmentFileBytes.max);
    if (error !== undefined) {
      errors.add(path, `${subject}, ${error}.`);
    } else if (files.indexOf(file) !== index) {
      errors.add(path, `${subject}, which is already in the list.`);
    }
    for (const variable of Object.keys(variablesOf(file))) {
      const sets = `${subject}, which sets ${variable}`;
      if (!variableName.pattern.test(variable)) {
        errors.add(path, `${sets}: a variable's name must be ${variableName.allowed}.`);
      } else if (Object.hasOwn(secrets, variable)) {
        errors.add(path, `${sets}, but it is in secrets too: leave it out of one of them.`);
      }
    }
  }
}

function variablesOf(file: string): Record<string, string> {
  const { text } = { text: "", ...readProjectFile(file, environmentFileBytes.max) };
  const variables: Record<string, string | undefined> = parseEnv(text.replace(/^\uFEFF/, ""));
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, value ?? ""]));
}
