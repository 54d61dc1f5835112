import type { Transition } from "../section";

/** A job that orders start. */
const onEvent = {
  invoice: { service: "web", on: { source: "com.example.shop", detailType: "OrderPlaced" } },
};

/** Changes of the control plane and its add-ons. */
export const clusterTransitions: Transition[] = [
  {
    title: "another version",
    from: {
      platforms: ["eks"],
    },
    to: {
      eks: {
        version: "1.36",
      },
      platforms: ["eks"],
    },
    there: {
      does: ["Addon update", "Cluster update"],
    },
    back: {
      does: ["Addon update", "Cluster update"],
      refused: ["update Cluster: InvalidParameterException"],
    },
  },
  {
    title: "ranges of the API",
    from: {
      platforms: ["eks"],
    },
    to: {
      eks: {
        endpointCidrs: ["52.95.110.0/24"],
      },
      platforms: ["eks"],
    },
    there: {
      does: ["Cluster update"],
    },
  },
  {
    title: "an endpoint without private addresses, and other logs",
    from: {
      platforms: ["eks"],
      eks: { endpointCidrs: ["52.95.110.0/24"] },
    },
    to: {
      eks: { endpoint: "public", endpointCidrs: ["52.95.110.0/24"], logs: ["audit"] },
      platforms: ["eks"],
    },
    there: {
      does: ["Cluster update"],
    },
  },
  {
    title: "a private endpoint, by which events start a job",
    from: {
      platforms: ["eks"],
      jobs: onEvent,
    },
    to: {
      eks: { endpoint: "private", endpointCidrs: ["10.0.0.0/16"] },
      platforms: ["eks"],
      jobs: onEvent,
    },
    there: {
      does: [
        "AccessEntry create",
        "AccessEntry delete",
        "Cluster update",
        "Function create",
        "RoleBinding update",
        "SecurityGroupIngressRule create",
        "StateMachine update",
      ],
      not: ["CronJob replace", "StateMachine replace"],
    },
    back: {
      does: [
        "AccessEntry create",
        "AccessEntry delete",
        "Cluster update",
        "Function delete",
        "RoleBinding update",
        "SecurityGroupIngressRule delete",
        "StateMachine update",
      ],
      costs: ["LogGroup: its logs"],
      not: ["CronJob replace", "StateMachine replace"],
    },
  },
  {
    title: "a control plane in all zones",
    from: {
      platforms: ["eks"],
      network: {
        availabilityZones: 3,
      },
    },
    to: {
      platforms: ["eks"],
      network: {
        availabilityZones: 3,
      },
      eks: {
        controlPlaneZones: 3,
      },
    },
    there: {
      does: ["Cluster update"],
      refused: ["update Cluster: InvalidParameterException"],
    },
  },
  {
    title: "snapshots of volumes, and another version of an add-on",
    from: {
      platforms: ["eks"],
    },
    to: {
      platforms: ["eks"],
      eks: { volumeSnapshots: true, addonVersions: { "metrics-server": "v0.9.0-eksbuild.7" } },
    },
    there: {
      does: ["Addon create", "Addon update", "VolumeSnapshotClass create"],
      not: ["Deployment update"],
    },
    back: {
      does: ["Addon delete", "Addon update", "VolumeSnapshotClass delete"],
    },
  },
  {
    title: "no collection of container logs",
    from: {
      platforms: ["eks"],
    },
    to: {
      platforms: ["eks"],
      eks: { containerLogs: false },
    },
    there: {
      does: ["DaemonSet delete", "LogGroup delete", "PodIdentityAssociation delete"],
      not: ["Deployment update", "Deployment replace"],
      costs: ["LogGroup: its logs"],
    },
    back: {
      does: ["DaemonSet create", "LogGroup create", "PodIdentityAssociation create"],
      not: ["Deployment update", "Deployment replace"],
    },
  },
  {
    title: "Container Insights",
    from: {
      platforms: ["eks"],
    },
    to: {
      platforms: ["eks"],
      eks: { insights: "enhanced" },
    },
    there: {
      does: [
        "Addon create",
        "LogGroup create",
        "PodIdentityAssociation create",
        "RolePolicyAttachment create",
      ],
      not: ["DaemonSet update", "Deployment update", "Deployment replace"],
    },
    back: {
      does: [
        "Addon delete",
        "LogGroup delete",
        "PodIdentityAssociation delete",
        "RolePolicyAttachment delete",
      ],
      not: ["DaemonSet update", "Deployment update", "Deployment replace"],
      costs: ["LogGroup: its logs"],
    },
  },
  {
    title: "other ranges of the API in prod",
    from: {
      tier: "prod",
      platforms: ["eks"],
    },
    to: {
      tier: "prod",
      platforms: ["eks"],
      eks: {
        endpointCidrs: ["52.95.111.0/24"],
      },
    },
    there: {
      does: ["Cluster update"],
    },
  },
];
