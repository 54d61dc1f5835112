import type { Transition } from "../section";
import { type StackSettings, webWith } from "../stack";

/** A service that is reached in the cluster alone, on these nodes. */
const onNodes = (eks: object): StackSettings => ({
  platforms: ["eks"],
  services: webWith({ exposure: "internal" }),
  eks,
});

/** Changes of services on EKS. */
export const workloadsTransitions: Transition[] = [
  {
    title: "an internal service on a network load balancer, at another port",
    from: onNodes({}),
    to: {
      ...onNodes({}),
      services: webWith({ protocol: "tcp", port: 9000, health: { port: 9000 } }),
    },
    there: { does: ["Service update"], not: ["Deployment replace", "Service replace"] },
  },
  {
    title: "a size",
    from: {
      platforms: ["eks"],
    },
    to: {
      services: webWith({
        cpu: 512,
        memory: 2048,
      }),
      platforms: ["eks"],
    },
    there: {
      does: ["Deployment update"],
    },
  },
  {
    title: "an architecture",
    from: {
      platforms: ["eks"],
    },
    to: {
      services: webWith({
        architecture: "x86_64",
      }),
      platforms: ["eks"],
    },
    there: {
      does: ["Deployment update", "LifecyclePolicy update"],
    },
  },
  {
    title: "variables",
    from: {
      platforms: ["eks"],
    },
    to: {
      services: webWith({
        environment: {
          COLOUR: "red",
        },
      }),
      platforms: ["eks"],
    },
    there: {
      does: ["Deployment update"],
    },
  },
  {
    title: "a health check",
    from: {
      platforms: ["eks"],
    },
    to: {
      services: webWith({
        health: {
          path: "/ready",
          intervalSeconds: 30,
        },
      }),
      platforms: ["eks"],
    },
    there: {
      does: ["Deployment update", "Service update"],
    },
  },
  {
    title: "scaling",
    from: {
      platforms: ["eks"],
    },
    to: {
      services: webWith({
        scaling: {
          min: 2,
          max: 6,
          cpuPercent: 50,
        },
      }),
      platforms: ["eks"],
    },
    there: {
      does: ["Deployment update", "HorizontalPodAutoscaler update"],
    },
  },
  {
    title: "the windows of scaling",
    from: {
      platforms: ["eks"],
    },
    to: {
      services: webWith({ scaling: { scaleInCooldownSeconds: 600, scaleOutCooldownSeconds: 60 } }),
      platforms: ["eks"],
    },
    there: {
      does: ["HorizontalPodAutoscaler update"],
      not: ["Deployment update"],
    },
  },
  {
    title: "a fixed number of replicas",
    from: {
      platforms: ["eks"],
    },
    to: {
      services: webWith({
        scaling: {
          min: 2,
          max: 2,
        },
      }),
      platforms: ["eks"],
    },
    there: {
      does: ["Deployment update", "HorizontalPodAutoscaler update"],
    },
  },
  {
    title: "capacity",
    from: {
      platforms: ["eks"],
    },
    to: {
      services: webWith({
        capacity: "on-demand",
      }),
      platforms: ["eks"],
    },
    there: {
      does: ["Deployment update", "NodePool update"],
    },
  },
  {
    title: "a mix of capacity",
    from: {
      platforms: ["eks"],
    },
    to: {
      services: webWith({
        capacity: {
          base: 1,
          onDemand: 1,
          spot: 1,
        },
      }),
      platforms: ["eks"],
    },
    there: {
      does: ["Deployment update", "NodePool update"],
    },
  },
];
