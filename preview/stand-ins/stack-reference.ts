import type { PropertyMap } from "../engine/value";
import { account, type Facts, hexOf } from "./template";

/** The type of a reference to another stack. */
export const stackReferenceType = "pulumi:pulumi:StackReference";

/**
 * Outputs of another stack of this project: the images of these services. No preview can know the services that the
 * other stack really has.
 */
export function stackReferenceOutputs({ urn, region }: Facts, services: readonly string[]): PropertyMap {
  const registry = `${account}.dkr.ecr.${region}.amazonaws.com`;
  const images = services.map((service): [string, PropertyMap] => {
    const own = `${urn}#${service}`;
    const url = `${registry}/registry-${service}-${hexOf(own, 7)}`;
    return [service, { tag: `${url}:${hexOf(own, 20)}`, digest: `${url}@sha256:${hexOf(own, 64)}` }];
  });
  return { outputs: { imageUris: Object.fromEntries(images) }, secretOutputNames: [] };
}

/** The services that a stack's settings name, as its own or as another stack's (`imageFrom`), sorted. */
export function servicesIn(config: Readonly<Record<string, string>>): string[] {
  const names = new Set<string>();
  for (const [key, text] of Object.entries(config)) {
    const [, setting = ""] = key.split(":");
    const [first, name, ...rest] = setting.split(".");
    if (first === "services" && name !== undefined) {
      names.add(name);
      if (rest.join(".") === "imageFrom.service") names.add(text);
    }
    if (setting === "services") {
      for (const [service, described] of entriesIn(parsed(text))) {
        names.add(service);
        const [, other] =
          entriesIn(entriesIn(described).find(([key]) => key === "imageFrom")?.[1]).find(
            ([key]) => key === "service",
          ) ?? [];
        if (typeof other === "string") names.add(other);
      }
    }
  }
  return [...names].sort();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function entriesIn(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}
