import type * as aws from "@pulumi/aws";
import type { Cluster } from "@pulumi/eks/cluster";
import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { mostCpus } from "../../facts/eks-node-cpus";
import { assertValidArguments } from "../invalid-arguments";
import type { LoadBalancerAttributes } from "../load-balancer";
import { getsRequests } from "../published";
import { volumesByKind } from "../service-volumes";
import { mountedFileSystems } from "../volumes";
import { createAccess } from "./access";
import { autoModeVolumes, type BlockStorage, createBlockStorage } from "./block-storage";
import type { EksClusterArgs } from "./cluster-arguments";
import { nodeDemand, validateEksCluster } from "./cluster-validation";
import { type ContainerLogs, createContainerLogs } from "./container-logs";
import { describesSecrets } from "./container-secrets";
import { createControlPlane } from "./control-plane";
import { createDataEndpointRules } from "./data-endpoints";
import { createDefaultDeny } from "./default-deny";
import { createEndpointRules } from "./endpoint";
import { createFileSystems, type FileSystems } from "./file-systems";
import { cpusOfGpuNodes, createGpuNodePool, withGpus } from "./gpu";
import { createIngressClass } from "./ingress-class";
import { createKubernetesProvider } from "./kubernetes-provider";
import { createMetricsServer } from "./metrics-server";
import { createNamespace } from "./namespace";
import type { LoadBalancerPlacement } from "./network-service-arguments";
import { createNodeClass } from "./node-class";
import { createNodePool } from "./node-pool";
import { allowPullThroughCaches } from "./pull-through-caches";
import { createSecretsStore, type SecretsStore } from "./secrets-store";
import { allowTags } from "./tag-permissions";
import { createTeamNamespaces } from "./team-namespaces";
import { createVolumeSnapshots } from "./volume-snapshots";

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
  /** What the volumes of single replicas are made with, where a service has some. */
  public readonly blockStorage: BlockStorage | undefined;
  /** The class of snapshots of these volumes, with `volumeSnapshots`. */
  public readonly volumeSnapshotClass: k8s.apiextensions.CustomResource | undefined;
  /** Let pods and nodes through to the data that services use and mount; the Deployments depend on them. */
  public readonly dataEndpointRules: pulumi.Resource[];
  /** Where the logs of the services' containers are, unless nothing collects them. */
  public readonly containerLogs: ContainerLogs | undefined;
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
    const { cluster, logGroup, key } = createControlPlane(name, clusterName, args, this);
    this.cluster = cluster;
    this.logGroup = logGroup;
    this.key = key;
    this.kubeconfig = pulumi.secret(this.cluster.kubeconfigJson);
    // By an output of the cluster, so that the access entries depend on it.
    const nameOfCluster = this.cluster.eksCluster.apply(() => clusterName);
    const administrators = (args.admins ?? []).map((arn) =>
      createAccess(
        name,
        "admin",
        { arn, clusterName: nameOfCluster, policy: "cluster-admin" },
        { parent: this },
      ),
    );
    for (const [arn, access] of Object.entries(args.access ?? {})) {
      createAccess(name, "access", { arn, clusterName: nameOfCluster, ...access }, { parent: this });
    }
    const reachable = createEndpointRules(name, args, cluster.clusterSecurityGroupId, { parent: this });
    this.provider = createKubernetesProvider(
      name,
      {
        kubeconfig: this.kubeconfig,
        credentials: args.credentials,
        dependsOn: [...administrators, ...reachable],
      },
      { parent: this },
    );
    allowPullThroughCaches(
      name,
      { nodeRoleName: cluster.autoModeNodeRoleName, services: args.services },
      { parent: this },
    );

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
    const { nodeClass } = this;
    const gpus = withGpus(args.services);
    const others = args.services.filter((service) => !gpus.includes(service));
    // Add-ons need nodes without GPUs.
    const services = others.length > 0 ? others : gpus;
    const maxCpus = args.maxCpus ?? Math.max(64, mostCpus(nodeDemand(services)));
    this.nodePool = createNodePool(`${name}-node-pool`, { services, maxCpus, nodeClass }, onCluster);
    if (gpus.length > 0) {
      const maxCpus = args.maxCpus ?? Math.max(64, cpusOfGpuNodes(gpus));
      createGpuNodePool(`${name}-gpu-node-pool`, { services: gpus, maxCpus, nodeClass }, onCluster);
    }
    this.namespace = createNamespace(name, { namespace, dependsOn: [this.nodePool] }, onCluster);
    createDefaultDeny(name, { namespace: this.namespace.metadata.name }, onCluster);
    createTeamNamespaces(name, args.namespaces ?? {}, { ...onCluster, dependsOn: [this.nodePool] });
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
    const ofServices = args.services.map(({ volumes = {} }) => volumesByKind(volumes));
    const blockVolumes = ofServices.flatMap(({ blockVolumes }) => Object.values(blockVolumes));
    this.blockStorage =
      blockVolumes.length > 0
        ? createBlockStorage(
            name,
            {
              volumes: blockVolumes,
              retain: args.retainVolumes ?? false,
              protect: args.protect ?? false,
            },
            { ...onCluster, dependsOn: [this.nodePool] },
          )
        : undefined;
    this.volumeSnapshotClass = args.volumeSnapshots
      ? createVolumeSnapshots(
          name,
          {
            clusterName,
            driver: autoModeVolumes,
            retain: args.retainVolumes ?? false,
            dependsOn: [this.nodePool],
          },
          onCluster,
        )
      : undefined;
    const uses = args.services.flatMap(({ uses = [] }) => uses);
    this.secretsStore = args.services.some(describesSecrets)
      ? createSecretsStore(name, { clusterName, dependsOn: [this.nodePool] }, onCluster)
      : undefined;
    const { clusterSecurityGroupId: securityGroupId } = this.cluster;
    const fileSystems = mountedFileSystems(...ofServices.map(({ volumes }) => volumes));
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
    this.containerLogs =
      args.containerLogs === false
        ? undefined
        : createContainerLogs(
            name,
            {
              clusterName,
              namespace,
              retentionDays: args.logRetentionDays ?? 7,
              logKeyArn: args.logKeyArn,
            },
            { ...onCluster, dependsOn: [this.nodePool] },
          );
    this.metricsServer = createMetricsServer(
      name,
      { clusterName },
      { parent: this, dependsOn: [this.nodePool] },
    );

    this.registerOutputs({
      name: this.name,
      kubeconfig: this.kubeconfig,
      namespace: this.namespace.metadata.name,
    });
  }
}

/** Stack names may have dots, names of EKS clusters may not. */
function defaultClusterName(name: string): string {
  return `${pulumi.getProject()}-${pulumi.getStack()}-${name}`.replaceAll(/[^\w-]/g, "-");
}
