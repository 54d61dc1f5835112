import { createHash } from "node:crypto";
import type { MockedResource, PreviewConfig } from "pulumi-offline-preview";
import { costOf } from "./costs";
import { plannedServices } from "./planned-services";
import { evaluate } from "./policies/evaluate";

/** What the offline preview should know of this template. */
const config: PreviewConfig = {
  policies: evaluate,
  costs: costOf,
  services: plannedServices,
  mockOutputs: { "pulumi:pulumi:StackReference": otherStack },
};

/**
 * Outputs of another stack of this project: images of the services that this one names. No preview can know the services
 * that the other stack really has.
 */
function otherStack({ urn, region, config }: MockedResource) {
  const registry = `000000000000.dkr.ecr.${region}.amazonaws.com`;
  const images = servicesIn(config).map((service) => {
    const hash = (length: number) =>
      createHash("sha256").update(`${urn}#${service}`).digest("hex").slice(0, length);
    const url = `${registry}/registry-${service}-${hash(7)}`;
    return [service, { tag: `${url}:${hash(20)}`, digest: `${url}@sha256:${hash(64)}` }];
  });
  return { outputs: { imageUris: Object.fromEntries(images) }, secretOutputNames: [] };
}

/** The services that a stack's settings name, as its own or as another stack's (`imageFrom`), sorted. */
function servicesIn(config: Readonly<Record<string, string>>): string[] {
  const names = Object.entries(config).flatMap(([key, text]) => {
    const [first, name, ...rest] = (key.split(":")[1] ?? "").split(".");
    if (first !== "services" && first !== "jobs") return [];
    if (name !== undefined) return rest.join(".") === "imageFrom.service" ? [name, text] : [name];
    return entriesIn(parsed(text)).flatMap(([service, described]) => {
      const imageFrom = entriesIn(described).find(([key]) => key === "imageFrom")?.[1];
      const other = entriesIn(imageFrom).find(([key]) => key === "service")?.[1];
      return typeof other === "string" ? [service, other] : [service];
    });
  });
  return [...new Set(names)].sort();
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

export default config;
