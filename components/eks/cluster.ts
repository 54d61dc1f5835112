import type * as aws from "@pulumi/aws";
import type { Cluster } from "@pulumi/eks/cluster";
import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { AddonVersions } from "../../facts/eks-addons";
import { hasNodeGroups } from "../../facts/eks-computes";
import type { BackedUp } from "../backed-up";
import { assertValidArguments } from "../invalid-arguments";
import type { LoadBalancerAttributes } from "../load-balancer";
import { getsConnections, getsRequests } from "../published";
import { addonVersionsOf } from "./addon-versions";
import { backedUpOf } from "./backed-up";
import type { BlockStorage } from "./block-storage";
import type { BucketVolumes } from "./bucket-volumes";
import { createClusterAccess } from "./cluster-access";
import { type ClusterApi, createClusterApi } from "./cluster-api";
import type { EksClusterArgs } from "./cluster-arguments";
import { createClusterMounts, dataOf } from "./cluster-mounts";
import { createClusterNamespaces, namespaceOf } from "./cluster-namespaces";
import { createClusterObservability } from "./cluster-observability";
import { validateEksCluster } from "./cluster-validation";
import { blockVolumesOf } from "./cluster-volumes";
import type { Compute, ComputeOptions, Nodes, PodPlacement } from "./compute/compute";
import { computes } from "./compute/computes";
import type { ContainerLogs } from "./container-logs";
import { createControlPlane } from "./control-plane";
import type { LoadBalancerNames } from "./controllers";
import { createDataEndpointRules } from "./data-endpoints";
import type { FileSystems } from "./file-systems";
import type { Identity } from "./identity";
import { createIngressClass } from "./ingress-class";
import { type LoadBalancerPlacement, loadBalancerPlacement } from "./load-balancer-placement";
import { createMetricsServer } from "./metrics-server";
import type { SecretsStore } from "./secrets-store";

/**
 * A Kubernetes cluster of EKS, in Auto Mode, on node groups or on Fargate: see `compute/`. Access is by access entries only (no aws-auth
 * ConfigMap). Ready for `Workload`s: nodes that fit them, a namespace that enforces the Pod Security Standard `restricted`, enforced
 * network policies, an ingress class, and the metrics server.
 *
 * Monthly cost: $73 for the control plane in standard support, nodes and load balancer as described at `createNodePool`,
 * `createNodeGroups` and `createIngressClass`.
 *
 * Nodes are in all workload subnets. The control plane's network interfaces are in those
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
  /** How Step Functions calls its API; undefined where it isn't open to the internet, and nothing calls it. */
  public readonly api: ClusterApi | undefined;
  /** The cluster's name in AWS. */
  public readonly name: string;
  /** By what pods get the credentials of their roles. */
  public readonly identity: Identity;
  /** It is the stack's own. */
  public readonly existing = false;
  /** How pods are placed on its nodes. */
  public readonly placement: PodPlacement;
  /** Number of availability zones that nodes can be in. */
  public readonly availabilityZones: number;
  /** Control-plane logs. */
  public readonly logGroup: aws.cloudwatch.LogGroup;
  /** Name of the log group of the audit log; undefined where the cluster writes none. */
  public readonly auditLogGroupName: pulumi.Output<string> | undefined;
  /** The KMS key that encrypts Kubernetes secrets, with `secretsEncryption`. */
  public readonly key: aws.kms.Key | undefined;
  /** The namespace of the services. It depends on the node pool and on the enforcement of network policies. */
  public readonly namespace: k8s.core.v1.Namespace;
  /** The ingress class of the services' load balancer; undefined where no public service receives requests. */
  public readonly ingressClass: k8s.networking.v1.IngressClass | undefined;
  /** Attributes of the services' load balancer. */
  public readonly loadBalancerAttributes: LoadBalancerAttributes | undefined;
  /** Where load balancers of single services are, and what all of them have. */
  public readonly loadBalancerPlacement: LoadBalancerPlacement;
  /** What pods run on. */
  public readonly nodes: Nodes;
  /** Names of the controller of its load balancers. */
  public readonly loadBalancerNames: LoadBalancerNames;
  /** The controllers of load balancers and volumes that are the cluster's own, none in Auto Mode. */
  public readonly controllers: pulumi.Resource[];
  /** What reads secrets of AWS into pods, where a service has `secrets`. */
  public readonly secretsStore: SecretsStore | undefined;
  /** What pods mount file systems by, where a service has `volumes`. */
  public readonly fileSystems: FileSystems | undefined;
  /** What pods mount buckets by, where a service mounts some. */
  public readonly bucketVolumes: BucketVolumes | undefined;
  /** What creates the volumes of single replicas, where a service has some. */
  public readonly blockStorage: BlockStorage | undefined;
  /** The class of snapshots of these volumes, with `volumeSnapshots`. */
  public readonly volumeSnapshotClass: k8s.apiextensions.CustomResource | undefined;
  /** The security group of nodes that have node ports; undefined in Auto Mode, whose nodes come and go with the pods. */
  public readonly nodePortSecurityGroupId: pulumi.Output<string> | undefined;
  /** Let pods and nodes through to the data that services use and mount; the Deployments depend on them. */
  public readonly dataEndpointRules: pulumi.Resource[];
  /** Where the logs of the services' containers are, unless nothing collects them. */
  public readonly containerLogs: ContainerLogs | undefined;
  /** ARN of the KMS key that encrypts the log groups; undefined with a key of CloudWatch Logs. */
  public readonly logKeyArn: pulumi.Input<string> | undefined;
  /** What AWS Backup backs up of it. */
  public readonly backedUp: BackedUp[];
  /** Container Insights, where the cluster has it. */
  public readonly insights: aws.eks.Addon | undefined;
  /** The metrics server, for HorizontalPodAutoscalers. */
  public readonly metricsServer: aws.eks.Addon;

  constructor(name: string, args: EksClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    const clusterName = args.clusterName ?? defaultClusterName(name);
    assertValidArguments("EksCluster", name, validateEksCluster(args, clusterName));
    super("aws-containers:eks:EksCluster", name, {}, opts);
    const { network, services } = args;
    const namespace = namespaceOf(args);
    const compute = computes[args.compute ?? "auto"];

    this.name = clusterName;
    this.logKeyArn = args.logKeyArn;
    this.availabilityZones = network.availabilityZones ?? 2;
    this.placement = compute.placement(args);
    this.loadBalancerNames = compute.controllers.loadBalancers;
    this.loadBalancerAttributes = args.loadBalancer;
    this.loadBalancerPlacement = loadBalancerPlacement(args, this.loadBalancerNames);

    // The control plane, and who reaches its API
    const controlPlane = createControlPlane(name, clusterName, { ...args, compute }, this);
    const { cluster } = controlPlane;
    this.cluster = cluster;
    this.logGroup = controlPlane.logGroup;
    this.auditLogGroupName = controlPlane.auditLogGroupName;
    this.key = controlPlane.key;
    this.kubeconfig = pulumi.secret(cluster.kubeconfigJson);
    this.nodePortSecurityGroupId = hasNodeGroups(args.compute) ? cluster.clusterSecurityGroupId : undefined;

    const addonVersions = addonVersionsOf(args);
    const created = { cluster, addonVersions, clusterName: cluster.eksCluster.apply(() => clusterName) };
    const child = { parent: this };
    this.api = createClusterApi(name, cluster, { ...args, ...created }, child);
    this.provider = createClusterAccess(name, { ...args, ...created, kubeconfig: this.kubeconfig }, child);
    const onCluster = { ...child, provider: this.provider };

    // What pods run on
    this.identity = compute.createIdentity(name, { ...created, issuerUrl: cluster.oidcProviderUrl }, child);
    this.nodes = this.createNodes(name, compute, { ...args, ...created }, onCluster);
    this.controllers = this.createControllers(name, compute, { ...args, ...created }, onCluster);
    const { ready } = this.nodes;
    // The controllers depend on the nodes.
    const readyWithControllers = this.controllers.length > 0 ? this.controllers : ready;

    // Namespaces, and the load balancer of what is public
    this.namespace = createClusterNamespaces(
      name,
      {
        ...args,
        readinessGateLabel: this.loadBalancerNames.readinessGateLabel,
        nodes: this.nodes,
        dependsOn: readyWithControllers,
      },
      onCluster,
    );
    this.ingressClass = createIngressClass(
      name,
      { ...args, names: this.loadBalancerNames, namespace },
      { ...onCluster, dependsOn: [...this.nodes.permissions, ...this.controllers] },
    );

    // What pods mount, and the data that they reach
    const mounts = createClusterMounts(
      name,
      {
        ...args,
        clusterName,
        addonVersions,
        securityGroupId: cluster.clusterSecurityGroupId,
        namespace: this.namespace.metadata.name,
        names: compute.controllers.volumes,
        nodes: ready,
        controllers: readyWithControllers,
      },
      onCluster,
    );
    this.secretsStore = mounts.secretsStore;
    this.fileSystems = mounts.fileSystems;
    this.bucketVolumes = mounts.bucketVolumes;
    this.blockStorage = mounts.blockStorage;
    this.volumeSnapshotClass = mounts.volumeSnapshotClass;
    this.dataEndpointRules = createDataEndpointRules(
      name,
      { securityGroupId: cluster.clusterSecurityGroupId, uses: dataOf(services) },
      child,
    );

    // Logs, metrics and backups
    const { containerLogs, insights } = createClusterObservability(
      name,
      { ...args, clusterName, addonVersions, namespace, compute, nodes: this.nodes },
      onCluster,
    );
    this.containerLogs = containerLogs;
    this.insights = insights;
    this.metricsServer = createMetricsServer(
      name,
      { clusterName, addonVersions },
      { ...child, dependsOn: ready },
    );
    this.backedUp = backedUpOf(this, namespace);

    this.registerOutputs({
      name: this.name,
      kubeconfig: this.kubeconfig,
      namespace: this.namespace.metadata.name,
    });
  }

  private createNodes(
    name: string,
    compute: Compute,
    args: CreatedClusterArgs,
    options: ComputeOptions,
  ): Nodes {
    const { api } = this;
    const { workloadSubnetIds, assignPublicIp } = args.network;
    const namespaces = [namespaceOf(args), ...Object.keys(args.namespaces ?? {})];
    return compute.createNodes(
      name,
      { ...args, api, namespaces, workloadSubnetIds, assignPublicIp },
      options,
    );
  }

  private createControllers(
    name: string,
    { controllers }: Compute,
    { clusterName, addonVersions, network, services, volumeSnapshots = false }: CreatedClusterArgs,
    options: ComputeOptions,
  ): pulumi.Resource[] {
    return controllers.create(
      name,
      {
        clusterName,
        addonVersions,
        vpcId: network.vpcId,
        identity: this.identity,
        loadBalancers: services.some((service) => getsRequests(service) || getsConnections(service)),
        volumes: volumeSnapshots || blockVolumesOf(services).length > 0,
        dependsOn: this.nodes.ready,
      },
      options,
    );
  }
}

/** Arguments of a cluster, with itself and its name by an output of it: what has that depends on the cluster. */
type CreatedClusterArgs = Omit<EksClusterArgs, "clusterName" | "addonVersions"> & {
  cluster: Cluster;
  addonVersions: AddonVersions;
  clusterName: pulumi.Output<string>;
};

/** Stack names may have dots, names of EKS clusters may not. */
function defaultClusterName(name: string): string {
  return `${pulumi.getProject()}-${pulumi.getStack()}-${name}`.replaceAll(/[^\w-]/g, "-");
}
