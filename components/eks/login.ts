import { isDeepStrictEqual } from "node:util";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { ingressAnnotationPrefix } from "../../facts/load-balancer-annotations";
import { clientSecretOf } from "../client-secret";
import { completeOidc } from "../complete-oidc";
import type { CompleteService } from "../complete-service";
import type { OidcAuth } from "../route-auth";
import type { LoadBalancerNames } from "./controllers";
import { podLabels, type WorkloadMetadata } from "./workload-metadata";

const prefix = `${ingressAnnotationPrefix}auth-`;

/** Annotations of a Service whose requests nobody has to log in for, whatever the Ingress says. */
export const withoutLogin: Record<string, pulumi.Input<string>> = { [`${prefix}type`]: "none" };

/** What makes people log in before their requests reach a service. */
export interface Login {
  /** Annotations of its Service. */
  annotations: Record<string, pulumi.Input<string>>;
  /** What the controller needs before it reads them. */
  needed: pulumi.Resource[];
}

/** The login of a service: that of its routes, which all have the same. */
export function oidcOf({ routes }: Pick<CompleteService, "routes">): OidcAuth | undefined {
  return routes[0]?.auth?.oidc;
}

/** Creates the logins of services, by their names. */
export function createLogins(
  services: readonly (readonly [string, CompleteService])[],
  namespace: pulumi.Output<string>,
  secretReader: LoadBalancerNames["secretReader"],
  options: pulumi.CustomResourceOptions,
): Map<string, Login> {
  return new Map(
    services.flatMap(([name, service]) => {
      const oidc = oidcOf(service);
      const metadata = { name, namespace, labels: podLabels(name) };
      return oidc ? [[name, createLogin(metadata, oidc, secretReader, options)] as const] : [];
    }),
  );
}

/**
 * Creates the login of a service: a Secret with the client's id and secret, and the permission to read it, and no other, for the
 * load balancer's controller. Another client secret makes another Secret, whose name the annotations have: that is what tells the
 * controller, which may read the Secret but not watch it.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-managed-rbac-example.html (read 2026-11-21)
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#authentication
 */
export function createLogin(
  { name, namespace, labels }: WorkloadMetadata,
  oidc: OidcAuth,
  { subject, verbs }: LoadBalancerNames["secretReader"],
  options: pulumi.CustomResourceOptions,
): Login {
  const { clientId, clientSecret, scope, sessionTimeoutSeconds, onUnauthenticatedRequest, ...endpoints } =
    completeOidc(oidc);
  const secret = new k8s.core.v1.Secret(
    `${name}-login`,
    {
      metadata: { namespace, labels },
      immutable: true,
      stringData: { clientID: clientId, clientSecret: clientSecretOf(clientSecret, options) },
    },
    options,
  );
  const secretName = secret.metadata.name;
  const metadata = { name: `${name}-login`, namespace, labels };
  const role = new k8s.rbac.v1.Role(
    `${name}-login`,
    {
      metadata,
      rules: [{ apiGroups: [""], resources: ["secrets"], resourceNames: [secretName], verbs }],
    },
    options,
  );
  const binding = new k8s.rbac.v1.RoleBinding(
    `${name}-login`,
    {
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role.metadata.name },
      subjects: [subject],
    },
    options,
  );
  return {
    annotations: {
      [`${prefix}type`]: "oidc",
      [`${prefix}idp-oidc`]: pulumi.jsonStringify({ ...endpoints, secretName }),
      [`${prefix}scope`]: scope,
      [`${prefix}session-timeout`]: String(sessionTimeoutSeconds),
      [`${prefix}on-unauthenticated-request`]: onUnauthenticatedRequest,
    },
    needed: [role, binding],
  };
}

/** The errors of routes with `auth` that the load balancer wouldn't have as they are: such a route could be open to everyone. */
export function validateLogin(
  argument: string,
  { routes }: Pick<CompleteService, "routes">,
  { existing, https, takesTokens }: { existing: boolean; https: boolean; takesTokens: boolean },
): string[] {
  const all = routes.map(({ auth }) => auth);
  if (all.every((auth) => auth === undefined)) return [];
  const indexed = all.flatMap((auth, index) =>
    auth ? [{ auth, at: `${argument}.routes[${index}].auth` }] : [],
  );
  if (existing) {
    return indexed.map(
      ({ at }) => `${at} is for load balancers of the stack's own: must be left out on an existing cluster`,
    );
  }
  const logins = all.map((auth) => auth?.oidc && { ...auth.oidc, clientSecret: "" });
  return [
    ...indexed.flatMap(({ auth, at }) =>
      auth.jwt && !takesTokens
        ? [
            `${at}.jwt isn't documented for Auto Mode: must be left out in a cluster with compute auto, where the route could be open to everyone`,
          ]
        : [],
    ),
    ...(logins.every((login) => isDeepStrictEqual(login, logins[0]))
      ? []
      : [
          `${argument}.routes have different auth: all must have the same login on EKS, where it is the Service's`,
        ]),
    ...(https
      ? []
      : indexed.map(({ at }) => `${at} needs HTTPS: must be left out in a cluster without https`)),
  ];
}
