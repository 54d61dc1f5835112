import assert from "node:assert/strict";
import { planOfService } from "./a-service";

describe("FargateService: scaling", () => {
  it("is off where min equals max, and the stack sets the number of tasks", async () => {
    const plan = await planOfService({ service: { scaling: { min: 3, max: 3, cpuPercent: 60 } } });
    const service = plan.resource("ecs/service:Service", "hello-service");
    assert.equal(service.inputs.desiredCount, 3);
    assert.deepEqual(service.ignoreChanges, []);
    assert.deepEqual(plan.ofType("appautoscaling/target:Target"), []);
    assert.deepEqual(plan.ofType("appautoscaling/policy:Policy"), []);
  });

  it("tracks the given targets, and then the stack no longer sets the number of tasks", async () => {
    const scaling = { min: 1, max: 4, cpuPercent: 60, memoryPercent: 80, requestsPerTask: 1000 };
    const plan = await planOfService({ service: { scaling } });
    const service = plan.resource("ecs/service:Service", "hello-service");
    const cluster = plan.resource("ecs-cluster").outputs.name;
    const resourceId = `service/${cluster}/${service.outputs.name}`;
    const ofService = {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId,
    };
    const aim = (targetValue: number, predefinedMetricSpecification: object) => ({
      policyType: "TargetTrackingScaling",
      ...ofService,
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification,
        targetValue,
        scaleInCooldown: 300,
        scaleOutCooldown: 60,
      },
    });
    const { arnSuffix: loadBalancer } = plan.resource("LoadBalancer", "ecs-load-balancer").outputs;
    const { arnSuffix: targetGroup } = plan.resource("hello-target").outputs;

    assert.equal(service.inputs.desiredCount, 1);
    assert.deepEqual(service.ignoreChanges, ["desiredCount"]);
    assert.deepEqual(plan.resource("hello-scaling").inputs, {
      ...ofService,
      minCapacity: 1,
      maxCapacity: 4,
    });
    assert.deepEqual(
      plan.resource("hello-cpu").inputs,
      aim(60, { predefinedMetricType: "ECSServiceAverageCPUUtilization" }),
    );
    assert.deepEqual(
      plan.resource("hello-memory").inputs,
      aim(80, { predefinedMetricType: "ECSServiceAverageMemoryUtilization" }),
    );
    assert.deepEqual(
      plan.resource("hello-requests").inputs,
      aim(1000, {
        predefinedMetricType: "ALBRequestCountPerTarget",
        resourceLabel: `${loadBalancer}/${targetGroup}`,
      }),
    );
  });

  it("tracks no other target", async () => {
    const plan = await planOfService({ service: { scaling: { min: 1, max: 4, cpuPercent: 60 } } });
    assert.deepEqual(
      plan.ofType("appautoscaling/policy:Policy").map(({ name }) => name),
      ["hello-cpu"],
    );
  });
});
