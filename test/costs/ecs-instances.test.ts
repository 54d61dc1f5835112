import assert from "node:assert/strict";
import type { PricedResource } from "../../costs";
import { figures, report, resource, unknown } from "./a-plan";

/** A group with its capacity provider, and services that each have a share of it. */
function stack(
  group: { types?: string[]; minSize?: number; maxSize?: number; spot?: boolean },
  services: {
    strategy: object[];
    desiredCount: number;
    cpu?: string;
    memory?: string;
    gpu?: string;
    networkMode?: string;
    /** Port of the instance that a container has. */
    hostPort?: number;
    /** What the service says besides. */
    inputs?: object;
  }[],
): PricedResource[] {
  const { types = ["c6g.large"], minSize = 0, maxSize = 4, spot = false } = group;
  const template = resource("aws:ec2/launchTemplate:LaunchTemplate", "ecs-arm64", {
    blockDeviceMappings: [{ ebs: { volumeSize: 50 } }],
  });
  const scaled = resource(
    "aws:autoscaling/group:Group",
    "ecs-arm64",
    {
      minSize,
      maxSize,
      mixedInstancesPolicy: {
        launchTemplate: { overrides: types.map((instanceType) => ({ instanceType })) },
        instancesDistribution: { onDemandPercentageAboveBaseCapacity: spot ? 0 : 100 },
      },
    },
    { propertyDependencies: { mixedInstancesPolicy: [template.urn] } },
  );
  const provider = resource(
    "aws:ecs/capacityProvider:CapacityProvider",
    "ecs-arm64",
    { name: "mine" },
    { propertyDependencies: { autoScalingGroupProvider: [scaled.urn] } },
  );
  const running = services.flatMap(
    ({ strategy, desiredCount, cpu = "256", memory = "512", gpu, hostPort, ...others }, index) => {
      const containers = gpu
        ? [{ resourceRequirements: [{ type: "GPU", value: gpu }] }]
        : [{}, { portMappings: hostPort === undefined ? [] : [{ hostPort }] }];
      const definition = resource("aws:ecs/taskDefinition:TaskDefinition", `task-${index}`, {
        cpu,
        memory,
        networkMode: others.networkMode ?? "awsvpc",
        requiresCompatibilities: ["EC2"],
        containerDefinitions: JSON.stringify(containers),
      });
      const inputs = {
        taskDefinition: unknown,
        capacityProviderStrategies: strategy,
        desiredCount,
        ...others.inputs,
      };
      return [
        definition,
        resource("aws:ecs/service:Service", `service-${index}`, inputs, {
          propertyDependencies: { taskDefinition: [definition.urn] },
        }),
      ];
    },
  );
  return [template, scaled, provider, ...running];
}

const mine = [{ capacityProvider: "mine", base: 0, weight: 1 }];

describe("the cost of instances of ECS", () => {
  it("is that of as many as the tasks need by their network interfaces, with their volumes", () => {
    // c6g.large has three interfaces, one of which is its own.
    assert.deepEqual(figures(...stack({}, [{ strategy: mine, desiredCount: 3 }])), [
      ["ecs-instance", 2, 99.28],
      ["ecs-instance-disk", 2, 8],
    ]);
  });

  it("is by no network interfaces in other network modes, and by one instance for each task that needs one", () => {
    const counts = (service: object) =>
      figures(...stack({}, [{ strategy: mine, desiredCount: 3, ...service }])).map(([, count]) => count);
    assert.deepEqual(counts({ networkMode: "bridge" }), [1, 1]);
    assert.deepEqual(counts({ networkMode: "host" }), [1, 1]);
    assert.deepEqual(counts({ networkMode: "host", hostPort: 9000 }), [3, 3]);
    assert.deepEqual(counts({ networkMode: "bridge", hostPort: 0 }), [1, 1]);
    assert.deepEqual(counts({ inputs: { placementConstraints: [{ type: "distinctInstance" }] } }), [3, 3]);
    assert.deepEqual(
      counts({ networkMode: "bridge", inputs: { placementConstraints: [{ type: "memberOf" }] } }),
      [1, 1],
    );
  });

  it("is by CPU units and memory where those are scarcer, of all services together", () => {
    const large = { strategy: mine, desiredCount: 1, cpu: "2048", memory: "1024" };
    assert.deepEqual(figures(...stack({}, [large, large, large])), [
      ["ecs-instance", 3, 148.92],
      ["ecs-instance-disk", 3, 12],
    ]);
    const byMemory = { strategy: mine, desiredCount: 2, memory: "3000" };
    assert.deepEqual(
      figures(...stack({}, [byMemory])).map(([, count]) => count),
      [2, 2],
    );
  });

  it("counts at least the minimum of the group and at most its maximum, and nothing for an empty group", () => {
    assert.deepEqual(
      figures(...stack({ minSize: 2 }, [])).map(([, count]) => count),
      [2, 2],
    );
    assert.deepEqual(
      figures(...stack({ maxSize: 1 }, [{ strategy: mine, desiredCount: 9 }])).map(([, count]) => count),
      [1, 1],
    );
    assert.deepEqual(figures(...stack({}, [])), []);
  });

  it("is a share of the price on Spot, for the service's share of tasks", () => {
    const mix = [
      { capacityProvider: "other", base: 1, weight: 1 },
      { capacityProvider: "mine", weight: 1 },
    ];
    const { lines } = report(...stack({ spot: true }, [{ strategy: mix, desiredCount: 5 }]));
    assert.deepEqual(
      lines.map(({ what, monthly: { min }, estimate }) => [what, min, estimate]),
      [
        [
          "ECS instance, c6g.large Spot",
          19.86,
          "as many as the tasks need, all of this type; Spot at 40 % of the On-Demand price",
        ],
        ["instance disk, 50 GiB gp3", 4, "as many as the tasks need, all of this type"],
      ],
    );
  });

  it("has a fee for Managed Instances, of the cheapest type with room that is assumed", () => {
    const managed = (capacityOptionType: string) => {
      const [, , , ...running] = stack({}, [{ strategy: mine, desiredCount: 3 }]);
      const provider = resource("aws:ecs/capacityProvider:CapacityProvider", "ecs-managed-arm64", {
        name: "mine",
        managedInstancesProvider: {
          instanceLaunchTemplate: {
            capacityOptionType,
            storageConfiguration: { storageSizeGib: 30 },
            instanceRequirements: {
              vcpuCount: { min: 1 },
              memoryMib: { min: 512 },
              cpuManufacturers: ["amazon-web-services"],
            },
          },
        },
      });
      return figures(provider, ...running);
    };
    assert.deepEqual(managed("ON_DEMAND"), [
      ["ecs-instance", 2, 112.42],
      ["ecs-instance-fee", 2, 13.49],
      ["ecs-instance-disk", 2, 4.8],
    ]);
    assert.deepEqual(managed("SPOT"), [
      ["ecs-instance", 2, 44.97],
      ["ecs-instance-fee", 2, 13.49],
      ["ecs-instance-disk", 2, 4.8],
    ]);
  });

  it("is by GPUs where tasks have any, and not given for types without a price", () => {
    const trained = { strategy: mine, desiredCount: 2, cpu: "1024", memory: "2048", gpu: "1" };
    assert.deepEqual(figures(...stack({ types: ["g4dn.xlarge"] }, [trained]))[0], [
      "ecs-instance",
      2,
      767.96,
    ]);
    const { noPrice } = report(...stack({ types: ["x8g.large"] }, [trained]));
    assert.deepEqual(
      noPrice.map(({ what }) => what),
      ["instances of x8g.large"],
    );
  });
});
