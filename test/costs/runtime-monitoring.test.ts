import assert from "node:assert/strict";
import type { PricedResource } from "../../costs";
import { report, resource, unknown } from "./a-plan";

const tags = { GuardDutyManaged: "true" };

const monitoredBy = (...resources: PricedResource[]) =>
  report(...resources)
    .lines.filter(({ kind }) => kind === "runtime-monitoring")
    .map(({ quantity, monthly }) => [quantity, monthly]);

describe("the cost of Runtime Monitoring", () => {
  const definition = resource("aws:ecs/taskDefinition:TaskDefinition", "hello-task", {
    cpu: "512",
    memory: "1024",
    requiresCompatibilities: ["FARGATE"],
  });
  const service = resource(
    "aws:ecs/service:Service",
    "hello-service",
    { taskDefinition: unknown, desiredCount: 3 },
    { propertyDependencies: { taskDefinition: [definition.urn] } },
  );
  const cluster = (inputs: object) => resource("aws:ecs/cluster:Cluster", "ecs-cluster", { ...inputs });

  it("is $1.50 for each vCPU of tasks on Fargate, in a cluster that is tagged", () => {
    assert.deepEqual(monitoredBy(definition, service, cluster({ tags })), [
      [
        { min: 1.5, max: 1.5 },
        { min: 2.25, max: 2.25 },
      ],
    ]);
    assert.deepEqual(monitoredBy(definition, service, cluster({})), []);
    assert.deepEqual(monitoredBy(definition, service, cluster({ tags: { GuardDutyManaged: "false" } })), []);
  });

  it("is that of the nodes of a group, in an EKS cluster that is tagged", () => {
    const group = resource("aws:eks/nodeGroup:NodeGroup", "nodes", {
      scalingConfig: { minSize: 2, maxSize: 4 },
      instanceTypes: ["m6g.xlarge"],
    });
    const eks = (inputs: object) => resource("eks:index:Cluster", "eks", { ...inputs });
    assert.deepEqual(monitoredBy(group, eks({ clusterTags: tags })), [
      [
        { min: 8, max: 16 },
        { min: 12, max: 24 },
      ],
    ]);
    assert.deepEqual(monitoredBy(group, eks({})), []);
  });
});
