import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { Egress } from "../../../components/container-description";
import { json, type RecordedPlan, Secret } from "../../support/plan";
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

  describe("scaling", () => {
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

  describe("routes", () => {
    const routes = [
      { path: "/api/*", host: "app.example.com", priority: 10 },
      { path: "/*", priority: 20 },
    ];
    const moved = { path: "/shop/*", priority: 30 };

    it("are one listener rule each", async () => {
      const plan = await planOfService({ service: { routes } });
      const listenerArn = plan.resource("ecs-http").outputs.arn;
      const actions = [{ type: "forward", targetGroupArn: plan.resource("hello-target").outputs.arn }];
      assert.equal(plan.ofType("ListenerRule").length, 2);
      assert.deepEqual(plan.resource("ecs-route-10").inputs, {
        listenerArn,
        priority: 10,
        conditions: [
          { pathPattern: { values: ["/api/*"] } },
          { hostHeader: { values: ["app.example.com"] } },
        ],
        actions,
      });
      assert.deepEqual(plan.resource("ecs-route-20").inputs, {
        listenerArn,
        priority: 20,
        conditions: [{ pathPattern: { values: ["/*"] } }],
        actions,
      });
    });

    it("are the load balancer's, named for their priority, so that a renamed service or a moved route changes them in place", async () => {
      const before = await planOfServices({
        web: { service: { routes } },
        shop: { service: { routes: [moved] } },
      });
      const after = await planOfServices({
        site: { service: { routes: [{ path: "/*", priority: 20 }] } },
        shop: { service: { routes: [moved, { path: "/api/*", host: "app.example.com", priority: 10 }] } },
      });
      const rulesOf = (plan: RecordedPlan) =>
        plan
          .ofType("ListenerRule")
          .map(({ urn }) => urn)
          .sort();
      assert.deepEqual(rulesOf(after), rulesOf(before));
      for (const rule of after.ofType("ListenerRule")) {
        assert.equal(rule.parent, after.resource("LoadBalancer", "ecs").urn);
      }
      const target = after.resource("shop-target").outputs.arn;
      assert.deepEqual(after.resource("ecs-route-10").inputs.actions, [
        { type: "forward", targetGroupArn: target },
      ]);
    });

    it("are known under the names that they had as the services' children", async () => {
      const plan = await planOfService();
      const former = plan
        .resource("FargateService", "hello")
        .urn.replace(/::hello$/, "$aws:lb/listenerRule:ListenerRule::hello-route-100");
      assert.equal(plan.resource("ecs-route-100").aliases[0], former);
    });

    it("of two services can't have the same priority", async () => {
      await assert.rejects(
        planOfServices({ hello: {}, shop: { service: { routes: [moved, { path: "/*", priority: 100 }] } } }),
        {
          message:
            'Invalid arguments for FargateService "shop":\n' +
            '  - service.routes[1].priority is 100: must be another one: a route of service "hello" has it on the same load balancer',
        },
      );
    });

    it("make the address: the first one, up to its wildcard", async () => {
      const addresses = {
        all: { first: { path: "/*", priority: 1 }, url: "/" },
        prefix: { first: { path: "/api/*", priority: 2 }, url: "/api/" },
        letter: { first: { path: "/v?/users", priority: 3 }, url: "/v" },
        exact: { first: { path: "/exact", priority: 4 }, url: "/exact" },
        host: {
          first: { path: "/*", host: "app.example.com", priority: 5 },
          url: "http://app.example.com/",
        },
      };
      const plan = await planOfServices(
        Object.fromEntries(
          Object.entries(addresses).map(([name, { first }]) => [
            name,
            { service: { routes: [first, { path: "/other", priority: first.priority + 10 }] } },
          ]),
        ),
      );
      const { dnsName } = plan.resource("LoadBalancer", "ecs-load-balancer").outputs;
      for (const [name, { url }] of Object.entries(addresses)) {
        const whole = url.startsWith("/") ? `http://${dnsName}${url}` : url;
        assert.equal(plan.outputs[name], whole);
        assert.equal(plan.resource("FargateService", name).outputs.url, whole);
      }
    });
  });

  describe("security groups", () => {
    it("allow the old port, and keep the target group, while a deployment changes the port", async () => {
      const [before, after] = [await planOfService(), await planOfService({ service: { port: 3000 } })];
      assert.deepEqual(after.resource("hello-target").inputs, before.resource("hello-target").inputs);
      for (const way of ["hello-from-load-balancer", "hello-load-balancer-to-service"]) {
        assert.notEqual(before.resource(`${way}-8080`).urn, after.resource(`${way}-3000`).urn);
      }
    });

    it("allow requests from the load balancer to the service's port, and HTTPS to anywhere", async () => {
      const plan = await planOfService({ service: { port: 3000 } });
      const service = plan.resource("SecurityGroup", "hello-service");
      const loadBalancer = plan.resource("SecurityGroup", "ecs-load-balancer");

      assert.deepEqual(service.inputs, {
        vpcId: "vpc-1",
        description: "Service: requests from the load balancer, to HTTPS",
      });
      assert.deepEqual(plan.resource("hello-from-load-balancer-3000").inputs, {
        securityGroupId: service.id,
        referencedSecurityGroupId: loadBalancer.id,
        description: "Requests from the load balancer",
        ipProtocol: "tcp",
        fromPort: 3000,
        toPort: 3000,
      });
      assert.deepEqual(plan.resource("hello-load-balancer-to-service-3000").inputs, {
        securityGroupId: loadBalancer.id,
        referencedSecurityGroupId: service.id,
        description: "Requests to hello",
        ipProtocol: "tcp",
        fromPort: 3000,
        toPort: 3000,
      });
      assert.deepEqual(plan.resource("hello-to-https").inputs, {
        securityGroupId: service.id,
        description: "HTTPS to the image registry, CloudWatch Logs and other APIs",
        cidrIpv4: "0.0.0.0/0",
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
      });
      assert.equal(plan.ofType("SecurityGroupIngressRule").length, 2);
      assert.equal(plan.ofType("SecurityGroupEgressRule").length, 2);
    });

    it("allow the connections of a list besides, each by a rule that is named for it", async () => {
      const egress: Egress = [
        { port: 5432, cidr: "10.1.0.0/16" },
        { port: 53, cidr: "192.0.2.53/32", protocol: "udp" },
      ];
      const plan = await planOfService({ service: { egress } });
      const securityGroupId = plan.resource("SecurityGroup", "hello-service").id;
      assert.deepEqual(plan.resource("hello-to-tcp-5432-10.1.0.0-16").inputs, {
        securityGroupId,
        description: "Port 5432 of 10.1.0.0/16",
        cidrIpv4: "10.1.0.0/16",
        ipProtocol: "tcp",
        fromPort: 5432,
        toPort: 5432,
      });
      assert.deepEqual(plan.resource("hello-to-udp-53-192.0.2.53-32").inputs, {
        securityGroupId,
        description: "Port 53 of 192.0.2.53/32",
        cidrIpv4: "192.0.2.53/32",
        ipProtocol: "udp",
        fromPort: 53,
        toPort: 53,
      });
      assert.equal(plan.ofType("SecurityGroupEgressRule").length, 4);
    });

    it("allow all connections by one rule", async () => {
      const plan = await planOfService({ service: { egress: "any" } });
      assert.deepEqual(plan.resource("hello-to-anywhere").inputs, {
        securityGroupId: plan.resource("SecurityGroup", "hello-service").id,
        description: "Anything to anywhere",
        cidrIpv4: "0.0.0.0/0",
        ipProtocol: "-1",
      });
      assert.equal(plan.ofType("SecurityGroupEgressRule").length, 2);
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
