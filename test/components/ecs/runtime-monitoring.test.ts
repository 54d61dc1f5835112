import assert from "node:assert/strict";
import { json } from "../../support/plan";
import { repositoryArn } from "./a-service";
import { planOn } from "./on-instances";

const agent = "arn:aws:ecr:us-east-1:*:repository/aws-guardduty-agent-fargate";

describe("Runtime Monitoring on ECS", () => {
  it("is of a cluster by its tag, and of tasks on Fargate by the image of its sidecar", async () => {
    const plan = await planOn({ compute: "fargate", runtimeMonitoring: true }, { hello: {} });
    assert.deepEqual(plan.resource("ecs-cluster").inputs.tags, { GuardDutyManaged: "true" });
    const { Statement } = json(plan.resource("RolePolicy", "hello-execution").inputs.policy) as {
      Statement: { Sid: string; Resource: unknown }[];
    };
    const pulls = Statement.find(({ Sid }) => Sid === "PullImage");
    assert.deepEqual(pulls?.Resource, [repositoryArn, agent]);
  });

  it("is of instances by their tag and Systems Manager, without a sidecar", async () => {
    const plan = await planOn(
      { compute: "ec2", runtimeMonitoring: true, tags: { stack: "dev" } },
      { hello: {} },
    );
    assert.deepEqual(
      plan.resource("LaunchTemplate", "ecs-arm64").inputs.tagSpecifications,
      ["instance", "volume"].map((resourceType) => ({
        resourceType,
        tags: { stack: "dev", GuardDutyManaged: "true", Name: "ecs-arm64" },
      })),
    );
    assert.deepEqual(plan.resource("RolePolicyAttachment", "ecs-instances-managed").inputs, {
      role: plan.resource("iam/role:Role", "ecs-instances").outputs.name,
      policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    });
    const policy = JSON.stringify(plan.resource("RolePolicy", "hello-execution").inputs.policy);
    assert.ok(!policy.includes("guardduty"), policy);
  });

  it("is none by default", async () => {
    const plan = await planOn({ compute: "ec2" }, { hello: {} });
    assert.equal(plan.resource("ecs-cluster").inputs.tags, undefined);
    assert.deepEqual(
      plan.ofType("RolePolicyAttachment").map(({ name }) => name),
      ["ecs-instances"],
    );
  });
});
