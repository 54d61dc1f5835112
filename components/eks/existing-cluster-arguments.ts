import * as pulumi from "@pulumi/pulumi";
import { clusterNamePattern, type ExistingEndpoint, existingEndpoints } from "../../facts/eks-control-plane";
import { oidcProviderArn as oidcProviderArnPattern } from "../../facts/identifiers";
import { dnsLabel, dnsSubdomain, kubernetesNamespace } from "../../facts/kubernetes-names";
import { nameLengths } from "../../facts/name-lengths";
import { vpcLimits } from "../../facts/vpc-limits";
import { mustBe, validateOneOf, validatePattern, validateWholeNumber } from "../invalid-arguments";
import type { NodeRequirements } from "./cluster-arguments";
import { validateGatewayOfCluster } from "./gateway/existing-gateway-validation";
import type { SharedGateway } from "./gateway/shared-gateway";
import type { ClientCredentials } from "./kubeconfig";

/** A cluster that is there already. */
export interface ExistingClusterDescription {
  /** Name of a cluster of EKS, in the region and account of the AWS provider. @default none: `kubeconfig` or `context` */
  name?: string;
  /**
   * From where the API of the cluster of EKS is reached: `public`, from everywhere, or `private`, in its VPC, where a function calls it
   * for what Step Functions does on events, and `pulumi up` must run.
   * @default public
   */
  endpoint?: ExistingEndpoint;
  /** Kubeconfig of any cluster, as YAML or JSON. @default that of `name`, or with a `context` alone the machine's own */
  kubeconfig?: pulumi.Input<string>;
  /** Context of the kubeconfig. @default its current one */
  context?: string;
  /** Namespace that is created for the services, a DNS label. @default project and stack, such as shop-dev */
  namespace?: string;
  /** IngressClass of the controller that the cluster has. Required where a service is public, or `gatewayClass`. @default none */
  ingressClass?: string;
  /** Annotations that this controller reads on the Ingress. @default none */
  ingressAnnotations?: Readonly<Record<string, string>>;
  /**
   * GatewayClass that the cluster has, in place of an IngressClass: public services have a Gateway of it, and HTTPRoutes.
   * @default none
   */
  gatewayClass?: string;
  /** Annotations of the Gateway, such as that of cert-manager. @default none */
  gatewayAnnotations?: Readonly<Record<string, string>>;
  /**
   * Secret in the namespace of the services with the Gateway's certificate, for the hosts of all routes. Then it answers HTTPS, and
   * redirects HTTP.
   * @default none: HTTP
   */
  gatewayTlsSecret?: string;
  /**
   * Gateway that the cluster has, in place of one of the stack's own: HTTPRoutes are attached to it, each with a host. Certificates and
   * redirects are its owner's.
   * @default none
   */
  gateway?: SharedGateway;
  /**
   * ARN of the IAM OIDC provider of the cluster's service accounts, by which pods get their roles (IRSA); outside of EKS the cluster has to
   * have the pod identity webhook, too.
   * @default none: Pod Identity with `name`, otherwise pods get no role of AWS
   */
  oidcProviderArn?: string;
  /**
   * Whether the cluster has the Secrets Store CSI driver with AWS' provider, such as by the add-on
   * aws-secrets-store-csi-driver-provider, which may write Kubernetes Secrets.
   * @default false
   */
  secretsStore?: boolean;
  /** StorageClass of block volumes. Required where a service has some. @default none */
  storageClass?: string;
  /**
   * Number of zones that its nodes are in: with 2 or more, replicas must be in different ones, otherwise they are where possible.
   * @default 1
   */
  availabilityZones?: number;
}

/** Arguments of `ExistingCluster`. */
export interface ExistingClusterArgs {
  /** The cluster. */
  existing: ExistingClusterDescription;
  /** The services that will run here. */
  services: NodeRequirements[];
  /** Whether Pulumi refuses to delete volumes of single replicas. @default false */
  protect?: boolean;
  /** ARN of the KMS key that encrypts log groups of its pods' metrics. @default a key of CloudWatch Logs */
  logKeyArn?: pulumi.Input<string>;
  /** Credentials of requests to a cluster of EKS, where they differ from the AWS provider's. @default the environment's */
  credentials?: ClientCredentials;
}

/** The namespace of the services where none is given. */
export function defaultNamespace(project: string, stack: string): string {
  return `${project}-${stack}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, nameLengths.dnsLabel)
    .replace(/^-|-$/g, "");
}

/** Stacks whose names begin alike would get the same namespace of names that are cut. */
function validateDefaultNamespace(namespace: string | undefined): string[] {
  const [project, stack] = [pulumi.getProject(), pulumi.getStack()];
  const { length } = `${project}-${stack}`;
  return namespace === undefined && length > nameLengths.dnsLabel
    ? [
        `existing.namespace is missing: must be given, since ${project}-${stack} has ${length} characters and a namespace at most ${nameLengths.dnsLabel}, so that another stack's could be the same; a stack that is deployed already has ${defaultNamespace(project, stack)}`,
      ]
    : [];
}

/** Validates the arguments of an existing cluster. */
export function validateExistingCluster({ existing }: ExistingClusterArgs): string[] {
  const { name, kubeconfig, context, namespace, ingressClass, secretsStore, oidcProviderArn } = existing;
  const identified = [name, kubeconfig ?? context].filter((way) => way !== undefined).length;
  return [
    ...(identified === 1
      ? []
      : ["existing must have either the name of a cluster of EKS, or a kubeconfig, a context or both"]),
    ...(secretsStore && name === undefined && oidcProviderArn === undefined
      ? [
          "existing.secretsStore needs existing.name or existing.oidcProviderArn: pods have no role of AWS otherwise",
        ]
      : []),
    ...(existing.endpoint !== undefined && name === undefined
      ? ["existing.endpoint needs existing.name: nothing in AWS calls another cluster"]
      : []),
    ...validateDefaultNamespace(namespace),
    ...validateOneOf("existing.endpoint", existing.endpoint, existingEndpoints),
    ...validatePattern(
      "existing.oidcProviderArn",
      oidcProviderArn,
      oidcProviderArnPattern,
      "the ARN of an IAM OIDC provider, such as arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/0123ABCD",
    ),
    ...validatePattern(
      "existing.name",
      name,
      clusterNamePattern,
      `1 to ${nameLengths.eksCluster} letters, digits, hyphens and underscores, a letter or digit first`,
    ),
    ...(namespace !== undefined && kubernetesNamespace.test(namespace)
      ? [mustBe("existing.namespace", namespace, "a namespace of its own: Kubernetes uses this one")]
      : validatePattern(
          "existing.namespace",
          namespace,
          dnsLabel,
          "a DNS label: lowercase letters, digits and hyphens, a letter or digit first and last",
        )),
    ...validatePattern(
      "existing.ingressClass",
      ingressClass,
      dnsSubdomain,
      "the name of an IngressClass, such as nginx",
    ),
    ...validateGatewayOfCluster(existing),
    ...validatePattern(
      "existing.storageClass",
      existing.storageClass,
      dnsSubdomain,
      "the name of a StorageClass, such as gp3",
    ),
    ...validateWholeNumber("existing.availabilityZones", existing.availabilityZones, vpcLimits.nodeZones),
  ];
}
