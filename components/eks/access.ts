import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import {
  type AccessPolicy,
  accessNamespace,
  accessPolicies,
  accessPolicyNames,
} from "../../facts/eks-access";
import { iamPrincipalArn, iamRoleArn } from "../../facts/identifiers";
import { mustBe, validateOneOf, validatePattern, validateUnique } from "../invalid-arguments";

/** What an IAM role or user may do in a cluster. */
export interface Access {
  /** As Kubernetes' role of the same name; cluster-admin everything. */
  policy: AccessPolicy;
  /** Namespaces, also with a wildcard, such as team-*. @default the whole cluster */
  namespaces?: string[];
}

/**
 * Gives an IAM role or user access to a cluster: an access entry, and an access policy of EKS. Not by eks.Cluster, so that a plan
 * shows who has access, and so that administrators of a protected cluster can be removed.
 *
 * @param kind Which argument names the principal. One that moves from one to the other keeps its access entry.
 *
 * @returns the association, on which depends what the principal must be able to delete.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
 */
function createAccess(
  name: string,
  kind: "admin" | "access",
  args: { arn: string; clusterName: pulumi.Input<string> } & Access,
  options: pulumi.CustomResourceOptions,
): aws.eks.AccessPolicyAssociation {
  const { clusterName, arn, policy, namespaces } = args;
  const [, partition = "aws", , , account = "", principal = ""] = arn.split(":");
  const nameOf = (each: string) => `${name}-${each}-${account}-${principal.replaceAll("/", "-")}`;
  const other = nameOf(kind === "admin" ? "access" : "admin");
  const entry = new aws.eks.AccessEntry(
    nameOf(kind),
    { clusterName, principalArn: arn },
    { ...options, aliases: [{ name: other }] },
  );
  return new aws.eks.AccessPolicyAssociation(
    `${nameOf(kind)}-policy`,
    {
      clusterName,
      principalArn: entry.principalArn,
      policyArn: `arn:${partition}:eks::aws:cluster-access-policy/${accessPolicies[policy]}`,
      accessScope: namespaces === undefined ? { type: "cluster" } : { type: "namespace", namespaces },
    },
    // EKS has one association for a principal and a policy: another scope would be deleted with the former one.
    { ...options, aliases: [{ name: `${other}-policy` }], deleteBeforeReplace: true },
  );
}

/**
 * Gives its administrators and everyone else access to a cluster.
 *
 * @returns those of the administrators, on which depends what they must be able to delete.
 */
export function createAccessEntries(
  name: string,
  args: {
    deployRole?: string | undefined;
    admins?: readonly string[];
    access?: Readonly<Record<string, Access>>;
    clusterName: pulumi.Input<string>;
  },
  options: pulumi.CustomResourceOptions,
): aws.eks.AccessPolicyAssociation[] {
  const { deployRole, admins = [], access = {}, clusterName } = args;
  for (const [arn, given] of Object.entries(access)) {
    createAccess(name, "access", { arn, clusterName, ...given }, options);
  }
  return [...(deployRole === undefined ? [] : [deployRole]), ...admins].map((arn) =>
    createAccess(name, "admin", { arn, clusterName, policy: "cluster-admin" }, options),
  );
}

const principalAllowed =
  "the ARN of an IAM role or user, such as arn:aws:iam::111122223333:role/ops, not of a session, group or root";

/** Validates who has access to a cluster. */
export function validateAccess({
  deployRole,
  admins = [],
  access = {},
}: {
  deployRole?: string | undefined;
  admins?: string[];
  access?: Readonly<Record<string, Access>>;
}): string[] {
  return [
    ...validateDeployRole(deployRole, [...admins, ...Object.keys(access)]),
    ...admins.flatMap((arn, index) =>
      validatePattern(`admins[${index}]`, arn, iamPrincipalArn, principalAllowed),
    ),
    ...validateUnique("admins", admins),
    ...Object.entries(access).flatMap(([arn, { policy, namespaces }]) => [
      ...validatePattern("access", arn, iamPrincipalArn, principalAllowed),
      ...(admins.includes(arn) ? [`access["${arn}"] is among admins too: must be in one of them`] : []),
      ...validateOneOf(`access["${arn}"].policy`, policy, accessPolicyNames),
      ...(policy === "cluster-admin" && namespaces !== undefined
        ? [`access["${arn}"].namespaces must be left out with cluster-admin, which is of the whole cluster`]
        : []),
      ...(namespaces === undefined
        ? []
        : namespaces.length === 0
          ? [`access["${arn}"].namespaces is empty: must name a namespace, or be left out for all of them`]
          : namespaces.flatMap((each, index) =>
              validateNamespaceName(`access["${arn}"].namespaces[${index}]`, each),
            )),
    ]),
  ];
}

function validateDeployRole(deployRole: string | undefined, others: readonly string[]): string[] {
  if (deployRole === undefined) return [];
  return others.includes(deployRole)
    ? [`deployRole is ${deployRole}, which admins or access name too: must be in one of them`]
    : validatePattern(
        "deployRole",
        deployRole,
        iamRoleArn,
        "the ARN of an IAM role, such as arn:aws:iam::111122223333:role/github-deploy-dev",
      );
}

function validateNamespaceName(argument: string, namespace: string): string[] {
  return accessNamespace.test(namespace)
    ? []
    : [mustBe(argument, namespace, "a DNS label, with * for any characters")];
}
