import * as aws from "@pulumi/aws";
import { Cluster } from "@pulumi/eks/cluster";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { createAdministrator } from "./administrator";
import { type controlPlaneLogs, refuseWrongClusterArguments } from "./cluster-arguments";
import { createIngressClass } from "./ingress-class";
import { type ClientCredentials, withCredentials } from "./kubeconfig";
import { createNamespace } from "./namespace";
import { createNodePool, type NodeNeeds } from "./node-pool";

/** Arguments of {@link EksCluster}. */
export interface EksClusterArgs {
  /** Where the cluster and its load balancer stand. A Network is assignable. */
  network: ClusterNetwork;
  /**
   * The services that will run here: they decide the nodes' architectures and whether these are Spot or
   * On-Demand.
   */
  services: NodeNeeds[];
  /**
   * Kubernetes version. A new minor version is an update in place, one step at a time. Default: 1.35, in
   * standard support until 2027-03-27.
   * https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
   */
  version?: string;
  /**
   * IPv4 blocks that may reach the cluster's public endpoint, at most 40. Whoever runs `pulumi up` must be
   * inside, since workloads are applied through it. Default: 0.0.0.0/0, the whole world (EKS.1); callers
   * still have to be authenticated by IAM.
   */
  endpointCidrs?: string[];
  /**
   * ARNs of IAM roles and users that become cluster administrators by access entries. Not that of whoever
   * runs the first `up`: as the cluster's creator it is one already, and EKS refuses a second entry. Default:
   * none.
   */
  admins?: string[];
  /**
   * What the control plane logs (EKS.8 asks for audit). CloudWatch Logs takes $0.50 a GB. Default: audit,
   * authenticator.
   */
  logs?: ControlPlaneLog[];
  /** Days that these logs are kept; one of the values of CloudWatch Logs. Default: 7. */
  logRetentionDays?: number;
  /**
   * Encrypt Kubernetes secrets with a KMS key of one's own (EKS.3), $1 a month. Can't be taken back: false
   * afterwards replaces the cluster. Default: false, which means a key that AWS owns.
   */
  secretsEncryption?: boolean;
  /** Have EKS refuse to delete the cluster until this is false again. Default: false. */
  deletionProtection?: boolean;
  /** Have Pulumi refuse to delete cluster, key and logs. Default: false. */
  protect?: boolean;
  /** vCPUs that all service nodes together may have: a bound on cost. Default: 64. */
  maxCpus?: number;
  /** Namespace that services run in: a DNS label. Default: services. */
  namespace?: string;
  /**
   * The cluster's name in AWS, unique in account and region. Known before the cluster is, so that its log
   * group can exist first. Default: project, stack and component name, such as aws-containers-dev-eks.
   */
  clusterName?: string;
  /**
   * ARNs of the repositories of ECR's pull-through caches that services run images of: nodes may make and fill them.
   * They may pull from any private repository of the account anyway. Default: none.
   */
  cachedRepositoryArns?: pulumi.Input<string>[];
  /**
   * How Pulumi's requests to Kubernetes are authenticated, where the environment's own credentials are not
   * those of the AWS provider.
   */
  credentials?: ClientCredentials;
}

/** The subnets of a cluster. */
export interface ClusterNetwork {
  /** The VPC. */
  vpcId: pulumi.Input<string>;
  /** Subnets of the load balancer, in at least two zones. */
  publicSubnetIds: pulumi.Input<string[]>;
  /** Subnets of nodes, pods and the control plane's interfaces, in at least two zones. */
  workloadSubnetIds: pulumi.Input<string[]>;
}

/** A kind of control-plane log. */
export type ControlPlaneLog = (typeof controlPlaneLogs)[number];

/**
 * A Kubernetes cluster in EKS Auto Mode: AWS runs nodes (Karpenter), pod network, DNS, volumes and load
 * balancers. IAM decides who gets in (access entries only, no aws-auth). Ready for {@link Workload}s: a node
 * pool that fits them, a namespace held to Pod Security `restricted`, network policies that are enforced, an
 * ingress class, and metrics for scaling.
 *
 * Price: $73 a month for the control plane in standard support, nodes and load balancer as described at
 * `createNodePool` and `createIngressClass`.
 *
 * Nodes and control plane are in the workload subnets only, since Auto Mode's default NodeClass takes over
 * the cluster's subnets; the load balancer is told the public ones by its ingress class, so no subnet needs a
 * tag for it.
 */
export class EksCluster extends pulumi.ComponentResource {
  /** The cluster and what belongs to it in AWS. */
  public readonly cluster: Cluster;
  /** Applies Kubernetes objects to this cluster. */
  public readonly provider: k8s.Provider;
  /** For kubectl; secret. Uses the credentials of whoever calls it, through the `aws` CLI. */
  public readonly kubeconfig: pulumi.Output<string>;
  /** The cluster's name in AWS. */
  public readonly name: string;
  /** Control-plane logs. */
  public readonly logGroup: aws.cloudwatch.LogGroup;
  /** Encrypts Kubernetes secrets, if the cluster has a key of its own. */
  public readonly key: aws.kms.Key | undefined;
  /** Where services run. Exists only once nodes can start for them and network policies are enforced. */
  public readonly namespace: k8s.core.v1.Namespace;
  /** Turns Ingresses into the load balancer. */
  public readonly ingressClass: k8s.networking.v1.IngressClass;
  /** The nodes of the services. */
  public readonly nodePool: k8s.apiextensions.CustomResource;
  /** Measures pods, for scaling. */
  public readonly metricsServer: aws.eks.Addon;

  constructor(name: string, args: EksClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    const clusterName = args.clusterName ?? defaultClusterName(name);
    refuseWrongClusterArguments(name, args, clusterName);
    super("aws-containers:eks:EksCluster", name, {}, opts);

    this.name = clusterName;
    this.logGroup = this.createLogGroup(name, args);
    this.key = args.secretsEncryption ? this.createKey(name, args) : undefined;
    this.cluster = this.createCluster(name, args);
    this.kubeconfig = pulumi.secret(this.cluster.kubeconfigJson);
    // The name comes out of the cluster, so that the entries depend on it.
    const nameOfCluster = this.cluster.eksCluster.apply(() => clusterName);
    for (const arn of args.admins ?? []) {
      createAdministrator(name, { arn, clusterName: nameOfCluster }, { parent: this });
    }
    this.provider = this.createProvider(name, args);
    const cached = args.cachedRepositoryArns ?? [];
    if (cached.length > 0) {
      this.letNodesFillCaches(name, cached);
    }

    const onCluster = { parent: this, provider: this.provider };
    const namespace = args.namespace ?? "services";
    this.nodePool = createNodePool(
      `${name}-node-pool`,
      { services: args.services, maxCpus: args.maxCpus ?? 64 },
      onCluster,
    );
    this.namespace = createNamespace(name, { namespace, after: [this.nodePool] }, onCluster);
    this.ingressClass = createIngressClass(
      name,
      { namespace, publicSubnetIds: args.network.publicSubnetIds },
      onCluster,
    );
    this.metricsServer = this.createMetricsServer(name);

    this.registerOutputs({
      name: this.name,
      kubeconfig: this.kubeconfig,
      namespace: this.namespace.metadata.name,
    });
  }

  /** The role that Auto Mode's nodes have may pull images, but a cache's repository exists only after its first pull. */
  private letNodesFillCaches(name: string, repositoryArns: pulumi.Input<string>[]): aws.iam.RolePolicy {
    const document: aws.iam.PolicyDocument = {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "FillCaches",
          Effect: "Allow",
          Action: ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
          Resource: repositoryArns,
        },
      ],
    };
    return new aws.iam.RolePolicy(
      `${name}-nodes-fill-caches`,
      { role: this.cluster.autoModeNodeRoleName, policy: pulumi.jsonStringify(document) },
      { parent: this },
    );
  }

  /** EKS would make this group itself, but keep its logs for ever. */
  private createLogGroup(name: string, args: EksClusterArgs): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(
      `${name}-logs`,
      { name: `/aws/eks/${this.name}/cluster`, retentionInDays: args.logRetentionDays ?? 7 },
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
        version: args.version ?? "1.35",
        upgradePolicy: { supportType: "STANDARD" },
        authenticationMode: "API",
        autoMode: { enabled: true, computeConfig: { nodePools: ["system"] } },
        // What Auto Mode brings itself, or has no use for.
        skipDefaultNodeGroup: true,
        skipDefaultSecurityGroups: true,
        createInstanceRole: false,
        bootstrapSelfManagedAddons: false,
        corednsAddonOptions: { enabled: false },
        vpcId: args.network.vpcId,
        subnetIds: args.network.workloadSubnetIds,
        endpointPrivateAccess: true,
        endpointPublicAccess: true,
        publicAccessCidrs: args.endpointCidrs ?? ["0.0.0.0/0"],
        // Goes through the group so that the cluster inside of the remote component depends on it. If the cluster
        // logged before the group is there, or after it is gone, EKS would make one that keeps its logs for ever.
        enabledClusterLogTypes: this.logGroup.name.apply(() => logs),
        encryptionConfigKeyArn: this.key?.arn,
        deletionProtection: args.deletionProtection ?? false,
        providerCredentialOpts: args.credentials,
      },
      { parent: this, protect: args.protect },
    );
  }

  /**
   * Objects are applied by the server, which notices when someone else manages a field. deleteUnreachable
   * stays off: a destroy from outside of endpointCidrs would forget the Ingress and leave its load balancer
   * behind, in the way of the network's deletion. For a cluster that is really gone there is
   * PULUMI_K8S_DELETE_UNREACHABLE=true.
   */
  private createProvider(name: string, args: EksClusterArgs): k8s.Provider {
    return new k8s.Provider(
      `${name}-kubernetes`,
      { kubeconfig: withCredentials(this.kubeconfig, args.credentials), enableServerSideApply: true },
      { parent: this },
    );
  }

  /**
   * Auto Mode has no source of the metrics that a HorizontalPodAutoscaler needs. The add-on's pods need a
   * node before it counts as active.
   */
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

/** Stack names may have dots, EKS names may not. */
function defaultClusterName(name: string): string {
  return `${pulumi.getProject()}-${pulumi.getStack()}-${name}`.replaceAll(/[^\w-]/g, "-");
}
