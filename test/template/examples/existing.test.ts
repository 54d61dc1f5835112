import assert from "node:assert/strict";
import type { PreviewOfStack } from "../../support/stack-preview";
import { type Deployed, DeployedServices } from "./deployed";
import { inputsOf, planOf } from "./plan-of-example";

describe("the example of what is there already", () => {
  let plan: PreviewOfStack;
  before(async () => {
    plan = await planOf("existing");
  });

  it("creates no network, no data, no certificate and no topic of its own", () => {
    const types = new Set(plan.steps.map(({ newState }) => newState.type));
    const own = /^(awsx:|aws:(acm|dynamodb|rds|route53|s3|sns|sqs)\/)/;
    assert.deepEqual(
      [...types].filter((type) => own.test(type)),
      [],
    );
    assert.equal(plan.outputs.alarmTopic, "arn:aws:sns:us-east-1:111122223333:on-call");
  });

  it("gives services the same variables as of data of the stack's own, on both platforms", () => {
    const services = new DeployedServices(plan, ["resize", "web"]);
    const { variables, secrets, databasePorts } = services.onEcs("web");
    assert.deepEqual(variables, {
      CATALOG_HOST: "shop.cluster-abcdefghijkl.us-east-1.rds.amazonaws.com",
      CATALOG_NAME: "catalog",
      CATALOG_PORT: "5432",
      CATALOG_READER_HOST: "shop.cluster-ro-abcdefghijkl.us-east-1.rds.amazonaws.com",
      ORDERS_TABLE: "orders",
      PORT: "8080",
      UPLOADS_BUCKET: "example-shop-uploads",
    });
    const secretArn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:catalog-AbCdEf";
    assert.deepEqual(secrets, {
      CATALOG_PASSWORD: `${secretArn}:password`,
      CATALOG_USER: `${secretArn}:username`,
    });
    assert.deepEqual(databasePorts, [5432]);
    // Pods have a rule for the whole VPC, whose range only AWS knows.
    const withoutPorts = (deployed: Deployed) => ({ ...deployed, databasePorts: [] });
    for (const name of ["resize", "web"]) {
      assert.deepEqual(withoutPorts(services.onEks(name)), withoutPorts(services.onEcs(name)), name);
    }
  });

  it("lets services on ECS, and the pods of EKS, into the database's security group, and changes nothing else of it", () => {
    const rules = inputsOf(plan, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").filter(
      ({ securityGroupId }) => securityGroupId === "sg-0123456789abcdef0",
    );
    assert.deepEqual(
      rules.map(({ fromPort, toPort, ipProtocol }) => [fromPort, toPort, ipProtocol]),
      [
        [5432, 5432, "tcp"],
        [5432, 5432, "tcp"],
      ],
    );
  });

  it("checks the service as slowly as it says, and opens its connections", () => {
    const groups = inputsOf(plan, "aws:lb/targetGroup:TargetGroup") as unknown as {
      healthCheck: { interval: number; unhealthyThreshold: number };
      deregistrationDelay: number;
    }[];
    assert.deepEqual(
      groups.map(({ healthCheck: { interval, unhealthyThreshold }, deregistrationDelay }) => [
        ...[interval, unhealthyThreshold, deregistrationDelay],
      ]),
      [[10, 3, 30]],
    );
    const egress = inputsOf(plan, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule").filter(
      ({ fromPort }) => fromPort === 8443,
    );
    assert.deepEqual(
      egress.map(({ cidrIpv4 }) => cidrIpv4),
      ["10.20.0.0/16"],
    );
  });
});
