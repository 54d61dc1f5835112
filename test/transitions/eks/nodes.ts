import type { Transition } from "../section";
import { type StackSettings, web, webWith } from "../stack";

/** A service that is reached in the cluster alone, on these nodes. */
const onNodes = (eks: object): StackSettings => ({
  platforms: ["eks"],
  services: webWith({ exposure: "internal" }),
  eks,
});

/** Services of which each kind of load balancer has one, on these nodes. */
const published = (eks: object): StackSettings => ({
  platforms: ["eks"],
  services: {
    ...webWith({ routes: [{ path: "/*" }] }),
    mqtt: { ...web, protocol: "tcp", health: { port: 8080 } },
  },
  eks,
});

/** A service on the node group search. */
const named = (eks: object, capacity = "spot"): StackSettings => ({
  ...onNodes(eks),
  services: webWith({ exposure: "internal", nodeGroup: "search", capacity }),
});

/** What a service on Fargate says. */
const onFargate = {
  exposure: "internal",
  architecture: "x86_64",
  permissions: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::uploads/*"] }],
};

/** Changes of the nodes. */
export const nodesTransitions: Transition[] = [
  {
    title: "node groups in place of Auto Mode",
    from: onNodes({ compute: "auto" }),
    to: onNodes({ compute: "managed" }),
    there: {
      does: ["Addon create", "Cluster update", "Deployment update", "NodeGroup create", "NodePool delete"],
      not: ["Cluster replace", "Deployment replace", "Namespace replace"],
    },
    back: {
      does: ["Addon delete", "Cluster update", "Deployment update", "NodeGroup delete", "NodePool create"],
      not: ["Cluster replace", "Deployment replace", "Namespace replace"],
    },
  },
  {
    title: "self-managed nodes in place of Auto Mode",
    from: onNodes({ compute: "auto" }),
    to: onNodes({ compute: "self-managed" }),
    there: {
      does: [
        "AccessEntry create",
        "Cluster update",
        "Deployment update",
        "Group create",
        "LifecycleHook create",
        "NodePool delete",
      ],
      not: ["Cluster replace", "Deployment replace", "Namespace replace"],
    },
    back: {
      does: [
        "AccessEntry delete",
        "Cluster update",
        "Deployment update",
        "Group delete",
        "LifecycleHook delete",
        "NodePool create",
      ],
      not: ["Cluster replace", "Deployment replace", "Namespace replace"],
      costs: ["LogGroup: its logs"],
    },
  },
  {
    title: "self-managed nodes in place of managed ones, to which pods move before the former end",
    from: onNodes({ compute: "managed" }),
    to: onNodes({ compute: "self-managed" }),
    there: {
      does: [
        "AccessEntry create",
        "Deployment update",
        "Group create",
        "LaunchTemplate update",
        "NodeGroup delete",
        "Role create",
        "Role delete",
      ],
      not: ["Addon replace", "Cluster replace", "Cluster update", "Deployment replace", "Namespace replace"],
    },
    back: {
      does: [
        "AccessEntry delete",
        "Deployment update",
        "Group delete",
        "LaunchTemplate update",
        "NodeGroup create",
        "Role create",
        "Role delete",
      ],
      not: ["Addon replace", "Cluster replace", "Cluster update", "Deployment replace", "Namespace replace"],
      costs: ["LogGroup: its logs"],
    },
  },
  {
    title: "another version, types, volumes, labels and numbers of self-managed nodes",
    from: onNodes({ compute: "self-managed" }),
    to: onNodes({
      compute: "self-managed",
      version: "1.36",
      nodes: {
        instanceTypes: ["m7g.large", "m6g.large"],
        diskGib: 60,
        min: 2,
        max: 8,
        labels: { team: "shop" },
      },
    }),
    there: {
      does: ["Addon update", "Cluster update", "Group update", "LaunchTemplate update"],
      not: ["Cluster replace", "Group replace", "LaunchTemplate replace"],
    },
    back: {
      refused: ["update Cluster: InvalidParameterException"],
    },
  },
  {
    title: "Fargate in place of Auto Mode",
    from: { ...onNodes({ compute: "auto" }), services: webWith(onFargate) },
    to: { ...onNodes({ compute: "fargate" }), services: webWith(onFargate) },
    there: {
      does: [
        "Addon create",
        "Cluster update",
        "ConfigMap create",
        "Deployment update",
        "FargateProfile create",
        "NodePool delete",
        "OpenIdConnectProvider create",
        "Role update",
      ],
      not: ["Cluster replace", "Deployment replace", "Namespace replace", "ServiceAccount replace"],
      costs: ["LogGroup: its logs"],
    },
    back: {
      does: [
        "Cluster update",
        "ConfigMap delete",
        "DaemonSet create",
        "Deployment update",
        "FargateProfile delete",
        "NodePool create",
      ],
      not: ["Cluster replace", "Deployment replace", "Namespace replace", "ServiceAccount replace"],
      // That of the log router's configuration.
      costs: ["Namespace: everything in it"],
    },
  },
  {
    title: "node groups in place of Auto Mode, under public services",
    from: published({ compute: "auto" }),
    to: published({ compute: "managed" }),
    there: {
      refused: ["delete Ingress: timed out waiting for the condition", "update Service: Invalid"],
      costs: ["Ingress: deleted first"],
      way: [onNodes({ compute: "auto" }), onNodes({ compute: "managed" })],
    },
    back: {
      does: ["Cluster update", "Ingress replace"],
      not: ["Cluster replace", "Deployment replace", "Namespace replace"],
      refused: ["update Service: Invalid"],
      costs: ["Ingress: deleted first"],
      way: [onNodes({ compute: "auto" })],
    },
  },
  {
    title: "a public service on node groups",
    from: onNodes({ compute: "managed" }),
    to: { ...onNodes({ compute: "managed" }), services: webWith({ exposure: "public" }) },
    there: {
      does: [
        "Addon create",
        "CustomResourceDefinition create",
        "Deployment create",
        "Ingress create",
        "IngressClass create",
        "MutatingWebhookConfiguration create",
      ],
      not: ["Deployment replace", "Namespace replace"],
    },
    back: {
      does: [
        "Addon delete",
        "CustomResourceDefinition delete",
        "Deployment delete",
        "Ingress delete",
        "IngressClass delete",
        "MutatingWebhookConfiguration delete",
      ],
      not: ["Deployment replace", "Namespace replace"],
    },
  },
  {
    title: "nodes of other types, with another operating system and volume",
    from: onNodes({ compute: "managed" }),
    to: onNodes({
      compute: "managed",
      nodes: { instanceTypes: ["m7g.large", "m7g.xlarge"], operatingSystem: "bottlerocket", diskGib: 60 },
    }),
    there: { does: ["LaunchTemplate update", "NodeGroup replace"] },
  },
  {
    title: "other numbers of nodes, labels, and no repair",
    from: onNodes({ compute: "managed" }),
    to: onNodes({
      compute: "managed",
      nodes: { min: 2, max: 8, maxUnavailable: 2, labels: { team: "shop" }, repair: false },
    }),
    there: { does: ["NodeGroup update"], not: ["NodeGroup replace"] },
  },
  {
    title: "a node group that a service names",
    from: onNodes({ compute: "managed" }),
    to: named({ compute: "managed", nodeGroups: { search: { instanceTypes: ["r7g.large"] } } }),
    there: { does: ["Deployment update", "NodeGroup create"], not: ["Deployment replace"] },
    back: { does: ["Deployment update", "NodeGroup delete"], not: ["Deployment replace"] },
  },
  {
    title: "other labels, taints and numbers of a node group",
    from: named({ compute: "managed", nodeGroups: { search: { instanceTypes: ["r7g.large"] } } }),
    to: named({
      compute: "managed",
      nodeGroups: {
        search: {
          instanceTypes: ["r7g.large"],
          ...{ min: 1, max: 6, maxUnavailable: 2, repair: false, labels: { team: "search" } },
          taints: [{ key: "team", value: "search", effect: "NoExecute" }],
        },
      },
    }),
    there: {
      does: ["Deployment update", "NodeGroup update"],
      not: ["Deployment replace", "NodeGroup replace"],
    },
  },
  {
    title: "a warm pool of a node group",
    from: named(
      { compute: "managed", nodeGroups: { search: { instanceTypes: ["r7g.large"] } } },
      "on-demand",
    ),
    to: named(
      {
        compute: "managed",
        nodeGroups: {
          search: {
            instanceTypes: ["r7g.large"],
            warmPool: { state: "running", min: 1, maxPrepared: 3, reuseOnScaleIn: true },
          },
        },
      },
      "on-demand",
    ),
    there: { does: ["NodeGroup update"], not: ["NodeGroup replace"] },
  },
  {
    title: "other instances of a node group",
    from: named({ compute: "managed", nodeGroups: { search: { instanceTypes: ["r7g.large"] } } }),
    to: named({
      compute: "managed",
      nodeGroups: {
        search: { instanceTypes: ["r8g.large"], operatingSystem: "bottlerocket", diskGib: 60 },
      },
    }),
    there: { does: ["LaunchTemplate update", "NodeGroup replace"], not: ["Deployment replace"] },
  },
  {
    title: "a node group of Auto Mode that a service names",
    from: onNodes({}),
    to: named({ nodeGroups: { search: { instanceTypes: ["r7g.large"] } } }),
    there: { does: ["Deployment update", "NodePool create"], not: ["Deployment replace"] },
    back: { does: ["Deployment update", "NodePool delete"], not: ["Deployment replace"] },
  },
  {
    title: "a bound on CPUs",
    from: {
      platforms: ["eks"],
    },
    to: {
      eks: {
        maxCpus: 96,
      },
      platforms: ["eks"],
    },
    there: {
      does: ["NodePool update"],
    },
  },
];
