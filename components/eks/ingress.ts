import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { tlsPolicy } from "../../facts/tls";
import { fromCloudFront, type Origin, originName } from "./origin";
import { type Backend, nameOfRun, type Run, runsOf, tokenAnnotations } from "./token-routes";

/**
 * One listener. It is named, though it is the default: by default HTTPS takes its place as soon as the ingress class has a
 * certificate, and until the Ingress has the redirect nothing would listen on port 80.
 */
const httpAnnotations = { "alb.ingress.kubernetes.io/listen-ports": JSON.stringify([{ HTTP: 80 }]) };

/**
 * Two listeners, of which the redirect leaves HTTP nothing else. The certificate is the ingress class's.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-alb.html for the annotations that Auto Mode ignores
 */
const httpsAnnotations = {
  "alb.ingress.kubernetes.io/listen-ports": JSON.stringify([{ HTTP: 80 }, { HTTPS: 443 }]),
  "alb.ingress.kubernetes.io/ssl-redirect": "443",
  "alb.ingress.kubernetes.io/ssl-policy": tlsPolicy,
};

/** The one listener behind CloudFront, which redirects by itself. With HTTPS its certificate is the ingress class's. */
const originAnnotations: Record<Origin, Record<string, string>> = {
  "origin-http": httpAnnotations,
  "origin-https": {
    "alb.ingress.kubernetes.io/listen-ports": JSON.stringify([{ HTTPS: 443 }]),
    "alb.ingress.kubernetes.io/ssl-policy": tlsPolicy,
  },
};

interface IngressArgs {
  namespace: pulumi.Input<string>;
  ingressClass: k8s.networking.v1.IngressClass;
  backends: readonly Backend[];
  https: boolean;
  /** Which origin of CloudFront's the load balancer is; undefined without CloudFront. */
  origin: Origin | undefined;
  /** Annotations of a login that Services without one of their own would have. */
  login: Record<string, pulumi.Input<string>> | undefined;
  /** ARN of the web ACL; `none` removes the one that the load balancer has. */
  webAclArn: pulumi.Input<string>;
}

/**
 * Creates the Ingress of a cluster's load balancer: a listener rule for each route, the lowest priority first.
 *
 * One for all services, as long as no route takes a token, because the load balancer's rules are in the order of its Ingresses, and within one in the order of
 * its paths: with an Ingress for each service no route could come between two of another service, and with one for each route
 * a service would have as many target groups as routes, out of the 100 of a load balancer. With tokens one for each run of routes
 * that have the same: the last run's, which is returned, depends on the others', so that a route that moves to another Ingress is
 * there before it goes here.
 *
 * Paths are the load balancer's own patterns, with * and ?, hence implementation-specific to Kubernetes, which keeps their
 * order: /api/* doesn't match /api, as on ECS.
 *
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/spec/
 */
export function createIngress(
  name: string,
  args: IngressArgs,
  options: pulumi.CustomResourceOptions & { parent: pulumi.Resource },
): k8s.networking.v1.Ingress | undefined {
  const { origin } = args;
  const { protect: _, ...ofOthers } = options;
  const ingressName = origin ?? "services";
  const logicalName = `${originName(name, origin)}-ingress`;
  const runs = runsOf(args.backends);
  const last = runs.pop();
  if (last === undefined) return undefined;
  const createOther = (run: Run, dependsOn: pulumi.Resource[]) =>
    createIngressOfRun(`${logicalName}-${run.priority}`, nameOfRun(ingressName, run), run, args, {
      ...ofOthers,
      dependsOn,
    });
  // Created before an open one could take their requests, and on the way elsewhere deleted after it.
  const withTokens = runs.filter(({ jwt }) => jwt !== undefined).map((run) => createOther(run, []));
  const open = runs.filter(({ jwt }) => jwt === undefined).map((run) => createOther(run, withTokens));
  const others = [...withTokens, ...open];
  return createIngressOfRun(
    logicalName,
    ingressName,
    last,
    { ...args, ...(others.length > 0 && { order: 1 }) },
    { ...options, dependsOn: others },
  );
}

function createIngressOfRun(
  logicalName: string,
  name: string,
  { jwt, routes }: Run,
  args: IngressArgs & { order?: number },
  options: pulumi.CustomResourceOptions & { parent: pulumi.Resource },
): k8s.networking.v1.Ingress {
  return new k8s.networking.v1.Ingress(
    logicalName,
    {
      metadata: {
        name,
        namespace: args.namespace,
        annotations: {
          "alb.ingress.kubernetes.io/target-type": "ip",
          ...listenerAnnotations(args, options),
          // The controller refuses both of one route.
          ...(jwt ? tokenAnnotations(jwt) : args.login),
          // Behind the others, whose order is 0.
          ...(args.order && { "alb.ingress.kubernetes.io/group.order": String(args.order) }),
          // Without the annotation, the load balancer keeps the web ACL that it has.
          "alb.ingress.kubernetes.io/wafv2-acl-arn": args.webAclArn,
        },
      },
      spec: {
        ingressClassName: args.ingressClass.metadata.name,
        rules: routes.map(({ path, host, service }) => {
          const backend = { service: { name: service.metadata.name, port: { name: "http" } } };
          return {
            ...(host === undefined ? {} : { host }),
            http: { paths: [{ path, pathType: "ImplementationSpecific", backend }] },
          };
        }),
      },
    },
    // Each class has a controller of its own, and no controller deletes what another one has created.
    { ...options, replaceOnChanges: ["spec.ingressClassName"] },
  );
}

function listenerAnnotations(
  { origin, https }: { origin: Origin | undefined; https: boolean },
  { parent }: { parent: pulumi.Resource },
): Record<string, pulumi.Input<string>> {
  if (origin) return { ...originAnnotations[origin], ...fromCloudFront({ parent }) };
  return https ? httpsAnnotations : httpAnnotations;
}
