import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { DataSource } from "../data-source";
import { grantPermissions } from "../grant-permissions";
import type { Permission } from "../permissions";

/** What a service's pods may do with AWS APIs. */
export interface PodIdentity {
  /** The role that the pods assume. */
  role: aws.iam.Role;
  /** Pods get credentials only if they start after it. */
  association: aws.eks.PodIdentityAssociation;
  /** The role's policies. */
  policies: pulumi.Resource[];
}

/**
 * Says which role the pods have: they get its credentials only where they start after its association, so that the first
 * permission has to replace them.
 */
export function roleAnnotations({ role }: PodIdentity): Record<string, pulumi.Output<string>> {
  return { "aws-containers/role-arn": role.arn };
}

/**
 * Creates the role of a service and its EKS Pod Identity association: pods of the service's account assume it, and no others.
 * Auto Mode has the agent that hands out the credentials. Costs nothing.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 */
export function createPodIdentity(
  name: string,
  args: {
    clusterName: pulumi.Input<string>;
    namespace: pulumi.Input<string>;
    serviceAccount: pulumi.Input<string>;
    permissions?: readonly Permission[];
    uses?: readonly DataSource[];
    readSecrets?: readonly aws.iam.PolicyStatement[];
  },
  options: pulumi.CustomResourceOptions,
): PodIdentity {
  const { clusterName, namespace, serviceAccount, permissions = [], uses = [], readSecrets = [] } = args;
  const role = new aws.iam.Role(
    `${name}-pod`,
    { assumeRolePolicy: pulumi.jsonStringify(assumeRolePolicy(args)) },
    // Only what makes it of use waits for anything.
    { ...options, dependsOn: [] },
  );
  const association = new aws.eks.PodIdentityAssociation(
    `${name}-pod-identity`,
    { clusterName, namespace, serviceAccount, roleArn: role.arn },
    options,
  );
  const policies = grantPermissions(name, { role, permissions, uses }, options);
  if (readSecrets.length === 0) return { role, association, policies };
  const document: aws.iam.PolicyDocument = { Version: "2012-10-17", Statement: [...readSecrets] };
  const secretsPolicy = new aws.iam.RolePolicy(
    `${name}-read-secrets`,
    { role: role.name, policy: pulumi.jsonStringify(document) },
    options,
  );
  return { role, association, policies: [...policies, secretsPolicy] };
}

/** Limited to one service account by the session tags that EKS Pod Identity sets. */
function assumeRolePolicy(pod: {
  clusterName: pulumi.Input<string>;
  namespace: pulumi.Input<string>;
  serviceAccount: pulumi.Input<string>;
}): aws.iam.PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "pods.eks.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Condition: {
          StringEquals: {
            "aws:RequestTag/eks-cluster-name": pod.clusterName,
            "aws:RequestTag/kubernetes-namespace": pod.namespace,
            "aws:RequestTag/kubernetes-service-account": pod.serviceAccount,
          },
        },
      },
    ],
  };
}
