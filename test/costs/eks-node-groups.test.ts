import assert from "node:assert/strict";
import type { PricedResource } from "../../costs";
import { figures, report, resource } from "./a-plan";

function group(
  inputs: object,
  blockDeviceMappings: object[] = [{ ebs: { volumeSize: 50 } }],
): PricedResource[] {
  const template = resource("aws:ec2/launchTemplate:LaunchTemplate", "eks-arm64", { blockDeviceMappings });
  return [
    template,
    resource(
      "aws:eks/nodeGroup:NodeGroup",
      "eks-arm64",
      { instanceTypes: ["c6g.large", "m6g.large"], scalingConfig: { minSize: 2, maxSize: 2 }, ...inputs },
      { propertyDependencies: { launchTemplate: [template.urn] } },
    ),
  ];
}

describe("the cost of node groups of EKS", () => {
  it("is that of their nodes, of the first type, with their volumes", () => {
    // 2 × $0.068 × 730 h, and 2 × 50 GiB × $0.08
    assert.deepEqual(figures(...group({})), [
      ["eks-node", 2, 99.28],
      ["eks-node-disk", 2, 8],
    ]);
  });

  it("is between their fewest and their most nodes", () => {
    assert.deepEqual(figures(...group({ scalingConfig: { minSize: 1, maxSize: 4 } })), [
      ["eks-node", "1–4", "49.64–198.56"],
      ["eks-node-disk", "1–4", "4–16"],
    ]);
    const [line] = report(...group({ scalingConfig: { minSize: 1, maxSize: 4 } })).lines;
    assert.equal(line?.what, "EKS node, c6g.large On-Demand");
    assert.equal(line?.estimate, "as many as the pods need, all of this type");
  });

  it("has the disks of a warm pool, and its instances where they run", () => {
    const scalingConfig = { minSize: 1, maxSize: 4 };
    const pool = { minSize: 1, maxGroupPreparedCapacity: 4, poolState: "STOPPED" };
    assert.deepEqual(figures(...group({ scalingConfig, warmPoolConfig: pool })), [
      ["eks-node", "1–4", "49.64–198.56"],
      ["eks-node-disk", "1–4", "4–16"],
      ["eks-node-disk", "1–3", "4–12"],
    ]);
    const running = { scalingConfig, warmPoolConfig: { ...pool, poolState: "RUNNING" } };
    const lines = report(...group(running)).lines.filter(({ what }) => what.includes("warm pool"));
    assert.deepEqual(
      lines.map(({ what, monthly, estimate }) => [what, monthly, estimate]),
      [
        ["warm pool, c6g.large", { min: 49.64, max: 148.92 }, "running, as many as there aren't nodes"],
        ["disk in the warm pool, 50 GiB gp3", { min: 4, max: 12 }, "running, as many as there aren't nodes"],
      ],
    );
  });

  it("is that of self-managed nodes of an Auto Scaling group, too", () => {
    const template = resource("aws:ec2/launchTemplate:LaunchTemplate", "eks-arm64", {
      blockDeviceMappings: [{ ebs: { volumeSize: 50 } }],
    });
    const nodes = (instanceType: string) =>
      resource(
        "aws:autoscaling/group:Group",
        "eks-arm64",
        {
          minSize: 2,
          maxSize: 4,
          mixedInstancesPolicy: { launchTemplate: { overrides: [{ instanceType }] } },
          tags: [{ key: "k8s.io/cluster-autoscaler/enabled", value: "true" }],
        },
        { propertyDependencies: { mixedInstancesPolicy: [template.urn] } },
      );
    assert.deepEqual(figures(template, nodes("c6g.large")), [
      ["eks-node", "2–4", "99.28–198.56"],
      ["eks-node-disk", "2–4", "8–16"],
    ]);
    assert.deepEqual(
      report(template, nodes("z9g.large")).noPrice.map(({ what }) => what),
      ["nodes of z9g.large"],
    );
  });

  it("is lower on Spot", () => {
    assert.deepEqual(figures(...group({ capacityType: "SPOT" }))[0], ["eks-node", 2, 39.71]);
    const [line] = report(...group({ capacityType: "SPOT" })).lines;
    assert.equal(line?.estimate, "all of this type; Spot at 40 % of the On-Demand price");
  });

  it("has the volume of the containers, where the system has one of its own", () => {
    const mappings = [{ ebs: { encrypted: "true" } }, { ebs: { volumeSize: 100 } }];
    assert.deepEqual(figures(...group({}, mappings))[1], ["eks-node-disk", 2, 16]);
  });

  it("is unknown for a type that the table doesn't have", () => {
    const { lines, noPrice } = report(...group({ instanceTypes: ["i4i.large"] }));
    assert.deepEqual(lines, []);
    assert.equal(noPrice.length, 1);
  });
});
