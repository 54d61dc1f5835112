import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { awsContextOf } from "../aws-context";
import type { BackedUp } from "../backed-up";
import { type BlockVolume, kindOf } from "../block-volume";
import { assertValidArguments } from "../invalid-arguments";
import type { BlockStorage } from "./block-storage";
import { type ClusterApi, createExistingApi } from "./cluster-api";
import type { PodPlacement } from "./compute/compute";
import { createDataEndpointRules } from "./data-endpoints";
import { createDefaultDeny } from "./default-deny";
import {
  defaultNamespace,
  type ExistingClusterArgs,
  type ExistingClusterDescription,
  validateExistingCluster,
} from "./existing-cluster-arguments";
import type { IngressController } from "./existing-ingress";
import type { ExistingGatewayApi } from "./gateway/existing-gateway";
import type { SharedGateway } from "./gateway/shared-gateway";
import type { Identity } from "./identity";
import { irsa, issuerOf } from "./irsa";
import { withCredentials } from "./kubeconfig";
import { podIdentity } from "./pod-identity";
import type { SecretsStore } from "./secrets-store";

/**
 * A Kubernetes cluster that is there already: one of EKS, by its name, or any other, by a kubeconfig. It gets a namespace that
 * enforces the Pod Security Standard `restricted`, and nothing else: nodes, ingress controller, metrics server and the enforcement
 * of network policies are the cluster's own.
 *
 * Costs nothing.
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class ExistingCluster extends pulumi.ComponentResource {
  /** Its name in EKS; undefined for another cluster. */
  public readonly name: string | undefined;
  /** By what pods get the credentials of their roles; undefined for a cluster that has no way. */
  public readonly identity: Identity | undefined;
  /** It is there already, with nodes and load balancers of its own. */
  public readonly existing = true;
  /** Its nodes don't say their capacity by a label that is known; where Karpenter runs them, it heeds its annotation. */
  public readonly placement: PodPlacement = {
    capacityLabel: undefined,
    unmoved: { "karpenter.sh/do-not-disrupt": "true" },
    groups: {},
    spreads: true,
  };
  /** Applies Kubernetes objects to this cluster. */
  public readonly provider: k8s.Provider;
  /** For kubectl, secret; undefined for a cluster whose kubeconfig is given. */
  public readonly kubeconfig: pulumi.Output<string> | undefined;
  /** How Step Functions calls its API, where it is one of EKS. */
  public readonly api: ClusterApi | undefined;
  /** Number of zones that its nodes are in. */
  public readonly availabilityZones: number;
  /** The namespace of the services. */
  public readonly namespace: k8s.core.v1.Namespace;
  /** The ingress controller that it has. */
  public readonly ingressController: IngressController | undefined;
  /** The GatewayClass that it has, in place of an ingress controller. */
  public readonly gatewayApi: ExistingGatewayApi | undefined;
  /** The Gateway that it has, to which routes are attached. */
  public readonly sharedGateway: SharedGateway | undefined;
  /** What reads secrets of AWS into pods, where the cluster has it. */
  public readonly secretsStore: SecretsStore | undefined;
  /** No pods mount file systems: their driver is the cluster's own. */
  public readonly fileSystems = undefined;
  /** No pods mount buckets: their driver is the cluster's own. */
  public readonly bucketVolumes = undefined;
  /** What creates the volumes of single replicas, where the cluster has a StorageClass for them. */
  public readonly blockStorage: BlockStorage | undefined;
  /** Nothing: its backups are its owner's. */
  public readonly backedUp: BackedUp[] = [];
  /** Its containers' logs are collected by what it has already, or not at all. */
  public readonly containerLogs = undefined;
  /** ARN of the KMS key that encrypts the log groups of metrics; undefined with a key of CloudWatch Logs. */
  public readonly logKeyArn: pulumi.Input<string> | undefined;
  /** Its control plane's logs are its own. */
  public readonly auditLogGroupName = undefined;
  /** Let pods of a cluster of EKS through to the data that services use. */
  public readonly dataEndpointRules: pulumi.Resource[];

  constructor(name: string, args: ExistingClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    assertValidArguments("ExistingCluster", name, validateExistingCluster(args));
    super("aws-containers:eks:ExistingCluster", name, {}, opts);
    const { existing, services } = args;
    const { ingressClass, ingressAnnotations, gatewayClass, gatewayAnnotations, gatewayTlsSecret } = existing;
    this.name = existing.name;
    this.identity = identityOf(existing);
    this.logKeyArn = args.logKeyArn;
    this.availabilityZones = existing.availabilityZones ?? 1;
    this.ingressController = ingressClass
      ? { className: ingressClass, ...(ingressAnnotations && { annotations: ingressAnnotations }) }
      : undefined;
    this.gatewayApi = gatewayClass
      ? {
          className: gatewayClass,
          ...(gatewayAnnotations && { annotations: gatewayAnnotations }),
          ...(gatewayTlsSecret !== undefined && { tlsSecret: gatewayTlsSecret }),
        }
      : undefined;
    this.sharedGateway = existing.gateway;
    const { storageClass } = existing;
    this.blockStorage = storageClass
      ? { classOf: (volume) => classOf(volume, storageClass), kindOf, protect: args.protect ?? false }
      : undefined;
    this.secretsStore = existing.secretsStore ? { ready: [] } : undefined;

    const cluster =
      existing.name === undefined
        ? undefined
        : aws.eks.getClusterOutput({ name: existing.name }, { parent: this });
    this.api = cluster && createExistingApi(name, cluster, args, { parent: this });
    this.kubeconfig = cluster && kubeconfigOf(cluster, awsContextOf(this).region);
    this.provider = new k8s.Provider(
      `${name}-kubernetes`,
      {
        kubeconfig: this.kubeconfig
          ? withCredentials(this.kubeconfig, args.credentials)
          : existing.kubeconfig && pulumi.secret(existing.kubeconfig),
        context: existing.context,
        enableServerSideApply: true,
      },
      { parent: this },
    );
    this.namespace = this.createNamespace(
      name,
      existing.namespace ?? defaultNamespace(pulumi.getProject(), pulumi.getStack()),
    );
    createDefaultDeny(
      name,
      { namespace: this.namespace.metadata.name },
      { parent: this, provider: this.provider },
    );
    this.dataEndpointRules = cluster
      ? createDataEndpointRules(
          name,
          {
            securityGroupId: cluster.apply(({ vpcConfig }) => vpcConfig.clusterSecurityGroupId),
            uses: services.flatMap(({ uses = [] }) => uses),
          },
          { parent: this },
        )
      : [];
    this.registerOutputs({ namespace: this.namespace.metadata.name });
  }

  private createNamespace(name: string, namespace: string): k8s.core.v1.Namespace {
    return new k8s.core.v1.Namespace(
      `${name}-namespace`,
      {
        metadata: {
          name: namespace,
          labels: {
            "pod-security.kubernetes.io/enforce": "restricted",
            "pod-security.kubernetes.io/audit": "restricted",
            "pod-security.kubernetes.io/warn": "restricted",
          },
        },
      },
      { parent: this, provider: this.provider },
    );
  }
}

/** By its IAM OIDC provider, where it is given one. */
function identityOf({ name, oidcProviderArn }: ExistingClusterDescription): Identity | undefined {
  if (oidcProviderArn !== undefined) return irsa(issuerOf(oidcProviderArn));
  return name === undefined ? undefined : podIdentity(name);
}

/** Gets its tokens from the `aws` CLI, as that of eks.Cluster. */
function kubeconfigOf(
  cluster: pulumi.Output<aws.eks.GetClusterResult>,
  region: pulumi.Input<string>,
): pulumi.Output<string> {
  return pulumi.secret(
    pulumi.all([cluster, region]).apply(([{ name, endpoint, certificateAuthorities }, inRegion]) =>
      JSON.stringify({
        apiVersion: "v1",
        kind: "Config",
        clusters: [
          {
            name,
            cluster: {
              server: endpoint,
              "certificate-authority-data": certificateAuthorities[0]?.data,
            },
          },
        ],
        contexts: [{ name, context: { cluster: name, user: name } }],
        "current-context": name,
        users: [
          {
            name,
            user: {
              exec: {
                apiVersion: "client.authentication.k8s.io/v1beta1",
                command: "aws",
                args: ["eks", "get-token", "--cluster-name", name, "--region", inRegion],
              },
            },
          },
        ],
      }),
    ),
  );
}

/** The type of its volumes is the class's. */
function classOf({ type, iops, throughput }: BlockVolume, storageClass: string): string | undefined {
  return [type, iops, throughput].every((value) => value === undefined) ? storageClass : undefined;
}
