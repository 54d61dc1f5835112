import assert from "node:assert/strict";
import { EcsCluster, FargateService, LoadBalancer } from "../../../components/ecs";
import { Network } from "../../../components/network";
import { json, planOf } from "../../support/plan";

describe("A program that takes the ECS components alone", () => {
  it("runs a public image on Fargate in five lines", async () => {
    const plan = await planOf(() => {
      const network = new Network("network");
      const cluster = new EcsCluster("shop");
      const loadBalancer = new LoadBalancer("shop", { network });
      const service = { image: "public.ecr.aws/nginx/nginx:1.29" };
      return { url: new FargateService("web", { cluster, loadBalancer, service }).url };
    });
    const { cpu, memory, runtimePlatform, containerDefinitions } = plan.theOne("TaskDefinition").inputs;
    assert.deepEqual(
      [cpu, memory, runtimePlatform],
      ["256", "512", { operatingSystemFamily: "LINUX", cpuArchitecture: "ARM64" }],
    );
    const [container] = json(containerDefinitions) as { image: string; portMappings: object[] }[];
    assert.equal(container?.image, "public.ecr.aws/nginx/nginx:1.29");
    assert.deepEqual(container?.portMappings, [
      { name: "http", containerPort: 8080, protocol: "tcp", appProtocol: "http" },
    ]);
    const service = plan.theOne("ecs/service:Service").inputs;
    assert.equal(service.desiredCount, 1);
    assert.deepEqual(service.capacityProviderStrategies, [
      { capacityProvider: "FARGATE", base: 0, weight: 1 },
    ]);
    assert.deepEqual(plan.resource("shop-route-1000").inputs.conditions, [
      { pathPattern: { values: ["/*"] } },
    ]);
    assert.equal(plan.resource("web-logs").inputs.retentionInDays, 30);
    const { dnsName } = plan.theOne("lb/loadBalancer:LoadBalancer").outputs;
    assert.equal(plan.outputs.url, `http://${dnsName}/`);
  });

  it("runs an image of a private repository, in subnets of its own, with permission to pull it", async () => {
    const plan = await planOf(() => {
      const network = { vpcId: "vpc-1", publicSubnetIds: ["a", "b"], workloadSubnetIds: ["c", "d"] };
      const cluster = new EcsCluster("shop");
      const loadBalancer = new LoadBalancer("shop", { network });
      const image = "111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1.2.3";
      new FargateService("web", { cluster, loadBalancer, service: { image, cpu: 512, memory: 1024 } });
    });
    assert.deepEqual(plan.theOne("ecs/service:Service").inputs.networkConfiguration, {
      subnets: ["c", "d"],
      securityGroups: [plan.resource("SecurityGroup", "web-service").id],
      assignPublicIp: false,
    });
    assert.match(
      String(plan.theOne("RolePolicy").inputs.policy),
      /"Resource":"arn:aws:ecr:us-east-1:111122223333:repository\/web"/,
    );
  });

  it("doesn't compile with a size or a number of days that AWS doesn't have", async () => {
    await planOf(() => {
      const network = { vpcId: "vpc-1", publicSubnetIds: ["a", "b"], workloadSubnetIds: ["c", "d"] };
      const cluster = new EcsCluster("shop");
      const loadBalancer = new LoadBalancer("shop", { network });
      const args = { cluster, loadBalancer };
      // @ts-expect-error: Fargate has no 300 CPU units
      assert.throws(() => new FargateService("web", { ...args, service: { image: "web:1", cpu: 300 } }));
      const logs = { retentionDays: 8 };
      // @ts-expect-error: CloudWatch Logs has no 8 days
      assert.throws(() => new FargateService("web", { ...args, service: { image: "web:1", logs } }));
    });
  });
});
