import { createUrn, parseUrn, type StackName, stackType } from "./urn";

/** An identity that the resource had before: a whole URN, or what was different then. */
export type Alias =
  | { urn: string }
  | {
      name?: string;
      type?: string;
      project?: string;
      stack?: string;
      parent?: string;
      /** The resource had no parent then. */
      noParent?: boolean;
    };

/** A resource with the identities that it has and had. */
export interface Identity {
  name: string;
  type: string;
  parent?: string;
}

/**
 * All URNs that `resource` may have had before: its own aliases, and those that follow from its parent's.
 * The engine follows only the alias under which the parent is found in the state; without a state it may be any.
 */
export function aliasUrns(
  at: StackName,
  resource: Identity,
  aliases: Alias[],
  urn: string,
  parentAliases: string[],
): string[] {
  const own = aliases.map((alias) => aliasUrn(at, resource, alias));
  const { parent } = resource;
  const inherited =
    parent === undefined
      ? []
      : parentAliases.flatMap((parentAlias) =>
          [urn, ...own].map((child) => inheritedUrn(at, parseUrn(child), parent, parentAlias)),
        );
  return [...new Set([...own, ...inherited])].filter((alias) => alias !== urn);
}

function aliasUrn(at: StackName, resource: Identity, alias: Alias): string {
  if ("urn" in alias) return alias.urn;
  const parent = alias.noParent ? undefined : alias.parent || resource.parent;
  const isRoot = parent !== undefined && parseUrn(parent).qualifiedType === stackType;
  const then = { project: alias.project || at.project, stack: alias.stack || at.stack };
  return createUrn(
    then,
    isRoot ? undefined : parent,
    alias.type || resource.type,
    alias.name || resource.name,
  );
}

/** A child that is named after its parent had the name of its parent's alias in its own. */
function inheritedUrn(
  at: StackName,
  child: { type: string; name: string },
  parent: string,
  parentAlias: string,
): string {
  const parentName = parseUrn(parent).name;
  const name = child.name.startsWith(parentName)
    ? parseUrn(parentAlias).name + child.name.slice(parentName.length)
    : child.name;
  return createUrn(at, parentAlias, child.type, name);
}
