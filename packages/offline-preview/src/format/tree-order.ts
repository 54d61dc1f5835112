import type { PlannedResource } from "../engine/plan";
import { parseUrn, shortType } from "../engine/urn";

/** A resource and the lines that lead to it. */
export interface Leaf {
  resource: PlannedResource;
  branch: string;
}

/** The resources in the order of the tree, with its branches. */
export function growTree(resources: readonly PlannedResource[]): Leaf[] {
  const children = childrenByParent(resources);
  const leaves: Leaf[] = [];
  const add = (resource: PlannedResource, branch: string, below: string): void => {
    leaves.push({ resource, branch });
    const own = (children.get(resource.urn) ?? []).sort(byTypeAndName);
    own.forEach((child, index) => {
      const isLast = index === own.length - 1;
      add(child, `${below}${isLast ? "└─ " : "├─ "}`, `${below}${isLast ? "   " : "│  "}`);
    });
  };
  for (const root of children.get(undefined) ?? []) add(root, "", "");
  return leaves;
}

function childrenByParent(resources: readonly PlannedResource[]): Map<string | undefined, PlannedResource[]> {
  const known = new Map(resources.map((resource) => [resource.urn, resource]));
  const root = resources.find(({ parent }) => parent === undefined);
  const children = new Map<string | undefined, PlannedResource[]>();
  for (const resource of resources) {
    const { parent } = resource;
    const shown =
      parent === undefined || known.has(parent)
        ? parent
        : (remoteAncestor(parent, resources)?.urn ?? root?.urn);
    const siblings = children.get(shown);
    if (siblings === undefined) children.set(shown, [resource]);
    else siblings.push(resource);
  }
  return children;
}

/** The remote component whose parts an offline plan doesn't have, `urn` among them. */
function remoteAncestor(urn: string, resources: readonly PlannedResource[]): PlannedResource | undefined {
  const { qualifiedType, name } = parseUrn(urn);
  return resources
    .filter((each) => {
      return each.remote && qualifiedType.startsWith(`${parseUrn(each.urn).qualifiedType}$`);
    })
    .sort((a, b) => Number(name.startsWith(b.name)) - Number(name.startsWith(a.name)))[0];
}

/** Components and resources of a type beside each other, whatever order the program made them in. */
function byTypeAndName(a: PlannedResource, b: PlannedResource): number {
  if (a.custom !== b.custom) return Number(a.custom) - Number(b.custom);
  const [typeOfA, typeOfB] = [shortType(a.type), shortType(b.type)];
  if (typeOfA !== typeOfB) return typeOfA < typeOfB ? -1 : 1;
  return a.name < b.name ? -1 : 1;
}
