import assert from "node:assert/strict";
import { Registry } from "../../../components/registry";
import { planOf } from "../../support/plan";

describe("Registry with public repositories", () => {
  it("has them in us-east-1, wherever the stack is", async () => {
    const plan = await planOf(
      () =>
        new Registry("registry", {
          repositories: [],
          forceDelete: true,
          publicRepositories: {
            hello: { description: "Hi", about: "# Hi", usage: "run", architectures: ["ARM 64"] },
          },
        }),
      { config: { "aws:region": "eu-central-1" } },
    );
    assert.deepEqual(plan.resource("registry-hello-public").inputs, {
      repositoryName: "hello",
      region: "us-east-1",
      forceDestroy: true,
      catalogData: {
        description: "Hi",
        aboutText: "# Hi",
        usageText: "run",
        architectures: ["ARM 64"],
        operatingSystems: ["Linux"],
      },
    });
    const { publicUris } = plan.resource("Registry", "registry").outputs as { publicUris: { hello: string } };
    assert.match(publicUris.hello, /^public\.ecr\.aws\/[a-z0-9]+\/hello$/);
    const component = plan.resource("PublicRepository", "registry-hello");
    assert.equal(component.parent, plan.resource("Registry", "registry").urn);
    assert.deepEqual(component.outputs, { uri: publicUris.hello });
    assert.equal(plan.resource("registry-hello-public").protect, false);
  });

  it("protects them and their images by argument", async () => {
    const plan = await planOf(
      () => new Registry("registry", { protect: true, publicRepositories: { hello: {} } }),
    );
    const { protect, inputs } = plan.resource("registry-hello-public");
    assert.deepEqual([protect, inputs.forceDestroy], [true, false]);
  });
});
