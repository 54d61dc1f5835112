import type { PlannedService, Readable, ReadableResource } from "pulumi-offline-preview";

/** What a reader finds out about a service. */
export type ServiceContent = Pick<PlannedService, "settings" | "environment">;

/** The value at a path; nothing where there is none. */
export function valueAt(value: Readable | undefined, ...path: (string | number)[]): Readable | undefined {
  return path.reduce<Readable | undefined>((at, key) => {
    if (Array.isArray(at)) return typeof key === "number" ? at[key] : undefined;
    return at !== null && typeof at === "object" ? at[key] : undefined;
  }, value);
}

/** The inputs of the resource of a type. */
export function inputsOf(resources: readonly ReadableResource[], type: string): Readable | undefined {
  return resources.find((resource) => resource.type === type)?.inputs;
}

/** Without what nobody knows. */
export function known(settings: Record<string, Readable | undefined>): Record<string, Readable> {
  return Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** A list of named values, as containers have their environment, by name. */
export function byName(list: Readable | undefined): Record<string, Readable> {
  if (!Array.isArray(list)) return {};
  return Object.fromEntries(
    list.map((item) => [
      String(valueAt(item, "name")),
      valueAt(item, "value") ?? valueAt(item, "valueFrom") ?? null,
    ]),
  );
}

/** What tells an image from others of its repository, where the stack's own registry has it; else the whole reference. */
export function imageTag(image: Readable | undefined): Readable | undefined {
  return typeof image === "string" ? image.replace(/^‹[^›]*›[:@]/, "") : image;
}
