import assert from "node:assert/strict";
import type { DataSource } from "../../../components/data-source";
import { EksCluster, EksLoadBalancer, Workload } from "../../../components/eks";
import { json, planOf, type RecordedPlan } from "../../support/plan";
import { database, databaseSecretArn } from "../data/a-database";
import { described, network } from "./described";

function planOfWorkloads(uses: () => Record<string, DataSource[]>): Promise<RecordedPlan> {
  return planOf(() => {
    const services = Object.fromEntries(
      Object.entries(uses()).map(([name, used], index) => [
        name,
        described({ uses: used, routes: [{ path: "/*", priority: 100 + index }] }),
      ]),
    );
    const cluster = new EksCluster("eks", {
      clusterName: "shop",
      network,
      services: Object.values(services),
    });
    const loadBalancer = new EksLoadBalancer("eks", { cluster, services });
    for (const [name, service] of Object.entries(services)) {
      new Workload(name, { cluster, loadBalancer, service });
    }
  });
}

describe("Workload: data that listens in its network", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfWorkloads(() => {
      const db = database();
      return { hello: [db], orders: [db, database("cache", 6379)], web: [] };
    });
  });

  it("is reached from the security group of the pods, by one rule for all services", () => {
    const rules = plan.ofType("SecurityGroupIngressRule");
    assert.deepEqual(
      rules.map(({ name, inputs }) => [name, inputs.fromPort, inputs.toPort, inputs.securityGroupId]),
      [
        ["cache-from-eks-pods-6379", 6379, 6379, "sg-cache"],
        ["db-from-eks-pods-5432", 5432, 5432, "sg-db"],
      ],
    );
    const { securityGroupSelectorTerms } = plan.resource("eks-node-class").inputs.spec as {
      securityGroupSelectorTerms: { id: string }[];
    };
    for (const { inputs } of rules) {
      assert.equal(inputs.referencedSecurityGroupId, securityGroupSelectorTerms[0]?.id);
    }
    const dependencies = plan.dependenciesOf(plan.resource("hello-deployment"));
    assert.ok(dependencies.includes("db-from-eks-pods-5432"));
  });

  it("is reached by the pods of services that use it, and no others", () => {
    const egressOf = (name: string) => {
      const { egress } = plan.resource(`${name}-network-policy`).inputs.spec as {
        egress: { to?: { ipBlock?: { cidr: string } }[]; ports: { port: unknown }[] }[];
      };
      return egress.filter(({ to = [] }) => to.some(({ ipBlock }) => ipBlock?.cidr === "10.0.0.0/20"));
    };
    const to = ["10.0.0.0/20", "10.0.32.0/20"].map((cidr) => ({ ipBlock: { cidr } }));
    const onPort = (port: number) => ({ to, ports: [{ protocol: "TCP", port }] });
    assert.deepEqual(egressOf("hello"), [onPort(5432)]);
    assert.deepEqual(egressOf("orders"), [onPort(5432), onPort(6379)]);
    assert.deepEqual(egressOf("web"), []);
  });

  it("has its name and password in secret variables, of one secret that is mounted once", () => {
    const { spec, metadata } = plan.resource("hello-secrets").inputs as {
      metadata: { name: string };
      spec: { parameters: { objects: string }; secretObjects: object[] };
    };
    const key = (name: string, objectAlias: string) => ({
      path: `"${name}" && to_string("${name}")`,
      objectAlias,
    });
    assert.deepEqual(JSON.parse(spec.parameters.objects), [
      {
        objectName: databaseSecretArn,
        objectType: "secretsmanager",
        objectAlias: "DB_PASSWORD.json",
        jmesPath: [key("password", "DB_PASSWORD"), key("username", "DB_USER")],
      },
    ]);
    assert.deepEqual(spec.secretObjects, [
      {
        secretName: metadata.name,
        type: "Opaque",
        data: ["DB_PASSWORD", "DB_USER"].map((name) => ({ objectName: name, key: name })),
      },
    ]);
    const { template } = plan.resource("hello-deployment").inputs.spec as {
      template: { spec: { containers: { env: { name: string }[] }[] } };
    };
    const names = template.spec.containers[0]?.env.map(({ name }) => name) ?? [];
    for (const name of ["DB_HOST", "DB_PASSWORD", "DB_USER"]) assert.ok(names.includes(name), name);
  });

  it("has its secret read by the pods' role", () => {
    const { policy } = plan.resource("hello-read-secrets").inputs;
    const { Statement } = json(policy) as { Statement: { Sid: string; Resource: unknown }[] };
    assert.deepEqual(Statement.find(({ Sid }) => Sid === "ReadSecrets")?.Resource, [databaseSecretArn]);
  });

  it("needs the store of secrets where no service has secrets of its own", async () => {
    assert.equal(plan.ofType("eks/addon:Addon").filter(({ name }) => name === "eks-secrets-store").length, 1);
  });
});
