import assert from "node:assert/strict";
import { EcsCluster } from "../../../components/ecs";
import type { ServiceDescription } from "../../../components/service";
import { planOf, type RecordedPlan } from "../../support/plan";
import { planOn } from "./on-instances";

/** A service on machines of one's own. */
const outside: Partial<ServiceDescription> = {
  compute: "external",
  networkMode: "bridge",
  exposure: "none",
  routes: [],
};

describe("ECS on external instances", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOn(
      { external: true },
      { worker: { ...outside, capacity: "spot", hostVolumes: { "/data": "/srv/data" } } },
    );
  });

  it("has a role for them, of this account alone, with the documented policies", () => {
    const role = plan.resource("iam/role:Role", "ecs-external");
    assert.deepEqual(JSON.parse(String(role.inputs.assumeRolePolicy)).Statement, [
      {
        Effect: "Allow",
        Principal: { Service: "ssm.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": "000000000000" },
          ArnLike: { "aws:SourceArn": "arn:aws:ssm:us-east-1:000000000000:*" },
        },
      },
    ]);
    assert.deepEqual(
      ["ecs-external-systems-manager", "ecs-external-ecs"].map((name) => plan.resource(name).inputs),
      ["AmazonSSMManagedInstanceCore", "service-role/AmazonEC2ContainerServiceforEC2Role"].map((policy) => ({
        role: role.outputs.name,
        policyArn: `arn:aws:iam::aws:policy/${policy}`,
      })),
    );
  });

  it("runs the service there, on machines of its architecture, without what only AWS's have", () => {
    const { inputs } = plan.resource("ecs/service:Service", "worker-service-external");
    assert.deepEqual(
      [inputs.launchType, inputs.capacityProviderStrategies, inputs.networkConfiguration],
      ["EXTERNAL", undefined, undefined],
    );
    assert.deepEqual(inputs.placementConstraints, [
      { type: "memberOf", expression: "attribute:ecs.cpu-architecture == arm64" },
    ]);
    assert.deepEqual(
      [inputs.orderedPlacementStrategies, inputs.platformVersion, inputs.availabilityZoneRebalancing],
      [undefined, undefined, "DISABLED"],
    );
    const task = plan.resource("ecs/taskDefinition:TaskDefinition", "worker-task").inputs;
    assert.deepEqual([task.requiresCompatibilities, task.networkMode], [["EXTERNAL"], "bridge"]);
    assert.equal(task.runtimePlatform, undefined);
    assert.deepEqual((task.volumes as object[]).at(-1), { name: "host-data", hostPath: "/srv/data" });
    assert.deepEqual(
      plan.ofType("ec2/securityGroup:SecurityGroup").map(({ name }) => name),
      ["ecs-load-balancer"],
    );
  });

  it("outputs the commands that register one", async () => {
    const { outputs } = await planOf(() => new EcsCluster("ecs", { external: true }).outputs);
    const { createActivation, register } = outputs.ecsExternalInstances as Record<string, string>;
    assert.match(
      String(createActivation),
      /^aws ssm create-activation --iam-role ecs-external-[0-9a-f]{7} --registration-limit 1 --region us-east-1$/,
    );
    assert.match(
      String(register),
      /^sudo bash \/tmp\/ecs-anywhere-install\.sh --region us-east-1 --cluster ecs-cluster-[0-9a-f]{7} --activation-id ID --activation-code CODE$/,
    );
    const without = await planOf(() => new EcsCluster("ecs").outputs);
    assert.deepEqual(without.outputs, {});
  });

  it("refuses what external instances don't have", async () => {
    await assert.rejects(planOn({}, { worker: outside }), {
      message: `Invalid arguments for EcsCluster "ecs":
  - services.worker.compute is "external": must be another one, or external true`,
    });
    const wrong: Partial<ServiceDescription> = {
      compute: "external",
      networkMode: "bridge",
      egress: "any",
      gpu: 1,
      before: { command: ["migrate"] },
      placement: { distinctInstance: true },
    };
    const tail = "must be left out or changed with service.compute external";
    await assert.rejects(planOn({ external: true }, { web: wrong }), {
      message: `Invalid arguments for FargateService "web":
  - service.egress opens connections: external instances are outside of the stack's network: must be left out or changed with service.networkMode bridge
  - service.exposure is public, but neither load balancers nor Service Connect reach external instances. Only none goes with them: ${tail}
  - service.gpu needs instances of Auto Scaling groups: ${tail}
  - service.before runs on a capacity provider, which external instances don't have: ${tail}
  - service.placement needs service.compute ec2: must be left out on external, where AWS places tasks`,
    });
    await assert.rejects(planOn({ external: true }, { web: { ...outside, networkMode: "awsvpc" } }), {
      message: `Invalid arguments for FargateService "web":
  - service.networkMode is "awsvpc": must be bridge, host or none with service.compute external`,
    });
  });
});
