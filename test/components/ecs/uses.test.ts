import assert from "node:assert/strict";
import { existingTable } from "../../../components/data";
import { json, type RecordedPlan } from "../../support/plan";
import { resourcesOfData, variablesOfData, workerData } from "../data/worker-data";
import { planOfService } from "./a-service";

interface Statement {
  Action: string[];
  Resource: string[];
}

function statementsOf(plan: RecordedPlan): Statement[] {
  const { policy } = plan.resource("hello-permissions").inputs;
  return (json(policy) as { Statement: Statement[] }).Statement;
}

describe("FargateService: the data that it uses", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfService({ uses: workerData });
  });

  it("is in plain variables of its container", () => {
    const { containerDefinitions } = plan.resource("TaskDefinition", "hello-task").inputs;
    const [container] = json(containerDefinitions) as { environment: { name: string }[]; secrets?: object }[];
    assert.deepEqual(
      container?.environment.filter(({ name }) => !["GREETING", "PLATFORM", "PORT"].includes(name)),
      variablesOfData(plan),
    );
    assert.equal(container?.secrets, undefined);
    assert.deepEqual(plan.ofType("secretsmanager/secret:Secret"), []);
  });

  it("is what the task role may read and write, before the first task starts", () => {
    assert.equal(
      plan.resource("hello-permissions").inputs.role,
      plan.resource("iam/role:Role", "hello-task").outputs.name,
    );
    assert.deepEqual(
      statementsOf(plan).flatMap(({ Resource }) => Resource),
      resourcesOfData(plan),
    );
    const service = plan.resource("ecs/service:Service", "hello-service");
    assert.ok(plan.dependenciesOf(service).includes("hello-permissions"));
  });

  it("comes after its own permissions in the same policy", async () => {
    const permissions = [
      { actions: ["sns:Publish"], resources: ["arn:aws:sns:us-east-1:111122223333:news"] },
    ];
    const statements = statementsOf(await planOfService({ service: { permissions }, uses: workerData }));
    assert.deepEqual(statements[0]?.Action, ["sns:Publish"]);
    assert.deepEqual(statements.slice(1), statementsOf(plan));
  });

  it("grants nothing without data", async () => {
    const without = await planOfService();
    assert.ok(!without.resources.some(({ name }) => name === "hello-permissions"));
  });

  it("sets variables that nothing else sets", async () => {
    const refusal = (error: string) => ({
      message: `Invalid arguments for FargateService "hello":\n  - ${error}`,
    });
    await assert.rejects(
      planOfService({ service: { environment: { ORDERS_TABLE: "mine" } }, uses: workerData }),
      refusal("service.environment.ORDERS_TABLE is set from service.uses: must be left out"),
    );
    const orders = () => existingTable("orders", "arn:aws:dynamodb:us-east-1:111122223333:table/a");
    await assert.rejects(
      planOfService({ uses: () => [orders(), orders()] }),
      refusal(
        "service.uses[1] sets ORDERS_TABLE, which service.uses[0] sets too: must be left out or renamed",
      ),
    );
  });
});
