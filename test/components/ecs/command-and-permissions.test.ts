import assert from "node:assert/strict";
import type { ServiceDescription } from "../../../components/service";
import { json, type RecordedPlan } from "../../support/plan";
import { planOfService } from "./a-service";

const managed = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
const own = "arn:aws:iam::111122223333:policy/teams/shop/orders";
const statement = {
  actions: ["dynamodb:GetItem", "dynamodb:Query"],
  resources: ["arn:aws:dynamodb:us-east-1:111122223333:table/orders"],
  conditions: { StringEquals: { "dynamodb:LeadingKeys": ["shop"] } },
};

function containerOf(plan: RecordedPlan): { command?: string[]; mountPoints: object[] } {
  const { containerDefinitions } = plan.resource("TaskDefinition", "hello-task").inputs;
  const [container] = json(containerDefinitions) as { command?: string[]; mountPoints: object[] }[];
  assert.ok(container);
  return container;
}

const volumesOf = (plan: RecordedPlan) => plan.resource("TaskDefinition", "hello-task").inputs.volumes;

describe("FargateService: what its container runs and writes", () => {
  it("is the image's own command unless the description has one, passed on as it is", async () => {
    const command = ["node", "server.js", "--price=$5", "$(HOME)"];
    assert.equal(containerOf(await planOfService()).command, undefined);
    assert.deepEqual(containerOf(await planOfService({ service: { command } })).command, command);
  });

  it("is a volume for each writable directory, in any order of the description", async () => {
    const expected = {
      volumes: [{ name: "tmp" }, { name: "var-cache-nginx-447d5b2b" }],
      mountPoints: [
        { sourceVolume: "tmp", containerPath: "/tmp", readOnly: false },
        { sourceVolume: "var-cache-nginx-447d5b2b", containerPath: "/var/cache/nginx", readOnly: false },
      ],
    };
    const orders = [
      ["/tmp", "/var/cache/nginx"],
      ["/var/cache/nginx", "/tmp"],
    ];
    for (const writablePaths of orders) {
      const plan = await planOfService({ service: { writablePaths } });
      assert.deepEqual(volumesOf(plan), expected.volumes);
      assert.deepEqual(containerOf(plan).mountPoints, expected.mountPoints);
    }
  });

  it("is nothing at all without writable directories", async () => {
    const plan = await planOfService({ service: { writablePaths: [] } });
    assert.deepEqual(volumesOf(plan), []);
    assert.deepEqual(containerOf(plan).mountPoints, []);
  });

  it("has the volumes of ECS Exec besides its own", async () => {
    const plan = await planOfService({ service: { writablePaths: ["/data"] }, args: { exec: true } });
    assert.deepEqual(volumesOf(plan), [
      { name: "data" },
      { name: "managed-agents" },
      { name: "ssm-lib" },
      { name: "ssm-log" },
    ]);
  });
});

describe("FargateService: its permissions", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfService({ service: { permissions: [managed, statement, own] } });
  });

  it("are those of the task role, before the first task starts", () => {
    const { name: role } = plan.resource("iam/role:Role", "hello-task").outputs;
    assert.deepEqual(plan.resource("hello-aws-AmazonS3ReadOnlyAccess").inputs, { role, policyArn: managed });
    assert.deepEqual(plan.resource("hello-111122223333-teams-shop-orders").inputs, { role, policyArn: own });
    const policy = plan.resource("hello-permissions").inputs;
    assert.equal(policy.role, role);
    assert.deepEqual(json(policy.policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["dynamodb:GetItem", "dynamodb:Query"],
          Resource: ["arn:aws:dynamodb:us-east-1:111122223333:table/orders"],
          Condition: { StringEquals: { "dynamodb:LeadingKeys": ["shop"] } },
        },
      ],
    });
    const service = plan.resource("ecs/service:Service", "hello-service");
    const dependencies = plan.dependenciesOf(service);
    for (const name of ["hello-permissions", "hello-aws-AmazonS3ReadOnlyAccess"]) {
      assert.ok(dependencies.includes(name), name);
    }
  });

  const invalid: { change: Partial<ServiceDescription>; error: string }[] = [
    { change: { command: [] }, error: "service.command has 0 arguments: must have 1 to 100, or be left out" },
    {
      change: { writablePaths: ["tmp"] },
      error:
        'service.writablePaths[0] is "tmp": must be an absolute path such as /var/cache, of letters, digits, dots, underscores and hyphens',
    },
    {
      change: { writablePaths: ["/proc/sys"] },
      error: 'service.writablePaths[0] is "/proc/sys": must be outside of /proc, /sys, /dev',
    },
    {
      change: { writablePaths: ["/a/../etc"] },
      error: 'service.writablePaths[0] is "/a/../etc": must be a path without . and .. as directories',
    },
    {
      change: { writablePaths: ["/tmp", "/tmp/x"] },
      error: 'service.writablePaths[1] is "/tmp/x": must be outside of /tmp, which is writable already',
    },
    {
      change: { permissions: ["AmazonS3ReadOnlyAccess"] },
      error:
        'service.permissions[0] is "AmazonS3ReadOnlyAccess": must be the ARN of a managed policy, or a statement with actions and resources',
    },
    {
      change: { permissions: [managed, managed] },
      error: `service.permissions[1] is "${managed}": must be unique, but service.permissions[0] is the same`,
    },
    {
      change: { permissions: [{ actions: ["GetItem"], resources: [] }] },
      error: "service.permissions[0].resources is empty: must have at least one ARN",
    },
    {
      change: { permissions: [{ actions: ["GetItem"], resources: ["orders"] }] },
      error: 'service.permissions[0].actions[0] is "GetItem": must be an action such as s3:GetObject',
    },
  ];
  for (const { change, error } of invalid) {
    it(`are refused early: ${error}`, async () => {
      await assert.rejects(planOfService({ service: change }), (thrown: Error) => {
        assert.match(thrown.message, /^Invalid arguments for FargateService "hello":/m);
        assert.ok(thrown.message.includes(`\n  - ${error}`), thrown.message);
        return true;
      });
    });
  }
});
