import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { verdict } from "../../src/diff";
import { renamed } from "../../src/diff/renames";
import { planOf } from "../../src/in-process";
import { differenceOf } from "./two-plans";

class Worker extends pulumi.ComponentResource {
  constructor(name: string, memory: number, repository: aws.ecr.Repository) {
    super("test:index:Worker", name);
    const role = new aws.iam.Role(`${name}-role`, { assumeRolePolicy: "{}" }, { parent: this });
    new aws.lambda.Function(
      `${name}-function`,
      {
        role: role.arn,
        memorySize: memory,
        packageType: "Image",
        imageUri: pulumi.interpolate`${repository.repositoryUrl}:1`,
        environment: { variables: { NAME: name } },
      },
      { parent: this },
    );
  }
}

/** A worker, and a repository outside of it that has its name. */
const worker = (name: string, memory = 128) =>
  planOf(() => {
    const repository = new aws.ecr.Repository(`images-${name}`, { forceDelete: true });
    new Worker(name, memory, repository);
  });

describe("a component that is renamed without an alias", () => {
  it("is paired with its counterpart, and so is what has its name elsewhere", async () => {
    const difference = differenceOf(await worker("mail"), await worker("post"));
    assert.deepEqual(
      difference.renames.map(({ base, head, properties }) => [base.name, head.name, properties]),
      [
        ["mail", "post", []],
        ["images-mail", "images-post", []],
        ["mail-role", "post-role", []],
        ["mail-function", "post-function", []],
      ],
    );
    assert.equal(verdict(difference), "4 to create, 4 to delete, mail is renamed post; 0 unchanged");
    assert.deepEqual(difference.warnings, [
      "images-mail (aws:ecr:Repository) is DELETED, and with it its images (forceDelete: AWS deletes it with all that it holds)",
    ]);
  });

  it("shows what else is different", async () => {
    const { renames } = differenceOf(await worker("mail"), await worker("post", 256));
    assert.deepEqual(
      renames.flatMap(({ head, properties }) =>
        properties.map(({ path, base, head: value }) => [head.name, path, base, value]),
      ),
      [["post-function", "memorySize", 128, 256]],
    );
  });

  it("has one counterpart, whatever else comes and goes: neither a sibling that stays nor a second one", async () => {
    class Scaled extends pulumi.ComponentResource {
      constructor(name: string, scales: boolean, roles: readonly string[]) {
        super("test:index:Scaled", name);
        for (const role of roles) new aws.sns.Topic(`${name}-${role}`, {}, { parent: this });
        if (!scales) return;
        const scaling = new pulumi.ComponentResource("test:index:Scaling", name, {}, { parent: this });
        new aws.sns.Topic(`${name}-cpu`, {}, { parent: scaling });
      }
    }
    const base = planOf(() => {
      new Scaled("api", false, ["in"]);
      new Scaled("web", true, ["in", "out"]);
      new Scaled("mail", true, ["in"]);
    });
    const head = planOf(() => {
      new Scaled("api", true, ["in"]);
      new Scaled("mqtt", true, ["in"]);
      new Scaled("shop", true, ["in", "out"]);
    });
    const difference = differenceOf(await base, await head);
    assert.match(verdict(difference), /, web is renamed shop, mail is renamed mqtt; /);
    assert.doesNotMatch(verdict(difference), /api|web is renamed mqtt/);
  });

  it("is paired with its children whose names are shortened, unless several end alike", async () => {
    const topics = (name: string, ...children: string[]) =>
      planOf(() => {
        class Topics extends pulumi.ComponentResource {
          constructor() {
            super("test:index:Topics", name);
            for (const kind of ["queue", "dead-letters"]) {
              new aws.sqs.Queue(`${name}-${kind}`, {}, { parent: this });
            }
            for (const child of children) new aws.sns.Topic(child, {}, { parent: this });
          }
        }
        new Topics();
      });
    const pairs = async (base: string[], head: string[]) =>
      differenceOf(await topics("mail", ...base), await topics("a-longer-name", ...head)).renames.map(
        (rename) => [rename.base.name, rename.head.name],
      );
    const named = [
      ["mail", "a-longer-name"],
      ["mail-queue", "a-longer-name-queue"],
      ["mail-dead-letters", "a-longer-name-dead-letters"],
    ];
    assert.deepEqual(await pairs(["mail-target"], ["a-lo-0f1e-target"]), [
      ...named,
      ["mail-target", "a-lo-0f1e-target"],
    ]);
    assert.deepEqual(await pairs(["mail-target", "mail-second"], ["a-lo-0f1e-second", "a-lo-0f1e-target"]), [
      ...named,
      ["mail-second", "a-lo-0f1e-second"],
      ["mail-target", "a-lo-0f1e-target"],
    ]);
    assert.deepEqual(await pairs(["mail-target"], ["a-target", "b-target"]), named);
    assert.deepEqual(await pairs(["mail-target"], ["a-lo-0f1e-other"]), named);
  });

  it("reads references to children whose names are shortened as the same", async () => {
    const listening = (name: string, topic: string) =>
      planOf(() => {
        class Listening extends pulumi.ComponentResource {
          constructor() {
            super("test:index:Listening", name);
            const { arn } = new aws.sns.Topic(topic, {}, { parent: this });
            new aws.sns.TopicSubscription(
              `${name}-mails`,
              { topic: arn, protocol: "email", endpoint: "ops@example.com" },
              { parent: this },
            );
          }
        }
        new Listening();
      });
    const { renames } = differenceOf(
      await listening("web", "web-topic"),
      await listening("web-of-a-longer-name", "web-of-0f1e-topic"),
    );
    assert.deepEqual(
      renames.map(({ base, head, properties }) => [base.name, head.name, properties]),
      [
        ["web", "web-of-a-longer-name", []],
        ["web-mails", "web-of-a-longer-name-mails", []],
        ["web-topic", "web-of-0f1e-topic", []],
      ],
    );
  });

  it("is no rename where its children are others", async () => {
    const other = planOf(() => {
      class Other extends pulumi.ComponentResource {
        constructor() {
          super("test:index:Worker", "post");
          for (const name of ["a", "b", "c"]) new aws.sns.Topic(name, {}, { parent: this });
        }
      }
      new Other();
    });
    assert.deepEqual(differenceOf(await worker("mail"), await other).renames, []);
  });
});

describe("a renamed text", () => {
  for (const [text, expected] of [
    ["mail-role", "post-role"],
    ["mailer", "mailer"],
    ["email", "email"],
    ["/mail/mail", "/post/post"],
  ] as const) {
    it(`of ${text} is ${expected}`, () => assert.equal(renamed(text, "mail", "post"), expected));
  }

  it("takes a name for a name, not for a pattern", () => {
    assert.equal(renamed("a.b axb", "a.b", "$&"), "$& axb");
  });
});
