import type { RecordedPlan, Value } from "pulumi-offline-preview";
import type { LoadBalancerQuota } from "../../facts/load-balancers";
import type { LinkedService, ServiceQuota } from "../../facts/service-quotas";
import { namesOf } from "../../settings/toolkit/names-of";
import { fargateCpusIn } from "./fargate-cpus";
import { isRouting, loadBalancerNeeds, securityGroupRulesIn } from "./load-balancer-needs";
import { at, listOf, sum, textOf } from "./planned-values";

type Resource = RecordedPlan["resources"][number];

/** What a plan needs of an account and of this machine. */
export interface Needs {
  region: string;
  /** Accounts that the provider may change; absent where it may change any. */
  accounts?: string[];
  zones: number;
  /** What it adds to each quota; nothing where it is 0. */
  quotas: ReadonlyMap<ServiceQuota, number>;
  /** What it needs most of one load balancer, by its quota; nothing where that is 0. */
  ofLoadBalancer: ReadonlyMap<LoadBalancerQuota, number>;
  /** Services whose roles it needs. */
  linkedServices: LinkedService[];
  buildsImages: boolean;
  /** The EKS cluster's API, where it creates one. */
  endpoint?: { isPublic: boolean; ranges: string[] };
}

/** Counts what a plan needs. */
export function needsOf({ resources }: RecordedPlan): Needs {
  const ofType = (...types: string[]) => resources.filter(({ type }) => types.includes(type));
  const vpcs = ofType("awsx:ec2:Vpc");
  const gateways = vpcs.map(natGatewaysOf);
  const zones = Math.max(0, ...vpcs.map(zonesOf));
  const clusters = ofType("eks:index:Cluster", "aws:eks/cluster:Cluster");
  const balancers = ofType("aws:lb/loadBalancer:LoadBalancer");
  const network = balancers.filter(({ inputs }) => inputs.loadBalancerType === "network").length;
  // The Ingresses of a class have one between them.
  const ingressClasses = new Set(
    ofType("kubernetes:networking.k8s.io/v1:Ingress")
      .filter(isRouting)
      .map(({ inputs }) => textOf(at(inputs, "spec", "ingressClassName"))),
  );
  const exposed = ofType("kubernetes:core/v1:Service").filter(
    ({ inputs }) => at(inputs, "spec", "type") === "LoadBalancer",
  );
  const fargate = fargateCpusIn(resources);
  const counts: Record<ServiceQuota, number> = {
    elasticIps: sum(gateways) + ofType("aws:ec2/eip:Eip").length,
    vpcs: vpcs.length + ofType("aws:ec2/vpc:Vpc").length,
    natGateways: Math.max(0, ...gateways) > 0 ? 1 : 0,
    fargateCpus: fargate.onDemand,
    fargateSpotCpus: fargate.spot,
    eksClusters: clusters.length,
    applicationLoadBalancers: balancers.length - network + ingressClasses.size,
    networkLoadBalancers: network + exposed.length,
    securityGroupRules: securityGroupRulesIn(resources),
  };
  const [provider] = ofType("pulumi:providers:aws");
  const [cluster] = clusters;
  const hasService = ofType("aws:ecs/service:Service", "aws:ecs/cluster:Cluster").length > 0;
  const linked: [LinkedService, boolean][] = [
    ["ecs.amazonaws.com", hasService],
    ["elasticloadbalancing.amazonaws.com", counts.applicationLoadBalancers + counts.networkLoadBalancers > 0],
    ["ecs.application-autoscaling.amazonaws.com", ofType("aws:appautoscaling/target:Target").length > 0],
    ["eks.amazonaws.com", clusters.length > 0],
    ["spot.amazonaws.com", ofType("kubernetes:karpenter.sh/v1:NodePool").some(hasSpot)],
    ["rds.amazonaws.com", resources.some(({ type }) => type.startsWith("aws:rds/"))],
  ];
  return {
    region: textOf(provider?.inputs.region) ?? "us-east-1",
    accounts: accountsOf(provider),
    zones,
    quotas: new Map(
      namesOf(counts)
        .filter((quota) => counts[quota] > 0)
        .map((quota) => [quota, counts[quota]]),
    ),
    ofLoadBalancer: loadBalancerNeeds(resources),
    linkedServices: linked.flatMap(([service, isNeeded]) => (isNeeded ? [service] : [])),
    buildsImages: resources.some(({ type }) => /^docker(-build)?:index\/?:?[iI]mage/.test(type)),
    endpoint: cluster && {
      isPublic: endpointOf(cluster, "endpointPublicAccess") !== false,
      ranges: listOf(endpointOf(cluster, "publicAccessCidrs")).flatMap((each) => textOf(each) ?? []),
    },
  };
}

/** One for each zone, or one; none where the strategy says so. */
function natGatewaysOf(vpc: Resource): number {
  const strategy = at(vpc.inputs, "natGateways", "strategy");
  if (strategy === "None") return 0;
  return strategy === "Single" ? 1 : zonesOf(vpc);
}

function zonesOf({ inputs }: Resource): number {
  const names = listOf(inputs.availabilityZoneNames).length;
  return names > 0 ? names : Number(inputs.numberOfAvailabilityZones ?? 3);
}

function endpointOf({ inputs }: Resource, property: string): Value | undefined {
  return inputs[property] ?? at(inputs, "vpcConfig", property);
}

function accountsOf(provider: Resource | undefined): string[] | undefined {
  const text = textOf(provider?.inputs.allowedAccountIds);
  const accounts: unknown = text === undefined ? undefined : JSON.parse(text);
  return Array.isArray(accounts) && accounts.length > 0 ? accounts.map(String) : undefined;
}

function hasSpot({ inputs }: Resource): boolean {
  const requirements = listOf(at(inputs, "spec", "template", "spec", "requirements"));
  return requirements.some((each) => listOf(at(each, "values")).includes("spot"));
}
