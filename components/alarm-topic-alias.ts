import * as pulumi from "@pulumi/pulumi";

/** Name of the component with the stack's alarms, and of its topic. */
export const alarmTopicNames = { component: "alarms", topic: "alarms-topic" } as const;

/** Type of that component. */
export const alarmTopicType = "aws-containers:monitoring:AlarmTopic";

/**
 * What the topic of failed jobs was, in a stack whose alarms have ended: the topic of the alarms, which stays with its
 * subscriptions.
 */
export function alarmTopicAlias(): pulumi.Alias {
  const { component, topic } = alarmTopicNames;
  return { name: topic, parent: pulumi.createUrn(component, alarmTopicType) };
}

/** What the topic of alarms was before: of failed jobs, on ECS, on Batch or on EKS. Its subscriptions stay. */
export function failureTopicAliases(): pulumi.Alias[] {
  const parts = {
    ecs: "aws-containers:ecs:EcsJobs",
    batch: "aws-containers:batch:BatchJobs",
    eks: "aws-containers:eks:EksJobFailures",
  };
  return Object.entries(parts).map(([name, type]) => ({
    name: `${name}-job-failures`,
    parent: pulumi.createUrn(name, type),
  }));
}
