import assert from "node:assert/strict";
import type { RecordedPlan } from "../../support/plan";
import { planOfService, planOfServices } from "./a-service";

describe("FargateService: routes", () => {
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
      conditions: [{ pathPattern: { values: ["/api/*"] } }, { hostHeader: { values: ["app.example.com"] } }],
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
