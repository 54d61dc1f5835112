import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { json, Secret } from "../../support/plan";
import { network, planOfService, planOfServices } from "./a-service";

describe("FargateService", () => {
  it("creates what a service needs and nothing else", async () => {
    const plan = await planOfService();
    assert.deepEqual(
      plan
        .childrenOf(plan.resource("FargateService", "hello"))
        .map(({ type, name }) => `${type} ${name}`)
        .sort(),
      [
        "aws:cloudwatch/logGroup:LogGroup hello-logs",
        "aws:ec2/securityGroup:SecurityGroup hello-service",
        "aws:ecs/service:Service hello-service",
        "aws:ecs/taskDefinition:TaskDefinition hello-task",
        "aws:iam/role:Role hello-execution",
        "aws:iam/role:Role hello-task",
        "aws:iam/rolePolicy:RolePolicy hello-execution",
        "aws:lb/targetGroup:TargetGroup hello-target",
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule hello-load-balancer-to-service-8080",
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule hello-to-https",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule hello-from-load-balancer-8080",
      ],
    );
  });

  it("runs its tasks in the network, behind the load balancer, and rolls back what doesn't get healthy", async () => {
    const plan = await planOfService();
    const service = plan.resource("ecs/service:Service", "hello-service");
    assert.deepEqual(service.inputs, {
      cluster: plan.resource("ecs-cluster").outputs.arn,
      taskDefinition: plan.resource("TaskDefinition", "hello-task").outputs.arn,
      desiredCount: 2,
      capacityProviderStrategies: [{ capacityProvider: "FARGATE", base: 0, weight: 1 }],
      forceNewDeployment: true,
      platformVersion: "LATEST",
      networkConfiguration: {
        subnets: ["subnet-private-a", "subnet-private-b"],
        securityGroups: [plan.resource("SecurityGroup", "hello-service").id],
        assignPublicIp: false,
      },
      loadBalancers: [
        {
          targetGroupArn: plan.resource("hello-target").outputs.arn,
          containerName: "hello",
          containerPort: 8080,
        },
      ],
      healthCheckGracePeriodSeconds: 30,
      deploymentMinimumHealthyPercent: 100,
      deploymentMaximumPercent: 200,
      deploymentConfiguration: { strategy: "ROLLING" },
      alarms: { enable: false, rollback: false, alarmNames: [] },
      deploymentCircuitBreaker: { enable: true, rollback: true },
      availabilityZoneRebalancing: "ENABLED",
      enableExecuteCommand: false,
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      waitForSteadyState: true,
      sigintRollback: true,
    });
    assert.deepEqual(service.customTimeouts, { create: 1200, update: 1200, delete: 1200 });
  });

  it("starts after, and is destroyed before, all that its tasks need", async () => {
    const plan = await planOfService();
    assert.deepEqual(plan.dependenciesOf(plan.resource("ecs/service:Service", "hello-service")), [
      "ecs-capacity-providers",
      "ecs-cluster",
      "ecs-route-100",
      "hello-execution",
      "hello-from-load-balancer-8080",
      "hello-load-balancer-to-service-8080",
      "hello-service",
      "hello-target",
      "hello-task",
      "hello-to-https",
    ]);
    assert.ok(
      plan
        .resource("ecs/service:Service", "hello-service")
        .dependencies.includes(plan.resource("RolePolicy", "hello-execution").urn),
    );
  });

  it("gives tasks public addresses where the network has no NAT", async () => {
    const plan = await planOfService({ args: { network: { ...network, assignPublicIp: true } } });
    assert.deepEqual(plan.resource("ecs/service:Service", "hello-service").inputs.networkConfiguration, {
      subnets: ["subnet-private-a", "subnet-private-b"],
      securityGroups: [plan.resource("SecurityGroup", "hello-service").id],
      assignPublicIp: true,
    });
  });

  describe("capacity", () => {
    const variants = [
      {
        name: "on-demand",
        capacity: "on-demand" as const,
        strategies: [{ capacityProvider: "FARGATE", base: 0, weight: 1 }],
      },
      {
        name: "spot",
        capacity: "spot" as const,
        strategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
      },
      {
        name: "mix",
        capacity: { base: 1, onDemand: 1, spot: 3 },
        strategies: [
          { capacityProvider: "FARGATE", base: 1, weight: 1 },
          { capacityProvider: "FARGATE_SPOT", weight: 3 },
        ],
      },
      {
        name: "spot-after-base",
        capacity: { base: 2, spot: 1 },
        strategies: [
          { capacityProvider: "FARGATE", base: 2, weight: 0 },
          { capacityProvider: "FARGATE_SPOT", weight: 1 },
        ],
      },
    ];
    it("is a strategy of capacity providers", async () => {
      const plan = await planOfServices(
        Object.fromEntries(variants.map(({ name, capacity }) => [name, { service: { capacity } }])),
      );
      for (const { name, strategies } of variants) {
        const { inputs } = plan.resource("ecs/service:Service", `${name}-service`);
        assert.deepEqual(inputs.capacityProviderStrategies, strategies, name);
      }
    });
  });

  describe("health and drain", () => {
    it("registers a task after two checks 5 s apart, and deregisters it within 5 s", async () => {
      const plan = await planOfService();
      assert.deepEqual(plan.resource("hello-target").inputs, {
        targetType: "ip",
        vpcId: "vpc-1",
        port: 80,
        protocol: "HTTP",
        protocolVersion: "HTTP1",
        deregistrationDelay: 5,
        healthCheck: {
          path: "/healthz",
          protocol: "HTTP",
          port: "traffic-port",
          matcher: "200",
          interval: 5,
          timeout: 4,
          healthyThreshold: 2,
          unhealthyThreshold: 2,
        },
      });
    });

    it("has a grace period of three intervals", async () => {
      const plan = await planOfService({ service: { health: { path: "/", intervalSeconds: 60 } } });
      assert.deepEqual(plan.resource("hello-target").inputs.healthCheck, {
        path: "/",
        protocol: "HTTP",
        port: "traffic-port",
        matcher: "200",
        interval: 60,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 2,
      });
      const service = plan.resource("ecs/service:Service", "hello-service");
      assert.equal(service.inputs.healthCheckGracePeriodSeconds, 180);
    });
  });

  describe("replacement of tasks", () => {
    it("is as long and as fast as the description says", async () => {
      const plan = await planOfService({
        service: {
          health: { graceSeconds: 90, unhealthyThreshold: 5 },
          drainSeconds: 60,
          stopSeconds: 100,
          minimumHealthyPercent: 50,
          maximumPercent: 150,
        },
      });
      const target = plan.resource("hello-target").inputs;
      assert.equal(target.deregistrationDelay, 60);
      assert.deepEqual(target.healthCheck, {
        path: "/healthz",
        protocol: "HTTP",
        port: "traffic-port",
        matcher: "200",
        interval: 5,
        timeout: 4,
        healthyThreshold: 2,
        unhealthyThreshold: 5,
      });
      const { containerDefinitions } = plan.resource("TaskDefinition", "hello-task").inputs;
      const [container] = json(containerDefinitions) as [{ stopTimeout: number }];
      assert.equal(container.stopTimeout, 100);
      const service = plan.resource("ecs/service:Service", "hello-service").inputs;
      assert.equal(service.healthCheckGracePeriodSeconds, 90);
      assert.equal(service.deploymentMinimumHealthyPercent, 50);
      assert.equal(service.deploymentMaximumPercent, 150);
      assert.equal(service.availabilityZoneRebalancing, "ENABLED");
    });

    it("stops rebalancing zones where no further task may start", async () => {
      const plan = await planOfService({ service: { minimumHealthyPercent: 50, maximumPercent: 100 } });
      const service = plan.resource("ecs/service:Service", "hello-service").inputs;
      assert.equal(service.availabilityZoneRebalancing, "DISABLED");
    });
  });

  it("keeps its logs by argument", async () => {
    const plan = await planOfService({ service: { logs: { retentionDays: 90 } } });
    assert.deepEqual(plan.resource("hello-logs").inputs, { retentionInDays: 90 });
  });

  it("encrypts its logs with a key, by argument", async () => {
    const logKeyArn = "arn:aws:kms:us-east-1:111122223333:key/0a1b";
    const { inputs } = (await planOfService({ args: { logKeyArn } })).resource("hello-logs");
    assert.equal(inputs.kmsKeyId, logKeyArn);
  });

  it("keeps the container definitions secret when one environment value is", async () => {
    const plan = await planOfService({
      service: { environment: { GREETING: "Hello", TOKEN: pulumi.secret("hunter2") } },
    });
    const { containerDefinitions } = plan.resource("TaskDefinition", "hello-task").inputs;
    assert.ok(containerDefinitions instanceof Secret);
    assert.match(String(containerDefinitions.value), /hunter2/);
    const { inputs: elsewhere } = plan.resource("ecs/service:Service", "hello-service");
    assert.doesNotMatch(JSON.stringify(elsewhere), /hunter2/);
    assert.ok(Array.isArray(json(containerDefinitions)));
  });
});
