import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { clusterAutoscalerImages, clusterAutoscalerSize } from "../../../facts/cluster-autoscaler";
import { containerUser } from "../../../facts/container-user";
import { defaultKubernetesVersion } from "../../../facts/kubernetes-versions";
import { awsContextOf } from "../../aws-context";
import { podIdentity } from "../pod-identity";
import { createPodRole } from "../pod-role";
import { podLabels } from "../workload-metadata";
import { allowClusterAutoscaler } from "./cluster-autoscaler-access";
import type { ComputeContext, ComputeOptions } from "./compute";

const metadata = {
  name: "cluster-autoscaler",
  namespace: "kube-system",
  labels: podLabels("cluster-autoscaler"),
};

/**
 * Creates Cluster Autoscaler, which sets the number of nodes of each node group by the pods: one more where a pod finds no room, one
 * less where the pods of a node have room elsewhere for ten minutes. Its role may do so with this cluster's groups alone, by the tag that
 * EKS gives them.
 *
 * Costs nothing but its room on a node.
 *
 * @see https://docs.aws.amazon.com/eks/latest/best-practices/cas.html
 */
export function createClusterAutoscaler(
  name: string,
  args: Pick<ComputeContext, "clusterName" | "version"> & {
    /** What its pod needs to start. */
    dependsOn: pulumi.Resource[];
  },
  options: ComputeOptions,
): k8s.apps.v1.Deployment {
  const { clusterName, dependsOn } = args;
  const { parent } = options;
  const { partition, region } = awsContextOf(parent);
  const account = new k8s.core.v1.ServiceAccount(name, { metadata }, options);
  const allowed = allowClusterAutoscaler(name, account, options);
  const { role, associations } = createPodRole(
    name,
    { identity: podIdentity(clusterName), namespace: metadata.namespace, serviceAccount: metadata.name },
    { parent },
  );
  const policy = new aws.iam.RolePolicy(
    name,
    {
      role: role.name,
      policy: pulumi
        .all([clusterName, partition, region])
        .apply((cluster) => JSON.stringify(policyOf(...cluster))),
    },
    { parent },
  );
  new k8s.policy.v1.PodDisruptionBudget(
    name,
    {
      metadata,
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: metadata.labels },
        unhealthyPodEvictionPolicy: "AlwaysAllow",
      },
    },
    options,
  );
  return new k8s.apps.v1.Deployment(
    name,
    {
      metadata,
      spec: {
        replicas: 1,
        selector: { matchLabels: metadata.labels },
        template: {
          metadata: {
            labels: metadata.labels,
            annotations: { "cluster-autoscaler.kubernetes.io/safe-to-evict": "false" },
          },
          spec: podSpec(account.metadata.name, { ...args, region }),
        },
      },
    },
    { ...options, dependsOn: [...dependsOn, ...allowed, ...associations, policy] },
  );
}

function podSpec(
  serviceAccountName: pulumi.Input<string>,
  {
    clusterName,
    region,
    version = defaultKubernetesVersion,
  }: Pick<ComputeContext, "clusterName" | "version"> & { region: pulumi.Input<string> },
): k8s.types.input.core.v1.PodSpec {
  const { cpu, memory } = clusterAutoscalerSize;
  return {
    serviceAccountName,
    priorityClassName: "system-cluster-critical",
    nodeSelector: { "kubernetes.io/os": "linux" },
    securityContext: {
      runAsNonRoot: true,
      runAsUser: containerUser,
      runAsGroup: containerUser,
      seccompProfile: { type: "RuntimeDefault" },
    },
    containers: [
      {
        name: "cluster-autoscaler",
        image: clusterAutoscalerImages[version],
        command: ["./cluster-autoscaler"],
        args: [
          "--cloud-provider=aws",
          pulumi.interpolate`--node-group-auto-discovery=asg:tag=k8s.io/cluster-autoscaler/enabled,k8s.io/cluster-autoscaler/${clusterName}`,
          "--balance-similar-node-groups",
          "--expander=least-waste",
          "--skip-nodes-with-local-storage=false",
          "--skip-nodes-with-system-pods=false",
          "--stderrthreshold=info",
        ],
        env: [{ name: "AWS_REGION", value: region }],
        resources: { requests: { cpu, memory }, limits: { memory } },
        livenessProbe: {
          httpGet: { path: "/health-check", port: 8085 },
          initialDelaySeconds: 30,
          timeoutSeconds: 5,
        },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
      },
    ],
  };
}

/** @see https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md (read 2026-11-21) */
function policyOf(clusterName: string, partition: string, region: string): aws.iam.PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "SeeNodes",
        Effect: "Allow",
        Action: [
          "autoscaling:DescribeAutoScalingGroups",
          "autoscaling:DescribeAutoScalingInstances",
          "autoscaling:DescribeLaunchConfigurations",
          "autoscaling:DescribeScalingActivities",
          "autoscaling:DescribeTags",
          "ec2:DescribeImages",
          "ec2:DescribeInstanceTypes",
          "ec2:DescribeLaunchTemplateVersions",
          "ec2:GetInstanceTypesFromInstanceRequirements",
        ],
        Resource: "*",
      },
      {
        Sid: "SeeNodeGroups",
        Effect: "Allow",
        Action: "eks:DescribeNodegroup",
        Resource: `arn:${partition}:eks:${region}:*:nodegroup/${clusterName}/*`,
      },
      {
        Sid: "ScaleNodeGroups",
        Effect: "Allow",
        Action: ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
        Resource: "*",
        Condition: {
          StringEquals: {
            [`aws:ResourceTag/k8s.io/cluster-autoscaler/${clusterName}`]: "owned",
          },
        },
      },
    ],
  };
}
