import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { verdict } from "../../src/diff";
import { planOf } from "../../src/in-process";
import { differenceOf, operationsOf, propertiesOf } from "./two-plans";

class Store extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("test:index:Store", name, {}, opts);
    const repository = new aws.ecr.Repository(`${name}-repository`, {}, { parent: this });
    const repositoryPolicy = pulumi.jsonStringify({ Statement: [{ Resource: repository.arn }] });
    new aws.ecr.RepositoryPolicy(
      `${name}-policy`,
      { repository: repository.name, policy: repositoryPolicy },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

const bucket = (args: aws.s3.BucketArgs, opts?: pulumi.CustomResourceOptions) =>
  planOf(() => void new aws.s3.Bucket("files", args, opts));

describe("difference between resources", () => {
  it("of a component that is renamed with an alias is a move, also for what refers to its parts", async () => {
    const difference = differenceOf(
      await planOf(() => void new Store("crate")),
      await planOf(() => void new Store("box", { aliases: [{ name: "crate" }] })),
    );
    assert.deepEqual(propertiesOf(difference), []);
    assert.deepEqual(operationsOf(difference), ["move box-repository", "move box-policy", "move box"]);
    assert.deepEqual(propertiesOf(difference), []);
    assert.deepEqual(difference.warnings, []);
    assert.equal(verdict(difference), "3 to move; 0 unchanged");
  });

  it("of a component that is renamed without one destroys what it holds", async () => {
    const base = await planOf(() => void new Store("crate"));
    const difference = differenceOf(base, await planOf(() => void new Store("box")));
    assert.deepEqual(
      operationsOf(difference).filter((each) => each.startsWith("delete")),
      ["delete crate-repository", "delete crate-policy", "delete crate"],
    );
    assert.deepEqual(difference.warnings, [
      "crate-repository (aws:ecr:Repository) is DELETED, and with it its images (without forceDelete, AWS refuses as long as it holds anything)",
    ]);
  });

  it("leaves out what the program tells the engine to ignore", async () => {
    const plan = (tag: string, ignoreChanges?: string[]) =>
      bucket({ tags: { tag, other: "x" } }, { ignoreChanges });
    assert.deepEqual(differenceOf(await plan("a"), await plan("b", ["tags.tag"])).changes, []);
    assert.deepEqual(propertiesOf(differenceOf(await plan("a"), await plan("b", ["tags.other"]))), [
      'files tags.tag: "a" → "b"',
    ]);
  });

  it("is a replacement where the program says so", async () => {
    const plan = (tag: string) => bucket({ tags: { tag } }, { replaceOnChanges: ["tags"], protect: true });
    const difference = differenceOf(await plan("a"), await plan("b"));
    assert.deepEqual(operationsOf(difference), ["replace files"]);
    assert.deepEqual(
      difference.changes[0]?.properties[0]?.documented.sentence,
      "the program says so: replaceOnChanges",
    );
    assert.deepEqual(difference.warnings, [
      "files (aws:s3:Bucket) is REPLACED (tags.tag): lost is its objects; it is protected: `up` refuses",
    ]);
  });

  it("is a replacement where the program says it of what a property is in", async () => {
    const plan = (days: number) =>
      bucket(
        { lifecycleRules: [{ enabled: true, expiration: { days } }] },
        { replaceOnChanges: ["lifecycleRules[0].expiration"] },
      );
    assert.deepEqual(operationsOf(differenceOf(await plan(1), await plan(2))), ["replace files"]);
    const others = (days: number) =>
      bucket(
        { lifecycleRules: [{ enabled: true, expiration: { days } }] },
        { replaceOnChanges: ["lifecycleRules[0].exp"] },
      );
    assert.deepEqual(operationsOf(differenceOf(await others(1), await others(2))), ["update files"]);
  });

  it("is refused by `up` only where what is deployed is protected, too", async () => {
    const plan = (tag: string, opts: pulumi.CustomResourceOptions) =>
      bucket({ tags: { tag }, forceDestroy: true }, { replaceOnChanges: ["tags"], ...opts });
    const replaced = "files (aws:s3:Bucket) is REPLACED (tags.tag): lost is its objects";
    const forced = " (forceDestroy: AWS deletes it with all that it holds)";
    const warnings = async (base: boolean, head: boolean) => {
      const difference = differenceOf(await plan("a", { protect: base }), await plan("b", { protect: head }));
      return difference.warnings;
    };
    assert.deepEqual(await warnings(false, true), [
      `${replaced}${forced}; what is deployed isn't protected yet, so \`up\` doesn't refuse`,
    ]);
    assert.deepEqual(await warnings(true, false), [`${replaced}${forced}`]);
    assert.deepEqual(await warnings(true, true), [`${replaced}; it is protected: \`up\` refuses`]);
  });

  it("of protection, of keeping and of the provider is shown", async () => {
    const difference = differenceOf(
      await bucket({}),
      await bucket({}, { protect: true, retainOnDelete: true }),
    );
    assert.deepEqual(propertiesOf(difference), [
      "files (protect): false → true",
      "files (retainOnDelete): false → true",
    ]);
    assert.deepEqual(operationsOf(difference), ["update files"]);
  });

  it("says of a deletion whether `up` refuses it and whether AWS keeps it", async () => {
    const none = await planOf(() => undefined);
    assert.deepEqual(differenceOf(await bucket({}, { protect: true }), none).warnings, [
      "files (aws:s3:Bucket) is DELETED, and with it its objects; it is protected: `up` refuses until it is unprotected first",
    ]);
    assert.deepEqual(differenceOf(await bucket({}, { retainOnDelete: true }), none).warnings, [
      "files (aws:s3:Bucket) leaves the stack; AWS keeps it (retainOnDelete), and nothing manages it any more",
    ]);
  });

  it("notes that other default tags of a provider are tags of its resources", async () => {
    const plan = (team: string) =>
      planOf(() => void new aws.Provider("aws", { region: "us-east-1", defaultTags: { tags: { team } } }));
    const { notes, changes } = differenceOf(await plan("shop"), await plan("store"));
    assert.deepEqual(notes, [
      "the default tags of the provider aws change: its resources that have tags are updated in place, without a row here",
    ]);
    assert.deepEqual(
      changes.flatMap(({ properties }) =>
        properties.map(({ path, documented }) => [path, documented.replaces]),
      ),
      [["defaultTags.tags.team", "no"]],
    );
    assert.deepEqual(differenceOf(await plan("shop"), await plan("shop")).notes, []);
  });

  it("warns that nothing moves to another region", async () => {
    const plan = (region: aws.Region) => planOf(() => void new aws.Provider("aws", { region }));
    assert.deepEqual(differenceOf(await plan("us-east-1"), await plan("eu-west-1")).warnings, [
      "the region changes from us-east-1 to eu-west-1: no resource can move there, so everything regional is created anew, without its data",
    ]);
  });
});
