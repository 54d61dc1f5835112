import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { referencePrices } from "../../facts/prices";
import type { CompleteService } from "../complete-service";
import { getsRequests } from "../published";
import type { WatchedService, WatchedTarget } from "../watched";
import type { ServicePlacement } from "./fargate-service-arguments";
import type { LoadBalancerTarget } from "./load-balancer-target";

/** What alarms and a dashboard watch of a service. */
export function watchedService(
  service: CompleteService,
  deployed: aws.ecs.Service,
  target: LoadBalancerTarget | undefined,
  { cluster, loadBalancer, networkLoadBalancer }: ServicePlacement,
): WatchedService {
  const gets = getsRequests(service) ? "requests" : "connections";
  const behind = gets === "requests" ? loadBalancer : networkLoadBalancer?.loadBalancer;
  return {
    on: "ecs",
    cluster,
    serviceName: deployed.name,
    leastTasks: leastTasks(service.scaling),
    hourlyPrice: hourlyPrice(service),
    target: target && behind && watchedTarget(gets, behind, target),
  };
}

/** The target groups of a service behind a load balancer. */
export function watchedTarget(
  gets: WatchedTarget["gets"],
  { arnSuffix }: { arnSuffix: pulumi.Output<string> },
  { targetGroup, second }: Pick<LoadBalancerTarget, "targetGroup" | "second">,
): WatchedTarget {
  const targetGroups = [targetGroup, ...(second ? [second] : [])];
  return { gets, loadBalancer: arnSuffix, targetGroups: targetGroups.map((each) => each.arnSuffix) };
}

/** Schedules may go below the minimum. */
function leastTasks({ min, schedules = [] }: CompleteService["scaling"]): number {
  return Math.min(min, ...schedules.flatMap((schedule) => schedule.min ?? []));
}

/** To a hundredth of a cent. */
function hourlyPrice({ cpu, memory, architecture }: CompleteService): number {
  const { fargateArmCpu, fargateArmMemory, fargateX86Cpu, fargateX86Memory } = referencePrices;
  const isArm = architecture === "arm64";
  const ofCpu = (cpu / 1024) * (isArm ? fargateArmCpu : fargateX86Cpu).amount;
  const ofMemory = (memory / 1024) * (isArm ? fargateArmMemory : fargateX86Memory).amount;
  return Math.round((ofCpu + ofMemory) * 10_000) / 10_000;
}
