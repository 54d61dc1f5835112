import { serviceLimits } from "../../facts/service-limits";
import type { CompleteService } from "../complete-service";
import { mustBe } from "../invalid-arguments";
import { getsRequests } from "../published";
import type { LoadBalancer } from "./load-balancer";

/** What ECS requires of a service for its deployments; `isCalled` where other services call it. */
export function validateDeploymentOnEcs(
  service: CompleteService,
  isCalled: boolean,
  loadBalancer: Pick<LoadBalancer, "serviceAt"> | undefined,
): string[] {
  const { deployment, before } = service;
  const { strategy, alarms, secondTargetGroup } = deployment;
  const at = "service.deployment";
  return [
    ...(alarms.length > 0 && !getsRequests(service)
      ? [`${at}.alarms need the load balancer's requests: must be left out`]
      : []),
    ...(strategy === "external" && before
      ? [
          "service.before runs when the stack deploys: must be left out with service.deployment.strategy external",
        ]
      : []),
    ...(secondTargetGroup ? validateShifting(service, isCalled, loadBalancer) : []),
  ];
}

/** ECS shifts requests by the weights of one rule, which does nothing but forward. */
function validateShifting(
  service: CompleteService,
  isCalled: boolean,
  loadBalancer: Pick<LoadBalancer, "serviceAt"> | undefined,
): string[] {
  const { deployment, exposure, protocol, routes, scaling } = service;
  const by = `service.deployment.strategy ${deployment.strategy}, which has two target groups`;
  if (exposure !== "public") {
    return [
      mustBe("service.exposure", exposure, `public with ${by}: it shifts the load balancer's requests`),
    ];
  }
  if (!getsRequests(service)) {
    return [
      mustBe("service.protocol", protocol, `http, http2 or grpc with ${by} of an Application Load Balancer`),
    ];
  }
  const [route] = routes;
  return [
    ...(routes.length > 1
      ? [
          `service.routes has ${routes.length} routes: must be one with ${by}, since ECS shifts one listener rule`,
        ]
      : []),
    ...routes.flatMap(({ auth }, index) =>
      auth === undefined
        ? []
        : [`service.routes[${index}].auth must be left out with ${by}: ECS shifts rules that only forward`],
    ),
    ...(scaling.requestsPerTask === undefined
      ? []
      : [
          mustBe(
            "service.scaling.requestsPerTask",
            scaling.requestsPerTask,
            `left out with ${by}: its metric is of one of them. cpuPercent counts the tasks of both`,
          ),
        ]),
    ...(isCalled
      ? [
          `service.deployment must be rolling where other services call it: their proxies know no share of the requests`,
        ]
      : []),
    ...(route === undefined ? [] : validateTestPriority(route.priority, loadBalancer)),
  ];
}

/** The rule of test traffic comes before that of the route. */
function validateTestPriority(
  priority: number,
  loadBalancer: Pick<LoadBalancer, "serviceAt"> | undefined,
): string[] {
  const test = priority - 1;
  const other = loadBalancer?.serviceAt(test);
  const reason =
    test < serviceLimits.routePriority.min
      ? "no rule comes before it"
      : other && `a route of service "${other}" has ${test}`;
  return reason
    ? [
        mustBe(
          "service.routes[0].priority",
          priority,
          `one with a free one before it, for the rule of test traffic: ${reason}`,
        ),
      ]
    : [];
}
