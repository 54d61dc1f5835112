import type { PlannedResource } from "../../src/engine/plan";
import type { PropertyMap } from "../../src/engine/value";
import { play } from "../../src/transition/play";
import type { Step } from "../../src/transition/step";

/** A planned resource; `from` names the resources that its inputs are computed from. */
export function resource(
  type: string,
  name: string,
  inputs: PropertyMap = {},
  from: Record<string, PlannedResource> = {},
  options: Partial<PlannedResource> = {},
): PlannedResource {
  const references = Object.entries(from).map(([key, { outputs }]) => [key, outputs.arn ?? null] as const);
  const urns = Object.values(from).map(({ urn }) => urn);
  const arn = `arn:aws:${type}:${name}`;
  return {
    urn: `urn:pulumi:dev::sample::${type}::${name}`,
    type,
    name,
    custom: true,
    remote: false,
    external: false,
    inputs: { ...inputs, ...Object.fromEntries(references) },
    outputs: { arn },
    id: arn,
    dependencies: urns,
    propertyDependencies: Object.fromEntries(Object.entries(from).map(([key, { urn }]) => [key, [urn]])),
    providers: {},
    protect: false,
    retainOnDelete: false,
    replaceWith: [],
    ignoreChanges: [],
    replaceOnChanges: [],
    hideDiffs: [],
    additionalSecretOutputs: [],
    aliases: [],
    ...options,
  };
}

export const same = (head: PlannedResource): Step => ({ operation: "same", base: head, head });

export const create = (head: PlannedResource): Step => ({ operation: "create", head });

export const gone = (base: PlannedResource): Step => ({ operation: "delete", base });

export function told(...steps: Step[]): string[] {
  return play(steps).map(
    ({ urn, step, because, error }) => `${step} ${urn.split("::").at(-1)}: ${because} (${error})`,
  );
}
