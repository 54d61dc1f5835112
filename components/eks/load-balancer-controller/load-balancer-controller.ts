import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { AddonVersions } from "../../../facts/eks-addons";
import { awsContextOf } from "../../aws-context";
import type { Identity } from "../identity";
import { createPodRole } from "../pod-role";
import { controllerAccount, createControllerAccount } from "./controller-account";
import { createControllerDeployment } from "./controller-deployment";
import { allowControllerOnAws } from "./controller-policy";
import { createControllerWebhooks } from "./controller-webhooks";
import { createCustomResourceDefinitions } from "./custom-resource-definitions";
import { createWebhookCertificate } from "./webhook-certificate";

/** What the controller needs to know of its cluster. */
export interface LoadBalancerControllerArgs {
  clusterName: pulumi.Input<string>;
  vpcId: pulumi.Input<string>;
  /** By what its pods get the credentials of their role. */
  identity: Identity;
  /** What its pods need to start. */
  /** Versions of the cluster's add-ons. */
  addonVersions: AddonVersions;
  dependsOn: pulumi.Resource[];
}

/**
 * Creates the AWS Load Balancer Controller in kube-system, which creates the load balancers of Ingresses and Services where Auto Mode
 * doesn't: its Deployment with two replicas, of which one works, its permissions in the cluster and in AWS, limited to what has the
 * cluster's tag, its custom resource definitions, and the webhooks by which pods of a public service get the readiness gate of their
 * target group. Certificates of the webhooks are cert-manager's, an add-on of EKS, which renews them.
 *
 * What it creates goes only while it runs: Ingresses and Services with load balancers depend on what this returns.
 *
 * Costs nothing but the room of its two pods, and of cert-manager's three.
 *
 * @returns What has to be there before the first Ingress.
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/v3.5/deploy/installation/ (read 2026-11-21)
 */
export function createLoadBalancerController(
  name: string,
  args: LoadBalancerControllerArgs,
  options: { parent: pulumi.Resource; provider: k8s.Provider },
): pulumi.Resource[] {
  const { clusterName, vpcId, identity } = args;
  const { parent } = options;
  const { region } = awsContextOf(parent);
  const { role, accountAnnotations, associations } = createPodRole(
    name,
    { identity, ...controllerAccount },
    { parent },
  );
  const allowed = createControllerAccount(name, accountAnnotations, options);
  const policy = allowControllerOnAws(name, { role, clusterName, vpcId }, { parent });
  const definitions = createCustomResourceDefinitions(name, options);
  const certificate = createWebhookCertificate(name, args, options);
  const deployment = createControllerDeployment(
    name,
    { clusterName, vpcId, region, secretName: certificate.secretName },
    {
      ...options,
      dependsOn: [...allowed, ...associations, policy, ...definitions, ...certificate.ready],
    },
  );
  return createControllerWebhooks(name, { certificateName: certificate.name, deployment }, options);
}
