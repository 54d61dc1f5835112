import type { PlannedResource } from "../engine/plan";
import { isMap, type PropertyMap } from "../engine/value";
import { listOf } from "../engine/value-at";
import type { Step } from "./step";

/**
 * The steps of a plan with those of the parts that remote components make, as far as their arguments say which: subnets of
 * `awsx.ec2.Vpc` with explicit ranges, which have the names that awsx gives them (awsx/ec2/vpc.ts of pulumi/pulumi-awsx).
 */
export function withParts(steps: readonly Step[]): Step[] {
  return steps.flatMap((step) => [step, ...subnetSteps(step)]);
}

function subnetSteps({ base, head, operation, deleteFirst }: Step): Step[] {
  // A new VPC has nothing in common with the present one.
  const [before, after] = [subnetsOf(base), subnetsOf(head, operation === "replace" ? "new " : "")];
  return [...new Set([...before.keys(), ...after.keys()])].map((name) => {
    const [old, fresh] = [before.get(name), after.get(name)];
    if (old === undefined) return { operation: "create", head: fresh };
    if (fresh === undefined) return { operation: "delete", base: old };
    const isSame = operation !== "replace" && old.inputs.cidrBlock === fresh.inputs.cidrBlock;
    return { operation: isSame ? "same" : "replace", base: old, head: fresh, deleteFirst };
  });
}

function subnetsOf(vpc: PlannedResource | undefined, prefix = ""): Map<string, PlannedResource> {
  if (vpc?.type !== "awsx:ec2:Vpc") return new Map();
  const specs = listOf(vpc.inputs.subnetSpecs).filter(isMap);
  const subnets = specs.flatMap(({ type, cidrBlocks }) =>
    listOf(cidrBlocks).map((cidrBlock, index): [string, PlannedResource] => {
      const name = `${vpc.name}-${String(type).toLowerCase()}-${index + 1}`;
      return [name, subnet(vpc, name, { cidrBlock, vpcId: `${prefix}${vpc.urn}` })];
    }),
  );
  return new Map(subnets);
}

function subnet(vpc: PlannedResource, name: string, inputs: PropertyMap): PlannedResource {
  const urn = vpc.urn.replace(/::([^:]*)$/, `$aws:ec2/subnet:Subnet::${name}`);
  return {
    ...vpc,
    urn,
    type: "aws:ec2/subnet:Subnet",
    name,
    custom: true,
    remote: false,
    parent: vpc.urn,
    inputs,
    outputs: {},
    id: undefined,
    dependencies: [vpc.urn],
    propertyDependencies: { vpcId: [vpc.urn] },
    protect: false,
  };
}
