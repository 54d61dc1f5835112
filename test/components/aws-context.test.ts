import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { awsContextOf } from "../../components/aws-context";
import { planOf } from "../support/plan";

describe("The context of a component", () => {
  it("is where its provider is, not where the stack's default is", async () => {
    const { outputs } = await planOf(() => {
      const provider = new aws.Provider("aws", { region: "cn-north-1" });
      const component = new pulumi.ComponentResource(
        "test:index:Place",
        "place",
        {},
        { providers: [provider] },
      );
      return { context: awsContextOf(component) };
    });
    assert.deepEqual(outputs.context, {
      partition: "aws-cn",
      region: "cn-north-1",
      accountId: "000000000000",
    });
  });
});
