import type * as aws from "@pulumi/aws";
import type { Https } from "../https";
import type { LoadBalancerAttributes } from "../load-balancer/load-balancer-attributes";

/** Arguments of {@link Distribution}. */
export interface DistributionArgs
  extends Pick<LoadBalancerAttributes, "idleTimeoutSeconds" | "accessLogs" | "webAcl"> {
  /** The load balancer that receives every request: internal, and listening on port 443 with `https`, on port 80 without. */
  loadBalancer: aws.lb.LoadBalancer;
  /** Host names of your own. @default none: HTTPS under a host name of CloudFront's, and HTTP to the load balancer */
  https?: Https | undefined;
}
