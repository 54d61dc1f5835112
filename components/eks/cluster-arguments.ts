import type * as pulumi from "@pulumi/pulumi";
import type { AddonVersions } from "../../facts/eks-addons";
import type { EksCompute } from "../../facts/eks-computes";
import type { ControlPlaneLog, EndpointAccess } from "../../facts/eks-control-plane";
import type { EksInsights } from "../../facts/eks-insights";
import type { SupportedKubernetesVersion } from "../../facts/kubernetes-versions";
import type { LogRetentionDays } from "../../facts/log-retention";
import type { Https } from "../https";
import type { JobDescription } from "../job";
import type { LoadBalancerAttributes } from "../load-balancer/load-balancer-attributes";
import type { ServiceDescription } from "../service";
import type { Access } from "./access";
import type { NodeGroups } from "./compute/named-node-groups-arguments";
import type { Tags } from "./compute/node-class";
import type { NodesArgs } from "./compute/node-groups-arguments";
import type { ClientCredentials } from "./kubeconfig";
import type { NamespaceQuota } from "./team-namespaces";

/** Arguments of `EksCluster`. */
export interface EksClusterArgs {
  /** The network of the cluster and its load balancer. A `Network` is assignable. */
  network: ClusterNetwork;
  /**
   * The services that will run here: they determine the nodes' architectures and capacity (Spot, On-Demand), which
   * pull-through caches the nodes may fill, whether the cluster has a store for their secrets, what calls its API on events, the file
   * systems that they mount and, where one is public, an ingress class.
   */
  services: NodeRequirements[];
  /** The certificate of the services' load balancer. `EksLoadBalancer` takes the same. @default none: plain HTTP */
  https?: Pick<Https, "certificateArn">;
  /**
   * Kubernetes version. A new minor version is an update in place, one version at a time. $73 a month in standard support;
   * see facts/kubernetes-versions.ts.
   * @default 1.35
   */
  version?: SupportedKubernetesVersion;
  /**
   * Versions of add-ons, by name, in place of those that facts/eks-addons.ts has for the Kubernetes version: another one is an update in
   * place. Of an add-on that the cluster doesn't have, one has no effect.
   * @default those of facts/eks-addons.ts
   */
  addonVersions?: AddonVersions;
  /**
   * From where the cluster's API can be reached: `both`, from the internet and, by private addresses, in the VPC; `public`, also
   * by the nodes through the NAT gateways, whose addresses are then allowed; `private`, in the VPC and what is connected to it
   * (VPN, Direct Connect, peering), where `pulumi up` must run then.
   * @default both
   */
  endpoint?: EndpointAccess;
  /**
   * IPv4 ranges that may reach the API, at most 40. Whoever runs `pulumi up` must be inside of one, since workloads are applied
   * through it. Public ranges; with `endpoint: "private"` those of the VPC or what is connected to it, which the cluster's
   * security group then allows.
   * @default 0.0.0.0/0, anywhere (EKS.1); callers still have to be authenticated by IAM. With `private` none
   */
  endpointCidrs?: string[];
  /**
   * ARN of the IAM role that deploys the stack: an administrator from the cluster's creation on, whoever creates it. The creator becomes
   * none then: whoever else runs `up` has to be among `admins`.
   * @default none: the cluster's creator is an administrator
   */
  deployRole?: string;
  /**
   * ARNs of IAM roles and users that become cluster administrators by access entries. Not of whoever runs the first `up`:
   * the cluster's creator is one already, and EKS rejects a second entry.
   * @default none
   */
  admins?: string[];
  /**
   * What other IAM roles and users may do, by their ARNs: `{ "arn:aws:iam::…:role/shop": { policy: "view", namespaces: ["services"] } }`.
   * @default none
   */
  access?: Readonly<Record<string, Access>>;
  /** Control-plane logs (EKS.8 requires audit); $0.50 per GB. @default audit, authenticator */
  logs?: ControlPlaneLog[];
  /** Days that CloudWatch Logs keeps them. @default 7 */
  logRetentionDays?: LogRetentionDays;
  /**
   * Whether the log lines of the services' containers are written to a log group of each service; $0.50 per GB, and the room of one
   * small pod on each node.
   * @default true
   */
  containerLogs?: boolean;
  /**
   * Container Insights with enhanced observability: metrics of nodes, pods and containers in CloudWatch, $0.21 per million observations,
   * by an agent on each node.
   * @default disabled
   */
  insights?: EksInsights;
  /**
   * Whether GuardDuty monitors its nodes where the account's detector has Runtime Monitoring, $1.50 a month for each vCPU: the cluster
   * is tagged for it, and GuardDuty installs the add-on aws-guardduty-agent, which runs on each node.
   * @default false
   */
  runtimeMonitoring?: boolean;
  /** ARN of the KMS key that encrypts the log groups, such as that of a `LogKey`. @default a key of CloudWatch Logs */
  logKeyArn?: pulumi.Input<string>;
  /**
   * Whether Kubernetes secrets are encrypted with a KMS key of the cluster's own (EKS.3), $1 a month. It can't be
   * disabled: false afterwards replaces the cluster.
   * @default false, an AWS owned key
   */
  secretsEncryption?: boolean;
  /**
   * Number of zones that the control plane's network interfaces are in, the first of the network's; at least 2. It can't be
   * changed: EKS refuses subnets in other zones than those of the cluster's creation. Only where the network says its zones.
   * @default 2
   */
  controlPlaneZones?: number;
  /**
   * Tags of the nodes, their volumes and network interfaces, and of the load balancer: Auto Mode creates them, so that the
   * AWS provider's default tags don't reach them. Other tags replace the nodes, within their disruption budgets.
   * @default none
   */
  tags?: Tags;
  /**
   * Whether volumes of single replicas that are created from now on stay in the account when they are deleted here, for $0.08 per
   * GiB-month until you delete them.
   * @default false
   */
  retainVolumes?: boolean;
  /**
   * Whether the cluster can take snapshots of volumes of single replicas and restore them: the snapshot controller and a
   * VolumeSnapshotClass, `volumes`. With `retainVolumes` a snapshot stays in the account when its object is deleted. $0.05 per GB-month
   * of what snapshots hold.
   * @default false
   */
  volumeSnapshots?: boolean;
  /** Whether EKS refuses to delete the cluster. @default false */
  deletionProtection?: boolean;
  /** Whether Pulumi refuses to delete cluster, key, log group and volumes of single replicas. @default false */
  protect?: boolean;
  /** Attributes of the services' load balancer. @default {}, each attribute's default */
  loadBalancer?: LoadBalancerAttributes;
  /**
   * vCPUs that all service nodes together may have: a limit on cost, at about $25 a month for each On-Demand. At least what
   * the services request at their minimum while a deployment replaces them.
   * Nodes with GPUs, where something has one, may have as many again. Of Auto Mode alone.
   * @default 64, or what the services need at their maximum while a deployment replaces them, with a node for each replica
   */
  maxCpus?: number;
  /**
   * What pods run on: `auto`, instances that EKS Auto Mode chooses, for 12 % on top of their price; `managed`, those of managed node
   * groups, of `nodes`; `self-managed`, those of Auto Scaling groups of the stack's own, of `nodes`, On-Demand and without GPUs;
   * `fargate`, each in a virtual machine of its own, On-Demand and x86_64 alone.
   * @default auto
   */
  compute?: EksCompute;
  /** The nodes of node groups, managed or not. @default for each pod, see `NodesArgs` */
  nodes?: NodesArgs;
  /**
   * Node groups that services and jobs name, by name: what names one runs on its nodes alone, and by default nothing else does. With
   * Auto Mode each is a NodePool.
   * @default none
   */
  nodeGroups?: NodeGroups;
  /** Namespace of the services, a DNS label. @default services */
  namespace?: string;
  /**
   * Namespaces of teams that deploy to the cluster by their own means, by name, each with what its pods may request together. Give them
   * `access`.
   * @default none
   */
  namespaces?: Readonly<Record<string, NamespaceQuota>>;
  /**
   * Name of the cluster in AWS, unique in account and region. Known before the cluster exists, so that its log group can be
   * created first.
   * @default project, stack and component name, such as aws-containers-dev-eks
   */
  clusterName?: string;
  /**
   * Credentials of Pulumi's requests to Kubernetes, where they differ from the AWS provider's.
   * @default the environment's
   */
  credentials?: ClientCredentials;
}

/** The subnets of a cluster. */
export interface ClusterNetwork {
  /** Id of the VPC. */
  vpcId: pulumi.Input<string>;
  /** Ids of the load balancer's subnets, in at least two zones. */
  publicSubnetIds: pulumi.Input<string[]>;
  /** Number of the public subnets. @default that of the list, if `publicSubnetIds` is one */
  publicSubnetCount?: number;
  /**
   * Ids of the subnets of nodes, pods and the control plane's network interfaces, in at least two zones: one in each, always in
   * the same order, with `availabilityZones`.
   */
  workloadSubnetIds: pulumi.Input<string[]>;
  /**
   * Number of availability zones that the workload subnets are in, at least 2, as EKS requires.
   * @default unknown; 2 are certain
   */
  availabilityZones?: number;
  /**
   * Public addresses of the NAT gateways, by which nodes reach a public endpoint.
   * @default unknown: with `endpoint: "public"`, `endpointCidrs` have to have them
   */
  natAddresses?: pulumi.Output<string[]>;
  /** Whether nodes have public addresses of their own, which no range can allow. @default false */
  assignPublicIp?: boolean;
}

/** What nodes must offer for a service. */
export type NodeRequirements = Pick<ServiceDescription, "architecture" | "capacity" | "scaling"> &
  Partial<
    Pick<
      ServiceDescription,
      | "image"
      | "exposure"
      | "protocol"
      | "cpu"
      | "memory"
      | "ephemeralStorageGib"
      | "gpu"
      | "nodeGroup"
      | "maximumPercent"
      | "logs"
      | "restartOnRotation"
      | "secrets"
      | "sidecars"
      | "uses"
      | "volumes"
    > &
      Pick<JobDescription, "on">
  >;
