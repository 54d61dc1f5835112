import type { Section } from "../section";
import { boolean } from "../toolkit/kinds";

const schema = boolean("Whether the stack has a dashboard. Default: true where it has alarms, else false.");

/** Whether the stack has a dashboard. */
export const dashboard: Section<typeof schema, boolean> = {
  schema,
  meaning:
    "A dashboard of CloudWatch with all that runs: requests, errors, latency, tasks, CPU and memory of services on ECS, queues, " +
    "alarms, and what the tasks cost per hour. $3 per month; an account's first three are free.",
  example: "aws-containers:dashboard: true",
  settings: (given, { hasAlarms }) => given ?? hasAlarms,
};
