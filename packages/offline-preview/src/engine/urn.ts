/** Type of the resource at the root of every stack. */
export const stackType = "pulumi:pulumi:Stack";

/** The parts of a resource's unique name. */
export interface Urn {
  /** Types of the ancestors (the stack's left out) and of the resource, joined with $. */
  qualifiedType: string;
  type: string;
  name: string;
}

/** Where a plan belongs to. */
export interface StackName {
  project: string;
  stack: string;
}

/** The parts of `urn`. A name may itself contain `::`. */
export function parseUrn(urn: string): Urn {
  const [, , qualifiedType = "", ...name] = urn.replace(/^urn:pulumi:/, "").split("::");
  return { qualifiedType, type: qualifiedType.split("$").at(-1) ?? "", name: name.join("::") };
}

/** The unique name of a resource, as the engine computes it. */
export function createUrn(at: StackName, parent: string | undefined, type: string, name: string): string {
  const ancestors = parent === undefined ? "" : parseUrn(parent).qualifiedType;
  const qualifiedType = ancestors === "" || ancestors === stackType ? type : `${ancestors}$${type}`;
  return `urn:pulumi:${at.stack}::${at.project}::${qualifiedType}::${name}`;
}

/** The package that a resource type belongs to: "aws" of "aws:ecr/repository:Repository". */
export function packageOf(type: string): string {
  return type.split(":")[0] ?? "";
}

/** The package that a provider's type serves, or nothing when `type` is no provider's. */
export function providedPackage(type: string): string | undefined {
  return type.startsWith("pulumi:providers:") ? type.slice("pulumi:providers:".length) : undefined;
}

/** A type as people say it: "aws:ecr:Repository". */
export function shortType(type: string): string {
  const [provider = "", module = "", name] = type.split(":");
  return name === undefined ? type : `${provider}:${module.split("/")[0]}:${name}`;
}
