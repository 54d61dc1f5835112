import type { PlannedResource } from "../engine/plan";
import { listOf, valueAt } from "../engine/value-at";
import type { Cloud, Reason } from "./step";

/**
 * An update of a VPC to fewer zones while replicas have volumes of EBS, which can be attached in their own zone alone. A node with
 * such a replica isn't replaced by one in another zone, where the replica couldn't start, and its subnet can't be deleted; a
 * node group ends such nodes nevertheless, and their replicas stay pending.
 *
 * @see https://kubernetes.io/docs/setup/best-practices/multiple-zones/#storage-access-for-zones (read 2026-11-22)
 */
export function zoneOfVolumes(
  base: PlannedResource,
  head: PlannedResource,
  cloud: Cloud,
): Reason | undefined {
  if (head.type !== "awsx:ec2:Vpc") return undefined;
  const [was, is] = [base, head].map(({ inputs }) => inputs.numberOfAvailabilityZones);
  if (typeof was !== "number" || typeof is !== "number" || is >= was) return undefined;
  const names = [...cloud]
    .filter(({ resource, stays }) => stays && hasClaims(resource))
    .map(({ resource }) => resource.name)
    .sort();
  return names.length === 0
    ? undefined
    : {
        because: `replicas of ${names.join(", ")} may have their volumes in the zones that go, and a volume of EBS can't be attached in another one`,
        instead:
          "Keep the number of zones, or move the files first, in an update of its own, to a file system of EFS, which is in all zones.",
        error: "DependencyViolation",
      };
}

function hasClaims({ type, inputs }: PlannedResource): boolean {
  return (
    type === "kubernetes:apps/v1:StatefulSet" &&
    listOf(valueAt(inputs, "spec", "volumeClaimTemplates")).length > 0
  );
}

/**
 * An update that takes subnets from a subnet group of which more instances are left than subnets: with each in the next zone, one of them
 * is in a subnet that goes.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBSubnetGroup.html (read 2026-11-22)
 */
export function instancesInSubnets(
  base: PlannedResource,
  head: PlannedResource,
  cloud: Cloud,
): Reason | undefined {
  if (!/^aws:(rds|docdb|neptune)\/subnetGroup:/.test(head.type)) return undefined;
  const was = listOf(base.inputs.subnetIds).length;
  const is = listOf(head.inputs.subnetIds).length;
  const instances = instancesOf(base.urn, cloud);
  return is >= was || instances <= is
    ? undefined
    : {
        because: `${instances} instances are in its ${was} subnets, and RDS takes away none that an instance is in`,
        instead: `Reduce the instances to ${is} in an update of its own first; afterwards there can be more again.`,
        error: "SubnetAlreadyInUse",
      };
}

/** The number of instances in a subnet group, which they name, or their cluster. */
function instancesOf(group: string, cloud: Cloud): number {
  const resources = [...cloud].map(({ resource }) => resource);
  const clusters = resources.filter(
    ({ type, propertyDependencies }) =>
      /^aws:(rds|docdb|neptune)\/cluster:/.test(type) &&
      Object.values(propertyDependencies).flat().includes(group),
  );
  const owners = new Set([group, ...clusters.map(({ urn }) => urn)]);
  return resources.filter(
    ({ type, propertyDependencies }) =>
      /^aws:(rds|docdb|neptune)\/(clusterI|i)nstance:/.test(type) &&
      Object.values(propertyDependencies)
        .flat()
        .some((urn) => owners.has(urn)),
  ).length;
}
