import { describeTransitions, type Transition } from "./section";

const transitions: Transition[] = [
  {
    title: "of prod off",
    from: {
      tier: "prod",
    },
    to: {
      tier: "prod",
      protection: false,
    },
    there: {
      does: ["Bucket update", "Key update", "LoadBalancer update", "Repository update"],
    },
  },
  {
    title: "of dev on",
    from: {},
    to: {
      protection: true,
    },
    there: {
      does: ["LoadBalancer update", "Repository update"],
    },
  },
  {
    title: "of prod off on EKS",
    from: {
      tier: "prod",
      platforms: ["eks"],
    },
    to: {
      tier: "prod",
      protection: false,
      platforms: ["eks"],
    },
    there: {
      does: [
        "Bucket update",
        "Cluster update",
        "IngressClassParams update",
        "Key update",
        "Repository update",
      ],
    },
  },
];

describeTransitions("protection", transitions);
