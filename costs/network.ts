import type { CostLine } from "pulumi-offline-preview";
import { costLine } from "./cost-line";
import type { Estimate, Estimators } from "./estimator";
import {
  input,
  inside,
  list,
  natGatewaysOfVpc,
  type PricedPlan,
  type PricedResource,
  text,
  zonesOfVpc,
} from "./priced-plan";

/** NAT gateways, addresses and VPC endpoints. */
export const network: Estimators = {
  "awsx:ec2:Vpc": vpc,
  "aws:ec2/natGateway:NatGateway": (gateway, estimate) => natGateways(gateway, 1, estimate),
  "aws:ec2/eip:Eip": (eip, estimate) => [
    costLine(
      eip,
      isOfNatGateway(eip, estimate.plan) ? "nat-address" : "address",
      "public IPv4 address",
      1,
      estimate.price("publicAddress"),
    ),
  ],
  "aws:ec2/vpcEndpoint:VpcEndpoint": interfaceEndpoint,
};

/** Zones of a list of subnets, one subnet in each. */
export function zonesOf(subnets: unknown, plan: PricedPlan): { zones: number; estimate?: string } {
  const count = list(subnets).length;
  if (count > 0) return { zones: count };
  const zones = plan.zones();
  return zones === undefined
    ? { zones: 2, estimate: "assumes two zones, because the subnets are not known yet" }
    : { zones, estimate: "assumes all zones of the VPC, because the subnets are not known yet" };
}

/** What awsx creates for its arguments, where the plan doesn't have the resources themselves. */
function vpc(resource: PricedResource, estimate: Estimate): CostLine[] {
  const zones = zonesOfVpc(resource);
  const gateways = natGatewaysOfVpc(resource);
  const ownAddresses = list(input(resource, "natGateways", "elasticIpAllocationIds")).length === 0;
  const endpoints = list(input(resource, "vpcEndpointSpecs")).filter(isInterface).length;
  return [
    ...natGateways(resource, gateways, estimate),
    ...(ownAddresses ? natAddresses(resource, gateways, estimate) : []),
    ...interfaceEndpoints(resource, endpoints * zones, estimate),
  ];
}

function natGateways(resource: PricedResource, count: number, estimate: Estimate): CostLine[] {
  if (count === 0) return [];
  return [costLine(resource, "nat-gateway", "NAT gateway", count, estimate.price("natGateway"))];
}

function natAddresses(resource: PricedResource, count: number, estimate: Estimate): CostLine[] {
  if (count === 0) return [];
  const what = "public IPv4 address of a NAT gateway";
  return [costLine(resource, "nat-address", what, count, estimate.price("publicAddress"))];
}

function isOfNatGateway(eip: PricedResource, plan: PricedPlan): boolean {
  return plan.users(eip, "aws:ec2/natGateway:NatGateway", "allocationId").length > 0;
}

function isInterface(spec: unknown): boolean {
  const type = text(inside(spec, "vpcEndpointType")) ?? "Gateway";
  return type.toLowerCase() === "interface";
}

function interfaceEndpoint(resource: PricedResource, estimate: Estimate): CostLine[] {
  const type = text(input(resource, "vpcEndpointType")) ?? "Gateway";
  if (type === "Gateway") return [];
  if (type !== "Interface") {
    estimate.noPrice(resource, `VPC endpoint of type ${type}`);
    return [];
  }
  const { zones, estimate: reason } = zonesOf(input(resource, "subnetIds"), estimate.plan);
  return interfaceEndpoints(resource, zones, estimate).map((found) => ({ ...found, estimate: reason }));
}

function interfaceEndpoints(resource: PricedResource, count: number, estimate: Estimate): CostLine[] {
  if (count === 0) return [];
  const what = "interface endpoint in one zone";
  return [costLine(resource, "interface-endpoint", what, count, estimate.price("interfaceEndpoint"))];
}
