import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import * as aws from "@pulumi/aws";
import { Image, type ImageArgs } from "../../../components/image";
import { Registry } from "../../../components/registry";
import { planOf, Secret } from "../../support/plan";

describe("Image", () => {
  let source: string;
  before(() => {
    // Inside of the project: sources are named relative to it.
    mkdirSync("node_modules/.cache", { recursive: true });
    source = relative(".", mkdtempSync("node_modules/.cache/image-"));
    writeFileSync(join(source, "Dockerfile"), "FROM scratch\nCOPY hello /hello\n");
    writeFileSync(join(source, "hello"), "hello");
  });
  after(() => rmSync(source, { recursive: true }));

  const planOfImage = (args: Partial<ImageArgs> = {}) =>
    planOf(() => {
      const registry = new Registry("registry", { repositories: ["hello"] });
      const { repositoryUrl } = registry.repository("hello");
      const { credentials } = registry;
      const image = new Image("hello", {
        source,
        architecture: "arm64",
        repositoryUrl,
        credentials,
        ...args,
      });
      new aws.ecs.TaskDefinition("task", { family: "task", containerDefinitions: image.reference });
      return { reference: image.reference, digest: image.digest, tag: image.tag };
    });

  it("is built by BuildKit from its folder, for its platform, and pushed under the tag of its content", async () => {
    const plan = await planOfImage();
    const { tag } = plan.outputs;
    const { repositoryUrl } = plan.resource("registry-hello").outputs;
    const { registry, ...inputs } = plan.resource("hello-image").inputs;

    assert.match(String(tag), /^[0-9a-f]{20}$/);
    assert.deepEqual(inputs, {
      imageName: `${repositoryUrl}:${tag}`,
      build: {
        context: source,
        dockerfile: `${source}/Dockerfile`,
        platform: "linux/arm64",
        args: { SOURCE_DATE_EPOCH: "0" },
        builderVersion: "BuilderBuildKit",
      },
      buildOnPreview: false,
      skipPush: false,
    });
    assert.deepEqual(
      { ...(registry as object), password: undefined },
      {
        server: "000000000000.dkr.ecr.us-east-1.amazonaws.com",
        username: "AWS",
        password: undefined,
      },
    );
    assert.equal(plan.resource("hello-image").parent, plan.resource("image:Image", "hello").urn);
  });

  it("is built to a stage, with arguments, from a Dockerfile below its folder, and all of that is in its tag", async () => {
    mkdirSync(join(source, "docker"));
    writeFileSync(
      join(source, "docker", "web.Dockerfile"),
      "FROM scratch AS web\nCOPY hello /\nFROM web AS last\n",
    );
    const args = { dockerfile: "docker/web.Dockerfile", target: "web", buildArgs: { VERSION: "1" } };
    const plan = await planOfImage(args);
    assert.deepEqual(plan.resource("hello-image").inputs.build, {
      context: source,
      dockerfile: `${source}/docker/web.Dockerfile`,
      platform: "linux/arm64",
      target: "web",
      args: { SOURCE_DATE_EPOCH: "0", VERSION: "1" },
      builderVersion: "BuilderBuildKit",
    });
    const tags = [plan.outputs.tag];
    for (const change of [
      { target: "last" },
      { buildArgs: { VERSION: "2" } },
      { architecture: "x86_64" as const },
    ]) {
      tags.push((await planOfImage({ ...args, ...change })).outputs.tag);
    }
    assert.equal(new Set(tags).size, tags.length);
  });

  it("refuses build arguments that are named like secrets, or aren't strings", async () => {
    const buildArgs = {
      NPM_TOKEN: "x",
      dbPassword: "x",
      API_KEY: "x",
      AWS_SECRET_ACCESS_KEY: "x",
      DATABASE_URL: "x",
      COUNT: 1,
      SOURCE_DATE_EPOCH: "1",
      // None of these is one.
      TOKENIZER: "x",
      KEYBOARD: "x",
      AUTHOR: "x",
      COMPASS: "x",
    };
    const names = "has the name of a secret: must be left out, since everybody who has the image can read it";
    await assert.rejects(planOfImage({ buildArgs } as unknown as ImageArgs), {
      message: [
        'Invalid arguments for Image "hello":',
        `  - buildArgs.NPM_TOKEN ${names}`,
        `  - buildArgs.dbPassword ${names}`,
        `  - buildArgs.API_KEY ${names}`,
        `  - buildArgs.AWS_SECRET_ACCESS_KEY ${names}`,
        `  - buildArgs.DATABASE_URL ${names}`,
        "  - buildArgs.COUNT is of type number: must be a string",
        "  - buildArgs.SOURCE_DATE_EPOCH is set for every build, so that the same source gives the same image: must be left out",
      ].join("\n"),
    });
  });

  it("pushes with a password that stays secret, also where it is given in clear", async () => {
    const credentials = { server: "registry.example.com", username: "AWS", password: "in clear" };
    for (const plan of [await planOfImage(), await planOfImage({ credentials })]) {
      const { registry } = plan.resource("hello-image").inputs as { registry: { password: unknown } };
      assert.ok(registry.password instanceof Secret);
    }
  });

  it("has a reference in clear, and what uses it depends on the push", async () => {
    const plan = await planOfImage();
    const { repositoryUrl } = plan.resource("registry-hello").outputs;
    assert.equal(plan.outputs.reference, `${repositoryUrl}:${plan.outputs.tag}`);
    assert.equal(plan.resource("task").inputs.containerDefinitions, plan.outputs.reference);
    assert.ok(plan.resource("task").dependencies.includes(plan.resource("hello-image").urn));
  });

  it("outputs the digest of the push, in its repository", async () => {
    const plan = await planOfImage();
    const { repositoryUrl } = plan.resource("registry-hello").outputs;
    const [repository, digest] = String(plan.outputs.digest).split("@");
    assert.equal(repository, repositoryUrl);
    assert.match(String(digest), /^sha256:[0-9a-f]{64}$/);
    assert.deepEqual(plan.resource("image:Image", "hello").outputs, plan.outputs);
  });

  it("is another image for another architecture", async () => {
    const [arm, intel] = [await planOfImage(), await planOfImage({ architecture: "x86_64" })];
    assert.notEqual(arm.outputs.tag, intel.outputs.tag);
    const { build } = intel.resource("hello-image").inputs as { build: { platform: string } };
    assert.equal(build.platform, "linux/amd64");
  });

  it("is the same however its folder is written", async () => {
    const [plain, dotted] = [await planOfImage(), await planOfImage({ source: `./${source}/` })];
    assert.deepEqual(dotted.resource("hello-image").inputs, plain.resource("hello-image").inputs);
  });

  it("takes another Dockerfile of its folder", async () => {
    writeFileSync(join(source, "other.Dockerfile"), "FROM scratch\nCOPY hello /other\n");
    const plan = await planOfImage({ dockerfile: "./other.Dockerfile" });
    const { build } = plan.resource("hello-image").inputs as { build: { dockerfile: string } };
    assert.equal(build.dockerfile, `${source}/other.Dockerfile`);
  });

  it("refuses all invalid arguments at once, before anything is registered", async () => {
    const plan = await planOf(() => {
      const args = {
        source: "/srv/app",
        dockerfile: "../Dockerfile",
        maxSourceMegabytes: 0,
        architecture: "riscv",
        repositoryUrl: "registry.example.com/hello",
        credentials: { server: "", username: "", password: "" },
      };
      assert.throws(() => new Image("hello", args as unknown as ImageArgs), {
        message: [
          'Invalid arguments for Image "hello":',
          '  - source is "/srv/app": must be a path relative to the project with forward slashes, such as ./app',
          '  - dockerfile is "../Dockerfile": must be a path inside the source folder, such as Dockerfile',
          "  - maxSourceMegabytes is 0: must be a whole number of at least 1",
          '  - architecture is "riscv": must be arm64 or x86_64',
        ].join("\n"),
      });
    });
    assert.deepEqual(plan.resources, []);
  });

  it("refuses a missing folder before Docker does", async () => {
    await assert.rejects(planOfImage({ source: "./nowhere" }), {
      message:
        "Build context nowhere is not a directory: give source the path of a folder with a Dockerfile.",
    });
  });
});
