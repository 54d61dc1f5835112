import { describeTransitions, type Transition } from "./section";

const transitions: Transition[] = [
  {
    title: "Container Insights",
    from: {},
    to: {
      ecs: {
        insights: "enhanced",
      },
    },
    there: {
      does: ["Cluster update"],
    },
  },
  {
    title: "ECS Exec",
    from: {},
    to: {
      ecs: {
        exec: true,
      },
    },
    there: {
      does: ["Cluster update", "TaskDefinition new revision"],
    },
  },
  {
    title: "Container Insights off in prod",
    from: {
      tier: "prod",
    },
    to: {
      tier: "prod",
      ecs: {
        insights: "disabled",
      },
    },
    there: {
      does: ["Cluster update"],
    },
  },
  {
    title: "ECS Exec in prod",
    from: {
      tier: "prod",
    },
    to: {
      tier: "prod",
      ecs: {
        exec: true,
      },
    },
    there: {
      does: ["Cluster update", "TaskDefinition new revision"],
    },
  },
];

describeTransitions("ecs", transitions);
