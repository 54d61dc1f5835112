import { z } from "zod";
import { callVariable } from "../../../components/calls";
import { type DataType, variablesOfData } from "../../../components/data/data-variables";
import { withDefault } from "../../toolkit/defaults";
import { list } from "../../toolkit/kinds";
import { withMeta } from "../../toolkit/meta";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { nearest } from "../../toolkit/words";
import { refuseVariable } from "./environment";
import { variablesOfFiles } from "./environment-files";

/** The data that a service uses. */
export const usesSchema = withDefault(
  [],
  list(
    withMeta(z.string(), { description: "A part of the data.", allowed: "the name of data of the stack" }),
    { min: 0, max: 15, allowed: "a list of at most 15 names of data, such as [uploads]" },
    "Names of the data that it uses. It may read and write each, and finds it by a variable: UPLOADS_BUCKET for the bucket " +
      "uploads, EVENTS_QUEUE_URL for the queue events, ORDERS_TABLE for the table orders, SESSIONS_URL for the cache sessions; of a " +
      "database db by DB_HOST, DB_READER_HOST, DB_PORT, DB_NAME, and by DB_USER and DB_PASSWORD, whose values are secret.",
  ),
);

interface Given {
  uses?: readonly string[] | undefined;
  calls?: readonly string[] | undefined;
  environment?: Readonly<Record<string, unknown>> | undefined;
  secrets?: Readonly<Record<string, unknown>> | undefined;
  environmentFiles?: readonly string[] | undefined;
}

/** Adds errors for data that the stack doesn't have, and for variables that something else would set as well. */
export function validateUses(
  path: Path,
  { uses = [], calls = [], environment = {}, secrets = {}, ...given }: Given,
  data: Readonly<Record<string, DataType>>,
  errors: ValidationErrors,
): void {
  const environmentFiles = variablesOfFiles(given.environmentFiles ?? []);
  for (const [index, name] of uses.entries()) {
    const at = [...path, "uses", index];
    const type = Object.hasOwn(data, name) ? data[name] : undefined;
    if (uses.indexOf(name) !== index) {
      errors.add(at, `is ${name}, which is already in the list.`);
    } else if (type === undefined) {
      if (!errors.has(["data", name])) errors.add(at, unknownData(errors.format(at, name), name, data));
    } else if (type === "filesystem" || type === "lustre") {
      errors.add(at, `is ${name}, a ${type}, which is mounted: write volumes: { /data: ${name} } instead.`);
    } else {
      for (const variable of variablesOfData(type, name)) {
        const called = calls.find((each) => callVariable(each) === variable);
        if (called !== undefined) {
          errors.add(
            at,
            `is ${name}, whose variable ${variable} calls sets too, for ${called}: rename one of them.`,
          );
        }
        refuseVariable(
          path,
          variable,
          { environment, secrets, environmentFiles },
          `uses, which has ${name}`,
          errors,
        );
      }
    }
  }
}

function unknownData(formatted: string, name: string, data: Readonly<Record<string, DataType>>): string {
  const names = Object.keys(data).sort();
  const near = nearest(name, names);
  const advice = near === undefined ? "" : ` Did you mean ${near}?`;
  const known = names.length === 0 ? "It has none." : `Its data: ${names.join(", ")}.`;
  return `is ${formatted}, but no data of the stack.${advice} ${known}`;
}
