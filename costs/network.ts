import type { CostLine } from "pulumi-offline-preview";
import type { Estimate, Estimators } from "./estimator";
import { exactly, times } from "./money";
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

/** NAT gateways, addresses, endpoints and connections. */
export const network: Estimators = {
  "awsx:ec2:Vpc": vpc,
  "aws:ec2/natGateway:NatGateway": (gateway, estimate) => natGateways(gateway, 1, estimate),
  "aws:ec2/eip:Eip": (eip, estimate) => [
    {
      urn: eip.urn,
      kind: usedByNat(eip, estimate.plan) ? "nat-address" : "address",
      what: "public IPv4 address",
      quantity: exactly(1),
      monthly: times(exactly(1), estimate.price("publicAddress")),
    },
  ],
  "aws:ec2/vpcEndpoint:VpcEndpoint": interfaceEndpoint,
  "aws:ec2/vpnConnection:VpnConnection": ({ urn }, estimate) =>
    connection(urn, "site-to-site VPN connection", estimate.price("vpnConnection")),
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": ({ urn }, estimate) =>
    connection(urn, "attachment to a transit gateway", estimate.price("transitGatewayAttachment")),
  "aws:globalaccelerator/accelerator:Accelerator": ({ urn }, estimate) =>
    connection(urn, "global accelerator", estimate.price("globalAccelerator")),
};

/** Zones that a list of subnets spans, one subnet each. */
export function zonesOf(subnets: unknown, plan: PricedPlan): { zones: number; estimate?: string } {
  const count = list(subnets).length;
  if (count > 0) return { zones: count };
  const zones = plan.zones();
  return zones === undefined
    ? { zones: 2, estimate: "its subnets are not known yet: two zones assumed" }
    : { zones, estimate: "its subnets are not known yet: all zones of the VPC assumed" };
}

/** What awsx makes of its arguments, where the parts themselves aren't in the plan. */
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

function natGateways({ urn }: PricedResource, count: number, estimate: Estimate): CostLine[] {
  if (count === 0) return [];
  const monthly = times(exactly(count), estimate.price("natGateway"));
  return [{ urn, kind: "nat-gateway", what: "NAT gateway", quantity: exactly(count), monthly }];
}

function natAddresses({ urn }: PricedResource, count: number, estimate: Estimate): CostLine[] {
  if (count === 0) return [];
  const monthly = times(exactly(count), estimate.price("publicAddress"));
  const what = "public IPv4 address of a NAT gateway";
  return [{ urn, kind: "nat-address", what, quantity: exactly(count), monthly }];
}

function usedByNat(eip: PricedResource, plan: PricedPlan): boolean {
  return plan.users(eip, "aws:ec2/natGateway:NatGateway", "allocationId").length > 0;
}

function isInterface(spec: unknown): boolean {
  const type = text(inside(spec, "vpcEndpointType")) ?? "Gateway";
  return type.toLowerCase() === "interface";
}

function interfaceEndpoint(resource: PricedResource, estimate: Estimate): CostLine[] {
  const type = text(input(resource, "vpcEndpointType")) ?? "Gateway";
  if (type !== "Interface") return [];
  const { zones, estimate: reason } = zonesOf(input(resource, "subnetIds"), estimate.plan);
  return interfaceEndpoints(resource, zones, estimate).map((line) => ({ ...line, estimate: reason }));
}

function interfaceEndpoints({ urn }: PricedResource, count: number, estimate: Estimate): CostLine[] {
  if (count === 0) return [];
  const monthly = times(exactly(count), estimate.price("interfaceEndpoint"));
  const what = "interface endpoint in a zone";
  return [{ urn, kind: "interface-endpoint", what, quantity: exactly(count), monthly }];
}

function connection(urn: string, what: string, price: number): CostLine[] {
  return [{ urn, kind: "connection", what, quantity: exactly(1), monthly: times(exactly(1), price) }];
}
