import type * as pulumi from "@pulumi/pulumi";
import type { DataSource } from "../../../components/data-source";
import { EcsCluster, FargateService, type FargateServiceArgs, LoadBalancer } from "../../../components/ecs";
import type { ServiceDescription } from "../../../components/service";
import { planOf, type RecordedPlan } from "../../support/plan";

/** A network that exists, with private subnets. */
export const network = {
  vpcId: "vpc-1",
  publicSubnetIds: ["subnet-public-a", "subnet-public-b"],
  workloadSubnetIds: ["subnet-private-a", "subnet-private-b"],
  assignPublicIp: false,
};

/** A small service that doesn't scale. */
export const description: ServiceDescription = {
  image: "000000000000.dkr.ecr.us-east-1.amazonaws.com/hello:0123456789ab",
  port: 8080,
  cpu: 256,
  memory: 512,
  architecture: "arm64",
  environment: { GREETING: "Hello" },
  health: { path: "/healthz", intervalSeconds: 5 },
  scaling: { min: 2, max: 2 },
  capacity: "on-demand",
  routes: [{ path: "/*", priority: 100 }],
  logs: { retentionDays: 7 },
};

export const repositoryArn = "arn:aws:ecr:us-east-1:000000000000:repository/hello";

/** What a test changes of a service and of where it runs. */
export interface Changes {
  service?: Partial<ServiceDescription>;
  args?: Partial<FargateServiceArgs>;
  options?: pulumi.ComponentResourceOptions;
  /** Creates the data that the service uses, in the plan. */
  uses?: () => DataSource[];
}

/** Plans services with their cluster and their load balancer; the stack's outputs are their urls, by name. */
export function planOfServices(services: Record<string, Changes>): Promise<RecordedPlan> {
  return planOf(() => {
    const cluster = new EcsCluster("ecs");
    const loadBalancer = new LoadBalancer("ecs", { network });
    const urls = Object.entries(services).map(([name, { service, args, options, uses }], index) => [
      name,
      new FargateService(
        name,
        {
          ...{ cluster, loadBalancer, ...args },
          service: {
            ...description,
            routes: [{ path: "/*", priority: 100 + index }],
            ...service,
            ...(uses && { uses: uses() }),
          },
        },
        options,
      ).url,
    ]);
    return Object.fromEntries(urls);
  });
}

/** Plans the service hello. */
export function planOfService(changes?: Changes): Promise<RecordedPlan> {
  if (changes !== undefined) return planOfServices({ hello: changes });
  unchanged ??= planOfServices({ hello: {} });
  return unchanged;
}

/** Planned once: most tests look at it from another side. */
let unchanged: Promise<RecordedPlan> | undefined;
