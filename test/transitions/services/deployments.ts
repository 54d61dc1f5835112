import type { Transition } from "../section";
import { web, webWith } from "../stack";

const deployed = (deployment: object) => ({ services: webWith({ deployment }) });

/** A service that shifts requests gets another task definition in none of these: only its deployments change. */
const sameTasks = ["Service replace", "TargetGroup replace", "TaskDefinition new revision"];

/** The rules go on forwarding to the former service's target groups. */
const renameRefused = ["update ListenerRule: nothing: the setting stays without a word"];

/** Changes of how a service's new versions replace the running one. */
export const deploymentTransitions: Transition[] = [
  {
    title: "alarms that roll a rolling deployment back",
    from: {},
    to: deployed({ alarms: ["errors", "unhealthy"], errorPercent: 2 }),
    there: { does: ["MetricAlarm create", "Service update"], not: sameTasks },
    back: { does: ["MetricAlarm delete", "Service update"], not: sameTasks },
  },
  {
    title: "another alarm with another threshold",
    from: deployed({ alarms: ["errors"] }),
    to: deployed({ alarms: ["latency"], latencyMilliseconds: 300 }),
    there: { does: ["MetricAlarm create", "MetricAlarm delete", "Service update"], not: sameTasks },
  },
  {
    title: "a second target group, with which a service that runs can shift requests",
    from: {},
    to: deployed({ secondTargetGroup: true }),
    there: {
      does: [
        "ListenerRule create",
        "Role create",
        "RolePolicyAttachment create",
        "Service update",
        "TargetGroup create",
      ],
      not: [...sameTasks, "ListenerRule update", "ListenerRule replace"],
    },
    back: {
      does: [
        "ListenerRule delete",
        "Role delete",
        "RolePolicyAttachment delete",
        "Service update",
        "TargetGroup delete",
      ],
      not: [...sameTasks, "ListenerRule update"],
    },
  },
  {
    title: "from rolling to canary with both target groups",
    from: deployed({ secondTargetGroup: true }),
    to: deployed({ strategy: "canary" }),
    there: {
      does: ["MetricAlarm create", "Service update"],
      not: [...sameTasks, "ListenerRule update", "TargetGroup update"],
    },
    back: {
      does: ["MetricAlarm delete", "Service update"],
      not: [...sameTasks, "ListenerRule update", "TargetGroup update"],
    },
  },
  {
    title: "from rolling to blue/green at once",
    from: {},
    to: deployed({ strategy: "blue-green" }),
    there: {
      does: ["ListenerRule create", "MetricAlarm create", "Service update", "TargetGroup create"],
      not: [...sameTasks, "ListenerRule update"],
    },
    back: {
      does: ["ListenerRule delete", "MetricAlarm delete", "Service update", "TargetGroup delete"],
      not: [...sameTasks, "ListenerRule update"],
    },
  },
  {
    title: "from canary to linear, with other steps and an approval",
    from: deployed({ strategy: "canary" }),
    to: deployed({ strategy: "linear", percent: 25, bakeMinutes: 3, approve: true }),
    there: { does: ["Service update"], not: [...sameTasks, "ListenerRule update", "TargetGroup update"] },
    back: {
      does: ["Service update"],
      not: [...sameTasks, "ListenerRule update", "TargetGroup update"],
      refused: ["update Service: nothing: the setting stays without a word"],
    },
  },
  {
    title: "a new name of a service that shifts requests",
    from: deployed({ strategy: "canary" }),
    to: { services: { shop: { ...web, deployment: { strategy: "canary" } } } },
    there: {
      costs: ["LogGroup: its logs", "Repository: its images"],
      refused: renameRefused,
      way: [{ services: { shop: web } }],
    },
    back: {
      costs: ["LogGroup: its logs", "Repository: its images"],
      refused: renameRefused,
      way: [{ services: { web } }],
    },
  },
  {
    title: "to deployments by a pipeline",
    from: {},
    to: deployed({ strategy: "external" }),
    // Rolling for ECS as well: only Pulumi ignores the task definition.
    there: { not: ["Service update", ...sameTasks] },
  },
];
