import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { nodeRoleName, nodeRoleWithoutPath, registerRolePath } from "../../components/role-path";
import { planOf } from "../support/plan";

describe("The path of a stack's roles", () => {
  const planned = planOf(
    () => {
      registerRolePath();
      new aws.iam.Role("hello", { assumeRolePolicy: "{}" }, { ignoreChanges: ["description"] });
      new aws.iam.Role("own", { assumeRolePolicy: "{}", path: "/teams/" });
      new aws.iam.Role("unset", { assumeRolePolicy: "{}", path: undefined });
      new aws.iam.Policy("policy", { policy: "{}" });
      new pulumi.ComponentResource("octo:index:Group", "group");
    },
    { project: "shop", stack: "dev" },
  );

  it("is of the project and the stack, and part of the ARN", async () => {
    const { inputs, outputs } = (await planned).resource("hello");
    assert.equal(inputs.path, "/shop/dev/");
    assert.match(String(outputs.arn), /^arn:aws:iam::000000000000:role\/shop\/dev\/hello-[0-9a-f]{7}$/);
    assert.match(String(outputs.name), /^hello-[0-9a-f]{7}$/);
    assert.equal((await planned).resource("unset").inputs.path, "/shop/dev/");
  });

  it("never replaces a role that exists, since that would replace its cluster", async () => {
    const { ignoreChanges } = (await planned).resource("hello");
    assert.deepEqual([...ignoreChanges].sort(), ["description", "path"]);
  });

  it("leaves a role its own path, and other resources as they are", async () => {
    const plan = await planned;
    assert.equal(plan.resource("own").inputs.path, "/teams/");
    assert.deepEqual(plan.resource("policy").inputs, { policy: "{}" });
    assert.deepEqual(plan.resource("policy").ignoreChanges, []);
  });

  it("isn't that of the role of EKS nodes, which Auto Mode finds by its name alone", async () => {
    const plan = await planOf(() => {
      registerRolePath();
      const opts = { transforms: [nodeRoleWithoutPath("shop-dev-eks")] };
      new aws.iam.Role("eks-nodeRole-role", { assumeRolePolicy: "{}" }, opts);
      new aws.iam.Role("eks-eksRole-role", { assumeRolePolicy: "{}" }, opts);
    });
    const nodes = plan.resource("eks-nodeRole-role");
    assert.equal(nodes.outputs.arn, "arn:aws:iam::000000000000:role/shop-dev-eks-nodes");
    assert.deepEqual([...new Set(nodes.ignoreChanges)].sort(), ["name", "path"]);
    assert.equal(plan.resource("eks-eksRole-role").inputs.path, "/aws-containers/dev/");
    assert.equal(plan.resource("eks-eksRole-role").inputs.name, undefined);
  });

  it("names the role of EKS nodes for the cluster, in at most 64 characters", () => {
    assert.equal(nodeRoleName("a".repeat(58)), `${"a".repeat(58)}-nodes`);
    const long = nodeRoleName("a".repeat(100));
    assert.match(long, /^a{49}-[0-9a-f]{8}-nodes$/);
    assert.equal(long.length, 64);
    assert.notEqual(nodeRoleName(`${"a".repeat(99)}b`), long);
  });
});
