import assert from "node:assert/strict";
import { whenActive } from "../../../components/ecs/compute/active-providers";

describe("The attachment of capacity providers", () => {
  const hook = whenActive("ecs-capacity-providers-active", 0);
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
