import assert from "node:assert/strict";
import { createData } from "../../components/data";
import { EcsCluster, FargateService } from "../../components/ecs";
import { EksCluster, EksLoadBalancer, Workload } from "../../components/eks";
import type { ServiceDescription } from "../../components/service";
import { json, planOf, type RecordedPlan } from "../support/plan";
import { network as ecsNetwork } from "./ecs/a-service";
import { described, network } from "./eks/described";

/** A worker that uses a bucket, a queue and a table, on both platforms. */
function planOfWorker(changes: Partial<ServiceDescription> = {}): Promise<RecordedPlan> {
  return planOf(() => {
    const data = createData(
      {
        uploads: { type: "bucket", notifies: "events" },
        events: { type: "queue" },
        orders: { type: "table" },
      },
      {},
    );
    const { routes: _, ...worker } = described({ exposure: "none", uses: Object.values(data), ...changes });
    const ecs = new EcsCluster("ecs");
    new FargateService("worker", { cluster: ecs, network: ecsNetwork, service: worker });
    const cluster = new EksCluster("eks", { clusterName: "shop", network, services: [worker] });
    const loadBalancer = new EksLoadBalancer("eks", { cluster, services: { worker } });
    new Workload("worker", { cluster, loadBalancer, service: worker });
  });
}

interface Variable {
  name: string;
  value: string;
}

function variablesOf(plan: RecordedPlan): { ecs: Variable[]; eks: Variable[] } {
  const [container] = json(plan.resource("TaskDefinition", "worker-task").inputs.containerDefinitions) as {
    environment: Variable[];
  }[];
  const { template } = plan.resource("worker-deployment").inputs.spec as {
    template: { spec: { containers: { env: Variable[] }[] } };
  };
  return { ecs: container?.environment ?? [], eks: template.spec.containers[0]?.env ?? [] };
}

const policies = (plan: RecordedPlan) =>
  plan.ofType("iam/rolePolicy:RolePolicy").filter(({ name }) => name === "worker-permissions");

describe("A service that uses data", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfWorker();
  });

  it("gets the same plain variables on ECS and EKS, and on EKS the region that Fargate sets", () => {
    const data = [
      { name: "EVENTS_QUEUE_URL", value: plan.resource("sqs/queue:Queue", "events-queue").outputs.url },
      { name: "ORDERS_TABLE", value: plan.theOne("dynamodb/table:Table").outputs.name },
    ];
    const bucket = { name: "UPLOADS_BUCKET", value: plan.theOne("s3/bucket:Bucket").outputs.bucket };
    assert.deepEqual(variablesOf(plan), {
      ecs: [...data, { name: "PLATFORM", value: "ecs" }, bucket],
      eks: [{ name: "AWS_REGION", value: "us-east-1" }, ...data, { name: "PLATFORM", value: "eks" }, bucket],
    });
    assert.deepEqual(plan.ofType("core/v1:Secret"), []);
    assert.deepEqual(plan.ofType("secretsmanager/secret:Secret"), []);
  });

  it("may do the same with it on ECS and EKS, by the role of its tasks and of its pods", () => {
    const [ecs, eks, ...others] = policies(plan);
    assert.ok(ecs && eks);
    assert.deepEqual(others, []);
    assert.deepEqual(
      [ecs.inputs.role, eks.inputs.role],
      [plan.resource("iam/role:Role", "worker-task").outputs.name, plan.resource("worker-pod").outputs.name],
    );
    assert.deepEqual(json(ecs.inputs.policy), json(eks.inputs.policy));
    const { Statement } = json(ecs.inputs.policy) as { Statement: { Resource: string[] }[] };
    const bucket = plan.theOne("s3/bucket:Bucket").outputs.arn;
    const table = plan.theOne("dynamodb/table:Table").outputs.arn;
    assert.deepEqual(
      Statement.flatMap(({ Resource }) => Resource).sort(),
      [
        bucket,
        `${bucket}/*`,
        plan.resource("sqs/queue:Queue", "events-queue").outputs.arn,
        table,
        `${table}/index/*`,
      ].sort(),
    );
  });

  it("starts after it has permission", () => {
    const service = plan.dependenciesOf(plan.resource("ecs/service:Service", "worker-service"));
    const deployment = plan.dependenciesOf(plan.resource("worker-deployment"));
    assert.ok(service.includes("worker-permissions"));
    assert.ok(deployment.includes("worker-permissions") && deployment.includes("worker-pod-identity"));
  });

  it("has its own permissions in the same policy", async () => {
    const permissions = [
      { actions: ["sns:Publish"], resources: ["arn:aws:sns:us-east-1:111122223333:news"] },
    ];
    for (const { inputs } of policies(await planOfWorker({ permissions }))) {
      const { Statement } = json(inputs.policy) as { Statement: { Action: string[] }[] };
      assert.deepEqual(Statement[0]?.Action, ["sns:Publish"]);
      assert.equal(Statement.length, 5);
    }
  });

  it("keeps a region of its own", async () => {
    const { eks } = variablesOf(await planOfWorker({ environment: { AWS_REGION: "eu-west-1" } }));
    assert.deepEqual(
      eks.filter(({ name }) => name === "AWS_REGION"),
      [{ name: "AWS_REGION", value: "eu-west-1" }],
    );
  });

  it("gets nothing without data, no role either", async () => {
    const without = await planOfWorker({ uses: [] });
    assert.deepEqual(
      variablesOf(without).eks.map(({ name }) => name),
      ["PLATFORM"],
    );
    assert.deepEqual([policies(without), without.ofType("PodIdentityAssociation")], [[], []]);
  });

  it("refuses variables that something else sets", async () => {
    await assert.rejects(planOfWorker({ environment: { ORDERS_TABLE: "mine" } }), {
      message:
        'Invalid arguments for FargateService "worker":\n' +
        "  - service.environment.ORDERS_TABLE is set from service.uses: must be left out",
    });
    const twice = () =>
      planOf(() => {
        const { orders } = createData(
          { orders: { type: "table", existing: "arn:aws:dynamodb:us-east-1:111122223333:table/a" } },
          {},
        );
        const uses = orders ? [orders, orders] : [];
        const { routes: _, ...service } = described({ exposure: "none", uses });
        new FargateService("worker", { cluster: new EcsCluster("ecs"), network: ecsNetwork, service });
      });
    await assert.rejects(twice, {
      message:
        'Invalid arguments for FargateService "worker":\n' +
        "  - service.uses[1] sets ORDERS_TABLE, which service.uses[0] sets too: must be left out or renamed",
    });
  });
});
