import type { CostLine, Range, Saving } from "pulumi-offline-preview";
import type { CostKind } from "./cost-kind";
import { schedulesOf } from "./fargate";
import { cents, dollars, exactly, nameOf, sum } from "./money";
import { type PricedPlan, type PricedResource, zonesOfVpc } from "./priced-plan";

/** Prices that savings are computed from. */
export type PriceOf = (
  id: "natGateway" | "publicAddress" | "fargateSpot" | "fargateArmCpu" | "fargateX86Cpu" | "instanceSpot",
) => number;

/** Adds to each line of this template's own components the setting that lowers it. */
export function withSavings(lines: CostLine[], plan: PricedPlan, price: PriceOf): CostLine[] {
  const resources = new Map(plan.resources.map((resource) => [resource.urn, resource]));
  return lines.map((line) => {
    const component = /aws-containers:([\w-]+):/.exec(line.urn.split("::")[2] ?? "")?.[1];
    const resource = resources.get(line.urn);
    if (component === undefined || resource === undefined || !isAdvised(line.kind)) return line;
    const saving = advice[line.kind]({ line, lines, plan, price, resource, component });
    return saving ? { ...line, saving } : line;
  });
}

interface Context {
  line: CostLine;
  lines: CostLine[];
  plan: PricedPlan;
  price: PriceOf;
  resource: PricedResource;
  /** Folder of the component that the resource belongs to, such as network. */
  component: string;
}

type Advice = (context: Context) => Saving | undefined;

const advice = {
  "nat-gateway": fewerNatGateways,
  "nat-address": fewerNatGateways,
  "interface-endpoint": ({ lines }) => ({
    setting: "aws-containers:network.endpoints: false",
    monthly: total(lines, "interface-endpoint"),
    but: "this traffic then goes through the NAT gateway, which charges per GB",
  }),
  "load-balancer-address": twoZones,
  "eks-load-balancer-address": twoZones,
  "task-address": oneNatGateway,
  "eks-node-address": oneNatGateway,
  "web-acl": withoutWebAcl,
  "web-acl-rule": withoutWebAcl,
  fargate: (context) => ({
    setting: `${serviceSetting(context)}.capacity: spot`,
    monthly: share(context.line.monthly, 1 - context.price("fargateSpot")),
    but: "AWS can interrupt Spot tasks with a two-minute warning",
  }),
  "fargate-spot": (context) =>
    context.line.what.includes("x86_64")
      ? {
          setting: `${serviceSetting(context)}.architecture: arm64`,
          monthly: share(
            context.line.monthly,
            1 - context.price("fargateArmCpu") / context.price("fargateX86Cpu"),
          ),
        }
      : lowerMaximum(context),
  insights: ({ line }) => ({ setting: "aws-containers:ecs.insights: disabled", monthly: line.monthly }),
  key: ({ line, component }) =>
    component === "registry"
      ? { setting: "aws-containers:registry.encryption: aes256", monthly: line.monthly }
      : undefined,
  "load-balancer": ({ line, lines }) =>
    lines.some(({ kind }) => kind === "eks-cluster") && isOfEcs(line)
      ? { setting: "aws-containers:platforms: [eks]", monthly: sum(lines.filter(isOfEcs).map(monthlyOf)) }
      : undefined,
  "eks-cluster": withoutEks,
  "eks-load-balancer": withoutEks,
  "eks-node": (context) =>
    context.line.what.includes("On-Demand")
      ? {
          setting: `${kubernetesServiceSetting(context.plan)}.capacity: spot`,
          monthly: share(context.line.monthly, 1 - context.price("instanceSpot")),
          but: "AWS can interrupt Spot nodes with a two-minute warning",
        }
      : withoutEks(context),
  "eks-node-fee": withoutEks,
  "eks-node-disk": withoutEks,
} satisfies Partial<Record<CostKind, Advice>>;

function isAdvised(kind: string): kind is keyof typeof advice {
  return Object.hasOwn(advice, kind);
}

function fewerNatGateways({ lines, price }: Context): Saving | undefined {
  const count = lines
    .filter(({ kind }) => kind === "nat-gateway")
    .reduce((found, { quantity }) => found + quantity.min, 0);
  const each = price("natGateway") + price("publicAddress");
  if (count > 1) {
    return {
      setting: "aws-containers:network.nat: single",
      monthly: cents(exactly((count - 1) * each)),
      but: "if its zone fails, no zone reaches the internet",
    };
  }
  // Tasks on instances get no public addresses.
  if (lines.some(({ kind }) => kind === "ecs-instance")) return undefined;
  return {
    setting: "aws-containers:network.nat: none",
    monthly: cents(exactly(each)),
    but: `each task and node then needs a public address, ${dollars(exactly(price("publicAddress")))} a month`,
  };
}

function withoutWebAcl({ lines }: Context): Saving {
  return {
    setting: "aws-containers:loadBalancer.waf: false",
    monthly: sum([total(lines, "web-acl"), total(lines, "web-acl-rule")]),
    but: "nothing filters requests or limits them before they reach the services",
  };
}

function oneNatGateway({ price }: Context): Saving {
  const cost = dollars(exactly(price("natGateway") + price("publicAddress")));
  return {
    setting: "aws-containers:network.nat: single",
    but: `a NAT gateway and its address cost ${cost} a month instead`,
  };
}

/** Load balancers need two zones; each further zone adds an address. */
function twoZones({ lines, plan, price }: Context): Saving | undefined {
  const [vpc] = plan.ofType("awsx:ec2:Vpc");
  const zones = plan.zones() ?? (vpc ? zonesOfVpc(vpc) : 2);
  if (zones <= 2) return undefined;
  const addresses = lines
    .filter(({ kind }) => kind === "load-balancer-address" || kind === "eks-load-balancer-address")
    .reduce((found, { quantity }) => found + quantity.min, 0);
  const saved = (addresses / zones) * (zones - 2) * price("publicAddress");
  return {
    setting: "aws-containers:network.availabilityZones: 2",
    monthly: cents(exactly(saved)),
  };
}

function withoutEks({ lines }: Context): Saving | undefined {
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

/** No more tasks than the minimum, where the service scales; not where schedules say how many there are. */
function lowerMaximum(context: Context): Saving | undefined {
  if (schedulesOf(context.resource, context.plan).length > 0) return undefined;
  const own = context.lines.filter(({ urn }) => urn === context.line.urn);
  const tasks = own.filter(({ kind }) => kind !== "task-address");
  const { min, max } = sum(own.map(monthlyOf));
  if (min === max) return undefined;
  const fewest = tasks.reduce((count, { quantity }) => count + quantity.min, 0);
  // A worker of a queue, which has no tasks without messages, can't do with fewer.
  if (fewest === 0) return undefined;
  return {
    setting: `${serviceSetting(context)}.scaling.max: ${fewest}`,
    monthly: cents({ min: 0, max: max - min }),
    but: "the service then doesn't scale out",
  };
}

/** The setting of the service, or of the job whose worker scales on a backlog, whose component a resource belongs to. */
function serviceSetting({ resource, plan }: Context): string {
  const name = nameOf(resource.parent ?? resource.urn);
  const alarms = plan.ofType("aws:cloudwatch/metricAlarm:MetricAlarm").map(({ urn }) => nameOf(urn));
  return `aws-containers:${alarms.includes(`${name}-backlog`) ? "jobs" : "services"}.${name}`;
}

/** The setting of the service that Kubernetes runs; `<name>` where there are several. */
function kubernetesServiceSetting(plan: PricedPlan): string {
  const names = plan.ofType("kubernetes:apps/v1:Deployment").map(({ parent, urn }) => nameOf(parent ?? urn));
  return `aws-containers:services.${names.length === 1 ? names[0] : "<name>"}`;
}

function total(lines: CostLine[], wanted: CostKind): Range {
  return sum(lines.filter(({ kind }) => kind === wanted).map(monthlyOf));
}

function monthlyOf({ monthly }: CostLine): Range {
  return monthly;
}

function share({ min, max }: Range, factor: number): Range {
  return cents({ min: min * factor, max: max * factor });
}
