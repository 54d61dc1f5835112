import assert from "node:assert/strict";
import { EksCluster, EksLoadBalancer, Workload } from "../../../components/eks";
import type { ServiceDescription } from "../../../components/service";
import { json, planOf, type RecordedPlan } from "../../support/plan";
import { resourcesOfData, variablesOfData, workerData } from "../data/worker-data";
import { described, network } from "./described";

function planOfWorkload(changes: Partial<ServiceDescription> = {}): Promise<RecordedPlan> {
  return planOf(() => {
    const service = described({ uses: workerData(), ...changes });
    const cluster = new EksCluster("eks", {
      clusterName: "shop",
      containerLogs: false,
      network,
      services: [service],
    });
    const loadBalancer = new EksLoadBalancer("eks", { cluster, services: { hello: service } });
    new Workload("hello", { cluster, loadBalancer, service });
  });
}

interface Variable {
  name: string;
  value?: unknown;
}

function variablesOf(plan: RecordedPlan): Variable[] {
  const { template } = plan.resource("hello-deployment").inputs.spec as {
    template: { spec: { containers: { env: Variable[] }[] } };
  };
  return template.spec.containers[0]?.env ?? [];
}

const region = (plan: RecordedPlan) => variablesOf(plan).filter(({ name }) => name === "AWS_REGION");

describe("Workload: the data that it uses", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfWorkload();
  });

  it("is in plain variables of its container, as on ECS, beside the region that Fargate sets itself", () => {
    assert.deepEqual(
      variablesOf(plan).filter(({ name }) => !["AWS_REGION", "PLATFORM", "PORT"].includes(name)),
      variablesOfData(plan),
    );
    assert.deepEqual(region(plan), [{ name: "AWS_REGION", value: "us-east-1" }]);
    assert.deepEqual(plan.ofType("core/v1:Secret"), []);
  });

  it("leaves a region that the service sets", async () => {
    const own = await planOfWorkload({ environment: { AWS_REGION: "eu-west-1" } });
    assert.deepEqual(region(own), [{ name: "AWS_REGION", value: "eu-west-1" }]);
  });

  it("is what its pods may read and write, before the first of them starts", () => {
    const { role, policy } = plan.resource("hello-permissions").inputs;
    assert.equal(role, plan.resource("hello-pod").outputs.name);
    const { Statement } = json(policy) as { Statement: { Resource: string[] }[] };
    assert.deepEqual(
      Statement.flatMap(({ Resource }) => Resource),
      resourcesOfData(plan),
    );
    const dependencies = plan.dependenciesOf(plan.resource("hello-deployment"));
    for (const name of ["hello-permissions", "hello-pod-identity"]) {
      assert.ok(dependencies.includes(name), name);
    }
  });

  it("grants nothing without data", async () => {
    const without = await planOfWorkload({ uses: [] });
    assert.deepEqual([region(without), without.ofType("PodIdentityAssociation")], [[], []]);
  });
});
