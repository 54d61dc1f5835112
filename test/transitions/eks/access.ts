import type { Transition } from "../section";

/** Changes of who may use the cluster. */
export const accessTransitions: Transition[] = [
  {
    title: "an administrator",
    from: {
      platforms: ["eks"],
    },
    to: {
      eks: {
        admins: ["arn:aws:iam::111122223333:role/ops"],
      },
      platforms: ["eks"],
    },
    there: {
      does: ["AccessEntry create"],
    },
    back: {
      does: ["AccessEntry delete"],
    },
  },
  {
    title: "the role that deploys, which was an administrator",
    from: {
      platforms: ["eks"],
      eks: { admins: ["arn:aws:iam::111122223333:role/github-deploy-dev"] },
    },
    to: {
      platforms: ["eks"],
      eks: { deployRole: "arn:aws:iam::111122223333:role/github-deploy-dev" },
    },
    // Its access entry stays, and the cluster its creator's.
    there: {
      not: [
        "AccessEntry create",
        "AccessEntry delete",
        "AccessEntry replace",
        "Cluster replace",
        "Cluster update",
      ],
    },
  },
  {
    title: "an administrator who may only look from now on",
    from: {
      platforms: ["eks"],
      eks: { admins: ["arn:aws:iam::111122223333:role/ops"] },
    },
    to: {
      platforms: ["eks"],
      eks: {
        access: { "arn:aws:iam::111122223333:role/ops": { policy: "view", namespaces: ["services"] } },
      },
    },
    there: {
      does: ["AccessPolicyAssociation replace"],
      not: ["AccessEntry create", "AccessEntry delete", "AccessEntry replace"],
      costs: ["AccessPolicyAssociation: deleted first"],
    },
  },
  {
    title: "a namespace of a team, and its quota",
    from: {
      platforms: ["eks"],
      eks: { namespaces: { shop: { cpu: 1024 } } },
    },
    to: {
      platforms: ["eks"],
      eks: { namespaces: { shop: { cpu: 2048, memory: 4096, pods: 10 }, search: {} } },
    },
    there: {
      does: ["LimitRange create", "Namespace create", "NetworkPolicy create", "ResourceQuota update"],
    },
    back: {
      does: ["LimitRange delete", "Namespace delete", "NetworkPolicy delete", "ResourceQuota update"],
      costs: ["Namespace: everything in it"],
    },
  },
  {
    title: "an administrator in prod",
    from: {
      tier: "prod",
      platforms: ["eks"],
    },
    to: {
      tier: "prod",
      platforms: ["eks"],
      eks: {
        endpointCidrs: ["52.95.110.0/24"],
        admins: ["arn:aws:iam::111122223333:role/ops"],
      },
    },
    there: {
      does: ["AccessEntry create"],
    },
    back: {
      does: ["AccessEntry delete"],
    },
  },
];
