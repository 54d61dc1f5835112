import assert from "node:assert/strict";
import { BatchJobs, type BatchJobsArgs } from "../../../components/batch";
import type { JobDescription } from "../../../components/job";
import { json, planOf, type RecordedPlan } from "../../support/plan";
import { bucketVolume } from "../data/a-bucket-volume";
import { lustre } from "../data/a-lustre";

const image = "000000000000.dkr.ecr.us-east-1.amazonaws.com/hello:0123456789ab";

const network = {
  vpcId: "vpc-1",
  workloadSubnetIds: ["subnet-private-a", "subnet-private-b"],
};

function planOfJobs(
  jobs: Record<string, Partial<JobDescription>>,
  args: Partial<BatchJobsArgs> = {},
): Promise<RecordedPlan> {
  const described = Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, { image, ...job }]));
  return planOf(() => {
    const { jobs: created } = new BatchJobs("batch", { network, maxCpus: 64, jobs: described, ...args });
    return Object.fromEntries(created.map(({ name, runs }) => [name, runs]));
  });
}

const definition = (plan: RecordedPlan, name: string) =>
  plan.resource("batch/jobDefinition:JobDefinition", `${name}-job`);
const environment = (plan: RecordedPlan, name: string) =>
  plan.resource("batch/computeEnvironment:ComputeEnvironment", `batch-${name}`);
const queue = (plan: RecordedPlan, name: string) => plan.resource("batch/jobQueue:JobQueue", `batch-${name}`);
const containerOf = (plan: RecordedPlan, name: string) =>
  json(definition(plan, name).inputs.containerProperties) as Record<string, unknown>;
const statementsOf = (plan: RecordedPlan, type: string, name: string) =>
  (json(plan.resource(type, name).inputs.policy) as { Statement: Record<string, unknown>[] }).Statement;

const nightly = { schedule: "cron(0 2 * * ? *)", timezone: "Europe/Berlin", timeoutMinutes: 30, array: 50 };

describe("Jobs on AWS Batch", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfJobs({
      report: { ...nightly, capacity: "spot", environment: { LEVEL: "debug", EMPTY: "" } },
      cleanup: { retries: 2, command: ["node", "cleanup.js"], ephemeralStorageGib: 50 },
    });
  });

  it("create what they share and what each needs, and nothing else", () => {
    const created = (component: string, name: string) =>
      plan
        .childrenOf(plan.resource(component, name))
        .map(({ type, name }) => `${type} ${name}`)
        .sort();
    assert.deepEqual(created("BatchJobs", "batch"), [
      "aws-containers:batch:BatchJob cleanup",
      "aws-containers:batch:BatchJob report",
      "aws:batch/computeEnvironment:ComputeEnvironment batch-fargate-on-demand",
      "aws:batch/computeEnvironment:ComputeEnvironment batch-fargate-spot",
      "aws:batch/jobQueue:JobQueue batch-fargate-on-demand",
      "aws:batch/jobQueue:JobQueue batch-fargate-spot",
      "aws:cloudwatch/eventRule:EventRule batch-blocked-queues",
      "aws:cloudwatch/eventRule:EventRule batch-job-failures",
      "aws:cloudwatch/eventTarget:EventTarget batch-blocked-queues",
      "aws:cloudwatch/eventTarget:EventTarget batch-job-failures",
      "aws:cloudwatch/metricAlarm:MetricAlarm batch-dead-letters",
      "aws:ec2/securityGroup:SecurityGroup batch-jobs",
      "aws:scheduler/scheduleGroup:ScheduleGroup batch-schedules",
      "aws:sns/topic:Topic batch-job-failures",
      "aws:sns/topicPolicy:TopicPolicy batch-job-failures",
      "aws:sqs/queue:Queue batch-dead-letters",
      "aws:sqs/queuePolicy:QueuePolicy batch-dead-letters",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule batch-to-https",
    ]);
    assert.deepEqual(created("BatchJob", "report"), [
      "aws:batch/jobDefinition:JobDefinition report-job",
      "aws:cloudwatch/logGroup:LogGroup report-logs",
      "aws:iam/role:Role report-execution",
      "aws:iam/role:Role report-schedule",
      "aws:iam/role:Role report-task",
      "aws:iam/rolePolicy:RolePolicy report-execution",
      "aws:iam/rolePolicy:RolePolicy report-schedule",
      "aws:scheduler/schedule:Schedule report-schedule",
    ]);
  });

  it("run the hardened container of a service, described by keys with values alone", () => {
    const { inputs } = definition(plan, "report");
    const arn = (name: string) => plan.resource("iam/role:Role", name).outputs.arn;
    assert.deepEqual(containerOf(plan, "report"), {
      image,
      jobRoleArn: arn("report-task"),
      executionRoleArn: arn("report-execution"),
      user: "65532:65532",
      readonlyRootFilesystem: true,
      linuxParameters: { initProcessEnabled: true },
      resourceRequirements: [
        { type: "VCPU", value: "0.25" },
        { type: "MEMORY", value: "512" },
      ],
      environment: [
        { name: "LEVEL", value: "debug" },
        { name: "PLATFORM", value: "batch" },
      ],
      volumes: [{ name: "tmp" }],
      mountPoints: [{ sourceVolume: "tmp", containerPath: "/tmp", readOnly: false }],
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": plan.resource("cloudwatch/logGroup:LogGroup", "report-logs").outputs.name,
          "awslogs-region": "us-east-1",
          "awslogs-stream-prefix": "report",
          mode: "non-blocking",
          "max-buffer-size": "25m",
        },
      },
      runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: "ARM64" },
      networkConfiguration: { assignPublicIp: "DISABLED" },
    });
    assert.deepEqual(inputs.platformCapabilities, ["FARGATE"]);
    assert.deepEqual(inputs.timeout, { attemptDurationSeconds: 1800 });
    assert.equal(inputs.propagateTags, true);
    assert.deepEqual(containerOf(plan, "cleanup").command, ["node", "cleanup.js"]);
    assert.deepEqual(containerOf(plan, "cleanup").ephemeralStorage, { sizeInGiB: 50 });
    assert.equal(containerOf(plan, "report").ephemeralStorage, undefined);
  });

  it("are repeated by cause: interruptions of Spot without retries, whatever fails with them", () => {
    assert.deepEqual(definition(plan, "report").inputs.retryStrategy, {
      attempts: 5,
      evaluateOnExits: [
        { onStatusReason: "Host EC2*", action: "RETRY" },
        { onStatusReason: "Your Spot Task was interrupted*", action: "RETRY" },
        { onReason: "*", action: "EXIT" },
      ],
    });
    assert.deepEqual(definition(plan, "cleanup").inputs.retryStrategy, { attempts: 3 });
  });

  it("wait in queues that use Spot first and On-Demand second, and cancel what can never start", () => {
    const order = (name: string) => {
      const { computeEnvironmentOrders } = queue(plan, name).inputs as {
        computeEnvironmentOrders: { order: number; computeEnvironment: string }[];
      };
      return computeEnvironmentOrders.map(({ order, computeEnvironment }) => [order, computeEnvironment]);
    };
    const spot = environment(plan, "fargate-spot").outputs.arn;
    const onDemand = environment(plan, "fargate-on-demand").outputs.arn;
    assert.deepEqual(order("fargate-spot"), [
      [1, spot],
      [2, onDemand],
    ]);
    assert.deepEqual(order("fargate-on-demand"), [[1, onDemand]]);
    const limit = (reason: string, maxTimeSeconds: number) => ({
      action: "CANCEL",
      state: "RUNNABLE",
      reason,
      maxTimeSeconds,
    });
    assert.deepEqual(queue(plan, "fargate-spot").inputs.jobStateTimeLimitActions, [
      limit("MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE", 600),
      limit("MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT", 600),
      limit("CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY", 86_400),
    ]);
  });

  it("run in compute environments within a bound of vCPUs, replaced without a collision of names", () => {
    assert.deepEqual(environment(plan, "fargate-spot").inputs, {
      namePrefix: "batch-fargate-spot-",
      type: "MANAGED",
      computeResources: {
        type: "FARGATE_SPOT",
        maxVcpus: 64,
        subnets: network.workloadSubnetIds,
        securityGroupIds: [plan.resource("ec2/securityGroup:SecurityGroup", "batch-jobs").id],
      },
    });
  });

  it("start on schedule as an array, by a role for this queue and definition alone", () => {
    const { inputs } = plan.resource("scheduler/schedule:Schedule", "report-schedule");
    const { target } = inputs as { target: Record<string, unknown> };
    const { arnPrefix } = definition(plan, "report").outputs;
    const queueArn = queue(plan, "fargate-spot").outputs.arn;
    assert.equal(target.arn, "arn:aws:scheduler:::aws-sdk:batch:submitJob");
    assert.deepEqual(json(String(target.input)), {
      JobName: "report",
      JobQueue: queueArn,
      JobDefinition: arnPrefix,
      ArrayProperties: { Size: 50 },
    });
    assert.deepEqual(statementsOf(plan, "iam/rolePolicy:RolePolicy", "report-schedule")[0], {
      Sid: "StartRuns",
      Effect: "Allow",
      Action: "batch:SubmitJob",
      Resource: [queueArn, arnPrefix, `${arnPrefix}:*`],
    });
  });

  it("report each failure once, an array's too, to a topic that events and alarms alone may publish to", () => {
    const rule = plan.resource("cloudwatch/eventRule:EventRule", "batch-job-failures");
    assert.deepEqual(json(rule.inputs.eventPattern), {
      source: ["aws.batch"],
      "detail-type": ["Batch Job State Change"],
      detail: {
        status: ["FAILED"],
        jobQueue: [queue(plan, "fargate-spot").outputs.arn, queue(plan, "fargate-on-demand").outputs.arn],
        arrayProperties: { index: [{ exists: false }] },
      },
    });
    const topic = plan.resource("sns/topic:Topic", "batch-job-failures").outputs.arn;
    assert.equal(plan.resource("cloudwatch/eventTarget:EventTarget", "batch-job-failures").inputs.arn, topic);
    const publish = { Effect: "Allow", Action: "sns:Publish", Resource: topic };
    assert.deepEqual(statementsOf(plan, "sns/topicPolicy:TopicPolicy", "batch-job-failures"), [
      {
        Sid: "ReportAlarms",
        ...publish,
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": "000000000000" } },
      },
      { Sid: "ReportEvents", ...publish, Principal: { Service: "events.amazonaws.com" } },
    ]);
  });

  it("report a job that blocks its queue, which Batch cancels for some reasons only", () => {
    const rule = plan.resource("cloudwatch/eventRule:EventRule", "batch-blocked-queues");
    assert.deepEqual(json(rule.inputs.eventPattern), {
      source: ["aws.batch"],
      "detail-type": ["Batch Job Queue Blocked"],
      detail: {
        jobQueue: [queue(plan, "fargate-spot").outputs.arn, queue(plan, "fargate-on-demand").outputs.arn],
      },
    });
    const target = plan.resource("cloudwatch/eventTarget:EventTarget", "batch-blocked-queues");
    assert.deepEqual(plan.dependenciesOf(target).includes("batch-job-failures"), true);
    assert.deepEqual(target.inputs, {
      rule: rule.outputs.name,
      arn: plan.resource("sns/topic:Topic", "batch-job-failures").outputs.arn,
      inputTransformer: {
        inputPaths: { job: "$.detail.jobName", id: "$.detail.jobId", reason: "$.detail.statusReason" },
        inputTemplate:
          '"The job <job> can\'t start, nor can those behind it in its queue: <reason>. Job: <id>"',
      },
    });
  });

  it("say what starts each by hand", () => {
    assert.deepEqual(plan.outputs.report, {
      platform: "batch",
      region: "us-east-1",
      queue: queue(plan, "fargate-spot").outputs.arn,
      definition: definition(plan, "report").outputs.arnPrefix,
      array: 50,
      logGroup: plan.resource("cloudwatch/logGroup:LogGroup", "report-logs").outputs.name,
    });
  });

  it("may connect to what any of them opens, each once: they share a security group", async () => {
    const rule = { port: 5432, cidr: "192.0.2.0/24" };
    const opened = await planOfJobs({
      report: { egress: [rule] },
      cleanup: { egress: [rule, { port: 53, cidr: "192.0.2.53/32", protocol: "udp" }] },
    });
    assert.deepEqual(
      opened.ofType("SecurityGroupEgressRule").map(({ name }) => name),
      ["batch-to-https", "batch-to-tcp-5432-192.0.2.0-24", "batch-to-udp-53-192.0.2.53-32"],
    );
  });
});

describe("Jobs on instances of AWS Batch", () => {
  let plan: RecordedPlan;
  before(async () => {
    const size = { cpu: 4096, memory: 8192 };
    plan = await planOfJobs(
      { render: { ...size, capacity: "spot" }, train: { ...size, gpu: 1, architecture: "x86_64" } },
      { compute: "ec2" },
    );
  });

  const resources = (name: string) =>
    environment(plan, name).inputs.computeResources as Record<string, unknown>;

  it("choose instances by architecture, on Spot by price and capacity, and none while no job runs", () => {
    const template = plan.resource("ec2/launchTemplate:LaunchTemplate", "batch-instances");
    const { launchTemplate, ...spot } = resources("ec2-arm64-spot");
    assert.deepEqual(spot, {
      type: "SPOT",
      allocationStrategy: "SPOT_PRICE_CAPACITY_OPTIMIZED",
      instanceTypes: ["default_arm64"],
      ec2Configurations: [{ imageType: "ECS_AL2023" }],
      instanceRole: plan.resource("iam/instanceProfile:InstanceProfile", "batch-instances").outputs.arn,
      minVcpus: 0,
      maxVcpus: 64,
      subnets: network.workloadSubnetIds,
      securityGroupIds: [plan.resource("ec2/securityGroup:SecurityGroup", "batch-jobs").id],
    });
    assert.equal((launchTemplate as { launchTemplateId: string }).launchTemplateId, template.id);
    const { type, allocationStrategy } = resources("ec2-arm64-on-demand");
    assert.deepEqual([type, allocationStrategy], ["EC2", "BEST_FIT_PROGRESSIVE"]);
  });

  it("are launched with IMDSv2 at one hop and an encrypted gp3 volume", () => {
    const { metadataOptions, blockDeviceMappings } = plan.resource(
      "ec2/launchTemplate:LaunchTemplate",
      "batch-instances",
    ).inputs;
    assert.deepEqual(metadataOptions, {
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
    });
    assert.deepEqual(blockDeviceMappings, [
      {
        deviceName: "/dev/xvda",
        ebs: { volumeType: "gp3", volumeSize: 30, encrypted: "true", deleteOnTermination: "true" },
      },
    ]);
  });

  it("have GPUs of their own families and image, whatever the others run on", () => {
    const { instanceTypes, ec2Configurations } = resources("gpu-on-demand");
    assert.deepEqual(instanceTypes, ["g4dn", "g5", "g6"]);
    assert.deepEqual(ec2Configurations, [{ imageType: "ECS_AL2023_NVIDIA" }]);
    const { resourceRequirements, runtimePlatform, networkConfiguration } = containerOf(plan, "train");
    assert.deepEqual(resourceRequirements, [
      { type: "VCPU", value: "4" },
      { type: "MEMORY", value: "8192" },
      { type: "GPU", value: "1" },
    ]);
    assert.deepEqual([runtimePlatform, networkConfiguration], [undefined, undefined]);
    assert.deepEqual(definition(plan, "train").inputs.platformCapabilities, ["EC2"]);
  });

  it("leave to Batch the vCPUs that it changes by itself", () => {
    assert.deepEqual(environment(plan, "gpu-on-demand").ignoreChanges, ["computeResources.desiredVcpus"]);
  });
});

describe("Jobs on AWS Batch refuse", () => {
  it("everything that is wrong with them, before anything is registered", async () => {
    const jobs: Record<string, Partial<JobDescription>> = {
      report: {
        ...{ cpu: 300, retries: 10, stopSeconds: 60 },
        files: { "/etc/report/a.txt": "a" },
        logs: { driver: "firelens" },
        volumes: { "/uploads": bucketVolume(), "/scratch": lustre() },
      },
      train: { gpu: 9, cpu: 1500, environment: { AWS_BATCH_JOB_ID: "1" } },
      large: { cpu: 16_384, memory: 32_768 },
      writing: { cpu: 1024, memory: 2048, ephemeralStorageGib: 100 },
    };
    await assert.rejects(planOfJobs(jobs, { maxCpus: 8, compute: "ec2" }), (error: Error) => {
      assert.deepEqual(error.message.split("\n"), [
        'Invalid arguments for BatchJobs "batch":',
        "  - jobs.report: job.cpu is 300: must be a multiple of 1024 on instances",
        '  - jobs.report: job.volumes["/uploads"] is the bucket "uploads", which Batch doesn\'t mount: must be a file system, or run on EKS',
        '  - jobs.report: job.volumes["/scratch"] is "scratch", of FSx for Lustre, which Batch doesn\'t mount: must be of EFS, or run on EKS',
        "  - jobs.report: job.retries is 10: must be a whole number from 0 to 9",
        "  - jobs.report: job.stopSeconds is 60: must be 30 on Batch",
        "  - jobs.report: job.cpu is 300: must be more than 1024 with job.files, of whose size their writer has that",
        '  - jobs.report: job.logs.driver is "firelens": must be awslogs on Batch, whose jobs have no log router',
        "  - jobs.train: job.cpu is 1500: must be a multiple of 1024 on instances",
        "  - jobs.train: job.gpu is 9: must be a whole number from 1 to 8",
        '  - jobs.train: job.architecture is "arm64": must be x86_64 with job.gpu',
        "  - jobs.train: job.environment has AWS_BATCH_JOB_ID: names that begin with AWS_BATCH are Batch's",
        "  - jobs.large: job.cpu is 16384: must be at most 8192, for maxCpus is 8",
        "  - jobs.writing: job.ephemeralStorageGib needs Fargate: must be left out on instances, whose disk all tasks share",
      ]);
      return true;
    });
  });

  it("sizes that Fargate doesn't have, and bounds of none", async () => {
    await assert.rejects(
      planOfJobs({ report: { cpu: 256, memory: 4096 } }, { maxCpus: 0 }),
      (error: Error) => {
        assert.deepEqual(error.message.split("\n").slice(1), [
          "  - maxCpus is 0: must be a whole number from 1 to 100000",
          "  - jobs.report: job.cpu is 256: must be at most 0, for maxCpus is 0",
        ]);
        return true;
      },
    );
    await assert.rejects(
      planOfJobs({ report: { cpu: 256, memory: 4096 } }),
      /job\.memory is 4096: must be 512/,
    );
  });
});
