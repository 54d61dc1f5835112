import type { CostLine } from "pulumi-offline-preview";
import type { CostKind } from "./cost-kind";
import type { Estimate, Estimators } from "./estimator";
import { exactly, times } from "./money";
import { zonesOf } from "./network";
import { input, inside, list, type PricedResource, text } from "./priced-plan";
import type { PriceId } from "./prices";

/** Elastic Load Balancing. */
export const loadBalancers: Estimators = {
  "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:alb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:elb/loadBalancer:LoadBalancer": (resource, estimate) => [
    hours(resource.urn, "load-balancer", "Classic Load Balancer", estimate.price("classicLoadBalancer")),
  ],
};

function loadBalancer(resource: PricedResource, estimate: Estimate): CostLine[] {
  const type = text(input(resource, "loadBalancerType")) ?? "application";
  const mappings = list(input(resource, "subnetMappings"));
  const { zones, estimate: reason } = zonesOf(
    mappings.length > 0 ? mappings : input(resource, "subnets"),
    estimate.plan,
  );
  if (type === "gateway") {
    const monthly = estimate.price("gatewayLoadBalancer") * zones;
    return [{ ...hours(resource.urn, "load-balancer", "Gateway Load Balancer", monthly), estimate: reason }];
  }
  const [what, row] = balancers[type] ?? balancers.application;
  const line = hours(resource.urn, "load-balancer", what, estimate.price(row));
  const isPublic = input(resource, "internal") !== true;
  const ownAddresses = mappings.some((mapping) => inside(mapping, "allocationId") !== undefined);
  if (!isPublic || ownAddresses) return [line];
  const addresses = addressesOf(line, "load-balancer-address", zones, estimate);
  return [line, { ...addresses, estimate: reason }];
}

const balancers: { application: readonly [string, PriceId]; [type: string]: readonly [string, PriceId] } = {
  application: ["Application Load Balancer", "applicationLoadBalancer"],
  network: ["Network Load Balancer", "networkLoadBalancer"],
};

/** The hours of a load balancer. */
export function hours(urn: string, kind: CostKind, what: string, price: number, count = 1): CostLine {
  return { urn, kind, what, quantity: exactly(count), monthly: times(exactly(count), price) };
}

/** The public addresses of a load balancer that faces the internet: at least one in each zone. */
export function addressesOf(
  { urn, what }: CostLine,
  kind: CostKind,
  zones: number,
  estimate: Estimate,
): CostLine {
  const monthly = times(exactly(zones), estimate.price("publicAddress"));
  return { urn, kind, what: `public IPv4 address of the ${what}`, quantity: exactly(zones), monthly };
}
