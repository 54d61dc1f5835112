import { describeTransitions, type Transition } from "./section";

const transitions: Transition[] = [
  {
    title: "a dashboard",
    from: {},
    to: { dashboard: true },
    there: { does: ["Dashboard create"], not: ["Service update", "TaskDefinition update"] },
    back: { does: ["Dashboard delete"], not: ["Service update", "TaskDefinition update"] },
  },
];

describeTransitions("dashboard", transitions);
