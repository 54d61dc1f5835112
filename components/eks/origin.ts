import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { originFacingPrefixList } from "../../facts/cloud-front";
import { Distribution } from "../cloud-front";
import type { Https } from "../https";
import type { LoadBalancerAttributes } from "../load-balancer/load-balancer-attributes";
import type { LoadBalancerPlacement } from "./load-balancer-placement";

/**
 * What a load balancer behind CloudFront is to it, by the protocol between them. Each has a load balancer of its own, with one listener:
 * CloudFront's prefix list counts as 55 of the 60 rules of a security group, once for each listener.
 */
export type Origin = "origin-http" | "origin-https";

/** Which origin of CloudFront's a cluster's load balancer is; undefined without CloudFront. */
export function originOf(
  { cloudFront }: Pick<LoadBalancerAttributes, "cloudFront"> = {},
  https: object | undefined,
): Origin | undefined {
  if (!cloudFront) return undefined;
  return https ? "origin-https" : "origin-http";
}

/** The name of what belongs to an origin: another one than without CloudFront, so that both are there while requests move. */
export function originName(name: string, origin: Origin | undefined): string {
  return origin ? `${name}-${origin}` : name;
}

/**
 * The annotation of an Ingress that lets CloudFront alone through to its load balancer. Auto Mode has it on Ingresses alone, the AWS
 * Load Balancer Controller in the parameters of a class as well.
 *
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/v3.5/guide/ingress/annotations/#security-group-prefix-lists (read 2026-11-22)
 * @see https://github.com/aws/containers-roadmap/issues/2822 (read 2026-11-22)
 */
export function fromCloudFront(options: pulumi.InvokeOptions): Record<string, pulumi.Input<string>> {
  const { id } = aws.ec2.getManagedPrefixListOutput({ name: originFacingPrefixList }, options);
  return { "alb.ingress.kubernetes.io/security-group-prefix-lists": id };
}

/**
 * Creates the CloudFront distribution in front of the load balancer that a controller has created for an Ingress, where it is an
 * origin. Its ARN is looked up by its name, which its host name has, whenever the program runs: of a load balancer that the controller
 * created anew it is another one, under the same name.
 *
 * @param hostName Host name of the load balancer, from the Ingress, on which everything here depends thereby.
 */
export function createDistribution(
  name: string,
  args: {
    hostName: pulumi.Output<string>;
    origin: Origin | undefined;
    cluster: { existing: true } | { existing: false; loadBalancerPlacement: LoadBalancerPlacement };
    https?: Omit<Https, "certificateArn">;
  },
  options: { parent: pulumi.Resource },
): Distribution | undefined {
  const { cluster, origin } = args;
  if (cluster.existing || !origin) return undefined;
  const { attributes, certificateArn = "" } = cluster.loadBalancerPlacement;
  const found = aws.lb.getLoadBalancerOutput({ name: args.hostName.apply(loadBalancerNameIn) }, options);
  return new Distribution(
    name,
    {
      ...attributes,
      https: args.https && { certificateArn, ...args.https },
      loadBalancer: {
        arn: found.arn,
        dnsName: found.dnsName,
        name: found.arn.apply(originNameOf),
        mayBeProvisioning: true,
      },
    },
    options,
  );
}

/**
 * The name of a load balancer: internal-NAME-1234567890.us-east-1.elb.amazonaws.com.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html (read 2026-11-22)
 */
export function loadBalancerNameIn(hostName: string): string {
  const [label = ""] = hostName.split(".");
  return label.slice(0, label.lastIndexOf("-")).replace(/^internal-/, "");
}

/** NAME-ID of arn:…:loadbalancer/app/NAME/ID: the id, since a load balancer that the controller created anew has the same name. */
function originNameOf(arn: string): string {
  return arn.split("/").slice(-2).join("-");
}
