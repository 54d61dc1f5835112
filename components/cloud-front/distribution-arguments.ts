import type * as pulumi from "@pulumi/pulumi";
import type { Https } from "../https";
import type { LoadBalancerAttributes } from "../load-balancer/load-balancer-attributes";

/** Arguments of {@link Distribution}. */
export interface DistributionArgs
  extends Pick<LoadBalancerAttributes, "idleTimeoutSeconds" | "accessLogs" | "webAcl"> {
  /** The load balancer that receives every request: internal, and listening on port 443 with `https`, on port 80 without. */
  loadBalancer: OriginLoadBalancer;
  /** Host names of your own. @default none: HTTPS under a host name of CloudFront's, and HTTP to the load balancer */
  https?: Https | undefined;
}

/** A load balancer behind CloudFront. An `aws.lb.LoadBalancer` is assignable. */
export interface OriginLoadBalancer {
  /** Its ARN. */
  arn: pulumi.Input<string>;
  /** Its host name. */
  dnsName: pulumi.Input<string>;
  /** What the VPC origin's name begins with: another one for each load balancer, and at most 58 characters. */
  name: pulumi.Input<string>;
  /** Whether it may be there without being active yet, as CloudFront needs it: of a Kubernetes controller's. @default false */
  mayBeProvisioning?: boolean;
}
