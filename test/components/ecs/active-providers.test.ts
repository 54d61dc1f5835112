import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { whenActive } from "../../../components/ecs/compute/active-providers";
import { planOf } from "../../support/plan";

describe("The attachment of capacity providers", () => {
  let hook: pulumi.ErrorHook;
  // By a resource of a plan, which waits until the SDK has registered it: outside there is no engine, and the process ends.
  before(async () => {
    await planOf(() => {
      hook = whenActive("ecs-capacity-providers-active", 0);
      new aws.ecs.Cluster("ecs", {}, { hooks: { onError: [hook] } });
    });
  });
  const isRepeated = (errors: string[], failedOperation = "create") =>
    hook.callback({ urn: "urn", id: "id", name: "it", type: "type", failedOperation, errors });
  const pending = "ClientException: The specified capacity provider instances-1 is not in an ACTIVE state";

  it("is repeated while one of them isn't active", async () => {
    assert.equal(await isRepeated([pending]), true);
    assert.equal(await isRepeated([pending], "update"), true);
  });

  it("isn't repeated for ever, for other errors, or on destroy", async () => {
    assert.equal(await isRepeated(Array.from({ length: 19 }, () => pending)), false);
    assert.equal(await isRepeated(["AccessDeniedException: no ecs:PutClusterCapacityProviders"]), false);
    assert.equal(await isRepeated([pending], "delete"), false);
  });
});
