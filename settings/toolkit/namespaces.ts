import * as pulumi from "@pulumi/pulumi";
import { distance } from "fastest-levenshtein";
import { namespace } from "./path";
import type { ValidationErrors } from "./validation-errors";

/** Pulumi's own namespace: `pulumi:tags` are the stack's tags. */
const pulumiNamespace = "pulumi";

/**
 * Refuses keys that nobody would read: in the project's own namespace once it has another name, in a misspelt namespace,
 * and in any namespace where they have the name of a setting. Other namespaces belong to other programs and providers.
 */
export function validateNamespaces(
  foreign: readonly string[],
  settings: readonly string[],
  awsKeys: readonly string[],
  errors: ValidationErrors,
): void {
  const project = pulumi.getProject();
  for (const key of foreign) {
    const [first = "", ...rest] = key.split(":");
    const name = rest.join(":");
    const isSetting = settings.includes(name.split(".")[0] ?? "");
    if (first === pulumiNamespace) continue;
    if (first === project) {
      errors.add(
        [key],
        `is in the project's own namespace, which isn't read: settings keep the namespace ${namespace} whatever the ` +
          `project's name. Write ${namespace}:${name}.`,
      );
    } else if (isMisspelt(first, namespace, 3)) {
      errors.add([key], `is in a namespace that isn't read. Did you mean ${namespace}:${name}?`);
    } else if (awsKeys.includes(name) && isMisspelt(first, "aws", 1)) {
      errors.add([key], `is in a namespace that isn't read. Did you mean aws:${name}?`);
    } else if (isSetting) {
      errors.add([key], `has the name of a setting, but the namespace ${first}. Write ${namespace}:${name}.`);
    }
  }
}

/** Whether a namespace is another one with at most `edits` typing errors, other capitals or letters in another order. */
function isMisspelt(written: string, meant: string, edits: number): boolean {
  if (written.length > 2 * meant.length) return false;
  const lower = written.toLowerCase();
  const sorted = (text: string) => [...text].sort().join("");
  return distance(lower, meant) <= edits || sorted(lower) === sorted(meant);
}
