import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { tlsPolicy } from "../../facts/tls";
import type { Https } from "../https";

const notFound: aws.types.input.lb.ListenerDefaultAction = {
  type: "fixed-response",
  fixedResponse: { statusCode: "404", contentType: "text/plain", messageBody: "No service answers here." },
};

const redirect: aws.types.input.lb.ListenerDefaultAction = {
  type: "redirect",
  redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" },
};

/**
 * Creates the listeners of a load balancer: HTTP alone, or HTTPS, to which HTTP redirects. Behind CloudFront, which redirects by
 * itself, HTTP or HTTPS alone.
 *
 * HTTP changes only once HTTPS listens. The rules that the services had on it are deleted last, after they were created on
 * HTTPS: until then it routes requests as before, and redirects afterwards.
 *
 * @returns the one that the services' rules belong to. It answers 404 where no service has a route.
 */
export function createListeners(
  name: string,
  args: {
    loadBalancer: aws.lb.LoadBalancer;
    https: Https | undefined;
    cloudFront: boolean;
    rules: pulumi.Resource[];
  },
  options: pulumi.CustomResourceOptions,
): aws.lb.Listener {
  const { https, loadBalancer, rules } = args;
  const createHttp = (defaultAction: typeof notFound, dependsOn: pulumi.Resource[]) =>
    new aws.lb.Listener(
      `${name}-http`,
      { loadBalancerArn: loadBalancer.arn, port: 80, protocol: "HTTP", defaultActions: [defaultAction] },
      { ...options, dependsOn },
    );
  if (https === undefined) return createHttp(notFound, []);
  const listener = new aws.lb.Listener(
    `${name}-https`,
    {
      loadBalancerArn: loadBalancer.arn,
      port: 443,
      protocol: "HTTPS",
      sslPolicy: tlsPolicy,
      certificateArn: https.certificateArn,
      defaultActions: [notFound],
    },
    { ...options, dependsOn: rules },
  );
  if (!args.cloudFront) createHttp(redirect, [listener]);
  return listener;
}
