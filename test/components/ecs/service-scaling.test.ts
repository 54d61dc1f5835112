import assert from "node:assert/strict";
import type { Scaling } from "../../../components/scaling";
import type { RecordedPlan } from "../../support/plan";
import { planOfService } from "./a-service";

const planOf = (scaling: Scaling) => planOfService({ service: { scaling } });

/** What the resources of a service's scaling have in common. */
function scalableTarget(plan: RecordedPlan) {
  const cluster = plan.resource("ecs-cluster").outputs.name;
  const service = plan.resource("ecs/service:Service", "hello-service").outputs.name;
  return {
    serviceNamespace: "ecs",
    scalableDimension: "ecs:service:DesiredCount",
    resourceId: `service/${cluster}/${service}`,
  };
}

describe("the scaling of a service on ECS", () => {
  describe("by schedules", () => {
    const schedules = [
      { at: "cron(0 8 ? * MON-FRI *)", min: 3, max: 12, timezone: "Europe/Berlin" },
      { at: "cron(0/30 20,22 ? * 2#1 *)", min: 1 },
      { at: "at(2026-12-24T18:00:00)", max: 5 },
    ];

    it("sets the given bounds at their times, under a name that is the time", async () => {
      const plan = await planOf({ min: 1, max: 4, cpuPercent: 60, schedules });
      const target = scalableTarget(plan);
      assert.deepEqual(
        plan
          .ofType("appautoscaling/scheduledAction:ScheduledAction")
          .map(({ name, inputs }) => [name, inputs]),
        [
          [
            "hello-at-2026-12-24T18.00.00",
            {
              ...target,
              schedule: "at(2026-12-24T18:00:00)",
              timezone: "UTC",
              scalableTargetAction: { maxCapacity: 5 },
            },
          ],
          [
            "hello-cron-0_8_any_all_MON-FRI_all-Europe_Berlin",
            {
              ...target,
              schedule: "cron(0 8 ? * MON-FRI *)",
              timezone: "Europe/Berlin",
              scalableTargetAction: { minCapacity: 3, maxCapacity: 12 },
            },
          ],
          [
            "hello-cron-0by30_20+22_any_all_2nr1_all",
            {
              ...target,
              schedule: "cron(0/30 20,22 ? * 2#1 *)",
              timezone: "UTC",
              scalableTargetAction: { minCapacity: 1 },
            },
          ],
        ],
      );
    });

    it("leaves a bound to the schedules that set it, and no other", async () => {
      const ignored = async (of: typeof schedules | { at: string; min: number }[]) =>
        (await planOf({ min: 1, max: 4, cpuPercent: 60, schedules: of })).resource("hello-scaling")
          .ignoreChanges;
      assert.deepEqual(await ignored(schedules), ["minCapacity", "maxCapacity"]);
      assert.deepEqual(await ignored([{ at: "cron(0 8 * * ? *)", min: 2 }]), ["minCapacity"]);
      assert.deepEqual(await ignored([]), []);
    });

    it("moves a number of tasks that is fixed between them, which the stack no longer sets", async () => {
      const scaling = { min: 2, max: 2, schedules: [{ at: "cron(0 8 * * ? *)", min: 4, max: 4 }] };
      const plan = await planOf(scaling);
      assert.deepEqual(plan.resource("hello-scaling").inputs, {
        ...scalableTarget(plan),
        minCapacity: 2,
        maxCapacity: 2,
      });
      assert.deepEqual(plan.ofType("appautoscaling/policy:Policy"), []);
      assert.deepEqual(plan.resource("ecs/service:Service", "hello-service").ignoreChanges, ["desiredCount"]);
    });
  });

  describe("by steps", () => {
    it("adds tasks by one policy and one alarm for all steps of a metric and direction", async () => {
      const plan = await planOf({
        min: 1,
        max: 9,
        cpuPercent: 60,
        scaleOutCooldownSeconds: 30,
        scaleInCooldownSeconds: 900,
        steps: [
          { metric: "cpu", above: 90, add: 4 },
          { metric: "cpu", above: 75, add: 2 },
          { metric: "memory", below: 30, add: -1 },
          { metric: "memory", below: 10, add: -3 },
        ],
      });
      const target = scalableTarget(plan);
      assert.deepEqual(
        plan.ofType("appautoscaling/policy:Policy").map(({ name }) => name),
        ["hello-cpu", "hello-cpu-above", "hello-memory-below"],
      );
      assert.deepEqual(plan.resource("appautoscaling/policy:Policy", "hello-cpu-above").inputs, {
        policyType: "StepScaling",
        ...target,
        stepScalingPolicyConfiguration: {
          adjustmentType: "ChangeInCapacity",
          metricAggregationType: "Average",
          cooldown: 30,
          stepAdjustments: [
            { metricIntervalLowerBound: "0", metricIntervalUpperBound: "15", scalingAdjustment: 2 },
            { metricIntervalLowerBound: "15", scalingAdjustment: 4 },
          ],
        },
      });
      assert.deepEqual(plan.resource("appautoscaling/policy:Policy", "hello-memory-below").inputs, {
        policyType: "StepScaling",
        ...target,
        stepScalingPolicyConfiguration: {
          adjustmentType: "ChangeInCapacity",
          metricAggregationType: "Average",
          cooldown: 900,
          stepAdjustments: [
            { metricIntervalLowerBound: "-20", metricIntervalUpperBound: "0", scalingAdjustment: -1 },
            { metricIntervalUpperBound: "-20", scalingAdjustment: -3 },
          ],
        },
      });
      const alarm = (policy: string, described: object) => ({
        namespace: "AWS/ECS",
        dimensions: {
          ClusterName: plan.resource("ecs-cluster").outputs.name,
          ServiceName: plan.resource("ecs/service:Service", "hello-service").outputs.name,
        },
        statistic: "Average",
        period: 60,
        alarmActions: [plan.resource("appautoscaling/policy:Policy", policy).outputs.arn],
        ...described,
      });
      assert.deepEqual(
        plan.ofType("cloudwatch/metricAlarm:MetricAlarm").map(({ name, inputs }) => [name, inputs]),
        [
          [
            "hello-cpu-above",
            alarm("hello-cpu-above", {
              alarmDescription: "Scales out: cpu is above 75 %",
              metricName: "CPUUtilization",
              evaluationPeriods: 3,
              comparisonOperator: "GreaterThanThreshold",
              threshold: 75,
            }),
          ],
          [
            "hello-memory-below",
            alarm("hello-memory-below", {
              alarmDescription: "Scales in: memory is below 30 %",
              metricName: "MemoryUtilization",
              evaluationPeriods: 15,
              comparisonOperator: "LessThanThreshold",
              threshold: 30,
            }),
          ],
        ],
      );
    });

    it("needs no target beside them", async () => {
      const plan = await planOf({ min: 1, max: 4, steps: [{ metric: "cpu", above: 80, add: 1 }] });
      assert.deepEqual(
        plan.ofType("appautoscaling/policy:Policy").map(({ name }) => name),
        ["hello-cpu-above"],
      );
    });
  });

  describe("by a forecast", () => {
    const specification = async (scaling: Scaling) => {
      const plan = await planOf({ min: 1, max: 4, ...scaling });
      const { inputs } = plan.resource("appautoscaling/policy:Policy", "hello-predictive");
      assert.deepEqual(
        { ...inputs, predictiveScalingPolicyConfiguration: undefined },
        {
          policyType: "PredictiveScaling",
          ...scalableTarget(plan),
          predictiveScalingPolicyConfiguration: undefined,
        },
      );
      return { plan, configuration: inputs.predictiveScalingPolicyConfiguration };
    };
    const pair = (predefinedMetricType: string, targetValue: string, label = {}) => [
      { predefinedMetricPairSpecification: { predefinedMetricType, ...label }, targetValue },
    ];

    it("has the target of the CPU, the memory or the requests, the first of them", async () => {
      const all = { cpuPercent: 60, memoryPercent: 70, requestsPerTask: 900 };
      assert.deepEqual((await specification({ ...all, predictive: "forecast" })).configuration, {
        mode: "ForecastOnly",
        metricSpecifications: pair("ECSServiceCPUUtilization", "60"),
      });
      assert.deepEqual((await specification({ memoryPercent: 70, predictive: "scale" })).configuration, {
        mode: "ForecastAndScale",
        metricSpecifications: pair("ECSServiceMemoryUtilization", "70"),
      });
      const { plan, configuration } = await specification({ requestsPerTask: 900, predictive: "scale" });
      const loadBalancer = plan.resource("LoadBalancer", "ecs-load-balancer").outputs.arnSuffix;
      const resourceLabel = `${loadBalancer}/${plan.resource("hello-target").outputs.arnSuffix}`;
      assert.deepEqual(configuration, {
        mode: "ForecastAndScale",
        metricSpecifications: pair("ALBRequestCount", "900", { resourceLabel }),
      });
    });
  });

  it("waits between two actions of a target as long as it is told", async () => {
    const scaling = {
      min: 1,
      max: 4,
      cpuPercent: 60,
      scaleInCooldownSeconds: 0,
      scaleOutCooldownSeconds: 10,
    };
    const { inputs } = (await planOf(scaling)).resource("hello-cpu");
    assert.deepEqual(inputs.targetTrackingScalingPolicyConfiguration, {
      predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
      targetValue: 60,
      scaleInCooldown: 0,
      scaleOutCooldown: 10,
    });
  });
});
