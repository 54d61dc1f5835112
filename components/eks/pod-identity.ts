import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Account, Identity } from "./identity";

/**
 * EKS Pod Identity: an agent on the node hands out the credentials of the role that an association names. Auto Mode has the agent.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 */
export function podIdentity(clusterName: pulumi.Input<string>): Identity {
  return {
    by: "pod-identity",
    trustPolicy: (account) => trustPolicy(clusterName, account),
    accountAnnotations: () => ({}),
    associate: (name, { namespace, serviceAccount }, role, options) => [
      new aws.eks.PodIdentityAssociation(
        `${name}-pod-identity`,
        { clusterName, namespace, serviceAccount, roleArn: role.arn },
        options,
      ),
    ],
  };
}

/** Limited to one service account by the session tags that EKS Pod Identity sets. */
function trustPolicy(
  clusterName: pulumi.Input<string>,
  { namespace, serviceAccount }: Account,
): aws.iam.PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "pods.eks.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Condition: {
          StringEquals: {
            "aws:RequestTag/eks-cluster-name": clusterName,
            "aws:RequestTag/kubernetes-namespace": namespace,
            "aws:RequestTag/kubernetes-service-account": serviceAccount,
          },
        },
      },
    ],
  };
}
