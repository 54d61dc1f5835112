import { getsConnections, getsRequests, type Published } from "../../../components/published";
import { completeDeployment, type ServiceDeployment } from "../../../components/service-deployment";
import { loadBalancerQuotas } from "../../../facts/load-balancers";
import { serviceQuotas } from "../../../facts/service-quotas";
import { rulesPerSecurityGroup } from "../../../facts/vpc-limits";
import { formatPath } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** What of a service counts. */
interface Counted extends Published {
  platforms: readonly string[];
  routes: readonly { auth?: unknown }[];
  deployment?: ServiceDeployment | undefined;
  scaling?: { min?: number | undefined; max?: number | undefined } | undefined;
}

type Services = Readonly<Record<string, Counted>>;

/** What the services of a platform need of its load balancers. */
interface Needs {
  rules: number;
  targetGroups: number;
  targets: number;
  networkListeners: number;
  /** Of the load balancer's security group: to each service, and to identity providers. EKS opens ports to all pods at once. */
  outboundRules: number;
}

/** Adds an error where a platform's load balancer would need more target groups than AWS ever allows. */
export function validateTargetGroups(services: Services, errors: ValidationErrors): void {
  const { most } = loadBalancerQuotas.targetGroups;
  for (const platform of platformsOf(services)) {
    const { targetGroups } = needsOf(services, platform);
    if (targetGroups > most) {
      errors.add(
        ["services"],
        `need ${targetGroups} target groups on ${platform}, but a load balancer has ${most}, which AWS doesn't raise: divide them among several stacks.`,
      );
    }
  }
}

/** Warnings where the services of a platform need more of a load balancer than it has unless AWS raised a quota of the account. */
export function warningsAboutLoadBalancers(services: Services): string[] {
  const { rules, targets, networkListeners } = loadBalancerQuotas;
  return platformsOf(services).flatMap((platform) => {
    const needs = needsOf(services, platform);
    const { name, code } = serviceQuotas.securityGroupRules;
    const counts: [needed: number, what: string, owner: string, quota: { name: string; most: number }][] = [
      [needs.rules, "rules", "a load balancer has", rules],
      [needs.targets, "targets", "a load balancer has", targets],
      [needs.networkListeners, "listeners", "a Network Load Balancer has", networkListeners],
      [
        needs.outboundRules,
        "outbound rules of the load balancer's security group",
        "it has",
        { name: `${name}, ${code}`, most: rulesPerSecurityGroup },
      ],
    ];
    return counts
      .filter(([needed, , , { most }]) => needed > most)
      .map(
        ([needed, what, owner, quota]) =>
          `${formatPath(["services"])} need ${needed} ${what} on ${platform}, but ${owner} ${quota.most} unless AWS raised this ` +
          `account's quota (${quota.name}): ask for more before \`pulumi up\`, or divide them among several stacks. ` +
          "`npm run doctor` reads the quota.",
      );
  });
}

function platformsOf(services: Services): string[] {
  return [...new Set(Object.values(services).flatMap(({ platforms }) => platforms))];
}

function needsOf(services: Services, platform: string): Needs {
  const here = Object.values(services).filter(({ platforms }) => platforms.includes(platform));
  const requested = here.filter(getsRequests);
  const onEcs = platform === "ecs";
  // Where requests shift: the second target group, which a deployment's tasks register with, and the rule of test traffic.
  const second = requested.filter(
    ({ deployment }) => onEcs && completeDeployment(deployment).secondTargetGroup,
  );
  const most = (list: readonly Counted[]) =>
    list.reduce((sum, { scaling }) => sum + (scaling?.max ?? scaling?.min ?? 1), 0);
  const hasLogin = requested.some(({ routes }) => routes.some(({ auth }) => auth !== undefined));
  return {
    rules: requested.reduce((sum, { routes }) => sum + routes.length, second.length),
    targetGroups: requested.length + second.length,
    targets: most(requested) + most(second),
    networkListeners: onEcs ? here.filter(getsConnections).length : 0,
    outboundRules: onEcs ? requested.length + (hasLogin ? 1 : 0) : 0,
  };
}
