import type { PlannedResource } from "../engine/plan";
import type { Cloud, Reason } from "./step";

/**
 * Settings of another resource that AWS creates by overwriting: the second one under another URN replaces the first without
 * a word, and the delete of the first then takes the second away.
 */
const settings: readonly { type: RegExp; of: readonly string[] }[] = [
  { type: /^aws:ecr\/(lifecyclePolicy|repositoryPolicy):/, of: ["repository"] },
  { type: /^aws:ecr\/(registryPolicy|registryScanningConfiguration|replicationConfiguration):/, of: [] },
  { type: /^aws:s3\/bucket(?!V2)[A-Z]\w*:/, of: ["bucket"] },
  { type: /^aws:ecs\/clusterCapacityProviders:/, of: ["clusterName"] },
  { type: /^aws:appautoscaling\/target:/, of: ["serviceNamespace", "resourceId", "scalableDimension"] },
  {
    type: /^aws:appautoscaling\/policy:/,
    of: ["serviceNamespace", "resourceId", "scalableDimension", "name"],
  },
  { type: /^aws:iam\/rolePolicy:/, of: ["role", "name"] },
  { type: /^aws:iam\/rolePolicyAttachment:/, of: ["role", "policyArn"] },
  { type: /^aws:ec2\/defaultSecurityGroup:/, of: ["vpcId"] },
];

/** What AWS says of a delete that takes another resource's setting away. */
export const lostSilently = "nothing: the setting is gone without a word";

/** What a delete would take away from a resource that the update just wrote. */
export function takenAway(resource: PlannedResource, cloud: Cloud): Reason | undefined {
  const setting = settings.find(({ type }) => type.test(resource.type));
  if (setting === undefined) return undefined;
  const keyOf = ({ inputs }: PlannedResource) => setting.of.map((property) => inputs[property]);
  if (keyOf(resource).some((part) => part === undefined)) return undefined;
  const owners = setting.of.flatMap((property) => resource.propertyDependencies[property] ?? []);
  if (owners.some((urn) => isReplaced(urn, cloud))) return undefined;
  const text = JSON.stringify(keyOf(resource));
  const other = [...cloud].find(
    ({ resource: each, stays }) =>
      stays && each !== resource && each.type === resource.type && JSON.stringify(keyOf(each)) === text,
  );
  return other === undefined
    ? undefined
    : {
        because: `it is the same setting as ${other.resource.name}, which goes with it`,
        instead: "Give the new one an alias to the old one, so that it is updated in place.",
        error: lostSilently,
      };
}

/** Whether there are two of it: the new one's settings are others than the old one's. */
function isReplaced(urn: string, cloud: Cloud): boolean {
  return [...cloud].filter(({ resource }) => resource.urn === urn).length > 1;
}
