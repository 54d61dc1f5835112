import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ImageRetention, Registry, type RegistryArgs } from "../../../components/registry";
import { json, planOf } from "../../support/plan";

const other = "acme/aws-containers/dev";
const config = { "aws:region": "us-east-1", "aws-containers:services": '{"hello":{}}' };
const digest = `sha256:${"a".repeat(64)}`;

const existing = (origin: Parameters<Registry["existing"]>[0], args: Partial<RegistryArgs> = {}) =>
  planOf(
    () => {
      const { image, pulledFrom, uris } = new Registry("registry", { repositories: [], ...args }).existing(
        origin,
      );
      return { image, ...pulledFrom, uris };
    },
    { config },
  );

describe("An image that exists", () => {
  it("is taken as it is, and asks for nothing where it is public", async () => {
    const { outputs } = await existing({ image: `public.ecr.aws/nginx/nginx@${digest}` });
    const reference = `public.ecr.aws/nginx/nginx@${digest}`;
    assert.deepEqual(outputs, { image: reference, uris: { tag: reference } });
  });

  it("is pulled from its private repository, of whichever account", async () => {
    const { outputs } = await existing({
      image: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/acme/shop/hello@${digest}`,
    });
    assert.equal(outputs.repositoryArn, "arn:aws:ecr:eu-west-1:111122223333:repository/acme/shop/hello");
  });

  it("comes through a cache by an address in the stack's own account and region", async () => {
    const { outputs, resources } = await existing({ image: `cache:docker-hub/library/nginx@${digest}` });
    const image = `000000000000.dkr.ecr.us-east-1.amazonaws.com/docker-hub/library/nginx@${digest}`;
    assert.deepEqual(outputs, {
      image,
      repositoryArn: "arn:aws:ecr:us-east-1:000000000000:repository/docker-hub/library/nginx",
      pullThroughCache: true,
      uris: { tag: image },
    });
    assert.deepEqual(
      resources.map(({ name }) => name),
      ["registry"],
      "and registers nothing",
    );
  });

  it("is the very digest that another stack built", async () => {
    const { outputs, resource, resources } = await existing({
      imageFrom: { stack: other, service: "hello" },
    });
    assert.equal(resources.length, 2);
    assert.ok(resource);
    const { uris } = outputs as { uris: { tag: string; digest: string } };
    assert.match(
      uris.digest,
      /^000000000000\.dkr\.ecr\.us-east-1\.amazonaws\.com\/registry-hello-\w{7}@sha256:\w{64}$/,
    );
    assert.equal(outputs.image, uris.digest);
    assert.match(uris.tag, /\/registry-hello-\w{7}:\w{20}$/);
    assert.equal(
      outputs.repositoryArn,
      `arn:aws:ecr:us-east-1:000000000000:repository/${/registry-hello-\w{7}/.exec(uris.tag)?.[0]}`,
    );
  });

  it("asks each other stack once", async () => {
    const plan = await planOf(
      () => {
        const registry = new Registry("registry", { repositories: [], promotedTo: [other] });
        registry.existing({ imageFrom: { stack: other, service: "a" } });
      },
      { config: { ...config, "aws-containers:services": '{"a":{}}' } },
    );
    assert.equal(plan.ofType("StackReference").length, 1);
  });

  it("is refused where the other stack has no such image", async () => {
    await assert.rejects(existing({ imageFrom: { stack: other, service: "shop" } }), (error: unknown) => {
      assert.ok(pulumi.RunError.isInstance(error));
      assert.equal(
        error.message,
        `Stack ${other} has no image of "shop" to promote: its output imageUris has hello, and only images that it builds itself can be promoted.`,
      );
      return true;
    });
  });
});

describe("What another stack runs", () => {
  it("never expires in the repository that it came from, if it came from there", async () => {
    const plan = await planOf(
      () => {
        const registry = new Registry("registry", { repositories: ["hello"], promotedTo: [other] });
        const repository = registry.repository("hello");
        const runningTag = "0123abcd";
        const elsewhere = registry.promotedTags(repository);
        const promotedTags = elsewhere.apply((tags) => [...tags, "promoted"]);
        new ImageRetention("hello", { repository, runningTag, promotedTags });
        return { elsewhere };
      },
      { config },
    );
    assert.deepEqual(plan.outputs.elsewhere, [], "the mock output's image is in another repository");
    const { rules } = json(plan.resource("hello-lifecycle").inputs.policy) as {
      rules: { selection: { tagPatternList?: string[] } }[];
    };
    assert.deepEqual(
      rules.map(({ selection }) => selection.tagPatternList),
      [["0123abcd"], ["promoted"], ["*"], undefined],
    );
  });

  it("is asked for only by a registry that names the stack", async () => {
    const { outputs, resources } = await planOf(() => {
      const registry = new Registry("registry", { repositories: ["hello"] });
      return { tags: registry.promotedTags(registry.repository("hello")) };
    });
    assert.deepEqual([outputs.tags, resources.length], [[], 2]);
  });
});
