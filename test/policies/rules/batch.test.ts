import { batchRules } from "../../../policies/rules/batch";
import { resource, testRules } from "../states";

const job = (container: object) =>
  resource("aws:batch/jobDefinition:JobDefinition", {
    type: "container",
    containerProperties: JSON.stringify(container),
  });
const several = (task: object, ...containers: object[]) =>
  resource("aws:batch/jobDefinition:JobDefinition", {
    type: "container",
    ecsProperties: JSON.stringify({ taskProperties: [{ ...task, containers }] }),
  });
/** A container that waits for another one's success. */
const own = { name: "own", user: "65532", dependsOn: [{ containerName: "files", condition: "SUCCESS" }] };
const writer = { name: "files", user: "0:0", readonlyRootFilesystem: true };
const ofNodes = resource("aws:batch/jobDefinition:JobDefinition", {
  type: "multinode",
  nodeProperties: "{}",
});
const queue = (inputs: object) => resource("aws:batch/jobQueue:JobQueue", { ...inputs });
const environment = (computeResources: object) =>
  resource("aws:batch/computeEnvironment:ComputeEnvironment", { computeResources });

const registry = "000000000000.dkr.ecr.us-east-1.amazonaws.com";
const role = (name: string) => `arn:aws:iam::000000000000:role/${name}`;
const stuck = "A job that can never start blocks the queue for ever: set jobStateTimeLimitActions.";
const asRoot = "The container runs as root: set user, for instance 65532:65532.";

testRules("batch", batchRules, {
  "batch-no-privileged": {
    passes: [[job({ privileged: false })], [job({})], [ofNodes]],
    fails: [
      [
        [job({ privileged: true })],
        "The container is privileged, which means root access to its instance: set privileged: false.",
      ],
      [
        [several({}, { name: "one" }, { name: "other", privileged: true })],
        "The container other is privileged, which means root access to its instance: set privileged: false.",
      ],
    ],
  },
  "batch-read-only-root-filesystem": {
    passes: [[job({ readonlyRootFilesystem: true })]],
    fails: [
      [
        [job({})],
        "The container has a writable root filesystem: set readonlyRootFilesystem: true, and mount a volume where it writes.",
      ],
    ],
  },
  "batch-non-root": {
    passes: [[job({ user: "65532:65532" })], [several({}, own, writer)]],
    fails: [
      [[job({})], asRoot],
      [[job({ user: "0:0" })], asRoot],
      [[job({ user: "root" })], asRoot],
      [
        [several({}, { ...own, dependsOn: [{ containerName: "files", condition: "START" }] }, writer)],
        asRoot.replace("container", "container files"),
      ],
      [
        [several({}, own, { ...writer, readonlyRootFilesystem: false })],
        asRoot.replace("container", "container files"),
      ],
    ],
  },
  "batch-logging": {
    passes: [[job({ logConfiguration: { logDriver: "awslogs" } })]],
    fails: [
      [
        [job({ logConfiguration: {} })],
        "The container logs to /aws/batch/job, which the whole account shares and never expires: set logConfiguration.",
      ],
    ],
  },
  "batch-no-secrets-in-environment": {
    passes: [[job({ environment: [{ name: "LEVEL", value: "debug" }], command: ["node", "report.js"] })]],
    fails: [
      [
        [job({ environment: [{ name: "DB_PASSWORD", value: "hunter2" }] })],
        "Container default: environment variable DB_PASSWORD has the name of a secret and a plain value, readable by everybody " +
          "who may describe it: store it in Secrets Manager and reference it in the container's secrets.",
      ],
      [
        [job({ command: ["--token", "ghp_0123456789abcdefghijklmnopqrstuvwxyz"] })],
        "Container default: command has a value that looks like a secret, readable by everybody who may describe it: store it " +
          "in Secrets Manager and reference it in the container's secrets.",
      ],
    ],
  },
  "batch-no-public-address": {
    passes: [[job({})], [job({ networkConfiguration: { assignPublicIp: "DISABLED" } })]],
    fails: [
      [
        [job({ networkConfiguration: { assignPublicIp: "ENABLED" } })],
        "Jobs have public IP addresses: set aws-containers:network.nat: single or per-zone.",
      ],
      [
        [several({ networkConfiguration: { assignPublicIp: "ENABLED" } }, own, writer)],
        "Jobs have public IP addresses: set aws-containers:network.nat: single or per-zone.",
      ],
    ],
  },
  "batch-image-pinned": {
    passes: [[job({ image: `${registry}/hello@sha256:${"0".repeat(64)}` })]],
    fails: [
      [
        [job({ image: `${registry}/hello:latest` })],
        "The container: its image can change without a deployment: reference it by digest " +
          "(aws-containers:services.<name>.image: repository@sha256:…) or by a tag of a repository of this stack with immutable tags.",
      ],
    ],
  },
  "batch-distinct-roles": {
    passes: [[job({ jobRoleArn: role("task"), executionRoleArn: role("execution") })], [job({})]],
    fails: [
      [
        [job({ jobRoleArn: role("one"), executionRoleArn: role("one") })],
        "The application has the permissions of the execution role: set jobRoleArn to another role.",
      ],
      [
        [several({ taskRoleArn: role("one"), executionRoleArn: role("one") }, own, writer)],
        "The application has the permissions of the execution role: set taskRoleArn to another role.",
      ],
    ],
  },
  "batch-stuck-jobs": {
    passes: [[queue({ jobStateTimeLimitActions: [{ action: "CANCEL", maxTimeSeconds: 600 }] })]],
    fails: [
      [[queue({})], stuck],
      [[queue({ jobStateTimeLimitActions: [] })], stuck],
    ],
  },
  "batch-scales-to-zero": {
    passes: [[environment({ minVcpus: 0 })], [environment({ type: "FARGATE" })]],
    fails: [[[environment({ minVcpus: 4 })], "4 vCPUs run even without jobs: set minVcpus: 0."]],
  },
});
