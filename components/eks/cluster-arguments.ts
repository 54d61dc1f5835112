import type * as pulumi from "@pulumi/pulumi";
import { Address4 } from "ip-address";
import {
  type ControlPlaneLog,
  controlPlaneLogs,
  publicAccessCidrs,
  reservedRangeIn,
  reservedTagKey,
} from "../../facts/eks-control-plane";
import { leastCpus, type NodeDemand } from "../../facts/eks-node-cpus";
import { iamPrincipalArn } from "../../facts/identifiers";
import {
  type SupportedKubernetesVersion,
  supportedKubernetesVersions,
} from "../../facts/kubernetes-versions";
import { type LogRetentionDays, logRetentionDays } from "../../facts/log-retention";
import { nameLengths } from "../../facts/name-lengths";
import { completeService } from "../complete-service";
import { dataSecrets } from "../data-source";
import type { Https } from "../https";
import {
  mustBe,
  validateOneOf,
  validatePattern,
  validateUnique,
  validateWholeNumber,
} from "../invalid-arguments";
import {
  type LoadBalancerAttributes,
  validateLoadBalancerAttributes,
} from "../load-balancer/load-balancer-attributes";
import { getsRequests } from "../published";
import type { ServiceDescription } from "../service";
import type { ClientCredentials } from "./kubeconfig";
import type { Tags } from "./node-class";

/** Arguments of `EksCluster`. */
export interface EksClusterArgs {
  /** The network of the cluster and its load balancer. A `Network` is assignable. */
  network: ClusterNetwork;
  /**
   * The services that will run here: they determine the nodes' architectures and capacity (Spot, On-Demand), which
   * pull-through caches the nodes may fill, whether the cluster has a store for their secrets, the file systems that
   * they mount and, where one is public, an ingress class.
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
   * IPv4 ranges that may reach the cluster's public endpoint, at most 40. Whoever runs `pulumi up` must be inside of one,
   * since workloads are applied through it. Public ones: the VPC itself reaches the private endpoint.
   * @default 0.0.0.0/0, anywhere (EKS.1); callers still have to be authenticated by IAM
   */
  endpointCidrs?: string[];
  /**
   * ARNs of IAM roles and users that become cluster administrators by access entries. Not of whoever runs the first `up`:
   * the cluster's creator is one already, and EKS rejects a second entry.
   * @default none
   */
  admins?: string[];
  /** Control-plane logs (EKS.8 requires audit); $0.50 per GB. @default audit, authenticator */
  logs?: ControlPlaneLog[];
  /** Days that CloudWatch Logs keeps them. @default 7 */
  logRetentionDays?: LogRetentionDays;
  /** ARN of the KMS key that encrypts the log group, such as that of a `LogKey`. @default a key of CloudWatch Logs */
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
  /** Whether EKS refuses to delete the cluster. @default false */
  deletionProtection?: boolean;
  /** Whether Pulumi refuses to delete cluster, key and log group. @default false */
  protect?: boolean;
  /** Attributes of the services' load balancer. */
  loadBalancer?: LoadBalancerAttributes;
  /**
   * vCPUs that all service nodes together may have: a limit on cost, at about $25 a month for each On-Demand. At least what
   * the services request at their minimum while a deployment replaces them.
   * @default 64, or what the services need at their maximum while a deployment replaces them, with a node for each replica
   */
  maxCpus?: number;
  /** Namespace of the services, a DNS label. @default services */
  namespace?: string;
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
      | "maximumPercent"
      | "secrets"
      | "sidecars"
      | "uses"
      | "volumes"
    >
  >;

/** What the services ask of the nodes, with their defaults. */
export function nodeDemand(services: readonly NodeRequirements[]): NodeDemand[] {
  return services.map(({ image = "", ...service }) => completeService({ image, ...service }));
}

/** Whether a service has variables that the secrets store mounts, of its own, of its sidecars or of its data. */
export function describesSecrets({ secrets, sidecars = {}, uses = [] }: NodeRequirements): boolean {
  const all = [secrets, dataSecrets(uses), ...Object.values(sidecars).map((sidecar) => sidecar.secrets)];
  return all.some((variables = {}) => Object.keys(variables).length > 0);
}

/** Validates the arguments of a cluster. */
export function validateEksCluster(args: EksClusterArgs, clusterName: string): string[] {
  const { version, endpointCidrs, admins = [], logs = [], maxCpus, namespace, services } = args;
  return [
    ...validatePattern(
      "clusterName",
      clusterName,
      /^[0-9A-Za-z][\w-]{0,99}$/,
      `1 to ${nameLengths.eksCluster} letters, digits, hyphens and underscores, a letter or digit first`,
    ),
    ...validateOneOf("version", version, supportedKubernetesVersions),
    ...validateEndpoint(endpointCidrs),
    ...validateAdmins(admins),
    ...logs.flatMap((log, index) => validateOneOf(`logs[${index}]`, log, controlPlaneLogs)),
    ...validateOneOf("logRetentionDays", args.logRetentionDays, logRetentionDays),
    ...(services.length > 0
      ? []
      : ["services is empty: must have at least one service, which determines the nodes"]),
    ...validateWholeNumber("network.availabilityZones", args.network.availabilityZones, { min: 2 }),
    ...validateControlPlane(args),
    ...validateMaxCpus(maxCpus, services),
    ...validateLoadBalancerAttributes(args.loadBalancer ?? {}, "loadBalancer."),
    ...(args.loadBalancer?.cloudFront && services.some(getsRequests)
      ? ["loadBalancer.cloudFront is for ECS only: must be false where a service is public on EKS"]
      : []),
    ...validateTags(args.tags),
    ...validateNamespace(namespace),
  ];
}

function validateControlPlane({ network, controlPlaneZones }: EksClusterArgs): string[] {
  if (controlPlaneZones === undefined) return [];
  const { availabilityZones } = network;
  return availabilityZones === undefined
    ? [
        "controlPlaneZones needs network.availabilityZones: without it the control plane is in all workload subnets",
      ]
    : validateWholeNumber("controlPlaneZones", controlPlaneZones, { min: 2, max: availabilityZones });
}

function validateTags(tags: Tags = {}): string[] {
  return Object.keys(tags)
    .filter((key) => reservedTagKey.test(key))
    .map((key) => `tags has ${key}: must have no key that EKS sets itself, such as eks:… and karpenter.sh/…`);
}

function validateMaxCpus(maxCpus: number | undefined, services: readonly NodeRequirements[]): string[] {
  const errors = validateWholeNumber("maxCpus", maxCpus, { min: 1 });
  const least = leastCpus(nodeDemand(services));
  return errors.length > 0 || maxCpus === undefined || maxCpus >= least
    ? errors
    : [
        mustBe(
          "maxCpus",
          maxCpus,
          `at least ${least}, which the services request at their minimum while a deployment replaces them`,
        ),
      ];
}

function validateEndpoint(cidrs: string[] | undefined): string[] {
  if (cidrs === undefined) return [];
  const { min, max } = publicAccessCidrs;
  if (cidrs.length < min || cidrs.length > max) {
    return [`endpointCidrs has ${cidrs.length} ranges: must have ${min} to ${max}`];
  }
  return cidrs.flatMap((cidr, index) => {
    const error = mustBe(
      `endpointCidrs[${index}]`,
      cidr,
      "an IPv4 CIDR block whose host bits are zero, such as 203.0.113.0/24",
    );
    if (!/\/\d+$/.test(cidr) || !Address4.isValid(cidr)) return [error];
    const address = new Address4(cidr);
    const network = `${address.startAddress().correctForm()}/${address.subnetMask}`;
    if (network !== cidr) return [`${error}; did you mean ${network}?`];
    const reserved = reservedRangeIn(cidr);
    return reserved === undefined
      ? []
      : [
          mustBe(
            `endpointCidrs[${index}]`,
            cidr,
            `public, as EKS requires: it overlaps with ${reserved}, which is reserved`,
          ),
        ];
  });
}

function validateAdmins(admins: string[]): string[] {
  return [
    ...admins.flatMap((arn, index) =>
      validatePattern(
        `admins[${index}]`,
        arn,
        iamPrincipalArn,
        "the ARN of an IAM role or user, such as arn:aws:iam::111122223333:role/ops, not of a session, group or root",
      ),
    ),
    ...validateUnique("admins", admins),
  ];
}

function validateNamespace(namespace: string | undefined): string[] {
  return namespace !== undefined && /^(default|kube-.*)$/.test(namespace)
    ? [mustBe("namespace", namespace, "a namespace of its own: Kubernetes uses this one")]
    : validatePattern(
        "namespace",
        namespace,
        /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
        `a DNS label: 1 to ${nameLengths.dnsLabel} lowercase letters, digits and hyphens, a letter or digit first and last`,
      );
}
