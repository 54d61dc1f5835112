import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compare, type Difference, type Side } from "../../../packages/offline-preview/src/diff";
import { readSavedPlan } from "../../../packages/offline-preview/src/diff/saved-plan";
import type { PlannedResource } from "../../../packages/offline-preview/src/engine/plan";
import { renderJson } from "../../../packages/offline-preview/src/format/json";
import type { RecordedPlan } from "../../../packages/offline-preview/src/in-process";
import { type Project, ProjectError } from "../../../packages/offline-preview/src/project";
import {
  operationsOf,
  propertiesOf,
  rewritten,
  sideOf,
} from "../../../packages/offline-preview/test/diff/two-plans";
import { stackWith } from "./stack-with";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const project = { name: "aws-containers", stack: "dev", config: {} } as Project;

describe("difference from a saved plan", () => {
  let dev: RecordedPlan;
  let side: Side;
  let folder: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "saved-"));
    dev = await stackWith();
    side = sideOf(dev, "this plan");
  });
  after(() => rmSync(folder, { recursive: true }));

  /** Compares with a plan that is saved as this text. */
  function differenceFrom(text: string): Difference {
    const path = join(folder, "plan.json");
    writeFileSync(path, text);
    const saved = readSavedPlan(path, project);
    return compare({ ...saved, title: "plan.json" }, side, { directory: process.cwd() });
  }

  /** What the engine writes: other names, no mock outputs, the children of remote components, providers of its own. */
  function asEngineWrites(
    resources: PlannedResource[],
    change: (inputs: Record<string, unknown>, name: string) => object,
  ) {
    const json = JSON.parse(
      renderJson({ plan: { ...side.plan, resources }, config: {}, failures: [], labels: side.labels }),
    );
    const cluster = dev.resource("eks:index:Cluster", "eks");
    const state = (urn: string, type: string, parent?: string) => ({
      op: "create",
      urn,
      newState: { urn, type, custom: true, parent, inputs: {} },
    });
    for (const { newState } of json.steps) {
      const { custom, inputs, urn } = newState;
      newState.inputs = custom ? change(inputs ?? {}, urn.split("::").at(-1)) : {};
    }
    json.steps.push(
      state("urn:pulumi:dev::aws-containers::pulumi:providers:aws::default_7_48_0", "pulumi:providers:aws"),
      state(
        `${cluster.urn.replace("::eks", "")}$aws:eks/cluster:Cluster::eks-eksCluster`,
        "aws:eks/cluster:Cluster",
        cluster.urn,
      ),
      { op: "delete", urn: "urn:pulumi:dev::aws-containers::aws:s3/bucket:Bucket::gone" },
    );
    const { outputs: _, ...digest } = json;
    return JSON.stringify({ ...digest, duration: 1_000_000 });
  }

  it("of ours is nothing but what is secret", () => {
    const text = renderJson({ plan: side.plan, config: {}, failures: [], labels: side.labels });
    const difference = differenceFrom(text);
    assert.deepEqual(difference.changes, []);
    assert.deepEqual(difference.outputs, []);
    assert.match(
      difference.notes.join(),
      /^secrets aren't compared: .*plan\.json doesn't hold their values$/,
    );
  });

  it("of ours finds what changes in documents", () => {
    const base = rewritten(dev, '"stopTimeout":30', '"stopTimeout":20');
    const text = renderJson({
      plan: { ...side.plan, resources: base.resources },
      config: {},
      failures: [],
      labels: side.labels,
    });
    assert.deepEqual(propertiesOf(differenceFrom(text)), [
      "hello-task containerDefinitions[hello].stopTimeout: 20 → 30",
    ]);
  });

  it("of the engine leaves out what only it has and what it doesn't know yet, and says so", () => {
    const text = asEngineWrites(dev.resources, (inputs) =>
      Object.fromEntries(
        Object.entries({ ...inputs, physicalName: "x" }).map(([key, value]) => [
          key,
          side.labels.isIn(JSON.stringify(value)) ? unknown : value,
        ]),
      ),
    );
    const difference = differenceFrom(text);
    assert.deepEqual(operationsOf(difference), []);
    assert.match(
      difference.notes.at(-1) ?? "",
      /^plan\.json comes from the Pulumi engine: not compared are the inputs and children of remote components/,
    );
  });

  it("of the engine finds what really changes, also beside real names of what has mock outputs here", () => {
    const text = asEngineWrites(dev.resources, (inputs, name) => {
      const real = JSON.parse(JSON.stringify(inputs).replaceAll("000000000000", "123456789012"));
      return name === "hello-logs" ? { ...real, retentionInDays: 30 } : real;
    });
    // Of the service on ECS, and of its pods on EKS.
    const changed = "hello-logs retentionInDays: 30 → 365";
    assert.deepEqual(propertiesOf(differenceFrom(text)), [changed, changed]);
  });

  for (const [text, message] of [
    ["{", /plan\.json: .*JSON/],
    ["{}", /it is no plan as --format json or pulumi preview --json writes one \(steps: /],
    [
      '{"steps":[],"diagnostics":[{"severity":"error","message":"boom\\n"}]}',
      /its program failed, so it is no whole plan: boom$/,
    ],
    [
      '{"steps":[{"op":"create","urn":"u","newState":{"urn":"urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod","type":"pulumi:pulumi:Stack"}}]}',
      /it is a plan of shop\/prod, and this is one of aws-containers\/dev; name the stack with --stack$/,
    ],
  ] as const) {
    it(`refuses ${text.slice(0, 40)}`, () => {
      assert.throws(
        () => differenceFrom(text),
        (error) => error instanceof ProjectError && message.test(error.message),
      );
    });
  }
});
