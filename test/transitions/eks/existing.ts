import type { Transition } from "../section";
import { type StackSettings, webWith } from "../stack";

/** A service with a volume of its own in an existing cluster. */
const withStorageClass = (storageClass: string): StackSettings => ({
  platforms: ["eks"],
  services: webWith({
    exposure: "internal",
    scaling: { min: 1, max: 1 },
    volumes: { "/data": { storageGib: 20 } },
  }),
  eks: { existing: { name: "shop", storageClass } },
});

/** A service whose pods have a role. */
const withRole = webWith({ permissions: [{ actions: ["s3:ListAllMyBuckets"], resources: ["*"] }] });

/** A job that events start in an existing cluster. */
const startedByEvents = (existing: object): StackSettings => ({
  platforms: ["eks"],
  services: webWith({ exposure: "internal" }),
  jobs: { invoice: { service: "web", on: { source: "com.example.shop", detailType: "OrderPlaced" } } },
  eks: { existing },
});

/** Changes of services on a cluster that isn't the stack's own. */
export const existingTransitions: Transition[] = [
  {
    title: "a cluster that is there already",
    from: {
      platforms: ["eks"],
    },
    to: {
      platforms: ["eks"],
      eks: {
        existing: {
          name: "shop",
          ingressClass: "nginx",
        },
      },
    },
    there: {
      does: ["Cluster delete", "Deployment replace", "Ingress replace", "NodePool delete", "Service replace"],
      costs: [
        "Cluster: everything that runs in it, and its volumes' claims",
        "Key: everything encrypted with it, which nobody can read any more",
        "LogGroup: its logs",
        "Namespace: everything in it",
        "Vpc: its subnets, and with them everything that runs there",
      ],
    },
    back: {
      does: ["Cluster create", "Deployment replace", "Ingress replace", "NodePool create", "Service replace"],
      costs: ["Namespace: everything in it"],
    },
  },
  {
    title: "another cluster, by a kubeconfig",
    from: {
      platforms: ["eks"],
      eks: {
        existing: {
          name: "shop",
          ingressClass: "nginx",
        },
      },
    },
    to: {
      platforms: ["eks"],
      eks: {
        existing: {
          kubeconfig: { secure: "apiVersion: v1" },
          context: "kind",
          ingressClass: "nginx",
        },
      },
    },
    there: {
      // The provider replaces every object where the address of the cluster differs, which nothing but `up` knows.
      does: ["kubernetes update"],
    },
  },
  {
    title: "another namespace of an existing cluster",
    from: {
      platforms: ["eks"],
      eks: {
        existing: {
          name: "shop",
          ingressClass: "nginx",
        },
      },
    },
    to: {
      platforms: ["eks"],
      eks: {
        existing: {
          name: "shop",
          namespace: "team-a",
          ingressClass: "nginx",
        },
      },
    },
    there: {
      does: ["Deployment replace", "Ingress replace", "Namespace replace", "Service replace"],
      costs: ["Namespace: everything in it"],
    },
  },
  {
    title: "another ingress controller and zones of an existing cluster",
    from: {
      platforms: ["eks"],
      services: webWith({ scaling: { min: 2, max: 4, cpuPercent: 60 } }),
      eks: {
        existing: {
          name: "shop",
          ingressClass: "nginx",
        },
      },
    },
    to: {
      platforms: ["eks"],
      services: webWith({ scaling: { min: 2, max: 4, cpuPercent: 60 } }),
      eks: {
        existing: {
          name: "shop",
          ingressClass: "traefik",
          ingressAnnotations: { "traefik.ingress.kubernetes.io/router.entrypoints": "web" },
          availabilityZones: 3,
        },
      },
    },
    there: {
      does: ["Deployment update", "Ingress update"],
      not: ["Deployment replace", "Ingress replace"],
    },
  },
  {
    title: "a Gateway in place of an Ingress of an existing cluster, at another address",
    from: {
      platforms: ["eks"],
      services: webWith({ routes: [{ path: "/*", host: "shop.example.com" }] }),
      eks: { existing: { name: "shop", ingressClass: "nginx" } },
    },
    to: {
      platforms: ["eks"],
      services: webWith({ routes: [{ path: "/*", host: "shop.example.com" }] }),
      eks: {
        existing: {
          name: "shop",
          gatewayClass: "envoy",
          gatewayAnnotations: { "cert-manager.io/cluster-issuer": "letsencrypt" },
          gatewayTlsSecret: "shop-tls",
        },
      },
    },
    there: {
      does: ["Gateway create", "HTTPRoute create", "Ingress delete"],
      not: ["Deployment replace", "Deployment update", "Service replace", "Service update"],
    },
    back: {
      does: ["Gateway delete", "HTTPRoute delete", "Ingress create"],
      not: ["Deployment replace", "Deployment update", "Service replace", "Service update"],
    },
  },
  {
    title: "another GatewayClass of an existing cluster",
    from: { platforms: ["eks"], eks: { existing: { name: "shop", gatewayClass: "envoy" } } },
    to: { platforms: ["eks"], eks: { existing: { name: "shop", gatewayClass: "cilium" } } },
    there: { does: ["Gateway update"], not: ["Gateway replace", "HTTPRoute replace", "HTTPRoute update"] },
  },
  {
    title: "a Gateway that an existing cluster has in place of one of the stack's own",
    from: {
      platforms: ["eks"],
      services: webWith({ routes: [{ path: "/*", host: "shop.example.com" }] }),
      eks: { existing: { name: "shop", gatewayClass: "envoy" } },
    },
    to: {
      platforms: ["eks"],
      services: webWith({ routes: [{ path: "/*", host: "shop.example.com" }] }),
      eks: {
        existing: {
          name: "shop",
          gateway: { name: "public", namespace: "gateways", listener: "http", protocol: "http" },
        },
      },
    },
    there: { does: ["Gateway delete", "HTTPRoute update"], not: ["Deployment replace", "HTTPRoute replace"] },
    back: { does: ["Gateway create", "HTTPRoute update"], not: ["Deployment replace", "HTTPRoute replace"] },
  },
  {
    title: "a private API of an existing cluster, which a function in its VPC then calls for events",
    from: startedByEvents({ name: "shop" }),
    to: startedByEvents({ name: "shop", endpoint: "private" }),
    there: {
      does: ["Function create", "SecurityGroup create", "StateMachine update"],
      not: ["CronJob replace", "Deployment update"],
    },
    back: {
      does: ["Function delete", "SecurityGroup delete", "StateMachine update"],
      costs: ["LogGroup: its logs"],
    },
  },
  {
    title: "a secrets store of an existing cluster, with a secret",
    from: {
      platforms: ["eks"],
      eks: {
        existing: {
          name: "shop",
          ingressClass: "nginx",
        },
      },
    },
    to: {
      platforms: ["eks"],
      services: webWith({
        secrets: { TOKEN: "arn:aws:secretsmanager:us-east-1:111122223333:secret:token-AbCdEf" },
      }),
      eks: {
        existing: {
          name: "shop",
          ingressClass: "nginx",
          secretsStore: true,
        },
      },
    },
    there: {
      does: ["Deployment update", "PodIdentityAssociation create", "Role create"],
    },
    back: {
      does: ["Deployment update", "PodIdentityAssociation delete", "Role delete"],
    },
  },
  {
    title: "roles of pods by an IAM OIDC provider rather than Pod Identity",
    from: {
      platforms: ["eks"],
      services: withRole,
      eks: { existing: { name: "shop", ingressClass: "nginx" } },
    },
    to: {
      platforms: ["eks"],
      services: withRole,
      eks: {
        existing: {
          name: "shop",
          ingressClass: "nginx",
          oidcProviderArn: "arn:aws:iam::111122223333:oidc-provider/issuer.example.com",
        },
      },
    },
    there: {
      does: ["Deployment update", "PodIdentityAssociation delete", "Role update", "ServiceAccount update"],
      not: ["Deployment replace", "Role replace", "ServiceAccount replace"],
    },
    back: {
      does: ["Deployment update", "PodIdentityAssociation create", "Role update", "ServiceAccount update"],
      not: ["Deployment replace", "Role replace", "ServiceAccount replace"],
    },
  },
  {
    title: "another StorageClass of an existing cluster, which volumes that are there don't get",
    from: withStorageClass("slow"),
    to: withStorageClass("fast"),
    there: { not: ["PersistentVolumeClaim replace", "PersistentVolumeClaim update", "StatefulSet replace"] },
  },
];
