import type * as pulumi from "@pulumi/pulumi";
import { refuse } from "../refusal";
import type { DeployRolesArgs } from "./deploy-roles";

/**
 * Ends the program with one error that lists all mistakes in the arguments. A wildcard anywhere would let others in.
 *
 * @throws pulumi.RunError, which prints without a stack trace.
 */
export function refuseWrongArguments(name: string, args: DeployRolesArgs): void {
  refuse("DeployRoles", name, mistakesIn(name, args));
}

function mistakesIn(name: string, args: DeployRolesArgs): string[] {
  const { repository, branch = "main", project, stacks, regions, components } = args;
  return [
    ...wrong("repository", [repository], /^[\w.-]+\/[\w.-]+$|^[\w.-]+@\d+\/[\w.-]+@\d+$/, repositories),
    ...wrong("branch", [branch], /^[\w./-]+$/, "the name of one branch, without wildcards"),
    ...wrong("project", [project], /^[\w.-]+$/, "letters, digits, and . _ -"),
    ...atLeastOne("stacks", stacks),
    ...wrong("stacks", stacks, /^[\w.-]+$/, "letters, digits, and . _ -, as in the environment's name"),
    ...atLeastOne("regions", regions),
    ...wrong("regions", regions, /^[a-z]{2}(-[a-z]+)+-\d$/, "a region such as us-east-1"),
    ...atLeastOne("components", components),
    ...tooMany("components", components, mostComponents),
    ...wrong("components", components, /^[a-z][a-z0-9-]+$/, "two or more lower-case letters, digits and -"),
    ...ownRoles(name, components),
    ...wrongArns(args),
  ];
}

/** So that each policy stays within the 6,144 characters that IAM allows. */
const mostComponents = 20;

const repositories = "OWNER/NAME, or OWNER@OWNER-ID/NAME@NAME-ID with numeric ids";

function wrong(argument: string, values: string[], allowed: RegExp, description: string): string[] {
  return values
    .filter((value) => !allowed.test(value))
    .map((value) => `${argument}: "${value}"; allowed: ${description}`);
}

function atLeastOne(argument: string, values: string[]): string[] {
  return values.length > 0 ? [] : [`${argument}: none; allowed: at least one`];
}

function tooMany(argument: string, values: string[], most: number): string[] {
  return values.length <= most ? [] : [`${argument}: ${values.length}; allowed: at most ${most}`];
}

/** A deploy role that may change roles of its own name's beginning could give itself everything. */
function ownRoles(name: string, components: string[]): string[] {
  return components
    .filter((component) => `${name}-`.startsWith(`${component}-`))
    .map(
      (component) =>
        `components: "${component}" begins the names of these roles too, which must not change themselves`,
    );
}

function wrongArns({ identityProviderArn, permissionsBoundaryArn, state }: DeployRolesArgs): string[] {
  const arns: [string, pulumi.Input<string> | undefined, RegExp][] = [
    [
      "identityProviderArn",
      identityProviderArn,
      /^arn:[\w-]+:iam::\d{12}:oidc-provider\/token\.actions\.githubusercontent\.com$/,
    ],
    ["permissionsBoundaryArn", permissionsBoundaryArn, /^arn:[\w-]+:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/],
    ["state.bucketArn", state?.bucketArn, /^arn:[\w-]+:s3:::[a-z0-9.-]+$/],
    ["state.keyArn", state?.keyArn, /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+$/],
  ];
  return arns.flatMap(([argument, arn, allowed]) =>
    typeof arn === "string"
      ? wrong(argument, [arn], allowed, "the ARN of one such resource, without wildcards")
      : [],
  );
}
