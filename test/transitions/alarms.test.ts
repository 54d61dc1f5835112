import { describeTransitions, type Transition } from "./section";
import type { StackSettings } from "./stack";

const image =
  "public.ecr.aws/nginx/nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000";
const email = "on-call@example.org";
const topicArn = "arn:aws:sns:us-east-1:222233334444:on-call";

/** A stack with a job, which has a topic of its own without alarms. */
const withJob = (settings: StackSettings): StackSettings => ({ jobs: { report: { image } }, ...settings });

const transitions: Transition[] = [
  {
    title: "alarms, whose topic is that of the failed jobs, with its subscriptions",
    from: withJob({}),
    to: withJob({ alarms: { email } }),
    there: {
      does: ["EventRule create", "MetricAlarm create", "Topic update", "TopicSubscription create"],
      not: ["Topic create", "Topic delete", "Topic replace"],
    },
    back: {
      does: ["EventRule delete", "MetricAlarm delete", "Topic update", "TopicSubscription delete"],
      not: ["Topic create", "Topic delete", "Topic replace"],
      // Messages are delivered by then.
      costs: ["Key: everything encrypted with it, which nobody can read any more"],
    },
  },
  {
    title: "alarms, whose topic is that of the failed jobs on EKS",
    from: withJob({ platforms: ["eks"] }),
    to: withJob({ platforms: ["eks"], alarms: { email } }),
    there: {
      does: ["MetricAlarm create", "Topic update", "TopicSubscription create"],
      not: ["LogMetricFilter update", "Topic create", "Topic delete"],
    },
    back: {
      does: ["MetricAlarm delete", "MetricAlarm update", "Topic create", "Topic delete"],
      not: ["LogMetricFilter update"],
      costs: ["Key: everything encrypted with it, which nobody can read any more"],
    },
  },
  {
    title: "a channel in place of an address",
    from: withJob({ alarms: { email } }),
    to: withJob({ alarms: { chat: { workspace: "T012AB3CDEF", channel: "C012AB3CDEF" } } }),
    there: {
      does: [
        "EventTarget update",
        "SlackChannelConfiguration create",
        "StateMachine update",
        "TopicSubscription delete",
      ],
      not: ["Topic update", "MetricAlarm update"],
    },
    back: {
      does: [
        "EventTarget update",
        "SlackChannelConfiguration delete",
        "StateMachine update",
        "TopicSubscription create",
      ],
      not: ["Topic update", "MetricAlarm update"],
    },
  },
  {
    title: "a topic that exists",
    from: { alarms: { email } },
    to: { alarms: { topicArn } },
    there: {
      does: ["EventTarget update", "Key delete", "MetricAlarm update", "Topic delete"],
      not: ["MetricAlarm replace"],
      costs: ["Key: everything encrypted with it, which nobody can read any more"],
    },
    back: { does: ["EventTarget update", "Key create", "MetricAlarm update", "Topic create"] },
  },
  {
    title: "other thresholds",
    from: { data: { events: { type: "queue" } }, alarms: { email } },
    to: {
      data: { events: { type: "queue" } },
      alarms: {
        email,
        errorPercent: 1,
        latencyMilliseconds: 500,
        cpuPercent: 80,
        memoryPercent: 80,
        queueAgeMinutes: 5,
      },
    },
    there: { does: ["MetricAlarm update"], not: ["MetricAlarm replace", "Topic update"] },
  },
];

describeTransitions("alarms", transitions);
