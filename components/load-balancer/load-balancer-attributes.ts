import { idleTimeoutSeconds } from "../../facts/load-balancers";
import { validateWholeNumber } from "../invalid-arguments";
import type { AccessLogs } from "./access-logs";
import type { WebAcl } from "./web-acl";

/** What the load balancers of all platforms have in common. */
export interface LoadBalancerAttributes {
  /**
   * Seconds after which a connection is closed when nothing was sent over it, 1 to 4000. WebSockets and requests whose answer
   * takes longer need more.
   * @default 60
   */
  idleTimeoutSeconds?: number;
  /**
   * Whether the Network Load Balancer has an Elastic IP address in each zone, $3.65 a month each in place of the one that AWS
   * chooses; ECS only. Another value replaces the load balancer.
   * @default false
   */
  staticAddresses?: boolean;
  /** Whether traffic can be shifted away from an impaired zone (Application Recovery Controller); free. @default false */
  zonalShift?: boolean;
  /**
   * Whether a CloudFront distribution is the only way in, with HTTPS: the load balancer is internal then.
   * @default false
   */
  cloudFront?: boolean;
  /**
   * Whether clients reach the load balancer over IPv6 as well: dual stack. Its subnets must have IPv6 ranges, and a route to an
   * internet gateway for `::/0`. Free. Not with `cloudFront`, which clients reach over IPv6 in any case.
   * @default false
   */
  ipv6?: boolean;
  /** Where requests are logged (ELB.5). @default nowhere */
  accessLogs?: Pick<AccessLogs, "bucket" | "bucketPolicy">;
  /** The load balancer's web ACL (ELB.16): with `cloudFront`, one for CloudFront. @default none */
  webAcl?: Pick<WebAcl, "arn">;
  /**
   * Whether AWS refuses to delete the load balancer (ELB.6). To destroy the stack, set it to false and deploy first.
   * @default false
   */
  deletionProtection?: boolean;
}

/** Validates the attributes of a load balancer; `path` leads to them in the component's arguments. */
export function validateLoadBalancerAttributes(attributes: LoadBalancerAttributes, path = ""): string[] {
  return [
    ...validateWholeNumber(`${path}idleTimeoutSeconds`, attributes.idleTimeoutSeconds, idleTimeoutSeconds),
    ...(attributes.ipv6 && attributes.cloudFront
      ? [`${path}ipv6 has no effect with cloudFront, which clients reach over IPv6 anyway: must be false`]
      : []),
  ];
}
