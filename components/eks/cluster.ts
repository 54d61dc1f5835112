import type * as aws from "@pulumi/aws";
import type { Cluster } from "@pulumi/eks/cluster";
import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { hasNodeGroups } from "../../facts/eks-computes";
import type { BackedUp } from "../backed-up";
import type { FileSystemSource } from "../file-system";
import { assertValidArguments } from "../invalid-arguments";
import type { LoadBalancerAttributes } from "../load-balancer";
import { publicSubnets } from "../public-subnets";
import { getsConnections, getsRequests } from "../published";
import { volumesByKind } from "../service-volumes";
import { mountedFileSystems } from "../volumes";
import { createAccessEntries } from "./access";
import { backedUpOf } from "./backed-up";
import type { BlockStorage } from "./block-storage";
import { type BucketVolumes, createBucketVolumes } from "./bucket-volumes";
import { type ClusterApi, createClusterApi } from "./cluster-api";
import type { EksClusterArgs } from "./cluster-arguments";
import { validateEksCluster } from "./cluster-validation";
import { blockVolumesOf, type ClusterVolumes, createClusterVolumes } from "./cluster-volumes";
import type { Compute, Nodes, PodPlacement } from "./compute/compute";
import { computes } from "./compute/computes";
import type { ContainerLogs } from "./container-logs";
import { describesSecrets } from "./container-secrets";
import { createControlPlane } from "./control-plane";
import type { LoadBalancerNames } from "./controllers";
import { createDataEndpointRules } from "./data-endpoints";
import { createDefaultDeny } from "./default-deny";
import { onceAccessible } from "./deploy-role";
import { createEndpointRules } from "./endpoint";
import { createFileSystems, type FileSystems } from "./file-systems";
import type { Identity } from "./identity";
import { createIngressClass } from "./ingress-class";
import { createInsights } from "./insights";
import { createKubernetesProvider } from "./kubernetes-provider";
import { createMetricsServer } from "./metrics-server";
import { createNamespace } from "./namespace";
import type { LoadBalancerPlacement } from "./network-service-arguments";
import { originOf } from "./origin";
import { createSecretsStore, type SecretsStore } from "./secrets-store";
import { createTeamNamespaces } from "./team-namespaces";

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
    const compute = computes[args.compute ?? "auto"];

    this.name = clusterName;
    this.availabilityZones = args.network.availabilityZones ?? 2;
    this.loadBalancerAttributes = args.loadBalancer;
    this.loadBalancerPlacement = {
      subnetIds: args.network.publicSubnetIds,
      subnetCount: publicSubnets(args.network),
      takesAddresses: compute.controllers.loadBalancers.takesAddresses,
      certificateArn: args.https?.certificateArn,
      attributes: args.loadBalancer ?? {},
      loadBalancerClass: compute.controllers.loadBalancers.loadBalancerClass,
      tags: args.tags ?? {},
    };
    this.loadBalancerNames = compute.controllers.loadBalancers;
    this.placement = compute.placement(args);
    const { cluster, logGroup, auditLogGroupName, key } = createControlPlane(
      name,
      clusterName,
      { ...args, compute },
      this,
    );
    this.cluster = cluster;
    this.nodePortSecurityGroupId = hasNodeGroups(args.compute) ? cluster.clusterSecurityGroupId : undefined;
    this.logGroup = logGroup;
    this.auditLogGroupName = auditLogGroupName;
    this.key = key;
    const called = { ...args, clusterName: this.nameOfCluster };
    this.api = createClusterApi(name, cluster, called, { parent: this });
    this.kubeconfig = pulumi.secret(cluster.kubeconfigJson);
    this.provider = this.createProvider(name, args);
    this.identity = compute.createIdentity(
      name,
      { clusterName: this.nameOfCluster, issuerUrl: cluster.oidcProviderUrl },
      { parent: this },
    );
    this.nodes = this.createNodes(name, compute, args);
    this.controllers = this.createControllers(name, compute, args);
    this.namespace = this.createNamespaces(name, args);
    this.ingressClass = this.createIngressClass(name, args);
    this.secretsStore = this.createSecretsStore(name, args);
    const { blockStorage, volumeSnapshotClass } = this.createVolumes(name, compute, args);
    this.blockStorage = blockStorage;
    this.volumeSnapshotClass = volumeSnapshotClass;
    this.dataEndpointRules = this.createDataEndpointRules(name, args);
    this.fileSystems = this.createFileSystems(name, args);
    this.bucketVolumes = this.createBucketVolumes(name, args);
    this.containerLogs = this.createContainerLogs(name, compute, args);
    this.logKeyArn = args.logKeyArn;
    this.backedUp = backedUpOf(this, namespaceOf(args));
    this.insights = createInsights(
      name,
      { ...args, clusterName, retentionDays: args.logRetentionDays ?? 7 },
      { parent: this, dependsOn: this.nodes.ready },
    );
    this.metricsServer = createMetricsServer(
      name,
      { clusterName },
      { parent: this, dependsOn: this.nodes.ready },
    );

    this.registerOutputs({
      name: this.name,
      kubeconfig: this.kubeconfig,
      namespace: this.namespace.metadata.name,
    });
  }

  /** Applies Kubernetes objects, once those who administer the cluster have access to it. */
  private createProvider(name: string, args: EksClusterArgs): k8s.Provider {
    const clusterName = this.nameOfCluster;
    const administrators = createAccessEntries(name, { ...args, clusterName }, { parent: this });
    const { clusterSecurityGroupId } = this.cluster;
    const reachable = createEndpointRules(name, args, clusterSecurityGroupId, { parent: this });
    return createKubernetesProvider(
      name,
      {
        kubeconfig: args.deployRole ? onceAccessible(this.kubeconfig, administrators) : this.kubeconfig,
        credentials: args.credentials,
        dependsOn: [...administrators, ...reachable],
      },
      { parent: this },
    );
  }

  private createNodes(name: string, compute: Compute, args: EksClusterArgs): Nodes {
    const { workloadSubnetIds, assignPublicIp } = args.network;
    const { cluster, nameOfCluster: clusterName } = this;
    const namespaces = [namespaceOf(args), ...Object.keys(args.namespaces ?? {})];
    return compute.createNodes(
      name,
      { ...args, namespaces, workloadSubnetIds, assignPublicIp, cluster, clusterName },
      this.onCluster,
    );
  }

  private createControllers(name: string, { controllers }: Compute, args: EksClusterArgs): pulumi.Resource[] {
    const { services, volumeSnapshots = false } = args;
    return controllers.create(
      name,
      {
        clusterName: this.nameOfCluster,
        vpcId: args.network.vpcId,
        identity: this.identity,
        loadBalancers: services.some((service) => getsRequests(service) || getsConnections(service)),
        volumes: volumeSnapshots || blockVolumesOf(services).length > 0,
        dependsOn: this.nodes.ready,
      },
      this.onCluster,
    );
  }

  /** The namespace of the services, and those of teams. What controllers create for them goes before the controllers. */
  private createNamespaces(name: string, args: EksClusterArgs): k8s.core.v1.Namespace {
    const { ready, enforcement } = this.nodes;
    const { readinessGateLabel } = this.loadBalancerNames;
    const dependsOn = [...this.readyWithControllers, ...enforcement];
    const namespace = createNamespace(
      name,
      { namespace: namespaceOf(args), readinessGateLabel, dependsOn },
      this.onCluster,
    );
    createDefaultDeny(name, { namespace: namespace.metadata.name }, this.onCluster);
    createTeamNamespaces(name, args.namespaces ?? {}, { ...this.onCluster, dependsOn: ready });
    return namespace;
  }

  private createIngressClass(name: string, args: EksClusterArgs): k8s.networking.v1.IngressClass | undefined {
    if (!args.services.some(getsRequests)) return undefined;
    return createIngressClass(
      name,
      {
        names: this.loadBalancerNames,
        namespace: namespaceOf(args),
        ...args.network,
        origin: originOf(args.loadBalancer, args.https),
        https: args.https,
        attributes: args.loadBalancer,
        tags: args.tags ?? {},
      },
      { ...this.onCluster, dependsOn: [...this.nodes.permissions, ...this.controllers] },
    );
  }

  private createSecretsStore(name: string, { services }: EksClusterArgs): SecretsStore | undefined {
    return services.some(describesSecrets)
      ? createSecretsStore(name, { clusterName: this.name, dependsOn: this.nodes.ready }, this.onCluster)
      : undefined;
  }

  private createVolumes(name: string, { controllers }: Compute, args: EksClusterArgs): ClusterVolumes {
    const dependsOn = this.readyWithControllers;
    return createClusterVolumes(
      name,
      { ...args, clusterName: this.name, names: controllers.volumes, dependsOn },
      this.onCluster,
    );
  }

  /** To what services use, and to the file systems that they mount. */
  private createDataEndpointRules(name: string, { services }: EksClusterArgs): pulumi.Resource[] {
    const { clusterSecurityGroupId: securityGroupId } = this.cluster;
    const uses = [...services.flatMap(({ uses = [] }) => uses), ...fileSystemsOf(services)];
    return createDataEndpointRules(name, { securityGroupId, uses }, { parent: this });
  }

  private createFileSystems(name: string, { services }: EksClusterArgs): FileSystems | undefined {
    const fileSystems = fileSystemsOf(services);
    if (fileSystems.length === 0) return undefined;
    const namespace = this.namespace.metadata.name;
    return createFileSystems(
      name,
      { clusterName: this.name, namespace, fileSystems, dependsOn: this.nodes.ready },
      this.onCluster,
    );
  }

  private createBucketVolumes(name: string, { services }: EksClusterArgs): BucketVolumes | undefined {
    const namespace = this.namespace.metadata.name;
    return createBucketVolumes(
      name,
      { clusterName: this.name, namespace, services, dependsOn: this.nodes.ready },
      this.onCluster,
    );
  }

  private createContainerLogs(
    name: string,
    compute: Compute,
    args: EksClusterArgs,
  ): ContainerLogs | undefined {
    if (args.containerLogs === false) return undefined;
    const { services, logKeyArn, logRetentionDays: retentionDays = 7 } = args;
    const namespace = namespaceOf(args);
    return compute.createContainerLogs(
      name,
      { clusterName: this.name, namespace, retentionDays, logKeyArn, services, logRole: this.nodes.logRole },
      { ...this.onCluster, dependsOn: this.nodes.ready },
    );
  }

  /** By an output of the cluster, so that what has it depends on the cluster. */
  private get nameOfCluster(): pulumi.Output<string> {
    return this.cluster.eksCluster.apply(() => this.name);
  }

  /** The controllers depend on the nodes. */
  private get readyWithControllers(): pulumi.Resource[] {
    return this.controllers.length > 0 ? this.controllers : this.nodes.ready;
  }

  private get onCluster(): { parent: pulumi.Resource; provider: k8s.Provider } {
    return { parent: this, provider: this.provider };
  }
}

function namespaceOf({ namespace = "services" }: EksClusterArgs): string {
  return namespace;
}

function fileSystemsOf(services: EksClusterArgs["services"]): FileSystemSource[] {
  return mountedFileSystems(...services.map(({ volumes = {} }) => volumesByKind(volumes).volumes));
}

/** Stack names may have dots, names of EKS clusters may not. */
function defaultClusterName(name: string): string {
  return `${pulumi.getProject()}-${pulumi.getStack()}-${name}`.replaceAll(/[^\w-]/g, "-");
}
