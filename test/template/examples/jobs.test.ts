import assert from "node:assert/strict";
import type { PreviewOfStack } from "../../support/stack-preview";
import { imagesOf, inputsOf, planOf } from "./plan-of-example";

describe("the example of jobs", () => {
  let plan: PreviewOfStack;
  before(async () => {
    plan = await planOf("jobs");
  });

  it("has a schedule on each platform, three events, and starts the others by hand", () => {
    assert.deepEqual(
      inputsOf(plan, "aws:scheduler/schedule:Schedule").map((schedule) => schedule.scheduleExpression),
      ["cron(0 2 * * ? *)"],
    );
    const cronJobs = inputsOf(plan, "kubernetes:batch/v1:CronJob").map(({ spec }) => spec as object);
    assert.deepEqual(
      cronJobs.map((spec) => "schedule" in spec && "suspend" in spec && [spec.schedule, spec.suspend]).sort(),
      [
        ["*/15 * * * *", false],
        ["0 0 1 1 *", true],
        ["0 0 1 1 *", true],
        ["0 0 1 1 *", true],
      ],
    );
    assert.equal(inputsOf(plan, "aws:sfn/stateMachine:StateMachine").length, 6);
    const rules = inputsOf(plan, "aws:cloudwatch/eventRule:EventRule").flatMap(({ eventPattern }) =>
      eventPattern === undefined ? [] : JSON.parse(String(eventPattern)),
    ) as { source: string[]; detail: object }[];
    assert.deepEqual(rules.map(({ source }) => source).sort(), [["aws.s3"], ["aws.s3"], ["aws.states"]]);
    const [notification] = inputsOf(plan, "aws:s3/bucketNotification:BucketNotification");
    assert.equal(notification?.eventbridge, true);
    assert.ok(Array.isArray(notification?.queues), "the queue is notified too");
  });

  it("has room for temporary files on each platform", () => {
    const sizes = inputsOf(plan, "aws:ecs/taskDefinition:TaskDefinition").flatMap(
      ({ ephemeralStorage }) => ephemeralStorage ?? [],
    );
    assert.deepEqual(sizes, [{ sizeInGib: 50 }]);
    const [nodeClass] = inputsOf(plan, "kubernetes:eks.amazonaws.com/v1:NodeClass");
    const { ephemeralStorage } = (nodeClass?.spec ?? {}) as { ephemeralStorage?: object };
    assert.deepEqual(ephemeralStorage, { size: "133Gi" });
  });

  it("builds one image for the service and its jobs, and lets it expire after all of them", () => {
    assert.equal(inputsOf(plan, "docker:index/image:Image").length, 1);
    const [service, report] = imagesOf(plan).filter((image) => image.includes("registry-web"));
    assert.equal(service, report);
    const retention = plan.steps.find(({ urn }) => urn.endsWith("ImageRetention::web"));
    const needed = (retention?.newState.dependencies ?? []).map((urn) => urn.split("::").at(-1));
    for (const name of [
      "web-service",
      "report-schedule",
      "index-job",
      "render-job",
      "resize-service",
      "mail-deployment",
    ]) {
      assert.ok(needed.includes(name), `${name} is not among ${needed.join(", ")}`);
    }
  });

  it("reports the failures of each on EKS by an alarm", () => {
    const { eksJobFailures } = plan.outputs;
    assert.match(String(eksJobFailures), /^arn:aws:sns:us-east-1:000000000000:eks-job-failures-[0-9a-f]{7}$/);
    const alarms = inputsOf(plan, "aws:cloudwatch/metricAlarm:MetricAlarm").filter(
      ({ metricName }) => metricName === "FailedJobs",
    );
    assert.deepEqual(
      alarms.map(({ dimensions, alarmActions }) => [dimensions, alarmActions]),
      [
        [{ Job: "announce" }, [eksJobFailures]],
        [{ Job: "index" }, [eksJobFailures]],
        [{ Job: "render" }, [eksJobFailures]],
        [{ Job: "thumbnail" }, [eksJobFailures]],
      ],
    );
  });

  it("starts one on EKS after another, by the audit log", () => {
    const [subscription] = inputsOf(plan, "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter");
    assert.equal(subscription?.logGroup, "/aws/eks/aws-containers-jobs-eks/cluster");
    const functions = inputsOf(plan, "aws:lambda/function:Function") as {
      environment: { variables: { STARTS?: string } };
    }[];
    const [starts, ...others] = functions.flatMap(({ environment }) => environment.variables.STARTS ?? []);
    assert.deepEqual(others, []);
    const { index } = JSON.parse(starts ?? "{}") as { index: string[] };
    assert.match(String(index), /:stateMachine:aws-containers-jobs-eks-announce_start/);
  });

  it("scales the workers on EKS by one function", () => {
    const inputs = inputsOf(plan, "aws:cloudwatch/eventTarget:EventTarget").flatMap(
      ({ input }) => input ?? [],
    );
    const { workers } = JSON.parse(String(inputs)) as {
      workers: { name: string; min: number; max: number }[];
    };
    assert.deepEqual(
      workers.map(({ name, min, max }) => [name, min, max]),
      [["mail", 0, 8]],
    );
  });

  it("says what starts each by hand", () => {
    const { jobs, jobFailures } = plan.outputs as { jobs: Record<string, object>; jobFailures: string };
    assert.match(jobFailures, /^arn:aws:sns:us-east-1:000000000000:ecs-job-failures-[0-9a-f]{7}$/);
    assert.deepEqual(Object.keys(jobs).sort(), [
      "announce",
      "cleanup",
      "import",
      "index",
      "publish",
      "render",
      "report",
      "thumbnail",
    ]);
    assert.deepEqual(jobs.render, {
      platform: "eks",
      namespace: "services",
      cronJob: "render",
      container: "job",
    });
  });
});
