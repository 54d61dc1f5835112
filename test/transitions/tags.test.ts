import { describeTransitions, type Transition } from "./section";

const transitions: Transition[] = [
  {
    title: "a tag",
    from: {},
    to: {
      tags: {
        owner: "shop",
      },
    },
    there: {
      does: ["aws update"],
    },
  },
  {
    title: "a tag on EKS",
    from: {
      platforms: ["eks"],
    },
    to: {
      tags: {
        owner: "shop",
      },
      platforms: ["eks"],
    },
    there: {
      does: ["IngressClassParams update", "NodeClass update", "aws update"],
      not: ["Cluster update", "NodePool update"],
    },
  },
];

describeTransitions("tags", transitions);
