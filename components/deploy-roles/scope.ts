import * as pulumi from "@pulumi/pulumi";

/** What the permissions of a role reach. */
export interface Scope {
  /** AWS partition, such as aws. */
  partition: pulumi.Input<string>;
  /** The account that the stacks are in. */
  accountId: pulumi.Input<string>;
  /** Regions that the stacks are in. */
  regions: string[];
  /** Name of the Pulumi project: the `project` tag. */
  project: string;
  /** Names of the stacks: the `stack` tag. */
  stacks: string[];
  /** Names of the stacks' components: the names that Pulumi gives to their resources begin with one of them. */
  components: string[];
}

/** The condition that a request is made in one of the regions. Global services such as IAM have none of them. */
export function inRegions({ regions }: Scope): Record<string, string[]> {
  return { "aws:RequestedRegion": regions };
}

/** The condition that a resource carries the tags that every resource of the stacks gets from their provider. */
export function taggedAsOurs(
  { project, stacks }: Scope,
  of: "ResourceTag" | "RequestTag" = "ResourceTag",
): Record<string, string | string[]> {
  return { [`aws:${of}/project`]: project, [`aws:${of}/stack`]: stacks };
}

/** ARNs of resources of a service in the stacks' account, in any region. */
export function regional(scope: Scope, service: string, resource: string): pulumi.Output<string> {
  return pulumi.interpolate`arn:${scope.partition}:${service}:*:${scope.accountId}:${resource}`;
}
