import { z } from "zod";
import { bytesOf } from "../../../components/container-files";
import { batchFileBytes } from "../../../facts/batch";
import { containerLimits, filePathError } from "../../../facts/container-limits";
import { withDefault } from "../../toolkit/defaults";
import { object, record, string } from "../../toolkit/kinds";
import { withMeta } from "../../toolkit/meta";
import { formatPath, type Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { readProjectFile } from "./project-file";

const { files: number, fileBytes } = containerLimits;

/** Files of a container, by their paths in it. */
export const filesSchema = withDefault(
  {},
  record(
    {
      pattern: /^\/[^\s\0]{1,250}$/,
      allowed: "an absolute path such as /etc/web/config.yaml",
    },
    withMeta(
      z.union([
        string(/^[^\0]*$/, "text", "The text."),
        object({}, "A file of the project.", {
          from: string(
            /^[^\0]{1,1000}$/,
            "the path of a file, such as ./rules.json",
            "The file in the project that has the text, relative to the project's directory, in UTF-8.",
          ),
        }),
      ]),
      { description: "The text, or where it is.", allowed: "text, or a map with the key from" },
    ),
    `Files of the container, by their paths in it: the text, or { from: FILE }. They are read-only. What the image has in their ` +
      `directory is hidden, on both platforms, so that each needs a directory of its own. At most ${number.max} files with ` +
      `${fileBytes.max / 1024} KiB of text, of a job on Batch with ${batchFileBytes / 1024} KiB. On ECS and Batch a small container ` +
      "writes them before the service starts; on EKS they are in a ConfigMap. Everybody who may describe either can read them: secrets belong in secrets.",
  ),
);

type Given = Readonly<Record<string, string | { from: string }>>;

/** The text of each file; of those that can't be read none. */
export function fileSettings(given: Given): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([path, file]) => {
      const { text } = { text: undefined, ...sourceOf(file) };
      return text === undefined ? [] : [[path, text]];
    }),
  );
}

/** Adds errors for files that can't be read, are too large, or can't be where they should. */
export function validateFiles(
  at: Path,
  {
    files = {},
    writablePaths = ["/tmp"],
  }: { files?: Given | undefined; writablePaths?: readonly string[] | undefined },
  errors: ValidationErrors,
): void {
  const all = [...at, "files"];
  const paths = Object.keys(files);
  for (const [path, file] of Object.entries(files)) {
    const own = [...all, path];
    const placed = filePathError(path, { files: paths, writablePaths });
    if (placed !== undefined) errors.add(own, `can't be there: its path must be ${placed}.`);
    const { error } = sourceOf(file);
    if (typeof file === "string" && errors.isSecret(own)) {
      errors.add(
        own,
        `may be secret, for ${formatPath(at.slice(0, 1))} has a secret value, and everybody who may describe the task definition ` +
          "could read it: put the text into a file, with from, and secrets into secrets.",
      );
    } else if (typeof file !== "string" && error !== undefined) {
      errors.add([...own, "from"], `is ${errors.format(own, file.from)}, ${error}.`);
    }
  }
  const bytes = bytesOf(fileSettings(files));
  if (paths.length > number.max) {
    errors.add(all, `has ${paths.length} files, but at most ${number.max} are allowed.`);
  }
  if (bytes > fileBytes.max) {
    errors.add(
      all,
      `has ${bytes} bytes of text, but at most ${fileBytes.max} fit beside the rest of a task definition.`,
    );
  }
}

function sourceOf(file: Given[string]): { text: string; error?: undefined } | { error: string } {
  return typeof file === "string" ? { text: file } : readProjectFile(file.from, fileBytes.max);
}
