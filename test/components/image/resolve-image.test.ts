import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type ImageOrigin, resolveImage } from "../../../components/image";
import { ImageRetention, Registry, type RegistryArgs } from "../../../components/registry";
import { json, planOf, secret } from "../../support/plan";

const other = "acme/aws-containers/dev";
const config = { "aws:region": "us-east-1", "aws-containers:services": '{"hello":{}}' };
const digest = `sha256:${"a".repeat(64)}`;

const planOfImage = (origin: ImageOrigin, args: RegistryArgs = {}) =>
  planOf(
    () => {
      const registry = new Registry("registry", args);
      const { reference, uris, pullSource, retained } = resolveImage("hello", origin, registry);
      return { reference, uris, pullSource, retained: retained !== undefined };
    },
    { config },
  );

describe("The image of a service", () => {
  it("has its reference as given, and takes no permission where it is public", async () => {
    const reference = `public.ecr.aws/nginx/nginx@${digest}`;
    const { outputs, resources } = await planOfImage({ image: reference });
    assert.deepEqual(outputs, { reference, uris: { tag: reference }, pullSource: {}, retained: false });
    assert.deepEqual(
      resources.map(({ name }) => name),
      ["registry"],
    );
  });

  for (const [host, arn] of [
    ["111122223333.dkr.ecr.eu-west-1.amazonaws.com", "arn:aws:ecr:eu-west-1:111122223333"],
    ["111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn", "arn:aws-cn:ecr:cn-north-1:111122223333"],
    ["111122223333.dkr.ecr.us-gov-west-1.amazonaws.com", "arn:aws-us-gov:ecr:us-gov-west-1:111122223333"],
    [
      "111122223333.dkr.ecr-fips.us-gov-west-1.amazonaws.com",
      "arn:aws-us-gov:ecr:us-gov-west-1:111122223333",
    ],
    ["111122223333.dkr-ecr.us-east-1.on.aws", "arn:aws:ecr:us-east-1:111122223333"],
    ["111122223333.dkr-ecr-fips.us-east-1.on.aws", "arn:aws:ecr:us-east-1:111122223333"],
    ["111122223333.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn", "arn:aws-cn:ecr:cn-north-1:111122223333"],
  ]) {
    it(`is pulled from its private repository at ${host}`, async () => {
      const { outputs } = await planOfImage({ image: `${host}/acme/shop/hello@${digest}` });
      assert.deepEqual(outputs.pullSource, { repositoryArn: `${arn}:repository/acme/shop/hello` });
    });
  }

  it("is pulled through a cache at an address in the registry's own account and region", async () => {
    const { outputs, resources } = await planOfImage({ image: `cache:docker-hub/library/nginx@${digest}` });
    const reference = `000000000000.dkr.ecr.us-east-1.amazonaws.com/docker-hub/library/nginx@${digest}`;
    assert.deepEqual(outputs, {
      reference,
      uris: { tag: reference },
      pullSource: {
        repositoryArn: "arn:aws:ecr:us-east-1:000000000000:repository/docker-hub/library/nginx",
        pullThroughCache: true,
      },
      retained: false,
    });
    assert.deepEqual(
      resources.map(({ name }) => name),
      ["registry"],
      "and registers nothing",
    );
  });

  it("is pulled from its private repository where the reference is secret too", async () => {
    const reference = `111122223333.dkr.ecr.eu-west-1.amazonaws.com/acme/hello@${digest}`;
    const plan = await planOf(
      () => resolveImage("hello", { image: pulumi.secret(reference) }, new Registry("registry")).pullSource,
      { config },
    );
    assert.deepEqual(plan.outputs, {
      repositoryArn: secret("arn:aws:ecr:eu-west-1:111122223333:repository/acme/hello"),
    });
  });

  it("is pulled through a cache in China under its own domain", async () => {
    const plan = await planOf(
      () => {
        const provider = new aws.Provider("china", { region: "cn-north-1" });
        const registry = new Registry("registry", {}, { providers: [provider] });
        return {
          reference: resolveImage("hello", { image: `cache:github/acme/hello@${digest}` }, registry)
            .reference,
        };
      },
      { config: { ...config, "aws:region": "cn-north-1" } },
    );
    assert.deepEqual(plan.outputs, {
      reference: `000000000000.dkr.ecr.cn-north-1.amazonaws.com.cn/github/acme/hello@${digest}`,
    });
  });

  it("is the digest that another stack built", async () => {
    const { outputs, resources } = await planOfImage({ imageFrom: { stack: other, service: "hello" } });
    assert.equal(resources.length, 2);
    const { uris } = outputs as { uris: { tag: string; digest: string } };
    assert.match(
      uris.digest,
      /^000000000000\.dkr\.ecr\.us-east-1\.amazonaws\.com\/registry-hello-\w{7}@sha256:\w{64}$/,
    );
    assert.equal(outputs.reference, uris.digest);
    assert.match(uris.tag, /\/registry-hello-\w{7}:\w{20}$/);
    const repository = /registry-hello-\w{7}/.exec(uris.tag)?.[0];
    assert.deepEqual(outputs.pullSource, {
      repositoryArn: `arn:aws:ecr:us-east-1:000000000000:repository/${repository}`,
    });
    assert.equal(outputs.retained, false);
  });

  it("asks each other stack once", async () => {
    const plan = await planOf(
      () => {
        const registry = new Registry("registry", { repositories: ["hello"], promotedTo: [other] });
        registry.promotedTags(registry.repository("hello"));
        resolveImage("a", { imageFrom: { stack: other, service: "a" } }, registry);
        resolveImage("b", { imageFrom: { stack: other, service: "a" } }, registry);
      },
      { config: { ...config, "aws-containers:services": '{"a":{}}' } },
    );
    const { parent } = plan.theOne("StackReference");
    assert.equal(parent, plan.resource("Registry", "registry").urn);
  });

  it("is refused where the other stack has no such image", async () => {
    await assert.rejects(planOfImage({ imageFrom: { stack: other, service: "shop" } }), (error: unknown) => {
      assert.ok(pulumi.RunError.isInstance(error));
      assert.equal(
        error.message,
        `Stack ${other} has no image of "shop" to promote: its output imageUris has hello, and only images that it builds itself can be promoted.`,
      );
      return true;
    });
  });

  it("is refused without an origin", async () => {
    await assert.rejects(planOfImage({}), {
      message: 'Service "hello" has no image: give it source, image or imageFrom.',
    });
  });
});

describe("The image of a service that is built", () => {
  let source: string;
  before(() => {
    // Inside of the project: sources are named relative to it.
    mkdirSync("node_modules/.cache", { recursive: true });
    source = relative(".", mkdtempSync("node_modules/.cache/resolve-image-"));
    writeFileSync(join(source, "Dockerfile"), "FROM scratch\nCOPY hello /hello\n");
    writeFileSync(join(source, "hello"), "hello");
  });
  after(() => rmSync(source, { recursive: true }));

  it("is pushed to and pulled from its own repository, which keeps it and what was promoted", async () => {
    const plan = await planOf(
      () => {
        const registry = new Registry("registry", { repositories: ["hello"], promotedTo: [other] });
        const image = resolveImage("hello", { source }, registry);
        assert.ok(image.retained);
        const { runningTag, promotedTags } = image.retained;
        const alsoPromoted = pulumi.output(promotedTags ?? []).apply((tags) => [...tags, "promoted"]);
        new ImageRetention("hello", { ...image.retained, promotedTags: alsoPromoted });
        return { uris: image.uris, pullSource: image.pullSource, runningTag, promotedTags };
      },
      { config },
    );
    const { repositoryUrl, arn } = plan.resource("registry-hello").outputs;
    const { runningTag } = plan.outputs;
    assert.match(String(runningTag), /^[0-9a-f]{20}$/);
    assert.deepEqual(plan.outputs.promotedTags, [], "the mock output's image is in another repository");
    assert.deepEqual(plan.outputs.pullSource, { repositoryArn: arn });
    const uris = plan.outputs.uris as { tag: string; digest: string };
    assert.equal(uris.tag, `${repositoryUrl}:${runningTag}`);
    assert.ok(uris.digest.startsWith(`${repositoryUrl}@sha256:`));
    assert.equal(plan.resource("hello-image").inputs.imageName, uris.tag);
    const { rules } = json(plan.resource("hello-lifecycle").inputs.policy) as {
      rules: { selection: { tagPatternList?: string[] } }[];
    };
    assert.deepEqual(
      rules.map(({ selection }) => selection.tagPatternList),
      [[runningTag], ["promoted"], ["*"], undefined],
    );
  });

  it("asks no other stack without promotedTo", async () => {
    const plan = await planOf(() => {
      const registry = new Registry("registry", { repositories: ["hello"] });
      const { retained } = resolveImage("hello", { source }, registry);
      return { tags: retained?.promotedTags };
    });
    assert.deepEqual(plan.outputs.tags, []);
    assert.deepEqual(plan.ofType("StackReference"), []);
  });

  it("needs a repository of its name", async () => {
    await assert.rejects(
      planOf(() => void resolveImage("hello", { source }, new Registry("registry"))),
      { message: 'The registry has no repository "hello"; it has none.' },
    );
  });
});
