import assert from "node:assert/strict";
import { DataQueue } from "../../../components/data";
import { EcsCluster, FargateService } from "../../../components/ecs";
import type { Scaling } from "../../../components/scaling";
import { backlogSteps } from "../../../facts/backlog-scaling";
import { json, planOf, type RecordedPlan } from "../../support/plan";
import { description, network } from "./a-service";

function planOfWorker(scaling: Scaling, messagesPerTask = 10): Promise<RecordedPlan> {
  return planOf(() => {
    const { queueName } = new DataQueue("events");
    const { image } = description;
    new FargateService("resize", {
      cluster: new EcsCluster("ecs"),
      network,
      service: { image, exposure: "none", scaling: { ...scaling, backlog: { queueName, messagesPerTask } } },
    });
  });
}

interface Steps {
  stepScalingPolicyConfiguration: { adjustmentType: string; stepAdjustments: object[] };
}

const stepsOf = (plan: RecordedPlan, name: string) =>
  (plan.resource("appautoscaling/policy:Policy", name).inputs as unknown as Steps)
    .stepScalingPolicyConfiguration;

describe("A worker on ECS", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfWorker({ min: 0, max: 3 });
  });

  it("runs as many tasks as the messages need, from and to zero", () => {
    const { minCapacity, maxCapacity } = plan.resource(
      "appautoscaling/target:Target",
      "resize-scaling",
    ).inputs;
    assert.deepEqual([minCapacity, maxCapacity], [0, 3]);
    assert.equal(plan.resource("ecs/service:Service", "resize-service").inputs.desiredCount, 0);
    assert.deepEqual(stepsOf(plan, "resize-backlog"), {
      adjustmentType: "ExactCapacity",
      cooldown: 60,
      metricAggregationType: "Maximum",
      stepAdjustments: [
        { scalingAdjustment: 1, metricIntervalLowerBound: "0", metricIntervalUpperBound: "10" },
        { scalingAdjustment: 2, metricIntervalLowerBound: "10", metricIntervalUpperBound: "20" },
        { scalingAdjustment: 3, metricIntervalLowerBound: "20" },
      ],
    });
    assert.deepEqual(stepsOf(plan, "resize-idle").stepAdjustments, [
      { scalingAdjustment: 0, metricIntervalUpperBound: "0" },
    ]);
  });

  it("counts the messages that wait and those that are being worked on", () => {
    const busy = plan.resource("cloudwatch/metricAlarm:MetricAlarm", "resize-backlog");
    const idle = plan.resource("cloudwatch/metricAlarm:MetricAlarm", "resize-idle");
    const policy = (name: string) => plan.resource("appautoscaling/policy:Policy", name).outputs.arn;
    const judged = ({ inputs }: typeof busy) => [
      inputs.comparisonOperator,
      inputs.threshold,
      inputs.evaluationPeriods,
      inputs.treatMissingData,
      inputs.alarmActions,
    ];
    assert.deepEqual(judged(busy), [
      "GreaterThanOrEqualToThreshold",
      1,
      1,
      "notBreaching",
      [policy("resize-backlog")],
    ]);
    assert.deepEqual(judged(idle), ["LessThanThreshold", 1, 5, "breaching", [policy("resize-idle")]]);
    const QueueName = plan.resource("sqs/queue:Queue", "events-queue").outputs.name;
    const metric = (id: string, metricName: string) => ({
      id,
      metric: {
        namespace: "AWS/SQS",
        metricName,
        dimensions: { QueueName },
        period: 60,
        stat: "Maximum",
      },
    });
    assert.deepEqual(busy.inputs.metricQueries, [
      { id: "backlog", expression: "waiting + received", label: "Messages", returnData: true },
      metric("waiting", "ApproximateNumberOfMessagesVisible"),
      metric("received", "ApproximateNumberOfMessagesNotVisible"),
    ]);
  });

  it("may protect its tasks in the middle of long work", () => {
    const { policy, role } = plan.resource("iam/rolePolicy:RolePolicy", "resize-protection").inputs;
    const cluster = plan.resource("ecs/cluster:Cluster", "ecs-cluster").outputs.name;
    assert.equal(role, plan.resource("iam/role:Role", "resize-task").outputs.name);
    assert.deepEqual((json(policy) as { Statement: unknown }).Statement, [
      {
        Sid: "ProtectTask",
        Effect: "Allow",
        Action: ["ecs:GetTaskProtection", "ecs:UpdateTaskProtection"],
        Resource: `arn:aws:ecs:us-east-1:000000000000:task/${cluster}/*`,
      },
    ]);
  });

  it("is refused with no tasks and nothing that brings them back, or no messages for one", async () => {
    const { image } = description;
    const refused = (scaling: Scaling) =>
      planOf(() => {
        const cluster = new EcsCluster("ecs");
        new FargateService("resize", { cluster, network, service: { image, exposure: "none", scaling } });
      });
    await assert.rejects(refused({ min: 0, max: 2, cpuPercent: 60 }), {
      message: [
        'Invalid arguments for FargateService "resize":',
        "  - service.scaling.min is 0: must be at least 1, or service.scaling.backlog the messages of a queue",
      ].join("\n"),
    });
    await assert.rejects(refused({ min: 0, max: 2, backlog: { queueName: "events", messagesPerTask: 0 } }), {
      message: [
        'Invalid arguments for FargateService "resize":',
        "  - service.scaling.backlog.messagesPerTask is 0: must be a whole number from 1 to 100000",
      ].join("\n"),
    });
  });
});

describe("Steps of a backlog", () => {
  const tasksFor = (bounds: { min: number; max: number }, perTask: number, messages: number) =>
    backlogSteps(bounds, perTask).find(
      ({ from, to }) => messages >= from && (to === undefined || messages < to),
    )?.tasks;

  it("have a task for every so many messages, between the bounds", () => {
    const tasks = [1, 10, 11, 20, 21, 1000].map((messages) => tasksFor({ min: 0, max: 5 }, 10, messages));
    assert.deepEqual(tasks, [1, 1, 2, 2, 3, 5]);
    assert.deepEqual(
      [1, 30, 31].map((messages) => tasksFor({ min: 3, max: 5 }, 10, messages)),
      [3, 3, 4],
    );
    assert.deepEqual(backlogSteps({ min: 0, max: 1 }, 10), [{ tasks: 1, from: 1, to: undefined }]);
  });

  it("are 20 at most, without a gap, and end with the maximum", () => {
    for (const max of [1, 19, 20, 21, 100, 5000]) {
      const steps = backlogSteps({ min: 0, max }, 7);
      assert.ok(steps.length <= 20);
      assert.equal(steps[0]?.from, 1);
      assert.equal(steps.at(-1)?.tasks, max);
      for (const [index, { to }] of steps.slice(0, -1).entries()) assert.equal(steps[index + 1]?.from, to);
    }
  });
});
