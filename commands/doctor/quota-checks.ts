import {
  DescribeAddressesCommand,
  DescribeSubnetsCommand,
  EC2Client,
  paginateDescribeNatGateways,
  paginateDescribeVpcs,
} from "@aws-sdk/client-ec2";
import { EKSClient, paginateListClusters } from "@aws-sdk/client-eks";
import {
  DescribeAccountLimitsCommand,
  ElasticLoadBalancingV2Client,
  paginateDescribeLoadBalancers,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  ServiceQuotasClient,
} from "@aws-sdk/client-service-quotas";
import { type LoadBalancerQuota, loadBalancerQuotas } from "../../facts/load-balancers";
import { type ServiceQuota, serviceQuotas } from "../../facts/service-quotas";
import type { Check } from "../check";
import { messageOf } from "../errors";
import type { Needs } from "./planned-needs";

/** Whether the account's quotas are enough for what it has and what the plan adds. */
export async function checkQuotas({ region, quotas, ofLoadBalancer }: Needs): Promise<Check[]> {
  const checks = [...quotas].map(([quota, added]) => checkQuota(region, quota, added));
  const ofOne = ofLoadBalancer.size > 0 ? [checkLoadBalancer(region, ofLoadBalancer)] : [];
  return [...(await Promise.all(checks)), ...(await Promise.all(ofOne)).flat()];
}

async function checkQuota(region: string, quota: ServiceQuota, added: number): Promise<Check> {
  const { name, service, code } = serviceQuotas[quota];
  const what = `quota of ${name}`;
  try {
    const [limit, used] = await Promise.all([limitOf(region, service, code), usedOf[quota](region)]);
    const detail = `${limit}; ${used === undefined ? "" : `${used} in use, `}the plan needs ${added}`;
    if ((used ?? 0) + added <= limit) return { what, result: "ok", detail };
    return {
      what,
      result: "failed",
      detail,
      next: `aws service-quotas request-service-quota-increase --region ${region} --service-code ${service} --quota-code ${code} --desired-value ${(used ?? 0) + added}`,
    };
  } catch (error) {
    return unread(what, error);
  }
}

async function checkLoadBalancer(region: string, needs: Needs["ofLoadBalancer"]): Promise<Check[]> {
  try {
    const { Limits = [] } = await new ElasticLoadBalancingV2Client({ region }).send(
      new DescribeAccountLimitsCommand({ PageSize: 400 }),
    );
    return [...needs].map(([quota, needed]) => {
      const { name, limit: limitName, most, isRaised } = loadBalancerQuotas[quota];
      const what = `quota of ${name}`;
      const limit = Number(Limits.find(({ Name }) => Name === limitName)?.Max ?? most);
      const detail = `${limit}; the plan needs ${needed}`;
      if (needed <= limit) return { what, result: "ok", detail };
      const raise = isRaised
        ? "an increase of the quota in the Service Quotas console, or"
        : "AWS doesn't raise it:";
      return { what, result: "failed", detail, next: `${raise} ${lessOf[quota]}` };
    });
  } catch (error) {
    return [unread("quotas of a load balancer", error)];
  }
}

/** What needs less of a quota. */
const lessOf: Record<LoadBalancerQuota, string> = {
  rules: "fewer routes",
  targetGroups: "public services in several stacks",
  targets: "smaller scaling.max, or public services in several stacks",
  networkListeners: "services with connections in several stacks",
};

function unread(what: string, error: unknown): Check {
  return {
    what,
    result: "warning",
    detail: `couldn't be read: ${messageOf(error)}`,
    next: "look in the Service Quotas console, or with credentials that may",
  };
}

/** The account's own quota, or AWS's default where it has none. */
async function limitOf(region: string, ServiceCode: string, QuotaCode: string): Promise<number> {
  const client = new ServiceQuotasClient({ region });
  try {
    const { Quota } = await client.send(new GetServiceQuotaCommand({ ServiceCode, QuotaCode }));
    if (Quota?.Value !== undefined) return Quota.Value;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "NoSuchResourceException") throw error;
  }
  const { Quota } = await client.send(new GetAWSDefaultServiceQuotaCommand({ ServiceCode, QuotaCode }));
  if (Quota?.Value === undefined) throw new Error(`AWS names no quota ${QuotaCode} of ${ServiceCode}`);
  return Quota.Value;
}

/** What the account has of each in a region; nothing where no API counts it. */
const usedOf: Record<ServiceQuota, (region: string) => Promise<number | undefined>> = {
  async elasticIps(region) {
    const { Addresses = [] } = await new EC2Client({ region }).send(new DescribeAddressesCommand({}));
    return Addresses.length;
  },
  async vpcs(region) {
    let count = 0;
    for await (const { Vpcs = [] } of paginateDescribeVpcs({ client: new EC2Client({ region }) }, {}))
      count += Vpcs.length;
    return count;
  },
  natGateways,
  // What the plan needs is of one group.
  securityGroupRules: async () => undefined,
  fargateCpus: async () => undefined,
  fargateSpotCpus: async () => undefined,
  async eksClusters(region) {
    let count = 0;
    for await (const { clusters = [] } of paginateListClusters({ client: new EKSClient({ region }) }, {}))
      count += clusters.length;
    return count;
  },
  applicationLoadBalancers: (region) => loadBalancers(region, "application"),
  networkLoadBalancers: (region) => loadBalancers(region, "network"),
};

/** Those of the zone that has most of them: which zones a new network gets isn't known. */
async function natGateways(region: string): Promise<number> {
  const client = new EC2Client({ region });
  const subnets: string[] = [];
  const Filter = [{ Name: "state", Values: ["pending", "available", "deleting"] }];
  for await (const { NatGateways = [] } of paginateDescribeNatGateways({ client }, { Filter }))
    subnets.push(...NatGateways.flatMap(({ SubnetId }) => SubnetId ?? []));
  if (subnets.length === 0) return 0;
  const { Subnets = [] } = await client.send(
    new DescribeSubnetsCommand({ SubnetIds: [...new Set(subnets)] }),
  );
  const zoneOf = new Map(Subnets.map(({ SubnetId, AvailabilityZone }) => [SubnetId, AvailabilityZone]));
  const counts = new Map<string | undefined, number>();
  for (const subnet of subnets) {
    const zone = zoneOf.get(subnet);
    counts.set(zone, (counts.get(zone) ?? 0) + 1);
  }
  return Math.max(...counts.values());
}

async function loadBalancers(region: string, type: string): Promise<number> {
  let count = 0;
  const client = new ElasticLoadBalancingV2Client({ region });
  for await (const { LoadBalancers = [] } of paginateDescribeLoadBalancers({ client }, {}))
    count += LoadBalancers.filter(({ Type }) => Type === type).length;
  return count;
}
