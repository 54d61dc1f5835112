import assert from "node:assert/strict";
import { figures, report, resource, unknown } from "./a-plan";

describe("the cost of instances and disks", () => {
  it("is that of the type, in proportion to its size", () => {
    const instance = (inputs: Record<string, unknown>) =>
      resource("aws:ec2/instance:Instance", "one", inputs);
    assert.deepEqual(figures(instance({ instanceType: "t4g.medium" })), [
      ["instance", 1, 24.53],
      ["disk", 1, 0.64],
    ]);
    const spot = { instanceType: "m6i.2xlarge", instanceMarketOptions: { marketType: "spot" } };
    assert.deepEqual(figures(instance({ ...spot, rootBlockDevice: { volumeSize: 100 } })), [
      ["instance", 1, 112.13],
      ["disk", 1, 8],
    ]);
  });

  it("of a group is a range, of the type that its launch template names", () => {
    const template = resource("aws:ec2/launchTemplate:LaunchTemplate", "machines", {
      instanceType: "t4g.medium",
      blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize: 30 } }],
    });
    const group = resource(
      "aws:autoscaling/group:Group",
      "machines",
      { minSize: 0, maxSize: 4, launchTemplate: { id: unknown } },
      { propertyDependencies: { launchTemplate: [template.urn] } },
    );
    assert.deepEqual(figures(template, group), [
      ["instance", "0–4", "0–98.11"],
      ["disk", "0–4", "0–9.6"],
    ]);
  });

  it("knows disks by type, with the speed that is paid for", () => {
    const disk = (inputs: Record<string, unknown>) => resource("aws:ebs/volume:Volume", "data", inputs);
    assert.deepEqual(figures(disk({ type: "gp3", size: 100 })), [["disk", 1, 8]]);
    assert.deepEqual(figures(disk({ type: "gp3", size: 100, iops: 4000, throughput: 225 })), [
      ["disk", 1, 17],
    ]);
    assert.deepEqual(figures(disk({ size: 10 })), [["disk", 1, 1]]);
  });

  it("says that it knows no price of other types", () => {
    const { lines, noPrice } = report(
      resource("aws:ec2/instance:Instance", "gpu", { instanceType: "p5.48xlarge" }),
      resource("aws:ec2/instance:Instance", "later", { instanceType: unknown }),
      resource("aws:ebs/volume:Volume", "fast", { type: "io2", size: 10 }),
    );
    assert.deepEqual(lines, []);
    assert.deepEqual(
      noPrice.map(({ what }) => what),
      ["disk of type io2", "instances of type p5.48xlarge", "instances of type (not known yet)"],
    );
  });
});

describe("the cost of small resources", () => {
  it("counts keys, secrets, alarms and zones", () => {
    assert.deepEqual(
      figures(
        resource("aws:kms/key:Key", "key"),
        resource("aws:secretsmanager/secret:Secret", "token"),
        resource("aws:secretsmanager/secret:Secret", "world", { replicas: [{ region: "eu-west-1" }] }),
        resource("aws:cloudwatch/metricAlarm:MetricAlarm", "slow", { period: 60 }),
        resource("aws:cloudwatch/metricAlarm:MetricAlarm", "fast", { period: 10 }),
        resource("aws:appautoscaling/policy:Policy", "aim", { policyType: "TargetTrackingScaling" }),
        resource("aws:appautoscaling/policy:Policy", "step", { policyType: "StepScaling" }),
        resource("aws:route53/zone:Zone", "zone"),
      ),
      [
        ["key", 1, 1],
        ["secret", 2, 0.8],
        ["zone", 1, 0.5],
        ["secret", 1, 0.4],
        ["alarm", 1, 0.3],
        ["alarm", 2, 0.2],
        ["alarm", 1, 0.1],
      ],
    );
  });

  it("counts the metrics of Container Insights, by level", () => {
    const cluster = (value: string) =>
      resource("aws:ecs/cluster:Cluster", "ecs", { settings: [{ name: "containerInsights", value }] });
    const service = resource(
      "aws:ecs/service:Service",
      "hello",
      { launchType: "EC2" },
      {
        propertyDependencies: { cluster: [cluster("").urn] },
      },
    );
    assert.deepEqual(figures(cluster("disabled"), service), []);
    assert.deepEqual(figures(cluster("enabled"), service), [["insights", 25, 7.5]]);
    assert.deepEqual(figures(cluster("enhanced"), service), [["insights", 25, 1.75]]);
  });
});
