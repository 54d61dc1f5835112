import type * as pulumi from "@pulumi/pulumi";
import { hostedZoneId } from "../../facts/certificates";
import { dataArns } from "../../facts/data-arns";
import {
  clientSecretsPerPolicy,
  clustersPerPolicy,
  componentsPerPolicy,
  servicePoliciesPerPolicy,
} from "../../facts/iam-limits";
import { gitHubProviderArn, kmsKeyArn, managedPolicyArn, regionCode } from "../../facts/identifiers";
import { clientSecretForms, isWholeSecret } from "../client-secret";
import { mustBe, validatePattern } from "../invalid-arguments";
import type { StateBackend } from "./state-permissions";

/** Arguments of `DeployRoles`. */
export interface DeployRolesArgs {
  /**
   * The GitHub repository as its tokens name it: OWNER/NAME, or OWNER@OWNER-ID/NAME@NAME-ID where subject claims are
   * immutable, as for repositories that were created, renamed or transferred after 2026-07-15.
   * `gh api repos/OWNER/NAME/actions/oidc/customization/sub` shows which.
   * @see https://docs.github.com/en/actions/reference/security/oidc#immutable-subject-claims
   */
  repository: string;
  /** The branch whose runs may preview. @default main */
  branch?: string;
  /** Name of the Pulumi project that is deployed. */
  project: string;
  /** Names of the stacks. Only jobs in the GitHub environment of the same name deploy each. */
  stacks: string[];
  /** Regions of the stacks, and us-east-1 for stacks with `loadBalancer.cloudFront`. */
  regions: string[];
  /**
   * Names of the stacks' components, services included: the names of their resources begin with them. Other components
   * can't be deployed. At most 20, so that the policies fit IAM's quota.
   */
  components: string[];
  /** Names of the components that are EKS clusters, at most 8. @default eks */
  clusters?: string[];
  /**
   * Ids of the hosted zones in Route 53 that hold the stacks' domains: the deploy roles may change every record in them, and
   * request certificates.
   * @default none
   */
  hostedZoneIds?: string[];
  /** The S3 bucket that holds the state. @default none, as with Pulumi Cloud */
  state?: StateBackend;
  /**
   * Names of the project's stacks whose state every deploy role may read too, such as those that `imageFrom` and `promotedTo`
   * name. Needs `state`, and the stacks have to be in that bucket. The secrets of these stacks can be read with it.
   * @default none
   */
  reads?: string[];
  /** ARN of the account's identity provider for GitHub: an account can have only one. @default a new one */
  identityProviderArn?: pulumi.Input<string>;
  /**
   * ARN of a permissions boundary that every role has to have that a deployment creates. The program must then set it on each
   * role.
   * @default none: the deploy roles can give any permission to a service's role
   */
  permissionsBoundaryArn?: pulumi.Input<string>;
  /**
   * ARNs of the managed policies that services name in `permissions`: a deployment can attach no others to their roles. At most
   * 20, so that the policies fit IAM's quota.
   * @default none
   */
  servicePolicies?: string[];
  /**
   * ARNs of the secrets in Secrets Manager that logins name as their `clientSecret`: all roles read them, the previewing one too. At
   * most 5.
   * @default none
   */
  clientSecrets?: string[];
}

/** The cluster of the template's program. */
export const defaultClusters = ["eks"];

/** Validates the arguments of deploy roles. A wildcard anywhere would allow others. */
export function validateDeployRoles(args: DeployRolesArgs): string[] {
  const { repository, branch, project, stacks, regions, components, clusters = defaultClusters } = args;
  const names = "letters, digits and . _ -";
  return [
    ...validatePattern(
      "repository",
      repository,
      /^[\w.-]+\/[\w.-]+$|^[\w.-]+@\d+\/[\w.-]+@\d+$/,
      "OWNER/NAME, or OWNER@OWNER-ID/NAME@NAME-ID with numeric ids",
    ),
    ...validatePattern("branch", branch, /^[\w./-]+$/, "the name of one branch, without wildcards"),
    ...validatePattern("project", project, /^[\w.-]+$/, names),
    ...validateList("stacks", stacks, /^[\w.-]+$/, `${names}, as in the environment's name`),
    ...validateList("regions", regions, regionCode, "a region such as us-east-1"),
    ...validateComponents("components", components, componentsPerPolicy),
    ...validateComponents("clusters", clusters, clustersPerPolicy),
    ...(args.hostedZoneIds ?? []).flatMap((id, index) =>
      validatePattern(
        `hostedZoneIds[${index}]`,
        id,
        hostedZoneId,
        "the id of a hosted zone, such as Z0123456789ABCDEFGHIJ",
      ),
    ),
    ...validateReads(args),
    ...validateServicePolicies(args.servicePolicies ?? []),
    ...validateClientSecrets(args.clientSecrets ?? []),
    ...validateArns(args),
  ];
}

function validateReads({ reads = [], state }: DeployRolesArgs): string[] {
  return [
    ...reads.flatMap((stack, index) =>
      validatePattern(`reads[${index}]`, stack, /^[\w.-]+$/, "letters, digits and . _ -"),
    ),
    ...(reads.length > 0 && state === undefined
      ? ["reads requires state: without a bucket there is no file to read"]
      : []),
  ];
}

function validateServicePolicies(arns: string[]): string[] {
  const { length } = arns;
  return [
    ...arns.flatMap((arn, index) =>
      validatePattern(`servicePolicies[${index}]`, arn, managedPolicyArn, "the ARN of a managed policy"),
    ),
    ...(length <= servicePoliciesPerPolicy
      ? []
      : [`servicePolicies has ${length} entries: must have at most ${servicePoliciesPerPolicy}`]),
  ];
}

function validateClientSecrets(arns: string[]): string[] {
  return [
    ...arns.flatMap((arn, index) =>
      isWholeSecret(arn) ? [] : [mustBe(`clientSecrets[${index}]`, arn, clientSecretForms)],
    ),
    ...(arns.length <= clientSecretsPerPolicy
      ? []
      : [`clientSecrets has ${arns.length} entries: must have at most ${clientSecretsPerPolicy}`]),
  ];
}

function validateList(argument: string, values: string[], pattern: RegExp, allowed: string): string[] {
  return values.length === 0
    ? [`${argument} is empty: must have at least one entry`]
    : values.flatMap((value, index) => validatePattern(`${argument}[${index}]`, value, pattern, allowed));
}

function validateComponents(argument: string, names: string[], max: number): string[] {
  const allowed = "two or more lowercase letters, digits and hyphens, a letter first";
  return [
    ...validateList(argument, names, /^[a-z][a-z0-9-]+$/, allowed),
    ...(names.length <= max ? [] : [`${argument} has ${names.length} entries: must have at most ${max}`]),
  ];
}

function validateArns({ identityProviderArn, permissionsBoundaryArn, state }: DeployRolesArgs): string[] {
  const arns: [string, pulumi.Input<string> | undefined, RegExp, string][] = [
    ["identityProviderArn", identityProviderArn, gitHubProviderArn, "GitHub's identity provider"],
    ["permissionsBoundaryArn", permissionsBoundaryArn, managedPolicyArn, "an IAM policy"],
    ["state.bucketArn", state?.bucketArn, dataArns.bucket.pattern, "an S3 bucket"],
    ["state.keyArn", state?.keyArn, kmsKeyArn, "a KMS key"],
  ];
  return arns.flatMap(([argument, arn, pattern, resource]) =>
    typeof arn === "string"
      ? validatePattern(argument, arn, pattern, `the ARN of ${resource}, without wildcards`)
      : [],
  );
}
