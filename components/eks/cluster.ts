import * as aws from "@pulumi/aws";
import { Cluster } from "@pulumi/eks/cluster";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { mostCpus } from "../../facts/eks-node-cpus";
import { defaultKubernetesVersion } from "../../facts/kubernetes-versions";
import { imageSource } from "../image/existing-image";
import { assertValidArguments } from "../invalid-arguments";
import type { LoadBalancerAttributes } from "../load-balancer";
import { getsRequests } from "../published";
import { nodeRoleWithoutPath } from "../role-path";
import { mountedFileSystems } from "../volumes";
import { createAdministrator } from "./administrator";
import {
  describesSecrets,
  type EksClusterArgs,
  type NodeRequirements,
  nodeDemand,
  validateEksCluster,
} from "./cluster-arguments";
import { createDataEndpointRules } from "./data-endpoints";
import { createFileSystems, type FileSystems } from "./file-systems";
import { createIngressClass } from "./ingress-class";
import { withCredentials } from "./kubeconfig";
import { createNamespace } from "./namespace";
import type { LoadBalancerPlacement } from "./network-service-arguments";
import { createNodeClass } from "./node-class";
import { createNodePool } from "./node-pool";
import { createSecretsStore, type SecretsStore } from "./secrets-store";
import { allowTags } from "./tag-permissions";

/**
 * A Kubernetes cluster in EKS Auto Mode: AWS runs nodes (Karpenter), pod networking, DNS, volumes and load balancers.
 * Access is by access entries only (no aws-auth ConfigMap). Ready for `Workload`s: a node pool that fits them, a namespace
 * that enforces the Pod Security Standard `restricted`, enforced network policies, an ingress class, and the metrics server.
 *
 * Monthly cost: $73 for the control plane in standard support, nodes and load balancer as described at `createNodePool` and
 * `createIngressClass`.
 *
 * Nodes are in all workload subnets, by a node class of the cluster's own. The control plane's network interfaces are in those
 * of the first zones only: EKS never adds a zone to them nor removes one. The ingress class names the load balancer's subnets,
 * so that no subnet needs a tag for it.
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class EksCluster extends pulumi.ComponentResource {
  /** The cluster with its roles and addons. */
  public readonly cluster: Cluster;
  /** Applies Kubernetes objects to this cluster. */
  public readonly provider: k8s.Provider;
  /** For kubectl, secret. Gets its tokens from the `aws` CLI, with the caller's credentials. */
  public readonly kubeconfig: pulumi.Output<string>;
  /** The cluster's name in AWS. */
  public readonly name: string;
  /** EKS Auto Mode runs its nodes and load balancers. */
  public readonly autoMode = true;
  /** Number of availability zones that nodes can be in. */
  public readonly availabilityZones: number;
  /** Control-plane logs. */
  public readonly logGroup: aws.cloudwatch.LogGroup;
  /** The KMS key that encrypts Kubernetes secrets, with `secretsEncryption`. */
  public readonly key: aws.kms.Key | undefined;
  /** The namespace of the services. It depends on the node pool and on the enforcement of network policies. */
  public readonly namespace: k8s.core.v1.Namespace;
  /** The ingress class of the services' load balancer; undefined where no public service gets requests. */
  public readonly ingressClass: k8s.networking.v1.IngressClass | undefined;
  /** Attributes of the services' load balancer. */
  public readonly loadBalancerAttributes: LoadBalancerAttributes | undefined;
  /** Where load balancers of single services are, and what all of them have. */
  public readonly loadBalancerPlacement: LoadBalancerPlacement;
  /** The node class of the services' nodes: their subnets and tags. */
  public readonly nodeClass: k8s.apiextensions.CustomResource;
  /** The node pool of the services. */
  public readonly nodePool: k8s.apiextensions.CustomResource;
  /** What reads secrets of AWS into pods, where a service has `secrets`. */
  public readonly secretsStore: SecretsStore | undefined;
  /** What pods mount file systems by, where a service has `volumes`. */
  public readonly fileSystems: FileSystems | undefined;
  /** Let pods and nodes through to the data that services use and mount; the Deployments depend on them. */
  public readonly dataEndpointRules: pulumi.Resource[];
  /** The metrics server, for HorizontalPodAutoscalers. */
  public readonly metricsServer: aws.eks.Addon;

  constructor(name: string, args: EksClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    const clusterName = args.clusterName ?? defaultClusterName(name);
    assertValidArguments("EksCluster", name, validateEksCluster(args, clusterName));
    super("aws-containers:eks:EksCluster", name, {}, opts);

    this.name = clusterName;
    this.availabilityZones = args.network.availabilityZones ?? 2;
    this.loadBalancerAttributes = args.loadBalancer;
    this.loadBalancerPlacement = {
      subnetIds: args.network.publicSubnetIds,
      certificateArn: args.https?.certificateArn,
      attributes: args.loadBalancer ?? {},
      tags: args.tags ?? {},
    };
    this.logGroup = this.createLogGroup(name, args);
    this.key = args.secretsEncryption ? this.createKey(name, args) : undefined;
    this.cluster = this.createCluster(name, args);
    this.kubeconfig = pulumi.secret(this.cluster.kubeconfigJson);
    // By an output of the cluster, so that the access entries depend on it.
    const nameOfCluster = this.cluster.eksCluster.apply(() => clusterName);
    const administrators = (args.admins ?? []).map((arn) =>
      createAdministrator(name, { arn, clusterName: nameOfCluster }, { parent: this }),
    );
    this.provider = this.createProvider(name, args, administrators);
    const cached = cachedRepositoryArns(args.services);
    if (cached.length > 0) {
      this.grantPullThroughCache(name, cached);
    }

    const { tags = {} } = args;
    const tagPermissions = allowTags(`${name}-tags`, this.cluster, { parent: this });
    const onCluster = { parent: this, provider: this.provider };
    const tagged = { ...onCluster, dependsOn: [tagPermissions] };
    const namespace = args.namespace ?? "services";
    this.nodeClass = createNodeClass(
      `${name}-node-class`,
      { cluster: this.cluster, subnetIds: args.network.workloadSubnetIds, tags },
      tagged,
    );
    const maxCpus = args.maxCpus ?? Math.max(64, mostCpus(nodeDemand(args.services)));
    this.nodePool = createNodePool(
      `${name}-node-pool`,
      { services: args.services, maxCpus, nodeClass: this.nodeClass },
      onCluster,
    );
    this.namespace = createNamespace(name, { namespace, dependsOn: [this.nodePool] }, onCluster);
    if (args.services.some(getsRequests)) {
      this.ingressClass = createIngressClass(
        name,
        {
          namespace,
          publicSubnetIds: args.network.publicSubnetIds,
          https: args.https,
          attributes: args.loadBalancer,
          tags,
        },
        tagged,
      );
    }
    const uses = args.services.flatMap(({ uses = [] }) => uses);
    this.secretsStore = args.services.some(describesSecrets)
      ? createSecretsStore(name, { clusterName, dependsOn: [this.nodePool] }, onCluster)
      : undefined;
    const { clusterSecurityGroupId: securityGroupId } = this.cluster;
    const fileSystems = mountedFileSystems(...args.services.map(({ volumes = {} }) => volumes));
    this.dataEndpointRules = createDataEndpointRules(
      name,
      { securityGroupId, uses: [...uses, ...fileSystems] },
      { parent: this },
    );
    this.fileSystems =
      fileSystems.length > 0
        ? createFileSystems(
            name,
            {
              clusterName,
              namespace: this.namespace.metadata.name,
              fileSystems,
              dependsOn: [this.nodePool],
            },
            onCluster,
          )
        : undefined;
    this.metricsServer = this.createMetricsServer(name);

    this.registerOutputs({
      name: this.name,
      kubeconfig: this.kubeconfig,
      namespace: this.namespace.metadata.name,
    });
  }

  /** Auto Mode's node role may pull from every repository of the account, but not create those of a cache. */
  private grantPullThroughCache(
    name: string,
    repositoryArns: pulumi.Input<string | undefined>[],
  ): aws.iam.RolePolicy {
    const document: aws.iam.PolicyDocument = {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "FillCaches",
          Effect: "Allow",
          Action: ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
          Resource: pulumi
            .all(repositoryArns)
            .apply((arns) => [...new Set(arns.filter((arn) => arn !== undefined))]),
        },
      ],
    };
    return new aws.iam.RolePolicy(
      `${name}-nodes-fill-caches`,
      { role: this.cluster.autoModeNodeRoleName, policy: pulumi.jsonStringify(document) },
      { parent: this },
    );
  }

  /** EKS would create this group itself, without retention. */
  private createLogGroup(name: string, args: EksClusterArgs): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(
      `${name}-logs`,
      {
        name: `/aws/eks/${this.name}/cluster`,
        retentionInDays: args.logRetentionDays ?? 7,
        kmsKeyId: args.logKeyArn,
      },
      { parent: this, protect: args.protect },
    );
  }

  private createKey(name: string, args: EksClusterArgs): aws.kms.Key {
    return new aws.kms.Key(
      `${name}-key`,
      {
        description: `Kubernetes secrets of the EKS cluster ${this.name}`,
        enableKeyRotation: true,
        deletionWindowInDays: 30,
      },
      { parent: this, protect: args.protect },
    );
  }

  private createCluster(name: string, args: EksClusterArgs): Cluster {
    const logs = args.logs ?? ["audit", "authenticator"];
    return new Cluster(
      name,
      {
        name: this.name,
        version: args.version ?? defaultKubernetesVersion,
        upgradePolicy: { supportType: "STANDARD" },
        authenticationMode: "API",
        autoMode: { enabled: true, computeConfig: { nodePools: ["system"] } },
        // Part of Auto Mode, or of no use with it.
        skipDefaultNodeGroup: true,
        skipDefaultSecurityGroups: true,
        createInstanceRole: false,
        bootstrapSelfManagedAddons: false,
        corednsAddonOptions: { enabled: false },
        vpcId: args.network.vpcId,
        subnetIds: controlPlaneSubnetIds(args),
        endpointPrivateAccess: true,
        endpointPublicAccess: true,
        publicAccessCidrs: args.endpointCidrs ?? ["0.0.0.0/0"],
        // By the group's name, so that the cluster inside of the remote component depends on the group. If the cluster
        // logged before the group exists, or after its deletion, EKS would create one without retention.
        enabledClusterLogTypes: this.logGroup.name.apply(() => logs),
        encryptionConfigKeyArn: this.key?.arn,
        deletionProtection: args.deletionProtection ?? false,
        providerCredentialOpts: args.credentials,
      },
      { parent: this, protect: args.protect, transforms: [nodeRoleWithoutPath(this.name)] },
    );
  }

  /**
   * With server-side apply, which detects fields that others manage. deleteUnreachable stays off: a destroy from outside of
   * endpointCidrs would drop the Ingress from the state and leave its load balancer behind, which then blocks the network's
   * deletion. Where the cluster no longer exists, set PULUMI_K8S_DELETE_UNREACHABLE=true.
   *
   * It depends on the administrators' access, so that a destroy by one of them revokes it only after the last object.
   */
  private createProvider(
    name: string,
    args: EksClusterArgs,
    administrators: pulumi.Resource[],
  ): k8s.Provider {
    return new k8s.Provider(
      `${name}-kubernetes`,
      { kubeconfig: withCredentials(this.kubeconfig, args.credentials), enableServerSideApply: true },
      { parent: this, dependsOn: administrators },
    );
  }

  /** Auto Mode doesn't include it. The addon is active once its pods have a node. */
  private createMetricsServer(name: string): aws.eks.Addon {
    return new aws.eks.Addon(
      `${name}-metrics-server`,
      {
        clusterName: this.name,
        addonName: "metrics-server",
        resolveConflictsOnCreate: "OVERWRITE",
        resolveConflictsOnUpdate: "OVERWRITE",
      },
      { parent: this, dependsOn: [this.nodePool] },
    );
  }
}

/** The repositories of pull-through caches that the services' images come from. */
function cachedRepositoryArns(services: readonly NodeRequirements[]): pulumi.Input<string | undefined>[] {
  return services
    .flatMap(({ image }) => (image === undefined ? [] : imageSource(image).pullSource))
    .filter(({ pullThroughCache }) => pullThroughCache)
    .map(({ repositoryArn }) => repositoryArn);
}

/** Of a network whose zones are known, the subnets of the first ones; otherwise all, since any two may be in one zone. */
function controlPlaneSubnetIds({ network, controlPlaneZones = 2 }: EksClusterArgs): pulumi.Input<string[]> {
  return network.availabilityZones === undefined
    ? network.workloadSubnetIds
    : pulumi.output(network.workloadSubnetIds).apply((ids) => ids.slice(0, controlPlaneZones));
}

/** Stack names may have dots, names of EKS clusters may not. */
function defaultClusterName(name: string): string {
  return `${pulumi.getProject()}-${pulumi.getStack()}-${name}`.replaceAll(/[^\w-]/g, "-");
}
