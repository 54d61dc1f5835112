import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectDirectory } from "../../support/stack-preview";
import { FakeData } from "./fake-data";
import { findingsIn, inputsOf, planOf } from "./plan-of-example";
import { Program, skipWithout } from "./program";

const folder = join(projectDirectory, "examples", "training");

/** Points on y = 3 a - 2 b + 5. */
const points = Array.from({ length: 20 }, (_, index) => {
  const [a, b] = [(index % 5) / 5, Math.floor(index / 5) / 4];
  return `${a},${b},${3 * a - 2 * b + 5}`;
}).join("\n");

describe("the training in Python", () => {
  let data: string;
  before(function () {
    skipWithout("Python 3.11 or later", this);
    data = mkdtempSync(join(tmpdir(), "training-"));
  });
  after(() => {
    if (data !== undefined) rmSync(data, { recursive: true, force: true });
  });

  const directoryOf = (name: string) => {
    const directory = join(data, name);
    mkdirSync(join(directory, "data"), { recursive: true });
    writeFileSync(join(directory, "data", "points.csv"), points);
    return directory;
  };
  const train = (directory: string, environment: Record<string, string> = {}) =>
    new Program(["python3", "train.py"], folder, {
      DIRECTORY: directory,
      EPOCHS: "8000",
      RATE: "0.2",
      CHECKPOINT_EPOCHS: "200",
      ...environment,
    });
  const modelIn = (directory: string) => readFileSync(join(directory, "models", "latest.json"), "utf8");

  it("continues after an interruption where it was, and comes to the same model", async () => {
    const [whole, interrupted] = [directoryOf("whole"), directoryOf("interrupted")];
    const uninterrupted = train(whole);
    assert.deepEqual(await uninterrupted.exit, [0, null], uninterrupted.stray);
    const { weights, bias } = JSON.parse(modelIn(whole)) as { weights: number[]; bias: number };
    for (const [found, expected] of [
      [weights[0], 3],
      [weights[1], -2],
      [bias, 5],
    ] as const) {
      assert.ok(Math.abs((found ?? 0) - expected) < 0.01, `${found} isn't ${expected}`);
    }

    const first = train(interrupted);
    await first.line({ message: "checkpoint" });
    assert.deepEqual(await first.stop(), [143, null]);
    assert.ok(!existsSync(join(interrupted, "models")));
    const second = train(interrupted);
    assert.deepEqual(await second.exit, [0, null], second.stray);
    const [begun] = second.lines;
    assert.equal(begun?.message, "continued");
    assert.equal(begun?.epoch, first.lines.at(-1)?.epoch);
    assert.equal(modelIn(interrupted), modelIn(whole));
    assert.deepEqual(readdirSync(join(interrupted, "checkpoints")), []);
  });

  it("trains on the object of its event, and says what is wrong with it", async () => {
    const directory = directoryOf("event");
    const of = (key: string) => ({ EVENT: JSON.stringify({ detail: { object: { key } } }), EPOCHS: "1" });
    writeFileSync(join(directory, "data", "short.csv"), "1,2,3\n1,2\n");
    for (const [key, line] of [
      ["data/none.csv", { message: "there is no such object", key: "data/none.csv" }],
      ["data/short.csv", { error: "line 2 must have as many features as the first, and a target" }],
    ] as const) {
      const program = train(directory, of(key));
      assert.deepEqual(await program.exit, [1, null], program.stray);
      await program.line(line);
    }
    assert.deepEqual(await train(directory, of("data/points.csv")).exit, [0, null]);
    assert.equal(JSON.parse(modelIn(directory)).data, "data/points.csv");
  });

  it("tries a learning rate for each container of an array, and leaves the model that is served", async () => {
    const directory = directoryOf("rates");
    const rates = ["0", "2"].map(async (index) => {
      const program = train(directory, {
        AWS_BATCH_JOB_ARRAY_INDEX: index,
        EPOCHS: "20",
        RATE: "0.05",
      });
      assert.deepEqual(await program.exit, [0, null], program.stray);
      return JSON.parse(readFileSync(join(directory, "models", "rates", `${index}.json`), "utf8"));
    });
    const [slow, fast] = await Promise.all(rates);
    assert.deepEqual([slow.rate, fast.rate], [0.05, 0.2]);
    assert.ok(fast.error < slow.error, `${fast.error} isn't less than ${slow.error}`);
    assert.ok(!existsSync(join(directory, "models", "latest.json")));
  });

  it("is served, once there is a model", async () => {
    const directory = directoryOf("served");
    const server = new Program(["python3", "predict.py"], folder, { DIRECTORY: directory, PORT: "0" });
    const url = await server.url();
    const get = async (path: string) => {
      const answer = await fetch(`${url}${path}`);
      return [answer.status, await answer.json()];
    };
    assert.deepEqual(await get("/healthz"), [200, { status: "ok" }]);
    assert.deepEqual(await get("/predict?x=1,2"), [503, { error: "no model has been trained yet" }]);
    mkdirSync(join(directory, "models"));
    writeFileSync(join(directory, "models", "latest.json"), '{"weights":[3,-2],"bias":5}');
    assert.deepEqual(await get("/predict?x=1,2"), [200, { y: 4 }]);
    for (const x of ["", "1", "1,b", "1,2,3"])
      assert.deepEqual(await get(`/predict?x=${x}`), [400, { error: "x must be 2 numbers" }], x);
    assert.deepEqual(await get("/"), [404, { error: "there is GET /predict alone" }]);
    assert.deepEqual(await server.stop(), [0, null]);
  });
});

for (const [by, environment] of [
  ["boto3", {}],
  ["a stand-in for boto3", { PYTHONPATH: join(__dirname, "boto3-stand-in") }],
] as const) {
  describe(`the training with S3, by ${by}`, () => {
    const bucket = new FakeData("models");
    before(function () {
      skipWithout(by === "boto3" ? by : "Python 3.11 or later", this);
    });
    after(() => bucket.close());

    it("reads its data and no checkpoint, writes one and the model, and deletes the checkpoint", async () => {
      const variables = { ...(await bucket.listen()), ...environment, MODELS_BUCKET: "models" };
      const train = () =>
        new Program(["python3", "train.py"], folder, { ...variables, EPOCHS: "2", CHECKPOINT_EPOCHS: "1" });
      const first = train();
      assert.deepEqual(await first.exit, [1, null], first.stray);
      await first.line({ message: "there is no such object", key: "data/points.csv" });

      bucket.objects.set("data/points.csv", points);
      const program = train();
      assert.deepEqual(await program.exit, [0, null], program.stray);
      assert.deepEqual(
        program.lines.map(({ message }) => message),
        ["started", "checkpoint", "trained"],
      );
      assert.deepEqual([...bucket.objects.keys()], ["data/points.csv", "models/latest.json"]);
      const model = JSON.parse(bucket.objects.get("models/latest.json") ?? "") as { data: string };
      assert.equal(model.data, "data/points.csv");
    });
  });
}

describe("the example of training", () => {
  it("starts on Spot with each object of data, repeats interruptions, and serves from the same image", async () => {
    const plan = await planOf("training");
    assert.equal(inputsOf(plan, "docker:index/image:Image").length, 1);
    assert.equal(inputsOf(plan, "aws:ecs/service:Service").length, 1);
    const [job] = inputsOf(plan, "aws:batch/jobDefinition:JobDefinition") as {
      retryStrategy: { attempts: number };
    }[];
    assert.equal(job?.retryStrategy.attempts, 5);
    const patterns = inputsOf(plan, "aws:cloudwatch/eventRule:EventRule").map(
      ({ eventPattern }) =>
        JSON.parse(String(eventPattern)) as { source: string[]; detail: { object?: object } },
    );
    const created = patterns.find(({ source }) => source.includes("aws.s3"));
    assert.deepEqual(created?.detail.object, { key: [{ wildcard: "data/*.csv" }] });
    assert.deepEqual(
      inputsOf(plan, "aws:s3/bucketNotification:BucketNotification").map(({ eventbridge }) => eventbridge),
      [true],
    );
    assert.deepEqual(
      findingsIn(plan).filter(({ rule }) => rule.startsWith("batch-")),
      [],
    );
  });
});
