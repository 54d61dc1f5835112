import assert from "node:assert/strict";
import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { fittedPolicies } from "../../../components/deploy-roles/fitted-policies";
import { json, planOf } from "../../support/plan";
import { permissions, planOfRoles } from "./described";

/** A statement whose JSON has so many characters. */
function statement(Sid: string, length: number): aws.iam.PolicyStatement {
  const least = { Sid, Effect: "Allow" as const, Action: "" };
  return { ...least, Action: "a".repeat(length - JSON.stringify(least).length) };
}

const policy = (room: number, ...Statement: aws.iam.PolicyStatement[]) => ({
  document: { Version: "2012-10-17" as const, Statement },
  room: pulumi.output(room),
});

/** The Sids of each policy's statements. */
async function sidsOf(policies: Parameters<typeof fittedPolicies>[1]): Promise<Record<string, string[]>> {
  const plan = await planOf(() => fittedPolicies("deploy", policies));
  return Object.fromEntries(
    Object.entries(plan.outputs).map(([name, text]) => [
      name,
      (json(text) as { Statement: { Sid: string }[] }).Statement.map(({ Sid }) => Sid),
    ]),
  );
}

describe("policies within what IAM allows", () => {
  it("keep their statements as long as there is room, to the last character", async () => {
    const both = { Version: "2012-10-17", Statement: [statement("A", 300), statement("B", 300)] };
    const { length } = JSON.stringify(both);
    assert.deepEqual(await sidsOf({ first: policy(length, ...both.Statement), second: policy(400) }), {
      first: ["A", "B"],
      second: [],
    });
    assert.deepEqual(await sidsOf({ first: policy(length - 1, ...both.Statement), second: policy(400) }), {
      first: ["A"],
      second: ["B"],
    });
  });

  it("are refused where none has room for a statement, by its name", async () => {
    await assert.rejects(
      sidsOf({ first: policy(600, statement("A", 300), statement("Large", 700)), second: policy(700) }),
      /The policies of deploy have no room for Large: IAM allows ten of 6,144 characters\. Name fewer components/,
    );
  });
});

describe("deploy roles of many components, long names and several regions", () => {
  const long = {
    state: {
      bucketArn: "arn:aws:s3:::octo-state",
      keyArn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    },
    regions: ["us-east-1", "eu-central-1"],
    hostedZoneIds: ["Z0123456789ABCDEFGHIJ"],
    project: "acme-platform-containers-production",
    stacks: ["feature-some-long-branch-name"],
    permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/boundary",
    components: [
      ...["network", "load-balancer", "logs", "registry", "ecs", "eks", "data", "alarms"],
      ...Array.from({ length: 12 }, (_, index) =>
        `notification-dispatcher-for-customers-${index}`.slice(-40),
      ),
    ],
  };

  it("allow the same, each statement once, in policies of as many characters as IAM allows", async () => {
    const plan = await planOfRoles(long);
    for (const { name, inputs } of plan.ofType("iam/policy:Policy")) {
      const { length } = JSON.stringify(json(inputs.policy));
      assert.ok(length <= 6144, `${name} has ${length} characters`);
    }
    const sids = (given: typeof plan, role: string) => permissions(given, role).map(({ Sid }) => Sid);
    const few = { ...long, components: ["ecs"], regions: ["us-east-1"], stacks: ["dev"], project: "shop" };
    for (const [role, ofFew] of [
      ["github-deploy-feature-some-long-branch-name", "github-deploy-dev"],
      ["github-preview", "github-preview"],
    ] as const) {
      const all = sids(plan, role);
      assert.equal(new Set(all).size, all.length);
      assert.deepEqual(all.sort(), sids(await planOfRoles(few), ofFew).sort());
    }
  });

  it("let no component with a name that no load balancer's begins with change one", async () => {
    const [change] = permissions(
      await planOfRoles({ stacks: ["dev"], components: ["ecs", "seventeen-letters"] }),
      "github-deploy-dev",
    ).filter(({ Sid }) => Sid === "ChangeLoadBalancers");
    const prefix = "arn:aws:elasticloadbalancing:*:000000000000:";
    assert.deepEqual(change?.Resource, [
      `${prefix}*/app/ecs-*`,
      `${prefix}*/net/ecs-*`,
      `${prefix}targetgroup/ecs-*`,
      `${prefix}targetgroup/seventeen-letters-*`,
    ]);
  });
});
