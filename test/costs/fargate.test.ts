import assert from "node:assert/strict";
import type { PricedResource } from "../../costs";
import { figures, report, resource, secret, unknown } from "./a-plan";

const smallest = {
  cpu: "256",
  memory: "512",
  requiresCompatibilities: ["FARGATE"],
  runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
};

/** A service, its task definition and, where it scales, its target. */
function service(
  inputs: Record<string, unknown>,
  task: Record<string, unknown> = smallest,
  scaling?: Record<string, unknown>,
): PricedResource[] {
  const definition = resource("aws:ecs/taskDefinition:TaskDefinition", "hello-task", task);
  const running = resource(
    "aws:ecs/service:Service",
    "hello-service",
    { taskDefinition: unknown, ...inputs },
    { propertyDependencies: { taskDefinition: [definition.urn] } },
  );
  const target = resource("aws:appautoscaling/target:Target", "hello-scaling", scaling ?? {}, {
    propertyDependencies: { resourceId: [running.urn] },
  });
  return [definition, running, ...(scaling ? [target] : [])];
}

describe("the cost of tasks on Fargate", () => {
  it("is that of vCPUs and memory, by architecture", () => {
    assert.deepEqual(figures(...service({ desiredCount: 1 })), [["fargate", 1, 7.21]]);
    const x86 = { ...smallest, runtimePlatform: undefined };
    assert.deepEqual(figures(...service({ desiredCount: 1 }, x86)), [["fargate", 1, 9.01]]);
    const written = { ...smallest, cpu: "1 vCPU", memory: "2 GB" };
    assert.deepEqual(figures(...service({ desiredCount: 2 }, written)), [["fargate", 2, 57.67]]);
  });

  it("includes 20 GiB of ephemeral storage", () => {
    const included = { ...smallest, ephemeralStorage: { sizeInGib: 20 } };
    assert.deepEqual(figures(...service({ desiredCount: 1 }, included)), [["fargate", 1, 7.21]]);
  });

  it("is that of each GiB of ephemeral storage above it too", () => {
    const larger = service({ desiredCount: 2 }, { ...smallest, ephemeralStorage: { sizeInGib: 120 } });
    // Each 7.2080 and 100 GiB x 0.000111 x 730.
    assert.deepEqual(figures(...larger), [["fargate", 2, 30.62]]);
    const [line] = report(...larger).lines;
    assert.equal(line?.what, "Fargate task, 0.25 vCPU, 0.5 GB, 120 GiB of storage, arm64");
  });

  it("is a range where the service scales", () => {
    const scaling = { minCapacity: 3, maxCapacity: 12 };
    assert.deepEqual(figures(...service({ desiredCount: 3 }, smallest, scaling)), [
      ["fargate", "3–12", "21.63–86.51"],
    ]);
    const unknownLimits = { minCapacity: unknown, maxCapacity: 4 };
    assert.deepEqual(figures(...service({ desiredCount: 2 }, smallest, unknownLimits)), [
      ["fargate", 2, 14.42],
    ]);
  });

  it("is a range over all that schedules set, without the advice to lower the maximum", () => {
    const scaled = service({ desiredCount: 2 }, smallest, { minCapacity: 2, maxCapacity: 4 });
    const target = scaled.at(-1)?.urn ?? "";
    const schedule = (name: string, scalableTargetAction: object) =>
      resource(
        "aws:appautoscaling/scheduledAction:ScheduledAction",
        name,
        { scalableTargetAction },
        { propertyDependencies: { resourceId: [target] } },
      );
    const scheduled = [
      ...scaled,
      schedule("night", { minCapacity: 0, maxCapacity: 0 }),
      schedule("peak", { maxCapacity: 8 }),
    ];
    assert.deepEqual(figures(...scheduled), [["fargate", "0–8", "0–57.67"]]);
    const spot = [{ capacityProvider: "FARGATE_SPOT", weight: 1 }];
    const advised = scheduled.map((found) =>
      found.type === "aws:ecs/service:Service"
        ? { ...found, inputs: { ...found.inputs, capacityProviderStrategies: spot } }
        : found,
    );
    assert.deepEqual(
      report(...advised).lines.map(({ kind, saving }) => [kind, saving]),
      [["fargate-spot", undefined]],
    );
  });

  it("is 40 % of the On-Demand price on Spot, marked as an estimate", () => {
    const spot = service(
      { capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }] },
      smallest,
      { minCapacity: 1, maxCapacity: 4 },
    );
    assert.deepEqual(figures(...spot), [["fargate-spot", "1–4", "2.88–11.53"]]);
    const [line] = report(...spot).lines;
    assert.equal(line?.estimate, "assumes 40 % of the On-Demand price; Spot prices change");
  });

  it("fills bases first and divides the rest by weight, with the remainder On-Demand", () => {
    const mixed = (base: number, fargate: number, spot: number) =>
      service(
        {
          capacityProviderStrategies: [
            { capacityProvider: "FARGATE", base, weight: fargate },
            { capacityProvider: "FARGATE_SPOT", weight: spot },
          ],
        },
        smallest,
        { minCapacity: 2, maxCapacity: 10 },
      );
    const counts = (base: number, fargate: number, spot: number) =>
      Object.fromEntries(figures(...mixed(base, fargate, spot)).map(([kind, count]) => [kind, count]));
    assert.deepEqual(counts(1, 1, 3), { fargate: "2–4", "fargate-spot": "0–6" });
    assert.deepEqual(counts(1, 0, 1), { fargate: 1, "fargate-spot": "1–9" });
    assert.deepEqual(counts(4, 0, 1), { fargate: "2–4", "fargate-spot": "0–6" });
    assert.deepEqual(counts(0, 1, 0), { fargate: "2–10" });
  });

  it("fills the base of Spot before it divides", () => {
    const strategy = [
      { capacityProvider: "FARGATE", weight: 1 },
      { capacityProvider: "FARGATE_SPOT", base: 4, weight: 1 },
    ];
    assert.deepEqual(figures(...service({ desiredCount: 10, capacityProviderStrategies: strategy })), [
      ["fargate", 3, 21.63],
      ["fargate-spot", 7, 20.18],
    ]);
  });

  it("counts the public address of each task", () => {
    const open = { desiredCount: 2, networkConfiguration: { assignPublicIp: true } };
    assert.deepEqual(figures(...service(open)), [
      ["fargate", 2, 14.42],
      ["task-address", 2, 7.3],
    ]);
  });

  it("is none for tasks on EC2 instances", () => {
    const other = { capacityProviderStrategies: [{ capacityProvider: "machines", weight: 1 }] };
    assert.deepEqual(figures(...service(other)), []);
    assert.deepEqual(figures(...service({ launchType: "EC2" })), []);
    assert.deepEqual(figures(...service({}, { ...smallest, requiresCompatibilities: ["EC2"] })), []);
  });

  it("is reported as unknown for sizes, operating systems and storage that are not in the table", () => {
    for (const task of [
      { ...smallest, cpu: unknown },
      { ...smallest, memory: secret(unknown) },
      { ...smallest, runtimePlatform: { operatingSystemFamily: "WINDOWS_SERVER_2022_CORE" } },
    ]) {
      const { lines, noPrice } = report(...service({ desiredCount: 1, launchType: "FARGATE" }, task));
      assert.deepEqual(lines, []);
      assert.deepEqual(noPrice, [
        {
          urn: "urn:pulumi:dev::aws-containers::aws:ecs/service:Service::hello-service",
          what: "Fargate tasks of unknown size or another operating system",
          source: "https://calculator.aws/",
        },
      ]);
    }
  });
});
