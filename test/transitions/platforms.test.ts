import { describeTransitions, type Transition } from "./section";

const transitions: Transition[] = [
  {
    title: "EKS beside ECS",
    from: {},
    to: {
      platforms: ["ecs", "eks"],
    },
    there: {
      does: ["Cluster create", "Deployment create"],
    },
    back: {
      does: ["Cluster delete", "Deployment delete"],
      costs: [
        "Cluster: everything that runs in it, and its volumes' claims",
        "Key: everything encrypted with it, which nobody can read any more",
        "LogGroup: its logs",
        "Namespace: everything in it",
      ],
    },
  },
  {
    title: "EKS beside ECS in prod",
    from: {
      tier: "prod",
    },
    to: {
      tier: "prod",
      platforms: ["ecs", "eks"],
    },
    there: {
      does: ["Cluster create", "Deployment create"],
    },
    back: {
      does: ["Cluster delete", "Deployment delete"],
      costs: [
        "Cluster: everything that runs in it, and its volumes' claims",
        "Key: everything encrypted with it, which nobody can read any more",
        "LogGroup: its logs",
        "Namespace: everything in it",
      ],
      refused: [
        "delete Cluster: cannot be deleted because it is protected",
        "delete Ingress: cannot be deleted because it is protected",
        "delete Key: cannot be deleted because it is protected",
        "delete LogGroup: cannot be deleted because it is protected",
      ],
      way: [
        {
          tier: "prod",
          platforms: ["ecs", "eks"],
          protection: false,
        },
      ],
    },
  },
  {
    title: "EKS in place of ECS",
    from: {},
    to: {
      platforms: ["eks"],
    },
    there: {
      does: [
        "Cluster create",
        "Cluster delete",
        "Deployment create",
        "ListenerRule delete",
        "TaskDefinition delete",
      ],
      costs: ["Cluster: everything that runs in it", "LogGroup: its logs"],
    },
    back: {
      does: [
        "Cluster create",
        "Cluster delete",
        "Deployment delete",
        "ListenerRule create",
        "TaskDefinition create",
      ],
      costs: [
        "Cluster: everything that runs in it, and its volumes' claims",
        "Key: everything encrypted with it, which nobody can read any more",
        "LogGroup: its logs",
        "Namespace: everything in it",
      ],
    },
  },
];

describeTransitions("platforms", transitions);
