import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { containerUser } from "../../../facts/container-user";
import {
  loadBalancerControllerImage,
  loadBalancerControllerSize,
} from "../../../facts/load-balancer-controller";
import { podLabels } from "../workload-metadata";
import { controllerName } from "./controller-account";

/** Port of the webhooks, which the cluster's security group allows its control plane. */
export const webhookPort = 9443;

const healthPort = 61779;

interface ControllerArgs {
  clusterName: pulumi.Input<string>;
  vpcId: pulumi.Input<string>;
  region: pulumi.Input<string>;
  /** Name of the Secret with the certificate of the webhooks. */
  secretName: string;
}

/**
 * Creates the Deployment of the controller: two replicas on different nodes, of which one works and both answer the webhooks. Region
 * and VPC are arguments, since pods can't ask the node for its metadata.
 */
export function createControllerDeployment(
  name: string,
  args: ControllerArgs,
  options: pulumi.CustomResourceOptions,
): k8s.apps.v1.Deployment {
  const labels = podLabels(controllerName);
  const metadata = { name: controllerName, namespace: "kube-system", labels };
  new k8s.policy.v1.PodDisruptionBudget(
    name,
    {
      metadata,
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: labels },
        unhealthyPodEvictionPolicy: "AlwaysAllow",
      },
    },
    { parent: options.parent, provider: options.provider },
  );
  return new k8s.apps.v1.Deployment(
    name,
    {
      metadata,
      spec: {
        replicas: 2,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: podSpec(args, labels) },
      },
    },
    options,
  );
}

function podSpec(args: ControllerArgs, labels: Record<string, string>): k8s.types.input.core.v1.PodSpec {
  return {
    serviceAccountName: controllerName,
    priorityClassName: "system-cluster-critical",
    terminationGracePeriodSeconds: 10,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: containerUser,
      runAsGroup: containerUser,
      fsGroup: containerUser,
      seccompProfile: { type: "RuntimeDefault" },
    },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: "kubernetes.io/hostname",
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: labels },
      },
    ],
    containers: [container(args)],
    volumes: [{ name: "certificate", secret: { secretName: args.secretName } }],
  };
}

function container({ clusterName, vpcId, region }: ControllerArgs): k8s.types.input.core.v1.Container {
  const { cpu, memory, memoryLimit } = loadBalancerControllerSize;
  const probe = (path: string) => ({
    httpGet: { path, port: healthPort },
    timeoutSeconds: 10,
    failureThreshold: 2,
  });
  return {
    name: "controller",
    image: loadBalancerControllerImage,
    args: [
      pulumi.interpolate`--cluster-name=${clusterName}`,
      pulumi.interpolate`--aws-region=${region}`,
      pulumi.interpolate`--aws-vpc-id=${vpcId}`,
      `--webhook-bind-port=${webhookPort}`,
      "--enable-shield=false",
      "--enable-waf=false",
      "--feature-gates=ALBGatewayAPI=false,NLBGatewayAPI=false",
    ],
    ports: [{ name: "webhooks", containerPort: webhookPort }],
    resources: { requests: { cpu, memory }, limits: { memory: memoryLimit } },
    livenessProbe: { ...probe("/healthz"), initialDelaySeconds: 30 },
    readinessProbe: { ...probe("/readyz"), initialDelaySeconds: 10 },
    volumeMounts: [
      { name: "certificate", mountPath: "/tmp/k8s-webhook-server/serving-certs", readOnly: true },
    ],
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
  };
}
