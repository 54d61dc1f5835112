import { targetGroupsPerLoadBalancer } from "../../facts/load-balancers";
import { validateCalls } from "../calls";
import type { CompleteService } from "../complete-service";
import type { Https } from "../https";
import { mustBe } from "../invalid-arguments";
import { getsRequests } from "../published";
import type { ServiceDescription } from "../service";
import { validateProtocolOnLoadBalancer } from "../service-validation";
import type { EksCluster } from "./cluster";
import type { ExistingCluster } from "./existing-cluster";
import { validateForController } from "./existing-ingress";
import { validateLogin } from "./login";
import { validateNetworkServices } from "./network-service-arguments";
import { validateNodePorts } from "./node-ports";
import { validateBehindCloudFront } from "./origin-validation";
import { targetGroupsOf } from "./token-routes";

/** Arguments of `EksLoadBalancer`. */
export interface EksLoadBalancerArgs {
  /** The cluster that the services run in. An `EksCluster` and an `ExistingCluster` are assignable. */
  cluster: LoadBalancerCluster;
  /** The services by the names of their `Workload`s; at most 100 public ones. */
  services: Readonly<
    Record<
      string,
      Pick<
        ServiceDescription,
        | "image"
        | "port"
        | "protocol"
        | "exposure"
        | "routes"
        | "calls"
        | "health"
        | "drainSeconds"
        | "nodePort"
      >
    >
  >;
  /**
   * HTTPS on port 443, with TLS 1.2 or 1.3, to which port 80 redirects (ELB.1, ELB.17). The cluster has the certificate: give
   * the same to `EksCluster`.
   * @default none: plain HTTP, and with `cloudFront` HTTPS under a host name of CloudFront's
   */
  https?: Pick<Https, "hostName" | "hostNames" | "cloudFrontCertificateArn">;
}

/** A cluster, with load balancers of the stack's own or by a controller that it has already. */
export type LoadBalancerCluster =
  | Pick<
      EksCluster,
      | "provider"
      | "namespace"
      | "existing"
      | "ingressClass"
      | "loadBalancerAttributes"
      | "loadBalancerNames"
      | "loadBalancerPlacement"
      | "controllers"
      | "nodePortSecurityGroupId"
    >
  | Pick<
      ExistingCluster,
      "provider" | "namespace" | "existing" | "ingressController" | "gatewayApi" | "sharedGateway"
    >;

/** Validates the services that share a load balancer. */
export function validateEksLoadBalancer(
  services: readonly (readonly [string, CompleteService])[],
  { cluster, https }: Pick<EksLoadBalancerArgs, "cluster" | "https">,
): string[] {
  const taken = new Map<number, string>();
  return [
    ...(cluster.existing
      ? validateForController(services, cluster)
      : validateForOwnLoadBalancers(services, cluster)),
    ...validateNodePorts(services, cluster.existing || cluster.nodePortSecurityGroupId !== undefined),
    ...validateCalls(Object.fromEntries(services)),
    ...services.flatMap(([name, service]) =>
      validateProtocolOnLoadBalancer(`services.${name}.protocol`, service, https !== undefined),
    ),
    ...services.flatMap(([name, service]) =>
      validateLogin(`services.${name}`, service, {
        existing: cluster.existing,
        https: https !== undefined,
        takesTokens: !cluster.existing && (cluster.loadBalancerNames?.takesTokens ?? false),
      }),
    ),
    ...services.flatMap(([name, { routes }]) =>
      routes.flatMap(({ priority }, index) => {
        const here = `services.${name}.routes[${index}].priority`;
        const other = taken.get(priority);
        taken.set(priority, other ?? here);
        return other === undefined ? [] : [mustBe(here, priority, `unique, but ${other} is the same`)];
      }),
    ),
  ];
}

function validateForOwnLoadBalancers(
  services: readonly (readonly [string, CompleteService])[],
  cluster: Pick<EksCluster, "ingressClass" | "loadBalancerAttributes" | "loadBalancerPlacement">,
): string[] {
  const published = services.filter(([, service]) => getsRequests(service));
  const targetGroups = targetGroupsOf(published.map(([name, { routes }]) => ({ name, routes })));
  return [
    ...(targetGroups <= targetGroupsPerLoadBalancer
      ? []
      : [
          targetGroups === published.length
            ? `services has ${published.length} public services: must have at most ${targetGroupsPerLoadBalancer}, the target groups of a load balancer`
            : `services.routes need ${targetGroups} target groups, one more for each service between routes with other tokens: must be at most ${targetGroupsPerLoadBalancer}`,
        ]),
    ...(published.length > 0 && cluster.ingressClass === undefined
      ? ["cluster has no ingress class: must be given the public services too, in its services"]
      : []),
    ...validateNetworkServices(services, cluster),
    ...validateBehindCloudFront(services, cluster),
  ];
}
