import assert from "node:assert/strict";
import { DataQueue } from "../../../components/data/data-queue";
import { EcsCluster, FargateService, LoadBalancer } from "../../../components/ecs";
import { AlarmTopic, monitor } from "../../../components/monitoring";
import type { ServiceDescription } from "../../../components/service";
import { planOf, type RecordedPlan } from "../../support/plan";
import { description, network } from "./a-service";

const watchedOf = (service: Partial<ServiceDescription>, insights: "enabled" | "disabled" = "enabled") =>
  planOf(() => {
    const loadBalancer = new LoadBalancer("ecs", { network });
    const cluster = new EcsCluster("ecs", { insights });
    const { watched } = new FargateService("web", {
      cluster,
      loadBalancer,
      service: { ...description, ...service },
    });
    const { hasInsights } = watched.cluster;
    return { ...watched, cluster: { ...watched.cluster, hasInsights }, hasInsights };
  });

describe("A service on ECS", () => {
  it("is watched by its names, its least tasks, and its target groups", async () => {
    const plan = await watchedOf({
      scaling: {
        min: 3,
        max: 6,
        cpuPercent: 60,
        schedules: [
          { at: "cron(0 8 ? * * *)", min: 4 },
          { at: "cron(0 20 ? * * *)", min: 1 },
        ],
      },
      deployment: { strategy: "canary" },
    });
    const { cluster, ...watched } = plan.outputs as Record<string, unknown>;
    assert.deepEqual(watched, {
      on: "ecs",
      serviceName: plan.resource("ecs/service:Service", "web-service").outputs.name,
      leastTasks: 1,
      hourlyPrice: 0.0099,
      target: {
        gets: "requests",
        loadBalancer: plan.resource("lb/loadBalancer:LoadBalancer", "ecs-load-balancer").outputs.arnSuffix,
        targetGroups: ["web-target", "web-second"].map(
          (name) => plan.resource("lb/targetGroup:TargetGroup", name).outputs.arnSuffix,
        ),
      },
      hasInsights: true,
    });
    void cluster;
  });

  it("is watched without target groups and Container Insights where it has none", async () => {
    const { target, hasInsights } = (await watchedOf({ exposure: "none", routes: [] }, "disabled"))
      .outputs as Record<string, unknown>;
    assert.deepEqual({ target, hasInsights }, { target: undefined, hasInsights: false });
  });
});

describe("The monitoring of a stack", () => {
  const planOfStack = (hasTopic: boolean): Promise<RecordedPlan> =>
    planOf(() => {
      const topic = hasTopic ? new AlarmTopic("alarms", { email: "on-call@example.com" }) : undefined;
      const data = { events: new DataQueue("events"), files: { variables: {}, statements: [] } };
      const watched = { on: "eks", clusterName: "shop-eks" } as const;
      const deployed = [Object.assign(data.events, { name: "web", url: undefined, watched })];
      const deployments = [{ deployed, outputs: {} }];
      return monitor(
        "alarms",
        { alarms: { queueAgeMinutes: 1 }, dashboard: false },
        { topic, deployments, data },
        {},
      ).outputs;
    });

  it("is of what runs, with its name, and of the queues among the data", async () => {
    const plan = await planOfStack(true);
    assert.deepEqual(
      plan
        .ofType("MetricAlarm")
        .map(({ name, inputs }) => [name, inputs.dimensions, inputs.threshold])
        .sort(),
      [
        ["eks-unschedulable", { ClusterName: "shop-eks" }, 0],
        ["events-age", { QueueName: plan.resource("Queue", "events-queue").outputs.name }, 60],
        ["events-dead-letters", { QueueName: plan.resource("Queue", "events-dead-letters").outputs.name }, 0],
      ],
    );
    assert.deepEqual(plan.outputs, {
      alarmTopic: plan.resource("sns/topic:Topic", "alarms-topic").outputs.arn,
    });
  });

  it("is nothing in a stack without a topic", async () => {
    const plan = await planOfStack(false);
    assert.deepEqual([plan.ofType("MetricAlarm"), plan.outputs], [[], {}]);
  });
});
