import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Alarms, type AlarmsArgs } from "../../../components/monitoring";
import { json, planOf, type RecordedPlan } from "../../support/plan";
import { target, watchedService } from "./watched";

const arn = "arn:aws:sns:us-east-1:000000000000:alarms";

const planOfAlarms = (args: () => Partial<AlarmsArgs>) =>
  planOf(() => {
    new Alarms("alarms", { topic: { arn: pulumi.output(arn) }, services: [], queues: {}, ...args() });
  });

const planOfWeb = (...args: Parameters<typeof watchedService>) =>
  planOfAlarms(() => ({ services: [{ name: "web", watched: watchedService(...args) }] }));

const alarmsIn = (plan: RecordedPlan) =>
  plan
    .ofType("MetricAlarm")
    .map(({ name }) => name)
    .sort();
const alarm = (plan: RecordedPlan, name: string) => plan.resource("MetricAlarm", name).inputs;

const ofTargetGroup = (metricName: string, stat: string, group = "web") => ({
  namespace: "AWS/ApplicationELB",
  metricName,
  stat,
  period: 60,
  dimensions: { LoadBalancer: "app/ecs/1", TargetGroup: `targetgroup/${group}/1` },
});

const ofService = { ClusterName: "ecs-cluster", ServiceName: "web-service" };

describe("The alarms of a public service on ECS", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfWeb();
  });

  it("are of its requests, its targets, its tasks, its CPU and its memory, and notify the topic", () => {
    assert.deepEqual(alarmsIn(plan), [
      "web-cpu",
      "web-errors",
      "web-latency",
      "web-memory",
      "web-tasks",
      "web-unhealthy",
    ]);
    for (const { inputs } of plan.ofType("MetricAlarm")) assert.deepEqual(inputs.alarmActions, [arn]);
  });

  it("compare the share of errors, not their number", () => {
    assert.deepEqual(alarm(plan, "web-errors"), {
      alarmDescription: "More than 5 % of the responses of web are 500 to 599",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 5,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      treatMissingData: "notBreaching",
      metricQueries: [
        { id: "errors1", metric: ofTargetGroup("HTTPCode_Target_5XX_Count", "Sum"), returnData: false },
        { id: "requests1", metric: ofTargetGroup("RequestCount", "Sum"), returnData: false },
        {
          id: "figure1",
          expression: "IF(FILL(requests1, 0) > 0, 100 * FILL(errors1, 0) / requests1, 0)",
          returnData: false,
        },
        { id: "worst", expression: "MAX([figure1])", label: "Errors (%)", returnData: true },
      ],
      alarmActions: [arn],
    });
  });

  it("compare the 99th percentile of the latency in seconds", () => {
    const { metricQueries, threshold } = alarm(plan, "web-latency");
    assert.equal(threshold, 1);
    assert.deepEqual(metricQueries, [
      { id: "latency1", metric: ofTargetGroup("TargetResponseTime", "p99"), returnData: false },
      { id: "worst", expression: "MAX([latency1])", label: "Latency p99 (s)", returnData: true },
    ]);
  });

  it("compare utilizations for a quarter of an hour", () => {
    assert.deepEqual(alarm(plan, "web-memory"), {
      alarmDescription: "web uses more than 90 % of its memory",
      comparisonOperator: "GreaterThanThreshold",
      namespace: "AWS/ECS",
      metricName: "MemoryUtilization",
      dimensions: ofService,
      statistic: "Average",
      period: 60,
      threshold: 90,
      evaluationPeriods: 15,
      treatMissingData: "notBreaching",
      alarmActions: [arn],
    });
    assert.equal(alarm(plan, "web-cpu").metricName, "CPUUtilization");
  });

  it("compare the tasks that run with those that should, as Container Insights counts them", () => {
    const metric = (metricName: string) => ({
      namespace: "ECS/ContainerInsights",
      metricName,
      stat: "Average",
      period: 60,
      dimensions: ofService,
    });
    const { metricQueries, threshold, evaluationPeriods } = alarm(plan, "web-tasks");
    assert.deepEqual([threshold, evaluationPeriods], [0, 10]);
    assert.deepEqual(metricQueries, [
      { id: "missing", expression: "desired - running", label: "Missing tasks", returnData: true },
      { id: "desired", metric: metric("DesiredTaskCount"), returnData: false },
      { id: "running", metric: metric("RunningTaskCount"), returnData: false },
    ]);
  });

  it("compare healthy targets with the minimum without Container Insights, and nothing where that may be 0", async () => {
    const { alarmDescription, ...inputs } = alarm(await planOfWeb({}, false), "web-tasks");
    assert.equal(alarmDescription, "Fewer than 2 targets of web are healthy");
    assert.deepEqual(inputs, {
      comparisonOperator: "LessThanThreshold",
      threshold: 2,
      evaluationPeriods: 5,
      treatMissingData: "breaching",
      metricQueries: [
        { id: "healthy1", metric: ofTargetGroup("HealthyHostCount", "Minimum"), returnData: false },
        { id: "worst", expression: "MAX([healthy1])", label: "Healthy targets", returnData: true },
      ],
      alarmActions: [arn],
    });
    assert.ok(!alarmsIn(await planOfWeb({ leastTasks: 0 }, false)).includes("web-tasks"));
  });

  it("take the worse figure of two target groups", async () => {
    const shifting = await planOfWeb({ target: target("requests", "web", "web-second") });
    const { metricQueries } = alarm(shifting, "web-unhealthy");
    assert.deepEqual(metricQueries, [
      { id: "unhealthy1", metric: ofTargetGroup("UnHealthyHostCount", "Maximum"), returnData: false },
      {
        id: "unhealthy2",
        metric: ofTargetGroup("UnHealthyHostCount", "Maximum", "web-second"),
        returnData: false,
      },
      {
        id: "worst",
        expression: "MAX([unhealthy1, unhealthy2])",
        label: "Unhealthy targets",
        returnData: true,
      },
    ]);
  });

  it("are of its targets, and not of requests, behind a Network Load Balancer", async () => {
    const connected = await planOfWeb({ target: target("connections", "web") });
    assert.deepEqual(alarmsIn(connected), ["web-cpu", "web-memory", "web-tasks", "web-unhealthy"]);
    const [query] = alarm(connected, "web-unhealthy").metricQueries as { metric: { namespace: string } }[];
    assert.equal(query?.metric.namespace, "AWS/NetworkELB");
  });

  it("are of its tasks alone without a load balancer", async () => {
    assert.deepEqual(alarmsIn(await planOfWeb({ target: undefined })), [
      "web-cpu",
      "web-memory",
      "web-tasks",
    ]);
    assert.deepEqual(alarmsIn(await planOfWeb({ target: undefined }, false)), ["web-cpu", "web-memory"]);
  });

  it("compare with thresholds of the stack's own", async () => {
    const own = { errorPercent: 1, latencyMilliseconds: 250, cpuPercent: 70, memoryPercent: 80 };
    const services = [{ name: "web", watched: watchedService() }];
    const changed = await planOfAlarms(() => ({ ...own, services }));
    const thresholds = ["errors", "latency", "cpu", "memory"].map(
      (each) => alarm(changed, `web-${each}`).threshold,
    );
    assert.deepEqual(thresholds, [1, 0.25, 70, 80]);
  });
});

describe("The events of ECS", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfWeb();
  });
  const rule = (name: string) => json(plan.resource("EventRule", name).inputs.eventPattern);
  const service = { prefix: "arn:aws:ecs:us-east-1:000000000000:service/ecs-cluster/" };

  it("are of deployments of the cluster's services that failed, and of tasks that can't start", () => {
    assert.deepEqual(rule("alarms-failed-deployments"), {
      source: ["aws.ecs"],
      "detail-type": ["ECS Deployment State Change"],
      resources: [service],
      detail: { eventName: ["SERVICE_DEPLOYMENT_FAILED"] },
    });
    assert.deepEqual(rule("alarms-missing-tasks"), {
      source: ["aws.ecs"],
      "detail-type": ["ECS Service Action"],
      resources: [service],
      detail: { eventName: ["SERVICE_TASK_PLACEMENT_FAILURE", "SERVICE_TASK_START_IMPAIRED"] },
    });
  });

  it("are of tasks of services that stopped by themselves, not of those that a deployment or a scale-in stops", () => {
    assert.deepEqual(rule("alarms-stopped-tasks"), {
      source: ["aws.ecs"],
      "detail-type": ["ECS Task State Change"],
      detail: {
        clusterArn: ["arn:aws:ecs:us-east-1:000000000000:cluster/ecs-cluster"],
        lastStatus: ["STOPPED"],
        group: [{ prefix: "service:" }],
        $or: [
          { stopCode: ["EssentialContainerExited", "TaskFailedToStart"] },
          { stoppedReason: [{ prefix: "Task failed " }] },
        ],
      },
    });
  });

  it("are sentences with their reason", () => {
    assert.deepEqual(plan.resource("EventTarget", "alarms-stopped-tasks").inputs, {
      rule: plan.resource("EventRule", "alarms-stopped-tasks").outputs.name,
      arn,
      inputTransformer: {
        inputPaths: {
          group: "$.detail.group",
          reason: "$.detail.stoppedReason",
          container: "$.detail.containers[0].name",
          status: "$.detail.containers[0].exitCode",
          cause: "$.detail.containers[0].reason",
          task: "$.detail.taskArn",
        },
        inputTemplate:
          '"A task of <group> stopped: <reason>. Container <container>, exit status <status> <cause>. Task: <task>"',
      },
    });
  });

  it("name no value that isn't in the event", () => {
    for (const { inputs } of plan.ofType("EventTarget")) {
      const { inputPaths, inputTemplate } = inputs.inputTransformer as {
        inputPaths: Record<string, string>;
        inputTemplate: string;
      };
      const named = [...inputTemplate.matchAll(/<(\w+)>/g)].map(([, name]) => name);
      assert.deepEqual([...new Set(named)].sort(), Object.keys(inputPaths).sort());
    }
  });

  it("are custom notifications where a channel gets them", async () => {
    const topic = () => ({ arn: pulumi.output(arn), format: "chat" as const });
    const services = () => [{ name: "web", watched: watchedService() }];
    const chat = await planOfAlarms(() => ({ topic: topic(), services: services() }));
    const { inputTransformer } = chat.resource("EventTarget", "alarms-failed-deployments").inputs;
    assert.deepEqual(json((inputTransformer as { inputTemplate: string }).inputTemplate), {
      version: "1.0",
      source: "custom",
      content: {
        title: "Deployment failed",
        description: "A deployment failed: <reason> Service: <service>, deployment: <deployment>",
      },
    });
  });

  it("are none in a stack without services on ECS", async () => {
    const none = await planOfAlarms(() => ({}));
    assert.deepEqual([none.ofType("EventRule"), none.ofType("MetricAlarm")], [[], []]);
  });
});

describe("The alarms of a queue", () => {
  it("are of its oldest message and of its dead letters", async () => {
    const queueName = pulumi.output("events-queue");
    const own = { queueName, deadLettersName: pulumi.output("events-dead-letters") };
    const plan = await planOfAlarms(() => ({
      queueAgeMinutes: 5,
      queues: { events: own, orders: { queueName, deadLettersName: undefined } },
    }));
    assert.deepEqual(alarmsIn(plan), ["events-age", "events-dead-letters", "orders-age"]);
    const common = {
      comparisonOperator: "GreaterThanThreshold",
      namespace: "AWS/SQS",
      statistic: "Maximum",
      period: 300,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      alarmActions: [arn],
    };
    assert.deepEqual(alarm(plan, "events-age"), {
      ...common,
      alarmDescription: "The oldest message of the queue events has waited for more than 5 minutes",
      metricName: "ApproximateAgeOfOldestMessage",
      dimensions: { QueueName: "events-queue" },
      threshold: 300,
    });
    assert.deepEqual(alarm(plan, "events-dead-letters"), {
      ...common,
      alarmDescription: "Messages of the queue events were moved to the dead-letter queue",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: "events-dead-letters" },
      threshold: 0,
    });
  });
});

describe("The alarm of an EKS cluster", () => {
  it("is of pods without a node, once for all its services", async () => {
    const watched = { on: "eks", clusterName: "shop-eks" } as const;
    const plan = await planOfAlarms(() => ({
      services: [
        { name: "web", watched },
        { name: "orders", watched },
      ],
    }));
    assert.deepEqual(alarmsIn(plan), ["eks-unschedulable"]);
    const { metricName, dimensions, namespace, threshold } = alarm(plan, "eks-unschedulable");
    assert.deepEqual(
      { metricName, dimensions, namespace, threshold },
      {
        metricName: "scheduler_pending_pods_UNSCHEDULABLE",
        dimensions: { ClusterName: "shop-eks" },
        namespace: "AWS/EKS",
        threshold: 0,
      },
    );
  });
});

describe("Thresholds", () => {
  it("are refused all at once", async () => {
    const args = {
      errorPercent: 0,
      latencyMilliseconds: 1.5,
      cpuPercent: 100,
      memoryPercent: 100,
      queueAgeMinutes: 0,
    };
    await assert.rejects(
      planOfAlarms(() => args),
      {
        message: [
          'Invalid arguments for Alarms "alarms":',
          "  - errorPercent is 0: must be a whole number from 1 to 100",
          "  - latencyMilliseconds is 1.5: must be a whole number from 1 to 60000",
          "  - cpuPercent is 100: must be a whole number from 1 to 99",
          "  - memoryPercent is 100: must be a whole number from 1 to 99",
          "  - queueAgeMinutes is 0: must be a whole number from 1 to 20160",
        ].join("\n"),
      },
    );
  });
});
