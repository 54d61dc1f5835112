import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { AddonVersions } from "../../facts/eks-addons";
import { createEbsDriver } from "./ebs-driver";
import type { Identity } from "./identity";
import { controllerAccount } from "./load-balancer-controller/controller-account";
import { readinessGateLabel } from "./load-balancer-controller/controller-webhooks";
import { createLoadBalancerController } from "./load-balancer-controller/load-balancer-controller";

/** What creates load balancers and volumes for a cluster, and by which names it knows what it creates them for. */
export interface Controllers {
  readonly loadBalancers: LoadBalancerNames;
  readonly volumes: VolumeNames;
  /** Creates those of them that a cluster uses and doesn't have. */
  create(name: string, args: ControllersArgs, options: ControllersOptions): pulumi.Resource[];
}

interface ControllersArgs {
  clusterName: pulumi.Input<string>;
  addonVersions: AddonVersions;
  vpcId: pulumi.Input<string>;
  /** By what their pods get the credentials of their roles. */
  identity: Identity;
  /** Whether a service has a load balancer. */
  loadBalancers: boolean;
  /** Whether a service has block volumes, or they have snapshots. */
  volumes: boolean;
  /** What their pods need to start. */
  dependsOn: pulumi.Resource[];
}

interface ControllersOptions {
  parent: pulumi.Resource;
  provider: k8s.Provider;
}

/** Names of the controller of load balancers. */
export interface LoadBalancerNames {
  /** Controller of ingress classes. */
  readonly ingressController: string;
  /** API of the parameters of ingress classes, and their field of certificates. */
  readonly parameters: { readonly apiVersion: string; readonly certificates: string };
  /** Name of the services' ingress class: Kubernetes never changes the controller of one. */
  readonly className: string;
  /** Load balancer class of Services. */
  readonly loadBalancerClass: string;
  /** Whether Services can have static addresses. */
  readonly takesAddresses: boolean;
  /** Whether Ingresses can have routes that take tokens. */
  readonly takesTokens: boolean;
  /** Label of namespaces whose pods get the readiness gates of their target groups. */
  readonly readinessGateLabel: string;
  /** Who reads the Secrets of logins, and how. */
  readonly secretReader: { readonly subject: k8s.types.input.rbac.v1.Subject; readonly verbs: string[] };
}

/** Names of the driver of volumes. */
export interface VolumeNames {
  readonly driver: string;
  /** What names of its kinds of volumes begin with: no driver mounts a volume of another one. */
  readonly prefix: string;
}

/** Those of EKS Auto Mode. */
export const autoModeControllers: Controllers = {
  loadBalancers: {
    ingressController: "eks.amazonaws.com/alb",
    parameters: { apiVersion: "eks.amazonaws.com/v1", certificates: "certificateARNs" },
    className: "services",
    loadBalancerClass: "eks.amazonaws.com/nlb",
    // https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-nlb.html (read 2026-11-21)
    takesAddresses: false,
    // https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-alb.html doesn't name the annotation (read 2026-11-22)
    takesTokens: false,
    readinessGateLabel: "eks.amazonaws.com/pod-readiness-gate-inject",
    secretReader: {
      subject: { apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "eks:managed" },
      verbs: ["get"],
    },
  },
  volumes: { driver: "ebs.csi.eks.amazonaws.com", prefix: "" },
  create: () => [],
};

/** The AWS Load Balancer Controller, and the EBS CSI driver of the add-on. */
export const ownControllers: Controllers = {
  loadBalancers: {
    ingressController: "ingress.k8s.aws/alb",
    parameters: { apiVersion: "elbv2.k8s.aws/v1beta1", certificates: "certificateArn" },
    className: "alb",
    loadBalancerClass: "service.k8s.aws/nlb",
    takesAddresses: true,
    takesTokens: true,
    readinessGateLabel,
    secretReader: {
      subject: {
        kind: "ServiceAccount",
        name: controllerAccount.serviceAccount,
        namespace: controllerAccount.namespace,
      },
      // It watches each of them by its name.
      verbs: ["get", "list", "watch"],
    },
  },
  volumes: { driver: "ebs.csi.aws.com", prefix: "ebs-" },
  create: (name, { loadBalancers, volumes, ...args }, options) => [
    ...(volumes ? [createEbsDriver(`${name}-ebs-driver`, args, options)] : []),
    ...(loadBalancers ? createLoadBalancerController(`${name}-load-balancer-controller`, args, options) : []),
  ],
};
