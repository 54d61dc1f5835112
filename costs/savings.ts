import type { CostLine, Range, Saving } from "pulumi-offline-preview";
import type { CostKind } from "./cost-kind";
import { cents, dollars, exactly, nameOf, sum } from "./money";
import { type PricedPlan, type PricedResource, zonesOfVpc } from "./priced-plan";

/** Prices that savings are computed from. */
export type PriceOf = (
  id: "natGateway" | "publicAddress" | "fargateSpot" | "fargateArmCpu" | "fargateX86Cpu" | "instanceSpot",
) => number;

/** Adds to each line of the template's own components the setting that makes it smaller. */
export function withSavings(lines: CostLine[], plan: PricedPlan, price: PriceOf): CostLine[] {
  const resources = new Map(plan.resources.map((resource) => [resource.urn, resource]));
  return lines.map((line) => {
    const room = /aws-containers:(\w+):/.exec(line.urn.split("::")[2] ?? "")?.[1];
    const resource = resources.get(line.urn);
    const saving =
      room && resource && advice[line.kind as CostKind]?.({ line, lines, plan, price, resource, room });
    return saving ? { ...line, saving } : line;
  });
}

interface Question {
  line: CostLine;
  lines: CostLine[];
  plan: PricedPlan;
  price: PriceOf;
  resource: PricedResource;
  /** The component's folder, such as network. */
  room: string;
}

const advice: Partial<Record<CostKind, (question: Question) => Saving | undefined>> = {
  "nat-gateway": fewerNatGateways,
  "nat-address": fewerNatGateways,
  "interface-endpoint": ({ lines }) => ({
    setting: "aws-containers:network.endpoints: false",
    monthly: total(lines, ["interface-endpoint"]),
    but: "this traffic then passes the NAT gateway, which charges by the GB",
  }),
  "load-balancer-address": twoZones,
  "eks-load-balancer-address": twoZones,
  "task-address": oneNatGateway,
  "eks-node-address": oneNatGateway,
  fargate: (question) => ({
    setting: `${service(question)}.capacity: spot`,
    monthly: share(question.line.monthly, 1 - question.price("fargateSpot")),
    but: "AWS may take Spot tasks back with two minutes' notice",
  }),
  "fargate-spot": (question) =>
    question.line.what.includes("x86_64")
      ? {
          setting: `${service(question)}.architecture: arm64`,
          monthly: share(
            question.line.monthly,
            1 - question.price("fargateArmCpu") / question.price("fargateX86Cpu"),
          ),
        }
      : lowerLimits(question),
  insights: ({ line }) => ({ setting: "aws-containers:ecs.insights: disabled", monthly: line.monthly }),
  key: ({ line, room }) =>
    room === "registry"
      ? { setting: "aws-containers:registry.encryption: aes256", monthly: line.monthly }
      : undefined,
  "load-balancer": ({ line, lines }) =>
    lines.some(({ kind }) => kind === "eks-cluster") && isOfEcs(line)
      ? { setting: "aws-containers:platforms: [eks]", monthly: sum(lines.filter(isOfEcs).map(monthlyOf)) }
      : undefined,
  "eks-cluster": withoutEks,
  "eks-load-balancer": withoutEks,
  "eks-node": (question) =>
    question.line.what.includes("On-Demand")
      ? {
          setting: `${everyServiceOn(question.plan)}.capacity: spot`,
          monthly: share(question.line.monthly, 1 - question.price("instanceSpot")),
          but: "AWS may take Spot nodes back with two minutes' notice",
        }
      : withoutEks(question),
  "eks-node-fee": withoutEks,
  "eks-node-disk": withoutEks,
};

function fewerNatGateways({ lines, price }: Question): Saving {
  const count = lines
    .filter(({ kind }) => kind === "nat-gateway")
    .reduce((found, { quantity }) => found + quantity.min, 0);
  const each = price("natGateway") + price("publicAddress");
  if (count > 1) {
    const saved = (count - 1) * each;
    return {
      setting: "aws-containers:network.nat: single",
      monthly: cents({ min: saved, max: saved }),
      but: "without its zone, no zone reaches the internet",
    };
  }
  return {
    setting: "aws-containers:network.nat: none",
    monthly: cents({ min: each, max: each }),
    but: `each task and node then has a public address, at ${dollars(exactly(price("publicAddress")))}`,
  };
}

function oneNatGateway({ price }: Question): Saving {
  const cost = dollars(exactly(price("natGateway") + price("publicAddress")));
  return {
    setting: "aws-containers:network.nat: single",
    but: `a NAT gateway and its address cost ${cost} instead`,
  };
}

/** Load balancers need two zones; each further one costs an address. */
function twoZones({ lines, plan, price }: Question): Saving | undefined {
  const [vpc] = plan.ofType("awsx:ec2:Vpc");
  const zones = plan.zones() ?? (vpc ? zonesOfVpc(vpc) : 2);
  if (zones <= 2) return undefined;
  const balancers = lines.filter(
    ({ kind }) => kind === "load-balancer" || kind === "eks-load-balancer",
  ).length;
  const saved = balancers * (zones - 2) * price("publicAddress");
  return {
    setting: "aws-containers:network.availabilityZones: 2",
    monthly: cents({ min: saved, max: saved }),
  };
}

function withoutEks({ lines }: Question): Saving | undefined {
  const ecs = lines.some(({ kind }) => kind === "fargate" || kind === "fargate-spot");
  if (!ecs) return undefined;
  return { setting: "aws-containers:platforms: [ecs]", monthly: sum(lines.filter(isOfEks).map(monthlyOf)) };
}

function isOfEks({ urn }: CostLine): boolean {
  return urn.includes("aws-containers:eks:");
}

function isOfEcs({ urn }: CostLine): boolean {
  return urn.includes("aws-containers:ecs:");
}

/** Fewer copies at most, where there can be more than at least. */
function lowerLimits(question: Question): Saving | undefined {
  const { min, max } = question.line.monthly;
  if (min === max) return undefined;
  return {
    setting: `${service(question)}.scaling.max`,
    monthly: cents({ min: 0, max: max - min }),
    but: "fewer copies answer the busiest hour",
  };
}

/** The setting of the service whose component a resource belongs to. */
function service({ resource }: Question): string {
  return `aws-containers:services.${nameOf(resource.parent ?? resource.urn)}`;
}

/** The one service that Kubernetes runs, or all of them. */
function everyServiceOn(plan: PricedPlan): string {
  const names = plan.ofType("kubernetes:apps/v1:Deployment").map(({ parent, urn }) => nameOf(parent ?? urn));
  return `aws-containers:services.${names.length === 1 ? names[0] : "*"}`;
}

function total(lines: CostLine[], kinds: readonly string[]): Range {
  return sum(lines.filter(({ kind }) => kinds.includes(kind)).map(monthlyOf));
}

function monthlyOf({ monthly }: CostLine): Range {
  return monthly;
}

function share({ min, max }: Range, factor: number): Range {
  return cents({ min: min * factor, max: max * factor });
}
