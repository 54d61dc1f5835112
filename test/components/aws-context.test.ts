import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { awsContextOf } from "../../components/aws-context";
import { EcsCluster } from "../../components/ecs";
import { planOf } from "../support/plan";

describe("The context of a component", () => {
  it("is where its provider is, not where the stack's default is", async () => {
    const { outputs } = await planOf(() => {
      const provider = new aws.Provider("aws", { region: "cn-north-1" });
      const cluster = new EcsCluster("ecs", {}, { providers: [provider] });
      return { ofCluster: cluster.context, looked: awsContextOf(cluster) };
    });
    const expected = { partition: "aws-cn", region: "cn-north-1", accountId: "000000000000" };
    assert.deepEqual(outputs, { ofCluster: expected, looked: expected });
  });
});
