import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BatchJobs, type BatchJobsArgs } from "../../../components/batch";
import type { JobDescription } from "../../../components/job";
import { shellImage } from "../../../facts/shell-image";
import { json, planOf, type RecordedPlan } from "../../support/plan";

const image = "000000000000.dkr.ecr.us-east-1.amazonaws.com/hello:0123456789ab";
const network = { vpcId: "vpc-1", workloadSubnetIds: ["subnet-private-a"] };
const files = { "/etc/report/config.yaml": "greeting: hello", "/etc/report/empty": "" };

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

interface Task {
  containers: Record<string, unknown>[];
}
const definitionOf = (plan: RecordedPlan, name: string) =>
  plan.resource("batch/jobDefinition:JobDefinition", `${name}-job`).inputs;
function taskOf(plan: RecordedPlan, name: string): Task {
  const { taskProperties } = json(definitionOf(plan, name).ecsProperties) as { taskProperties: Task[] };
  const [task = assert.fail(), ...others] = taskProperties;
  assert.deepEqual(others, []);
  return task;
}

describe("Jobs on AWS Batch: files", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfJobs({
      report: {
        ...{ files, cpu: 1024, memory: 2048, environment: { LEVEL: "debug" }, ephemeralStorageGib: 50 },
        command: ["node", "report.js"],
      },
      next: { ...{ files, cpu: 512, memory: 1024, array: 3 }, on: { job: "report" } },
      plain: { on: { job: "report" } },
    });
  });

  it("are written by a container that the job's own waits for, hardened as that of a job of one container", () => {
    const arn = (name: string) => plan.resource("iam/role:Role", name).outputs.arn;
    const logs = (name: string) => ({
      logDriver: "awslogs",
      options: {
        "awslogs-group": plan.resource("cloudwatch/logGroup:LogGroup", "report-logs").outputs.name,
        "awslogs-region": "us-east-1",
        "awslogs-stream-prefix": name,
        mode: "non-blocking",
        "max-buffer-size": "25m",
      },
    });
    const { containers, ...task } = taskOf(plan, "report");
    const [own, writer] = containers;
    const { command, ...rest } = writer ?? {};
    assert.deepEqual(task, {
      taskRoleArn: arn("report-task"),
      executionRoleArn: arn("report-execution"),
      volumes: [{ name: "tmp" }, { name: "etc-report-66688e61" }],
      ephemeralStorage: { sizeInGiB: 50 },
      runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: "ARM64" },
      networkConfiguration: { assignPublicIp: "DISABLED" },
    });
    assert.deepEqual(own, {
      name: "report",
      image,
      command: ["node", "report.js"],
      essential: true,
      dependsOn: [{ containerName: "report-files", condition: "SUCCESS" }],
      user: "65532:65532",
      readonlyRootFilesystem: true,
      linuxParameters: { devices: [], initProcessEnabled: true, tmpfs: [] },
      resourceRequirements: [
        { type: "VCPU", value: "0.75" },
        { type: "MEMORY", value: "1536" },
      ],
      environment: [
        { name: "LEVEL", value: "debug" },
        { name: "PLATFORM", value: "batch" },
      ],
      mountPoints: [
        { sourceVolume: "tmp", containerPath: "/tmp", readOnly: false },
        { sourceVolume: "etc-report-66688e61", containerPath: "/etc/report", readOnly: true },
      ],
      logConfiguration: logs("report"),
    });
    assert.deepEqual(rest, {
      name: "report-files",
      image: shellImage,
      essential: false,
      user: "0:0",
      readonlyRootFilesystem: true,
      resourceRequirements: [
        { type: "VCPU", value: "0.25" },
        { type: "MEMORY", value: "512" },
      ],
      mountPoints: [{ sourceVolume: "etc-report-66688e61", containerPath: "/etc/report", readOnly: false }],
      logConfiguration: logs("report-files"),
    });
    assert.equal(definitionOf(plan, "report").containerProperties, undefined);
    assert.equal(definitionOf(plan, "plain").ecsProperties, undefined);
    assert.deepEqual(
      Object.entries(plan.outputs).map(([name, runs]) => [name, (runs as { container?: string }).container]),
      [
        ["next", "next"],
        ["plain", undefined],
        ["report", "report"],
      ],
    );
  });

  it("arrive as they are, empty ones too", () => {
    const directory = mkdtempSync(join(tmpdir(), "files-"));
    try {
      const [, writer = assert.fail()] = taskOf(plan, "report").containers;
      const [shell = "", ...given] = (writer.command as string[]).map((argument) =>
        argument.startsWith("/etc/") ? join(directory, argument) : argument,
      );
      assert.ok(given.every((argument) => argument !== ""));
      execFileSync(shell, given);
      for (const [path, text] of Object.entries(files)) {
        assert.equal(readFileSync(join(directory, path), "utf8"), text);
      }
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it("leave the job's own container its GPU, and whole vCPUs on instances", async () => {
    const onInstances = await planOfJobs(
      { train: { files, gpu: 1, cpu: 4096, memory: 8192, architecture: "x86_64" } },
      { compute: "ec2" },
    );
    const { containers, ...task } = taskOf(onInstances, "train");
    assert.deepEqual(
      containers.map(({ resourceRequirements }) => resourceRequirements),
      [
        [
          { type: "VCPU", value: "3" },
          { type: "MEMORY", value: "8064" },
          { type: "GPU", value: "1" },
        ],
        [
          { type: "VCPU", value: "1" },
          { type: "MEMORY", value: "128" },
        ],
      ],
    );
    assert.deepEqual(Object.keys(task), ["taskRoleArn", "executionRoleArn", "volumes"]);
    assert.deepEqual(definitionOf(onInstances, "train").platformCapabilities, ["EC2"]);
  });

  it("take an event to the job's own container, by the API itself", () => {
    const stateOf = (job: string) => {
      const { definition } = plan.resource("sfn/stateMachine:StateMachine", `${job}-submit`).inputs;
      const { States } = json(definition) as { States: { Submit: Record<string, unknown> } };
      const { Resource, Arguments } = States.Submit as { Resource: string; Arguments: object };
      return [Resource, Object.fromEntries(Object.entries(Arguments).slice(3))];
    };
    const environment = {
      Environment: [{ Name: "EVENT", Value: "{% $string($states.context.Execution.Input) %}" }],
    };
    assert.deepEqual(stateOf("next"), [
      "arn:aws:states:::aws-sdk:batch:submitJob",
      {
        ArrayProperties: { Size: 3 },
        EcsPropertiesOverride: { TaskProperties: [{ Containers: [{ Name: "next", ...environment }] }] },
      },
    ]);
    assert.deepEqual(stateOf("plain"), [
      "arn:aws:states:::batch:submitJob",
      { ContainerOverrides: environment },
    ]);
  });

  it("are refused where they or their writer leave too little", async () => {
    const large = { "/etc/report/large": "a".repeat(12_289) };
    await assert.rejects(
      planOfJobs({ small: { files }, report: { files: large, cpu: 512, memory: 1024 } }),
      (error: Error) => {
        assert.deepEqual(error.message.split("\n").slice(1), [
          "  - jobs.small: job.cpu is 256: must be more than 256 with job.files, of whose size their writer has that",
          "  - jobs.small: job.memory is 512: must be more than 512 with job.files, of whose size their writer has that",
          "  - jobs.report: job.files has 12289 bytes of text: must have at most 12288 on Batch, whose job definitions have 24 KiB",
        ]);
        return true;
      },
    );
  });
});
