import assert from "node:assert/strict";
import { json, type RecordedPlan } from "../../support/plan";
import { database, databaseSecretArn } from "../data/a-database";
import { planOfService } from "./a-service";

const token = "arn:aws:secretsmanager:us-east-1:111122223333:secret:token-AbCdEf";

describe("FargateService: data that listens in its network", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfService({ uses: () => [database()], service: { secrets: { TOKEN: token } } });
  });

  it("is reached on its port alone, from the tasks' security group, before the first task starts", () => {
    const group = plan.resource("ec2/securityGroup:SecurityGroup", "hello-service").id;
    const onPort = { ipProtocol: "tcp", fromPort: 5432, toPort: 5432 };
    assert.deepEqual(plan.resource("SecurityGroupEgressRule", "hello-to-db-5432").inputs, {
      securityGroupId: group,
      referencedSecurityGroupId: "sg-db",
      description: "Connections to db",
      ...onPort,
    });
    assert.deepEqual(plan.resource("SecurityGroupIngressRule", "db-from-hello-5432").inputs, {
      securityGroupId: "sg-db",
      referencedSecurityGroupId: group,
      description: "Connections from hello",
      ...onPort,
    });
    const dependencies = plan.dependenciesOf(plan.resource("ecs/service:Service", "hello-service"));
    for (const rule of ["hello-to-db-5432", "db-from-hello-5432"])
      assert.ok(dependencies.includes(rule), rule);
  });

  it("has its name and password in secret variables, among the service's own", () => {
    const { containerDefinitions } = plan.resource("TaskDefinition", "hello-task").inputs;
    const [container] = json(containerDefinitions) as { environment: object[]; secrets: object[] }[];
    assert.deepEqual(container?.secrets, [
      { name: "DB_PASSWORD", valueFrom: `${databaseSecretArn}:password::` },
      { name: "DB_USER", valueFrom: `${databaseSecretArn}:username::` },
      { name: "TOKEN", valueFrom: token },
    ]);
    assert.deepEqual(
      container?.environment.filter((variable) => "name" in variable && variable.name === "DB_HOST"),
      [{ name: "DB_HOST", value: "db.internal" }],
    );
  });

  it("has its secret read by the execution role, once, beside the service's own", () => {
    const { policy } = plan.resource("RolePolicy", "hello-execution").inputs;
    const { Statement } = json(policy) as { Statement: { Sid: string; Resource: unknown }[] };
    const resourcesOf = (sid: string) => Statement.find(({ Sid }) => Sid === sid)?.Resource;
    assert.deepEqual(resourcesOf("ReadSecrets"), [token, databaseSecretArn]);
    assert.deepEqual(resourcesOf("DecryptSecrets"), [
      "arn:aws:kms:us-east-1:111122223333:key/*",
      "arn:aws:kms:us-east-1:000000000000:key/*",
    ]);
  });

  it("can't set a variable that the service sets", async () => {
    await assert.rejects(
      planOfService({
        uses: () => [database()],
        service: { environment: { DB_PASSWORD: "x" } },
      }),
      /service\.environment\.DB_PASSWORD is set from service\.uses: must be left out/,
    );
  });
});
