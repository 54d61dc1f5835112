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
import { type ServiceQuota, serviceQuotas } from "../../facts/service-quotas";
import type { Check } from "../check";
import { messageOf } from "../errors";
import type { Needs } from "./planned-needs";

/** Whether the account's quotas are enough for what it has and what the plan adds. */
export function checkQuotas({ region, quotas, rules }: Needs): Promise<Check[]> {
  const checks = [...quotas].map(([quota, added]) => checkQuota(region, quota, added));
  return Promise.all([...checks, ...(rules > 0 ? [checkRules(region, rules)] : [])]);
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

async function checkRules(region: string, rules: number): Promise<Check> {
  const what = "quota of rules of a load balancer";
  try {
    const { Limits = [] } = await new ElasticLoadBalancingV2Client({ region }).send(
      new DescribeAccountLimitsCommand({ PageSize: 400 }),
    );
    const limit = Number(
      Limits.find(({ Name }) => Name === "rules-per-application-load-balancer")?.Max ?? 100,
    );
    const detail = `${limit}; the plan needs ${rules}`;
    if (rules <= limit) return { what, result: "ok", detail };
    return {
      what,
      result: "failed",
      detail,
      next: "fewer routes, or an increase of the quota in the Service Quotas console",
    };
  } catch (error) {
    return unread(what, error);
  }
}

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
