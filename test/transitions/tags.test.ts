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
      does: ["aws update"],
    },
  },
];

describeTransitions("tags", transitions);
