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

/** The elements of a list; none of anything else. */
export function listOf(value: Readable | undefined): readonly Readable[] {
  return Array.isArray(value) ? value : [];
}

/** "a, b", sorted; nothing where there is none. */
export function listed(names: readonly (Readable | undefined)[]): string | undefined {
  const known = names.filter((name) => typeof name === "string");
  return known.length > 0 ? known.sort().join(", ") : undefined;
}

/** The name of the service whose pods these are. */
export function serviceNameOf(deployment: Readable | undefined): Readable | undefined {
  return valueAt(deployment, "spec", "template", "metadata", "labels", "app.kubernetes.io/name");
}

/** What the description's `permissions` grant, from the policy of that name: "s3:GetObject on arn:aws:s3:::uploads/*". */
export function permissionsOf(resources: readonly ReadableResource[]): string | undefined {
  const policy = resources.find(
    ({ type, name }) => type === "aws:iam/rolePolicy:RolePolicy" && /-permissions$/.test(name),
  );
  const text = (value: Readable | undefined) => (Array.isArray(value) ? value : [value]).join(" ");
  const statements = listOf(valueAt(parsed(valueAt(policy?.inputs, "policy")), "Statement"));
  return listed(
    statements.map((each) => `${text(valueAt(each, "Action"))} on ${text(valueAt(each, "Resource"))}`),
  );
}

/** What a JSON document says; nothing where its text isn't known. */
export function parsed(document: Readable | undefined): Readable | undefined {
  if (typeof document !== "string") return document;
  try {
    return JSON.parse(document);
  } catch {
    return undefined;
  }
}

/** Without what nobody knows. */
export function known(settings: Record<string, Readable | undefined>): Record<string, Readable> {
  return Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** A list of named values, as containers have their environment, by name. */
export function byName(list: Readable | undefined): Record<string, Readable> {
  return Object.fromEntries(
    listOf(list).map((item) => [
      String(valueAt(item, "name")),
      valueAt(item, "value") ?? valueAt(item, "valueFrom") ?? null,
    ]),
  );
}

/** What tells an image from others of its repository, where the stack's own registry has it; else the whole reference. */
export function imageTag(image: Readable | undefined): Readable | undefined {
  return typeof image === "string" ? image.replace(/^‹[^›]*›[:@]/, "") : image;
}
