import type { ResourceChange } from "../diff";
import type { PlannedResource } from "../engine/plan";
import { parseUrn, shortType } from "../engine/urn";

/** How a changed resource is called beside others. */
export interface Title {
  name: string;
  type: string;
  /** Its component, where another changed resource has the same name: "FargateService hello". */
  component?: string;
}

/** Names changed resources so that no two are called the same. */
export class Titles {
  readonly #count = new Map<string, number>();

  constructor(changes: readonly ResourceChange[]) {
    for (const { urn } of changes) {
      const { name } = parseUrn(urn);
      this.#count.set(name, (this.#count.get(name) ?? 0) + 1);
    }
  }

  of({ urn, base, head }: ResourceChange): Title {
    const { name, type } = parseUrn(urn);
    const resource = head ?? base;
    const isAlone = (this.#count.get(name) ?? 0) < 2;
    return {
      name,
      type: shortType(type),
      component: isAlone ? undefined : resource && componentOf(resource),
    };
  }
}

function componentOf({ parent }: PlannedResource): string | undefined {
  if (parent === undefined) return undefined;
  const { type, name } = parseUrn(parent);
  return type.startsWith("pulumi:pulumi:") ? undefined : `${type.split(":").at(-1)} ${name}`;
}
