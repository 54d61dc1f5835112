import * as pulumi from "@pulumi/pulumi";
import { cloudFrontRegion } from "../../facts/cloud-front";
import { LogKey, type LogKeyArgs } from "../logs";
import { getsConnections, getsRequests, type Published } from "../published";
import { AccessLogs } from "./access-logs";
import type { LoadBalancerAttributes } from "./load-balancer-attributes";
import { WebAcl } from "./web-acl";
import type { WebAclArgs } from "./web-acl-arguments";

/** What the load balancers of all platforms of a stack are to have. */
export interface SharedAttributesArgs
  extends Pick<
    LoadBalancerAttributes,
    "idleTimeoutSeconds" | "staticAddresses" | "zonalShift" | "deletionProtection" | "cloudFront" | "ipv6"
  > {
  /** Whether requests are logged to an S3 bucket, one for all load balancers. @default false */
  accessLogs?: boolean;
  /** The web ACL that all load balancers share, $10 a month. @default none */
  waf?: WebAclArgs;
  /** The stack's services by name, of all platforms: they decide what is needed. */
  services: Readonly<Record<string, Published>>;
  /** ARN of the KMS key that encrypts the log group of the web ACL, such as that of a `LogKey`. @default a key of CloudWatch Logs */
  logKeyArn?: pulumi.Input<string>;
  /**
   * A key of its own for that log group, in us-east-1, where it is with `cloudFront`: $1 a month. For stacks in other regions,
   * where `logKeyArn` can't encrypt it.
   * @default none: logKeyArn
   */
  cloudFrontLogKey?: LogKeyArgs | undefined;
}

/**
 * The attributes of the load balancers of all platforms: creates what they share, a bucket of access logs, and a web ACL where
 * a service receives requests. Nothing where no service is public.
 */
export function sharedAttributes(
  name: string,
  args: SharedAttributesArgs,
  options: pulumi.ComponentResourceOptions,
): LoadBalancerAttributes {
  const { accessLogs, waf, services, idleTimeoutSeconds, zonalShift, deletionProtection, cloudFront } = args;
  const all = Object.values(services);
  const hasRequests = all.some(getsRequests);
  if (!hasRequests && !all.some(getsConnections)) return {};
  return {
    idleTimeoutSeconds,
    staticAddresses: args.staticAddresses,
    zonalShift,
    deletionProtection,
    cloudFront,
    ipv6: args.ipv6,
    ...(accessLogs && {
      accessLogs: new AccessLogs(
        name,
        { deletionProtection, cloudFront },
        pulumi.mergeOptions(options, ofEcs()),
      ),
    }),
    ...(waf && hasRequests && { webAcl: createWebAcl(name, waf, args, options) }),
  };
}

/** Another one in front of CloudFront: neither its scope nor its region can be changed. Its log group's key is in its region. */
function createWebAcl(
  name: string,
  waf: WebAclArgs,
  { cloudFront, cloudFrontLogKey, logKeyArn }: SharedAttributesArgs,
  options: pulumi.ComponentResourceOptions,
): WebAcl {
  if (!cloudFront) return new WebAcl(name, { ...waf, logKeyArn }, options);
  const edge = `${name}-cloud-front`;
  const ownKey =
    cloudFrontLogKey && new LogKey(edge, { ...cloudFrontLogKey, region: cloudFrontRegion }, options);
  return new WebAcl(edge, { ...waf, cloudFront, logKeyArn: ownKey?.arn ?? logKeyArn }, options);
}

/** The bucket belonged to the load balancer on ECS before. Its children's aliases follow from this one. */
function ofEcs(): pulumi.ComponentResourceOptions {
  const parent = pulumi.createUrn("ecs", "aws-containers:ecs:LoadBalancer");
  return { aliases: [{ name: "ecs", type: "aws-containers:ecs:AccessLogs", parent }] };
}
