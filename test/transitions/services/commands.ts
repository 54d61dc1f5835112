import type { Transition } from "../section";
import { webWith } from "../stack";

/** Changes of what a service's container runs, and of the command before its deployments. */
export const commandTransitions: Transition[] = [
  {
    title: "a command",
    from: {},
    to: { services: webWith({ command: ["node", "server.js"] }) },
    there: { does: ["TaskDefinition new revision"] },
  },
  {
    title: "a command before the deployment on both platforms",
    from: { platforms: ["ecs", "eks"] },
    to: { platforms: ["ecs", "eks"], services: webWith({ before: { command: ["npm", "run", "migrate"] } }) },
    there: {
      does: ["Function create", "Invocation create", "Job create", "NetworkPolicy create"],
      not: ["Deployment update", "Service update", "TaskDefinition new revision"],
    },
    back: {
      does: ["Function delete", "Invocation delete", "Job delete", "NetworkPolicy delete"],
      costs: ["LogGroup: its logs"],
      not: ["Deployment update", "Service update", "TaskDefinition new revision"],
    },
  },
  {
    title: "another command before the deployment on both platforms",
    from: {
      platforms: ["ecs", "eks"],
      services: webWith({ before: { command: ["npm", "run", "migrate"] } }),
    },
    to: { platforms: ["ecs", "eks"], services: webWith({ before: { command: ["npm", "run", "seed"] } }) },
    there: { does: ["Invocation replace", "Job replace"], not: ["Function replace", "Function update"] },
  },
  {
    title: "a longer command before the deployment on both platforms, which doesn't run again",
    from: {
      platforms: ["ecs", "eks"],
      services: webWith({ before: { command: ["npm", "run", "migrate"] } }),
    },
    to: {
      platforms: ["ecs", "eks"],
      services: webWith({ before: { command: ["npm", "run", "migrate"], timeoutMinutes: 14 } }),
    },
    there: { does: ["Function update", "Job update"], not: ["Invocation replace", "Job replace"] },
  },
  {
    title: "other variables of a service with a command before the deployment on both platforms",
    from: {
      platforms: ["ecs", "eks"],
      services: webWith({ before: { command: ["npm", "run", "migrate"] } }),
    },
    to: {
      platforms: ["ecs", "eks"],
      services: webWith({
        before: { command: ["npm", "run", "migrate"] },
        environment: { GREETING: "Hello" },
      }),
    },
    there: {
      does: ["Deployment update", "Invocation replace", "Job replace", "TaskDefinition new revision"],
      not: ["Function replace", "Function update"],
    },
  },
  {
    title: "other writable directories",
    from: {},
    to: {
      services: webWith({ writablePaths: ["/tmp", "/var/cache"] }),
    },
    there: { does: ["TaskDefinition new revision"] },
  },
];
