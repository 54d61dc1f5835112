import type { z } from "zod";
import type { Path } from "../../toolkit/path";
import { isPlainMap } from "../../toolkit/plain-map";
import { schemaUnder, settingMeta } from "../../toolkit/schema-tree";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { oneOf } from "../../toolkit/words";

/** Adds an error for each setting that none of the platforms of a service or a job honours, so that none is dropped silently. */
export function validateHonoured(
  at: Path,
  schema: z.core.$ZodType,
  given: unknown,
  running: readonly string[],
  errors: ValidationErrors,
  what = "the service",
): void {
  const { platforms } = settingMeta(schema);
  if (platforms && !platforms.some((platform) => running.includes(platform))) {
    const text = `has no effect: only ${oneOf(platforms)} honours it, and ${what} doesn't run there.`;
    errors.add(at, text);
    return;
  }
  if (!isPlainMap(given)) return;
  for (const [key, value] of Object.entries(given)) {
    const under = schemaUnder(schema, key);
    if (under) validateHonoured([...at, key], under, value, running, errors, what);
  }
}
