import assert from "node:assert/strict";
import { EcsCluster, FargateService, LoadBalancer } from "../../../components/ecs";
import { type ServiceDeployment, shiftsRequests } from "../../../components/service-deployment";
import { json, planOf as planOfProgram, type RecordedPlan } from "../../support/plan";
import { description, network, planOfService, planOfServices } from "./a-service";

const planOf = (deployment: ServiceDeployment, service: object = {}) =>
  planOfService({ service: { deployment, ...service } });

const ecsService = (plan: RecordedPlan) => plan.resource("ecs/service:Service", "hello-service");

describe("deployments of a FargateService", () => {
  describe("canary", () => {
    it("shifts requests between two target groups by the rule of the route, with a rule of test traffic before it", async () => {
      const plan = await planOf({ strategy: "canary", percent: 20, bakeMinutes: 10 });
      const target = plan.resource("TargetGroup", "hello-target");
      const second = plan.resource("TargetGroup", "hello-second");
      const production = plan.resource("ListenerRule", "ecs-route-100");
      const test = plan.resource("ListenerRule", "ecs-route-99");
      const { inputs } = ecsService(plan);
      assert.deepEqual(inputs.loadBalancers, [
        {
          targetGroupArn: target.outputs.arn,
          containerName: "hello",
          containerPort: 8080,
          advancedConfiguration: {
            alternateTargetGroupArn: second.outputs.arn,
            productionListenerRule: production.outputs.arn,
            testListenerRule: test.outputs.arn,
            roleArn: plan.resource("iam/role:Role", "hello-load-balancer").outputs.arn,
          },
        },
      ]);
      assert.deepEqual(second.inputs, target.inputs);
      assert.deepEqual(
        [production, test].map(({ inputs: { priority, conditions, actions } }) => ({
          priority,
          conditions,
          actions,
        })),
        [
          {
            priority: 100,
            conditions: [{ pathPattern: { values: ["/*"] } }],
            actions: [{ type: "forward", targetGroupArn: target.outputs.arn }],
          },
          {
            priority: 99,
            conditions: [
              { pathPattern: { values: ["/*"] } },
              { httpHeader: { httpHeaderName: "x-test-deployment", values: ["hello"] } },
            ],
            actions: [{ type: "forward", targetGroupArn: second.outputs.arn }],
          },
        ],
      );
      assert.deepEqual(
        [production, test].map(({ ignoreChanges }) => ignoreChanges),
        [["actions"], ["actions"]],
      );
    });

    it("lets ECS alone assume a role with the AWS managed policy for it, before the service is created", async () => {
      const plan = await planOf({ strategy: "canary" });
      assert.deepEqual(json(plan.resource("iam/role:Role", "hello-load-balancer").inputs.assumeRolePolicy), {
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Principal: { Service: "ecs.amazonaws.com" }, Action: "sts:AssumeRole" },
        ],
      });
      const attachment = plan.resource("RolePolicyAttachment", "hello-load-balancer");
      assert.equal(
        attachment.inputs.policyArn,
        "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers",
      );
      const { dependencies } = ecsService(plan);
      const rules = ["ecs-route-100", "ecs-route-99"].map((name) => plan.resource("ListenerRule", name).urn);
      assert.deepEqual(
        [attachment.urn, ...rules].filter((urn) => !dependencies.includes(urn)),
        [],
      );
    });

    it("has another pair of target groups behind CloudFront, since one belongs to one load balancer", async () => {
      const plan = await planOfProgram(() => {
        const cluster = new EcsCluster("ecs");
        const loadBalancer = new LoadBalancer("ecs", { network, cloudFront: true });
        const service = { ...description, deployment: { strategy: "canary" as const } };
        new FargateService("hello", { cluster, loadBalancer, service });
      });
      const names = plan.resources
        .filter(({ type }) => type === "aws:lb/targetGroup:TargetGroup")
        .map(({ name }) => name);
      assert.deepEqual(names.sort(), ["hello-orig-2", "hello-origin"]);
    });
  });

  const configurations: { deployment: ServiceDeployment; configuration: object; minutes: number }[] = [
    { deployment: {}, configuration: { strategy: "ROLLING" }, minutes: 20 },
    { deployment: { strategy: "external" }, configuration: { strategy: "ROLLING" }, minutes: 20 },
    {
      deployment: { strategy: "blue-green" },
      configuration: { strategy: "BLUE_GREEN", bakeTimeInMinutes: "5" },
      minutes: 25,
    },
    {
      deployment: { strategy: "canary", percent: 1, bakeMinutes: 30 },
      configuration: {
        strategy: "CANARY",
        bakeTimeInMinutes: "30",
        canaryConfiguration: { canaryPercent: 1, canaryBakeTimeInMinutes: "30" },
      },
      minutes: 80,
    },
    {
      deployment: { strategy: "linear", percent: 30, bakeMinutes: 3 },
      configuration: {
        strategy: "LINEAR",
        bakeTimeInMinutes: "3",
        linearConfiguration: { stepPercent: 30, stepBakeTimeInMinutes: "3" },
      },
      minutes: 32,
    },
    {
      deployment: { strategy: "blue-green", bakeMinutes: 0, approve: true },
      configuration: {
        strategy: "BLUE_GREEN",
        bakeTimeInMinutes: "0",
        lifecycleHooks: [
          {
            targetType: "PAUSE",
            lifecycleStages: ["POST_TEST_TRAFFIC_SHIFT"],
            timeoutConfiguration: { action: "ROLLBACK", timeoutInMinutes: "60" },
          },
        ],
      },
      minutes: 80,
    },
  ];

  for (const { deployment, configuration, minutes } of configurations) {
    const { strategy = "rolling" } = deployment;
    it(`${strategy} ${JSON.stringify(deployment)}: waits ${minutes} min, and Ctrl-C rolls back`, async () => {
      const service = ecsService(await planOf(deployment));
      const { inputs, customTimeouts } = service;
      assert.deepEqual(inputs.deploymentConfiguration, configuration);
      assert.deepEqual(
        [inputs.deploymentCircuitBreaker, inputs.waitForSteadyState, inputs.sigintRollback],
        [{ enable: true, rollback: true }, true, true],
      );
      assert.equal(customTimeouts?.update, minutes * 60);
      assert.equal((inputs.alarms as { enable: boolean }).enable, shiftsRequests({ strategy }));
      assert.deepEqual(service.ignoreChanges, strategy === "external" ? ["taskDefinition"] : []);
    });
  }

  describe("alarms", () => {
    const metric = (metricName: string, stat: string, group: string, plan: RecordedPlan) => ({
      namespace: "AWS/ApplicationELB",
      metricName,
      stat,
      period: 60,
      dimensions: {
        LoadBalancer: plan.resource("loadBalancer:LoadBalancer", "ecs-load-balancer").outputs.arnSuffix,
        TargetGroup: plan.resource("TargetGroup", group).outputs.arnSuffix,
      },
    });
    const firstQuery = (inputs: Record<string, unknown> | undefined) =>
      Array.isArray(inputs?.metricQueries) ? inputs.metricQueries[0] : undefined;
    const rate = (n: number) => `IF(FILL(requests${n}, 0) > 0, 100 * FILL(errors${n}, 0) / requests${n}, 0)`;

    it("roll a rolling deployment back by their names, with their thresholds", async () => {
      const plan = await planOf({
        alarms: ["errors", "unhealthy", "latency"],
        errorPercent: 2,
        latencyMilliseconds: 250,
      });
      const names = ["errors", "unhealthy", "latency"].map((alarm) => `hello-deployment-${alarm}`);
      const alarms = names.map((name) => plan.resource("MetricAlarm", name));
      assert.deepEqual(ecsService(plan).inputs.alarms, {
        enable: true,
        rollback: true,
        alarmNames: alarms.map(({ outputs }) => outputs.name),
      });
      const [errors, unhealthy, latency] = alarms.map(({ inputs }) => inputs);
      const label = "more than 2 % of the responses are 500 to 599";
      assert.deepEqual(errors, {
        alarmDescription: `Rolls a deployment of hello back: ${label}`,
        comparisonOperator: "GreaterThanThreshold",
        threshold: 2,
        evaluationPeriods: 3,
        datapointsToAlarm: 2,
        treatMissingData: "notBreaching",
        metricQueries: [
          {
            id: "errors1",
            metric: metric("HTTPCode_Target_5XX_Count", "Sum", "hello-target", plan),
            returnData: false,
          },
          { id: "requests1", metric: metric("RequestCount", "Sum", "hello-target", plan), returnData: false },
          { id: "figure1", expression: rate(1), returnData: false },
          { id: "worst", expression: "MAX([figure1])", label, returnData: true },
        ],
      });
      assert.deepEqual(
        [unhealthy, latency].map((inputs) => [inputs?.threshold, inputs?.datapointsToAlarm]),
        [
          [0, 3],
          [0.25, 2],
        ],
      );
      assert.deepEqual(firstQuery(unhealthy), {
        id: "unhealthy1",
        metric: metric("UnHealthyHostCount", "Maximum", "hello-target", plan),
        returnData: false,
      });
      assert.deepEqual(firstQuery(latency), {
        id: "latency1",
        metric: metric("TargetResponseTime", "p99", "hello-target", plan),
        returnData: false,
      });
    });

    it("take the worse figure of two target groups", async () => {
      const plan = await planOf({ strategy: "canary", alarms: ["errors"] });
      const { metricQueries } = plan.resource("MetricAlarm", "hello-deployment-errors").inputs;
      const queries = metricQueries as { id: string; expression?: string; metric?: object }[];
      assert.deepEqual(
        queries.map(({ id, expression }) => expression ?? id),
        ["errors1", "requests1", rate(1), "errors2", "requests2", rate(2), "MAX([figure1, figure2])"],
      );
      assert.deepEqual(queries[3]?.metric, metric("HTTPCode_Target_5XX_Count", "Sum", "hello-second", plan));
    });
  });

  it("keeps both target groups with rolling where the service is to change its strategy", async () => {
    const plan = await planOf({ secondTargetGroup: true });
    const { inputs } = ecsService(plan);
    assert.deepEqual(inputs.deploymentConfiguration, { strategy: "ROLLING" });
    const [{ advancedConfiguration }] = inputs.loadBalancers as [{ advancedConfiguration: object }];
    assert.deepEqual(Object.keys(advancedConfiguration).sort(), [
      "alternateTargetGroupArn",
      "productionListenerRule",
      "roleArn",
      "testListenerRule",
    ]);
  });

  it("has the command that approves, of this service's deployment alone", async () => {
    const plan = await planOfProgram(() => {
      const cluster = new EcsCluster("ecs");
      const loadBalancer = new LoadBalancer("ecs", { network });
      const deployment = { strategy: "canary" as const, approve: true };
      const { approval } = new FargateService("hello", {
        cluster,
        loadBalancer,
        service: { ...description, deployment },
      });
      return { approval };
    });
    const service = String(ecsService(plan).outputs.name);
    const cluster = String(plan.resource("ecs-cluster").outputs.name);
    assert.equal(
      plan.outputs.approval,
      `deployment=$(aws ecs list-service-deployments --cluster ${cluster} --service ${service} --status IN_PROGRESS --query 'serviceDeployments[0].serviceDeploymentArn' --output text) && ` +
        `hook=$(aws ecs describe-service-deployments --service-deployment-arns "$deployment" --query "serviceDeployments[0].lifecycleHookDetails[?status=='AWAITING_ACTION'].hookId | [0]" --output text) && ` +
        'aws ecs continue-service-deployment --service-deployment-arn "$deployment" --hook-id "$hook" --action CONTINUE',
    );
  });

  describe("refuses, all at once,", () => {
    const refusals: { title: string; service: object; lines: string[] }[] = [
      {
        title: "what rolling doesn't have",
        service: { deployment: { percent: 10, bakeMinutes: 5, approve: true } },
        lines: [
          "service.deployment.percent is 10: must be left out with strategy rolling: only canary and linear have it",
          "service.deployment.bakeMinutes is 5: must be left out with strategy rolling: ECS computes the time from the alarms",
          "service.deployment.approve is true: must be false but with blue-green, canary or linear, which have something to wait with",
        ],
      },
      {
        title: "figures that ECS doesn't have, and no alarms",
        service: {
          deployment: {
            strategy: "linear",
            percent: 2,
            bakeMinutes: 1441,
            alarms: [],
            errorPercent: 0,
            latencyMilliseconds: 0,
            secondTargetGroup: false,
          },
        },
        lines: [
          "service.deployment.percent is 2: must be a whole number from 3 to 100",
          "service.deployment.bakeMinutes is 1441: must be a whole number from 0 to 1440",
          "service.deployment.secondTargetGroup is false: must be left out with strategy linear",
          "service.deployment.alarms is empty: must have at least one with strategy linear, which without them rolls nothing back that starts",
          "service.deployment.errorPercent is 0: must be a whole number from 1 to 100",
          "service.deployment.latencyMilliseconds is 0: must be a whole number from 1 to 60000",
        ],
      },
      {
        title: "several routes, logins, and scaling by the requests of one target group",
        service: {
          deployment: { strategy: "canary" },
          routes: [
            { path: "/a", priority: 1 },
            { path: "/b", priority: 5 },
          ],
          scaling: { min: 1, max: 2, requestsPerTask: 100 },
        },
        lines: [
          "service.routes has 2 routes: must be one with service.deployment.strategy canary, which has two target groups, since ECS shifts one listener rule",
          "service.scaling.requestsPerTask is 100: must be left out with service.deployment.strategy canary, which has two target groups: its metric is of one of them. cpuPercent counts the tasks of both",
          "service.routes[0].priority is 1: must be one with a free one before it, for the rule of test traffic: no rule comes before it",
        ],
      },
      {
        title: "a service that receives no requests",
        service: { deployment: { strategy: "blue-green" }, exposure: "none", routes: undefined },
        lines: [
          "service.deployment.alarms need the load balancer's requests: must be left out",
          'service.exposure is "none": must be public with service.deployment.strategy blue-green, which has two target groups: it shifts the load balancer\'s requests',
        ],
      },
      {
        title: "a command of the stack before deployments of a pipeline",
        service: { deployment: { strategy: "external" }, before: { command: ["migrate"] } },
        lines: [
          "service.before runs when the stack deploys: must be left out with service.deployment.strategy external",
        ],
      },
    ];

    for (const { title, service, lines } of refusals) {
      it(title, async () => {
        await assert.rejects(planOfService({ service }), {
          message: [
            'Invalid arguments for FargateService "hello":',
            ...lines.map((line) => `  - ${line}`),
          ].join("\n"),
        });
      });
    }

    it("a priority whose predecessor is another service's", async () => {
      const plan = planOfServices({
        first: { service: { routes: [{ path: "/first", priority: 7 }] } },
        second: {
          service: {
            routes: [{ path: "/second", priority: 8 }],
            deployment: { strategy: "canary" },
          },
        },
      });
      await assert.rejects(plan, {
        message:
          'Invalid arguments for FargateService "second":\n' +
          '  - service.routes[0].priority is 8: must be one with a free one before it, for the rule of test traffic: a route of service "first" has 7',
      });
    });
  });
});
