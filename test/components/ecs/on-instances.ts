import { EcsCluster, type EcsClusterArgs, FargateService, LoadBalancer } from "../../../components/ecs";
import type { ServiceDescription } from "../../../components/service";
import { planOf, type RecordedPlan } from "../../support/plan";
import { description, network } from "./a-service";

/** Plans a cluster with services, all of them behind one load balancer. */
export function planOn(
  args: EcsClusterArgs,
  services: Record<string, Partial<ServiceDescription>>,
): Promise<RecordedPlan> {
  const described = Object.entries(services).map(([name, service], index): [string, ServiceDescription] => [
    name,
    { ...description, routes: [{ path: "/*", priority: 100 + index }], ...service },
  ]);
  return planOf(() => {
    const cluster = new EcsCluster("ecs", { network, ...args, services: Object.fromEntries(described) });
    const loadBalancer = new LoadBalancer("ecs", { network });
    for (const [name, service] of described) new FargateService(name, { cluster, loadBalancer, service });
    return {};
  });
}
