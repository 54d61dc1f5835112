import assert from "node:assert/strict";
import type { PreviewOfStack } from "../../support/stack-preview";
import { planOf } from "./plan-of-example";

describe("the example of services that call one another", () => {
  let plan: PreviewOfStack;
  before(async () => {
    plan = await planOf("services");
  });

  const one = (type: string, name: string) => {
    const steps = plan.steps.filter(
      ({ newState, urn }) => newState.type === type && urn.endsWith(`::${name}`),
    );
    assert.equal(steps.length, 1, `${type} ${name}`);
    return steps[0]?.newState.inputs ?? {};
  };
  const names = ["mail", "orders", "payments", "stock", "web"];

  /** The variables, the port and the callers of each service on ECS. */
  const onEcs = () => {
    const rules = plan.steps.flatMap(({ newState: { type, inputs } }) =>
      type === "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule" ? [inputs] : [],
    );
    const groupId = new Map(
      names.map((name) => {
        const { networkConfiguration } = one("aws:ecs/service:Service", `${name}-service`);
        return [name, (networkConfiguration as { securityGroups: string[] }).securityGroups[0]];
      }),
    );
    return names.map((name) => {
      const { containerDefinitions } = one("aws:ecs/taskDefinition:TaskDefinition", `${name}-task`);
      const [{ environment, secrets = [], portMappings = [] }] = JSON.parse(String(containerDefinitions));
      const into = rules.filter(({ securityGroupId }) => securityGroupId === groupId.get(name));
      return {
        name,
        environment: environment.filter((variable: { name: string }) => variable.name !== "PLATFORM"),
        secrets: secrets.map((variable: { name: string }) => variable.name),
        ports: portMappings.map(({ containerPort }: { containerPort: number }) => containerPort),
        isPublic: into.some(({ description }) => description === "Requests from the load balancer"),
        callers: names.filter((caller) =>
          into.some(({ referencedSecurityGroupId }) => referencedSecurityGroupId === groupId.get(caller)),
        ),
      };
    });
  };

  /** The same on EKS. */
  const onEks = () => {
    const ingress = JSON.stringify(one("kubernetes:networking.k8s.io/v1:Ingress", "eks-ingress"));
    return names.map((name) => {
      const { spec } = one("kubernetes:apps/v1:Deployment", `${name}-deployment`) as unknown as Deployment;
      const [container] = spec.template.spec.containers;
      const policy = JSON.stringify(
        (
          one("kubernetes:networking.k8s.io/v1:NetworkPolicy", `${name}-network-policy`) as {
            spec: { ingress: object };
          }
        ).spec.ingress,
      );
      return {
        name,
        environment: container?.env.filter(({ name, value }) => name !== "PLATFORM" && value !== undefined),
        secrets: container?.env.flatMap(({ name, value }) => (value === undefined ? [name] : [])),
        ports: (container?.ports ?? []).map(({ containerPort }) => containerPort),
        isPublic: ingress.includes(`"name":"${name}"`),
        callers: names.filter((caller) => policy.includes(`"app.kubernetes.io/name":"${caller}"`)),
      };
    });
  };

  interface Deployment {
    spec: {
      template: {
        spec: {
          containers: { env: { name: string; value?: string }[]; ports?: { containerPort: number }[] }[];
        };
      };
    };
  }

  it("means the same on both platforms: variables, ports, and who reaches whom", () => {
    const port = (value: string) => ({ name: "PORT", value });
    const expected = [
      { name: "mail", environment: [], secrets: [], ports: [], isPublic: false, callers: [] },
      {
        name: "orders",
        environment: [
          { name: "PAYMENTS_URL", value: "http://payments" },
          port("9000"),
          { name: "STOCK_URL", value: "tcp://stock:7000" },
        ],
        secrets: ["API_KEY", "DB_PASSWORD"],
        ports: [9000],
        isPublic: false,
        callers: ["web"],
      },
      {
        name: "payments",
        environment: [port("8080")],
        secrets: [],
        ports: [8080],
        isPublic: false,
        callers: ["orders"],
      },
      {
        name: "stock",
        environment: [port("7000")],
        secrets: [],
        ports: [7000],
        isPublic: false,
        callers: ["orders"],
      },
      {
        name: "web",
        environment: [{ name: "ORDERS_URL", value: "http://orders" }, port("8080")],
        secrets: [],
        ports: [8080],
        isPublic: true,
        callers: [],
      },
    ];
    assert.deepEqual(onEcs(), expected);
    assert.deepEqual(onEks(), expected);
  });

  it("has the address of the public service alone", () => {
    const { ecsUrls, eksUrls } = plan.outputs as { ecsUrls: object; eksUrls: object };
    assert.deepEqual([Object.keys(ecsUrls), Object.keys(eksUrls)], [["web"], ["web"]]);
  });
});
