import type { RecordedPlan, Value } from "pulumi-offline-preview";
import { rulesOfPrefixList } from "../../facts/cloud-front";
import type { LoadBalancerQuota } from "../../facts/load-balancers";
import { rulesPerSecurityGroup } from "../../facts/vpc-limits";
import { mostTasksOf } from "./fargate-cpus";
import { at, listOf, sum, textOf } from "./planned-values";

type Resource = RecordedPlan["resources"][number];

/** Most that a plan needs of one load balancer, by its quota; nothing where that is 0. ECS and EKS have one for requests each. */
export function loadBalancerNeeds(resources: readonly Resource[]): Map<LoadBalancerQuota, number> {
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  const rules = countBy(ofType("aws:lb/listenerRule:ListenerRule"), "listenerArn");
  const groups = ofType("aws:lb/targetGroup:TargetGroup").filter(({ inputs }) => inputs.protocol === "HTTP");
  const tasks = ofType("aws:ecs/service:Service").map(
    (service) =>
      groups.filter(({ parent }) => parent === service.parent).length * mostTasksOf(service, resources),
  );
  const ingresses = ofType("kubernetes:networking.k8s.io/v1:Ingress").filter(isRouting);
  const paths = ingresses.flatMap(pathsOf);
  // A target group for each Ingress and service.
  const backends = ingresses.flatMap((ingress) => [...new Set(pathsOf(ingress).flatMap(serviceOf))]);
  const autoscalers = ofType("kubernetes:autoscaling/v2:HorizontalPodAutoscaler");
  const pods = backends.flatMap((service) =>
    autoscalers
      .filter(({ inputs }) => textOf(at(inputs, "metadata", "name")) === service)
      .map(({ inputs }) => Number(at(inputs, "spec", "maxReplicas") ?? 0)),
  );
  const needs: [LoadBalancerQuota, number][] = [
    ["rules", Math.max(0, ...rules, paths.length)],
    ["targetGroups", Math.max(groups.length, backends.length)],
    ["targets", Math.max(sum(tasks), sum(pods))],
    ["networkListeners", Math.max(0, ...listenersOfNetwork(resources))],
  ];
  return new Map(needs.filter(([, count]) => count > 0));
}

/**
 * Most inbound or outbound IPv4 rules of one security group: 0 unless they come near what every account has, for most groups have
 * two or three.
 */
export function securityGroupRulesIn(resources: readonly Resource[]): number {
  const counts = ["Ingress", "Egress"].flatMap((direction) =>
    countBy(
      resources.filter(
        ({ type, inputs }) =>
          type.endsWith(`:SecurityGroup${direction}Rule`) && inputs.cidrIpv6 === undefined,
      ),
      "securityGroupId",
      ({ inputs }) => (inputs.prefixListId === undefined ? 1 : rulesOfPrefixList),
    ),
  );
  const most = Math.max(0, ...counts);
  return most > rulesPerSecurityGroup / 2 ? most : 0;
}

/** Whether an Ingress has a part in a load balancer: one without paths has none. */
export function isRouting(ingress: Resource): boolean {
  return at(ingress.inputs, "spec", "defaultBackend") !== undefined || pathsOf(ingress).length > 0;
}

function pathsOf({ inputs }: Resource) {
  return listOf(at(inputs, "spec", "rules")).flatMap((rule) => listOf(at(rule, "http", "paths")));
}

function serviceOf(path: Value): string[] {
  const name = textOf(at(path, "backend", "service", "name"));
  return name === undefined ? [] : [name];
}

/** Listeners of each Network Load Balancer. */
function listenersOfNetwork(resources: readonly Resource[]): number[] {
  const others = ["HTTP", "HTTPS"];
  return countBy(
    resources.filter(
      ({ type, inputs }) =>
        type === "aws:lb/listener:Listener" && !others.includes(textOf(inputs.protocol) ?? "HTTP"),
    ),
    "loadBalancerArn",
  );
}

/** How many resources have each value of an input, or how much they count for. */
function countBy(
  resources: readonly Resource[],
  input: string,
  weightOf: (resource: Resource) => number = () => 1,
): number[] {
  const counts = new Map<string, number>();
  for (const resource of resources) {
    const value = textOf(resource.inputs[input]) ?? "";
    counts.set(value, (counts.get(value) ?? 0) + weightOf(resource));
  }
  return [...counts.values()];
}
