import assert from "node:assert/strict";
import { EcsCluster, EcsJobs } from "../../../components/ecs";
import type { Logs } from "../../../components/log-routing";
import { fluentBitImage } from "../../../facts/fluent-bit";
import { shellImage } from "../../../facts/shell-image";
import { json, planOf, type RecordedPlan } from "../../support/plan";
import { description, network, planOfService } from "./a-service";

const firehoseArn = "arn:aws:firehose:us-east-1:111122223333:deliverystream/audit";
const bucketKeyArn = "arn:aws:kms:us-east-1:111122223333:key/0a1b";
const routed = (logs: Logs = {}) => ({ logs: { driver: "firelens" as const, ...logs } });

type Container = { name: string; logConfiguration: { options: Record<string, string> } } & Record<
  string,
  unknown
>;

const taskOf = (plan: RecordedPlan, name: string) => plan.resource("TaskDefinition", `${name}-task`).inputs;
const containersOf = (plan: RecordedPlan, name = "hello") =>
  json(taskOf(plan, name).containerDefinitions) as Container[];
const named = (containers: Container[], name: string) => {
  const found = containers.find((each) => each.name === name);
  assert.ok(found, name);
  return found;
};
const policyOf = (plan: RecordedPlan) =>
  json(plan.resource("iam/rolePolicy:RolePolicy", "hello-log-router").inputs.policy);

const hardened = { readonlyRootFilesystem: true, linuxParameters: { capabilities: { drop: ["ALL"] } } };
const awslogs = (plan: RecordedPlan, prefix: string) => ({
  logDriver: "awslogs",
  options: {
    "awslogs-group": plan.resource("hello-logs").outputs.name,
    "awslogs-region": "us-east-1",
    "awslogs-stream-prefix": prefix,
    mode: "non-blocking",
    "max-buffer-size": "25m",
  },
});

describe("The log router of a task on ECS", () => {
  let plan: RecordedPlan;
  before(async () => {
    const agent = { image: "public.ecr.aws/example/agent:1" };
    const service = { ...routed(), sidecars: { agent }, files: { "/etc/web/a": "a" } };
    plan = await planOfService({ service });
  });

  it("writes the lines of the service and its sidecars to the service's log group as they are", () => {
    for (const name of ["hello", "agent"]) {
      assert.deepEqual(named(containersOf(plan), name).logConfiguration, {
        logDriver: "awsfirelens",
        options: {
          Name: "cloudwatch_logs",
          region: "us-east-1",
          retry_limit: "5",
          log_group_name: plan.resource("hello-logs").outputs.name,
          log_stream_prefix: `${name}/`,
          log_key: "log",
          auto_create_group: "false",
          "log-driver-buffer-limit": "16384",
        },
      });
    }
    assert.deepEqual(policyOf(plan), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "RouteToLogGroup",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: `${plan.resource("hello-logs").outputs.arn}:*`,
        },
      ],
    });
  });

  it("is AWS for Fluent Bit, hardened as the service, with a size of its own, and logs by itself", () => {
    assert.deepEqual(named(containersOf(plan), "log_router"), {
      name: "log_router",
      image: fluentBitImage,
      essential: true,
      user: "65532:65532",
      ...hardened,
      cpu: 64,
      memory: 128,
      firelensConfiguration: { type: "fluentbit", options: { "enable-ecs-log-metadata": "true" } },
      restartPolicy: { enabled: true, restartAttemptPeriod: 60 },
      stopTimeout: 45,
      logConfiguration: awslogs(plan, "log_router"),
    });
    const [hello] = containersOf(plan);
    assert.deepEqual([hello?.cpu, hello?.memory], [256 - 64 - 64, 512 - 128 - 128]);
    assert.deepEqual([taskOf(plan, "hello").cpu, taskOf(plan, "hello").memory], ["256", "512"]);
  });

  it("starts before all containers whose lines it gets, and stops after them", () => {
    const containers = containersOf(plan);
    assert.deepEqual(
      containers.map(({ name, dependsOn }) => [name, dependsOn]),
      [
        [
          "hello",
          [
            { containerName: "log_router", condition: "START" },
            { containerName: "hello-files", condition: "SUCCESS" },
            { containerName: "agent", condition: "START" },
          ],
        ],
        ["agent", [{ containerName: "log_router", condition: "START" }]],
        ["log_router", undefined],
        ["hello-files", undefined],
      ],
    );
    assert.deepEqual(named(containers, "hello-files").logConfiguration, awslogs(plan, "hello-files"));
  });

  it("sends them to a delivery stream and a bucket too, with what it may do down to the bucket's prefix and key", async () => {
    const logs = { firehoseArn, bucket: "example-logs", bucketKeyArn };
    const all = await planOfService({ service: routed(logs) });
    const containers = containersOf(all);
    assert.deepEqual(
      containers.map(({ name }) => name),
      ["hello", "log_router", "log_router_files"],
    );
    assert.equal(named(containers, "hello").logConfiguration.options.Name, "cloudwatch_logs");
    const mountPoints = [{ sourceVolume: "log-router", containerPath: "/log-router", readOnly: false }];
    const router = named(containers, "log_router");
    assert.deepEqual(
      [router.firelensConfiguration, router.dependsOn, router.mountPoints],
      [
        {
          type: "fluentbit",
          options: {
            "enable-ecs-log-metadata": "true",
            "config-file-type": "file",
            "config-file-value": "/log-router/outputs.conf",
          },
        },
        [{ containerName: "log_router_files", condition: "SUCCESS" }],
        mountPoints,
      ],
    );
    assert.deepEqual(named(containers, "log_router_files"), {
      name: "log_router_files",
      image: shellImage,
      essential: false,
      user: "0:0",
      ...hardened,
      mountPoints,
      entryPoint: ["sh", "-ec", 'printf %s "$1" > /log-router/outputs.conf; chmod 1777 /log-router', "sh"],
      command: [
        `[OUTPUT]
    Name kinesis_firehose
    Match *-firelens-*
    region us-east-1
    retry_limit 5
    delivery_stream audit

[OUTPUT]
    Name s3
    Match *-firelens-*
    region us-east-1
    retry_limit 5
    bucket example-logs
    s3_key_format /logs/aws-containers-dev/hello/%Y/%m/%d/%H-%M-%S-$UUID.gz
    compression gzip
    use_put_object true
    total_file_size 20M
    upload_timeout 10m
    store_dir /log-router/s3
`,
      ],
      logConfiguration: awslogs(all, "log_router_files"),
    });
    const volumes = taskOf(all, "hello").volumes as { name: string }[];
    assert.ok(volumes.some(({ name }) => name === "log-router"));
    const { Statement } = policyOf(all) as { Statement: { Sid: string }[] };
    assert.deepEqual(Statement.slice(1), [
      { Sid: "RouteToFirehose", Effect: "Allow", Action: "firehose:PutRecordBatch", Resource: firehoseArn },
      {
        Sid: "RouteToBucket",
        Effect: "Allow",
        Action: "s3:PutObject",
        Resource: "arn:aws:s3:::example-logs/logs/aws-containers-dev/hello/*",
      },
      {
        Sid: "EncryptInBucket",
        Effect: "Allow",
        Action: "kms:GenerateDataKey",
        Resource: bucketKeyArn,
        Condition: { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } },
      },
    ]);
  });

  it("sends them to a delivery stream alone, without a volume and without a word to CloudWatch Logs", async () => {
    const alone = await planOfService({ service: routed({ cloudWatch: false, firehoseArn }) });
    const containers = containersOf(alone);
    assert.deepEqual(
      containers.map(({ name }) => name),
      ["hello", "log_router"],
    );
    assert.deepEqual(containers[0]?.logConfiguration.options, {
      Name: "kinesis_firehose",
      region: "us-east-1",
      retry_limit: "5",
      delivery_stream: "audit",
      "log-driver-buffer-limit": "16384",
    });
    assert.deepEqual(
      (policyOf(alone) as { Statement: { Sid: string }[] }).Statement.map(({ Sid }) => Sid),
      ["RouteToFirehose"],
    );
  });

  it("is a job's too, which says how its log streams begin; its command before a deployment does", async () => {
    const jobs = await planOf(() => {
      const job = { image: String(description.image), ...routed() };
      const args = {
        cluster: new EcsCluster("ecs"),
        network,
        jobs: { report: job, cleanup: { image: job.image } },
      };
      return {
        runs: Object.fromEntries(new EcsJobs("ecs", args).jobs.map(({ name, runs }) => [name, runs])),
      };
    });
    assert.deepEqual(
      containersOf(jobs, "report").map(({ name, cpu, memory }) => [name, cpu, memory]),
      [
        ["report", 192, 384],
        ["log_router", 64, 128],
      ],
    );
    const { runs } = jobs.outputs as { runs: Record<string, { logStreamPrefix?: string }> };
    assert.equal(runs.report?.logStreamPrefix, "report/report-firelens-");
    assert.equal(runs.cleanup?.logStreamPrefix, undefined);
    const before = { command: ["migrate"] };
    const withBefore = await planOfService({ service: { ...routed(), before } });
    const { environment } = withBefore.resource("lambda/function:Function", "hello-before").inputs;
    const { variables } = environment as { variables: Record<string, string> };
    assert.equal(variables.LOG_STREAM_PREFIX, "hello/hello-firelens-");
  });

  it("refuses destinations without it, none at all, wrong ones, and a task that is too small for it", async () => {
    const refusal = (service: object, lines: string[]) =>
      assert.rejects(planOfService({ service }), {
        message: [
          'Invalid arguments for FargateService "hello":',
          ...lines.map((line) => `  - ${line}`),
        ].join("\n"),
      });
    await refusal({ logs: { cloudWatch: false, firehoseArn, bucket: "example-logs", bucketKeyArn } }, [
      "service.logs.cloudWatch needs service.logs.driver firelens",
      "service.logs.firehoseArn needs service.logs.driver firelens",
      "service.logs.bucket needs service.logs.driver firelens",
      "service.logs.bucketKeyArn needs service.logs.driver firelens",
    ]);
    await refusal(routed({ cloudWatch: false }), [
      "service.logs.cloudWatch is false: must be true without service.logs.firehoseArn and service.logs.bucket",
    ]);
    await refusal(routed({ firehoseArn: "audit", bucketKeyArn: "alias/logs" }), [
      "service.logs.bucketKeyArn needs service.logs.bucket: must be left out without",
      'service.logs.firehoseArn is "audit": must be the ARN of a delivery stream, such as arn:aws:firehose:us-east-1:111122223333:deliverystream/logs',
      'service.logs.bucketKeyArn is "alias/logs": must be the ARN of a KMS key, such as arn:aws:kms:us-east-1:111122223333:key/1234abcd-…',
    ]);
    await refusal(routed({ bucket: "Logs" }), [
      'service.logs.bucket is "Logs": must be the name of an S3 bucket, such as example-logs',
    ]);
    const agent = { image: "public.ecr.aws/example/agent:1", cpu: 150, memory: 300 };
    await refusal({ ...routed(), sidecars: { agent } }, [
      "service.cpu is 256: must be at least 64 above the 214 of its log router and its sidecars",
    ]);
  });
});
