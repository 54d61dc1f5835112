import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { renderJson } from "../../src/format/json";
import { planOf } from "../../src/in-process";
import { reportOf } from "./report-of";

class Box extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("test:index:Box", name, {}, opts);
  }
}

const base = () =>
  planOf(() => {
    new aws.s3.Bucket("kept");
    new aws.s3.Bucket("changed", { tags: { a: "1", b: "1" } });
    new aws.s3.Bucket("gone", {}, { protect: true });
    new aws.sns.Topic("replaced", { name: "first" }, { replaceOnChanges: ["name"] });
    new aws.ecs.TaskDefinition("task", { family: "web", cpu: "256", containerDefinitions: "[]" });
    new Box("crate");
  });
const head = () =>
  planOf(() => {
    new aws.s3.Bucket("kept");
    new aws.s3.Bucket("changed", { tags: { a: "2", c: "1" } });
    new aws.s3.Bucket("come");
    new aws.sns.Topic("replaced", { name: "second" }, { replaceOnChanges: ["name"] });
    new aws.ecs.TaskDefinition("task", { family: "web", cpu: "512", containerDefinitions: "[]" });
    new Box("box", { aliases: [{ name: "crate" }] });
  });

describe("JSON of a difference", () => {
  interface Step {
    op: string;
    urn: string;
    [key: string]: unknown;
  }
  let json: Record<string, unknown> & { steps: Step[] };
  before(async () => {
    json = JSON.parse(renderJson(reportOf(await head(), await base())));
  });
  const step = (name: string) => json.steps.find(({ urn }) => urn.endsWith(`::${name}`));

  it("has the engine's operations", () => {
    const operations = json.steps.map(({ op, urn }) => `${op} ${urn.split("::").at(-1)}`);
    assert.deepEqual(operations.sort(), [
      "create come",
      "delete gone",
      "replace replaced",
      "replace task",
      "same box",
      "same kept",
      "same project-dev",
      "update changed",
    ]);
    assert.deepEqual(json.changeSummary, { same: 3, create: 1, update: 1, replace: 2, delete: 1 });
  });

  it("says why, in the form of the engine", () => {
    const task = step("task");
    assert.deepEqual([task?.diffReasons, task?.replaceReasons], [["cpu"], ["cpu"]]);
    assert.deepEqual(task?.detailedDiff, { cpu: { kind: "update-replace", inputDiff: true } });
    const changed = step("changed");
    assert.deepEqual([changed?.diffReasons, changed?.replaceReasons], [["tags"], undefined]);
    assert.deepEqual(changed?.detailedDiff, {
      "tags.a": { kind: "update", inputDiff: true },
      "tags.b": { kind: "delete", inputDiff: true },
      "tags.c": { kind: "add", inputDiff: true },
    });
    assert.equal(step("come")?.detailedDiff, null);
  });

  it("has the state of the base where there is one", () => {
    const inputs = (name: string, state: string) => (step(name)?.[state] as { inputs?: unknown })?.inputs;
    assert.deepEqual(inputs("changed", "oldState"), { tags: { a: "1", b: "1" } });
    assert.deepEqual(inputs("changed", "newState"), { tags: { a: "2", c: "1" } });
    assert.equal(step("come")?.oldState, undefined);
    assert.equal((step("gone")?.oldState as { protect?: boolean } | undefined)?.protect, true);
    assert.equal(step("gone")?.newState, undefined);
  });

  it("counts what happens, and says it", () => {
    assert.deepEqual(json.summary, {
      create: 1,
      update: 1,
      "new revision": 1,
      replace: 1,
      delete: 1,
      move: 1,
      unchanged: 1,
      verdict:
        "1 to create, 1 to update, 1 new revision, 1 to replace, 1 to delete, 1 to move; 1 unchanged. " +
        "Not allowed: 1 step that Pulumi refuses",
    });
  });

  it("has each change with what is documented about it", () => {
    const [, , , , , task] = (json.changes as { name: string }[]).sort((a, b) => (a.name < b.name ? -1 : 1));
    assert.deepEqual(task, {
      operation: "new revision",
      urn: step("task")?.urn,
      type: "aws:ecs/taskDefinition:TaskDefinition",
      name: "task",
      properties: [
        {
          path: "cpu",
          base: "256",
          head: "512",
          replacement: {
            replaces: "yes",
            sentence: "Update requires: Replacement",
            file: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-taskdefinition.html",
          },
        },
      ],
    });
  });
});
