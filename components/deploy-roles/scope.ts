import * as pulumi from "@pulumi/pulumi";
import { autoNameSuffix } from "../../facts/name-lengths";
import { nodeRoleName, rolePath } from "../role-path";

/** The stacks and resources that the policies of a role are limited to. */
export interface Scope {
  /** AWS partition, such as aws. */
  partition: pulumi.Input<string>;
  /** Id of the stacks' account. */
  accountId: pulumi.Input<string>;
  /** Regions of the stacks. */
  regions: string[];
  /** Name of the Pulumi project: the `project` tag. */
  project: string;
  /** Names of the stacks: the `stack` tag. */
  stacks: string[];
  /** Names of the stacks' components: the physical names of their resources begin with one of them. */
  components: string[];
  /** Names of the components that are EKS clusters. */
  clusters: string[];
  /** Ids of the hosted zones of the stacks' domains. */
  hostedZoneIds: string[];
}

/** The condition that a request is made in one of the regions. Not for global services such as IAM. */
export function inRegions({ regions }: Scope): Record<string, string[]> {
  return { "aws:RequestedRegion": regions };
}

/** The condition that a resource has the default tags of the stacks' provider. */
export function taggedAsStack(
  { project, stacks }: Scope,
  of: "ResourceTag" | "RequestTag" = "ResourceTag",
): Record<string, string | string[]> {
  return { [`aws:${of}/project`]: project, [`aws:${of}/stack`]: stacks };
}

/** ARN of a service's resources in the stacks' account, in any region. */
export function regional(scope: Scope, service: string, resource: string): pulumi.Output<string> {
  return pulumi.interpolate`arn:${scope.partition}:${service}:*:${scope.accountId}:${resource}`;
}

/** ARNs of the stacks' roles, by their paths; of those of EKS nodes, which have none, by their whole names. */
export function rolesOf(scope: Scope): pulumi.Output<string>[] {
  const nodeRoles = clusterNamesOf(scope).map((cluster) => roleArn(scope, `/${nodeRoleName(cluster)}`));
  return [...stackRolesOf(scope), ...nodeRoles];
}

/** ARNs of the stacks' roles but those of EKS nodes. */
export function stackRolesOf(scope: Scope): pulumi.Output<string>[] {
  const { project, stacks } = scope;
  return stacks.map((stack) => roleArn(scope, `${rolePath(project, stack)}*`));
}

function roleArn({ partition, accountId }: Scope, role: string): pulumi.Output<string> {
  return pulumi.interpolate`arn:${partition}:iam::${accountId}:role${role}`;
}

/** Stands for the digits that Pulumi appends to a name. */
export const appendedDigits = "?".repeat(autoNameSuffix - "-".length);

/** ARNs of the buckets of access logs, by their whole names but for the digits that Pulumi appends. */
export function accessLogBucketsOf({ partition, components }: Scope): pulumi.Output<string>[] {
  return components.map(
    (component) => pulumi.interpolate`arn:${partition}:s3:::${component}-access-logs-${appendedDigits}`,
  );
}

/** ARNs of the buckets of data, by their whole names but for the digits that Pulumi appends. */
export function dataBucketsOf({ partition, components }: Scope): pulumi.Output<string>[] {
  return components.map(
    (component) => pulumi.interpolate`arn:${partition}:s3:::${component}-bucket-${appendedDigits}`,
  );
}

/** Names of the stacks' EKS clusters, whole: see `clusterName` of `EksCluster`. */
export function clusterNamesOf({ project, stacks, clusters }: Scope): string[] {
  return stacks.flatMap((stack) =>
    clusters.map((cluster) => `${project}-${stack}-${cluster}`.replaceAll(".", "-")),
  );
}
