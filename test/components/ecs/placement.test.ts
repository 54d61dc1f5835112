import assert from "node:assert/strict";
import { leastInstances } from "../../../components/ecs/compute/task-per-instance";
import type { TaskPlacement } from "../../../components/task-placement";
import { planOn } from "./on-instances";

async function placed(placement?: TaskPlacement) {
  const plan = await planOn({ compute: "ec2" }, { web: { ...(placement && { placement }) } });
  const { inputs } = plan.resource("ecs/service:Service", "web-service");
  const { orderedPlacementStrategies, placementConstraints, availabilityZoneRebalancing } = inputs;
  return { orderedPlacementStrategies, placementConstraints, availabilityZoneRebalancing };
}

describe("the placement of tasks on instances of ECS", () => {
  it("is over the zones, and in each on the fullest instance", async () => {
    assert.deepEqual(await placed(), {
      orderedPlacementStrategies: [
        { type: "spread", field: "attribute:ecs.availability-zone" },
        { type: "binpack", field: "memory" },
      ],
      placementConstraints: undefined,
      availabilityZoneRebalancing: "ENABLED",
    });
  });

  it("has strategies in their order, and constraints; ECS rebalances no zones that it doesn't spread over", async () => {
    assert.deepEqual(
      await placed({
        strategies: ["spread-instances", "binpack-cpu", "random"],
        distinctInstance: true,
        instanceTypes: ["m6g.large"],
        availabilityZones: ["us-east-1a", "us-east-1b"],
      }),
      {
        orderedPlacementStrategies: [
          { type: "spread", field: "instanceId" },
          { type: "binpack", field: "cpu" },
          { type: "random" },
        ],
        placementConstraints: [
          { type: "distinctInstance" },
          { type: "memberOf", expression: "attribute:ecs.instance-type in [m6g.large]" },
          { type: "memberOf", expression: "attribute:ecs.availability-zone in [us-east-1a, us-east-1b]" },
        ],
        availabilityZoneRebalancing: "DISABLED",
      },
    );
    const { availabilityZoneRebalancing } = await placed({ availabilityZones: ["us-east-1a"] });
    assert.equal(availabilityZoneRebalancing, "DISABLED");
  });

  it("is refused where AWS places tasks, and with values that can't be", async () => {
    const placement = { distinctInstance: true };
    for (const compute of ["fargate", "managed-instances"] as const) {
      await assert.rejects(planOn({ compute }, { web: { placement } }), {
        message: `Invalid arguments for FargateService "web":
  - service.placement needs service.compute ec2: must be left out on ${compute}, where AWS places tasks`,
      });
    }
    const strategies = ["spread-zones", "spread-zones"] as TaskPlacement["strategies"] & object;
    await assert.rejects(
      planOn(
        { compute: "ec2" },
        { web: { placement: { strategies, instanceTypes: ["large"], availabilityZones: ["a].."] } } },
      ),
      {
        message: `Invalid arguments for FargateService "web":
  - service.placement.strategies[1] is "spread-zones": must be unique, but service.placement.strategies[0] is the same
  - service.placement.instanceTypes[0] is "large": must be an instance type, such as m7g.large
  - service.placement.availabilityZones[0] is "a]..": must be an Availability Zone, such as us-east-1a`,
      },
    );
    await assert.rejects(
      planOn({ compute: "ec2" }, { web: { placement: { strategies: [], instanceTypes: ["m7i.large"] } } }),
      {
        message: `Invalid arguments for EcsCluster "ecs":
  - services.web.placement.instanceTypes has m7i.large: must be among the cluster's types for it, m6g.large, r6g.large or c6g.large`,
      },
    );
  });

  it("needs an instance for each task, and one more or twice as many during a deployment", () => {
    const scaling = { min: 2, max: 3, schedules: [{ at: "cron(0 8 ? * MON-FRI *)", max: 4 }] };
    const placement = { distinctInstance: true };
    assert.equal(leastInstances({ scaling }), undefined);
    assert.equal(leastInstances({ scaling, networkMode: "host", exposure: "none" }), undefined);
    assert.equal(leastInstances({ scaling, networkMode: "host" }), 5);
    const sidecars = { cache: { image: "cache", port: 6379 } };
    assert.equal(leastInstances({ scaling, networkMode: "host", exposure: "none", sidecars }), 5);
    assert.equal(leastInstances({ scaling, placement }), 5);
    assert.equal(leastInstances({ scaling, placement, minimumHealthyPercent: 75 }), 4);
    assert.equal(leastInstances({ scaling, placement, deployment: { strategy: "canary" } }), 8);
  });
});
