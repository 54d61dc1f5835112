import type { CostLine } from "pulumi-offline-preview";
import type { CostKind } from "./cost-kind";
import { costLine } from "./cost-line";
import type { Estimate, Estimators } from "./estimator";
import { zonesOf } from "./network";
import { input, inside, list, type PricedResource, text } from "./priced-plan";

/** Elastic Load Balancing. */
export const loadBalancers: Estimators = { "aws:lb/loadBalancer:LoadBalancer": loadBalancer };

function loadBalancer(resource: PricedResource, estimate: Estimate): CostLine[] {
  const type = text(input(resource, "loadBalancerType")) ?? "application";
  const isNetwork = type === "network";
  if (type !== "application" && !isNetwork) {
    estimate.noPrice(resource, `load balancer of type ${type}`);
    return [];
  }
  const mappings = list(input(resource, "subnetMappings"));
  const subnets = mappings.length > 0 ? mappings : input(resource, "subnets");
  const { zones, estimate: reason } = zonesOf(subnets, estimate.plan);
  const line = isNetwork
    ? networkLoadBalancer(resource, "network-load-balancer", estimate)
    : costLine(
        resource,
        "load-balancer",
        "Application Load Balancer",
        1,
        estimate.price("applicationLoadBalancer"),
      );
  const isPublic = input(resource, "internal") !== true;
  const ownAddresses = mappings.some((mapping) => inside(mapping, "allocationId") !== undefined);
  if (!isPublic || ownAddresses) return [line];
  return [line, { ...addressesOf(line, "load-balancer-address", zones, estimate), estimate: reason }];
}

/** A Network Load Balancer, wherever it is created. */
export function networkLoadBalancer(resource: PricedResource, kind: CostKind, estimate: Estimate): CostLine {
  return costLine(resource, kind, "Network Load Balancer", 1, estimate.price("networkLoadBalancer"));
}

/** The public addresses of an internet-facing load balancer: at least one in each zone. */
export function addressesOf(line: CostLine, kind: CostKind, zones: number, estimate: Estimate): CostLine {
  return costLine(
    line,
    kind,
    `public IPv4 address of the ${line.what}`,
    zones,
    estimate.price("publicAddress"),
  );
}
