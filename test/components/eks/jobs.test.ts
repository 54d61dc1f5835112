import assert from "node:assert/strict";
import { EksCluster, EksJob, nodesForJob } from "../../../components/eks";
import type { JobDescription } from "../../../components/job";
import { planOf, type RecordedPlan } from "../../support/plan";
import { network } from "./described";

const image = "000000000000.dkr.ecr.us-east-1.amazonaws.com/hello:0123456789ab";

function planOfJob(changes: Partial<JobDescription> = {}): Promise<RecordedPlan> {
  return planOf(() => {
    const job = { image, ...changes };
    const cluster = new EksCluster("eks", { containerLogs: false, network, services: [nodesForJob(job)] });
    new EksJob("report", { cluster, job });
  });
}

interface CronJob {
  schedule: string;
  timeZone: string;
  suspend: boolean;
  concurrencyPolicy: string;
  startingDeadlineSeconds: number;
  jobTemplate: {
    spec: Record<string, unknown> & { template: { metadata: object; spec: Record<string, unknown> } };
  };
}

async function cronJobOf(changes?: Partial<JobDescription>): Promise<CronJob> {
  const plan = await planOfJob(changes);
  return plan.resource("batch/v1:CronJob", "report-job").inputs.spec as unknown as CronJob;
}

describe("A job on EKS", () => {
  it("creates what it needs and nothing else", async () => {
    const plan = await planOfJob();
    assert.deepEqual(
      plan
        .childrenOf(plan.resource("EksJob", "report"))
        .map(({ type, name }) => `${type} ${name}`)
        .sort(),
      [
        "kubernetes:batch/v1:CronJob report-job",
        "kubernetes:core/v1:ServiceAccount report-service-account",
        "kubernetes:networking.k8s.io/v1:NetworkPolicy report-network-policy",
      ],
    );
    const policy = plan.resource("NetworkPolicy", "report-network-policy").inputs.spec as {
      ingress: unknown;
    };
    assert.deepEqual(policy.ingress, []);
  });

  it("starts on schedule, in its time zone, and not while it runs", async () => {
    const { schedule, timeZone, suspend, concurrencyPolicy, startingDeadlineSeconds } = await cronJobOf({
      schedule: "cron(30 8 ? * MON-FRI *)",
      timezone: "Europe/Berlin",
    });
    assert.deepEqual(
      { schedule, timeZone, suspend, concurrencyPolicy, startingDeadlineSeconds },
      {
        schedule: "30 8 * * MON-FRI",
        timeZone: "Europe/Berlin",
        suspend: false,
        concurrencyPolicy: "Forbid",
        startingDeadlineSeconds: 3600,
      },
    );
    assert.equal((await cronJobOf({ concurrency: "allow" })).concurrencyPolicy, "Allow");
  });

  it("is suspended without a schedule: a template of what is started by hand", async () => {
    const { schedule, suspend } = await cronJobOf();
    assert.deepEqual({ schedule, suspend }, { schedule: "0 0 1 1 *", suspend: true });
  });

  it("repeats a run that failed or took too long, and isn't evicted in the middle", async () => {
    const { jobTemplate } = await cronJobOf({
      retries: 2,
      timeoutMinutes: 30,
      stopSeconds: 60,
      capacity: "spot",
    });
    const { template, ...job } = jobTemplate.spec;
    const activeDeadlineSeconds = 900 + 3 * 1800 + 2 * 360;
    assert.deepEqual(job, { backoffLimit: 2, activeDeadlineSeconds, ttlSecondsAfterFinished: 604_800 });
    const { metadata, spec } = template;
    assert.deepEqual(metadata, {
      labels: { "app.kubernetes.io/name": "report" },
      annotations: { "karpenter.sh/do-not-disrupt": "true" },
    });
    assert.equal(spec.restartPolicy, "Never");
    assert.equal(spec.activeDeadlineSeconds, 1800);
    assert.equal(spec.terminationGracePeriodSeconds, 60);
    assert.deepEqual(spec.nodeSelector, {
      "kubernetes.io/arch": "arm64",
      "karpenter.sh/capacity-type": "spot",
    });
  });

  it("has the restricted pod of a service, without port and probes", async () => {
    const { jobTemplate } = await cronJobOf({ command: ["node", "report.js"] });
    const { spec } = jobTemplate.spec.template;
    assert.deepEqual(spec.securityContext, {
      runAsNonRoot: true,
      runAsUser: 65532,
      runAsGroup: 65532,
      seccompProfile: { type: "RuntimeDefault" },
    });
    assert.deepEqual(spec.containers, [
      {
        name: "job",
        image,
        args: ["node", "report.js"],
        env: [{ name: "PLATFORM", value: "eks" }],
        resources: { requests: { cpu: "250m", memory: "512Mi" }, limits: { memory: "512Mi" } },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
        volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
      },
    ]);
  });

  it("fails at last where its pods find no node, within the 64 bits of nanoseconds that Kubernetes has", async () => {
    const { jobTemplate } = await cronJobOf({ array: 10_000, retries: 10, timeoutMinutes: 10_080 });
    assert.equal(jobTemplate.spec.activeDeadlineSeconds, 2_147_483_647);
  });

  it("runs an array as an Indexed Job, whose containers know their index", async () => {
    const { jobTemplate } = await cronJobOf({ array: 20, retries: 1 });
    const { template, ...job } = jobTemplate.spec;
    assert.deepEqual(job, {
      completionMode: "Indexed",
      completions: 20,
      parallelism: 20,
      backoffLimitPerIndex: 1,
      activeDeadlineSeconds: 900 + (2 * 86_400 + 360) * 20,
      ttlSecondsAfterFinished: 604_800,
    });
    const [container] = template.spec.containers as { env: unknown }[];
    assert.deepEqual(container?.env, [
      {
        name: "AWS_BATCH_JOB_ARRAY_INDEX",
        valueFrom: {
          fieldRef: { fieldPath: "metadata.annotations['batch.kubernetes.io/job-completion-index']" },
        },
      },
      { name: "PLATFORM", value: "eks" },
    ]);
  });

  it("is refused with what Kubernetes doesn't know", async () => {
    await assert.rejects(
      planOfJob({ schedule: "cron(0 0 L * ? *)", environment: { AWS_BATCH_JOB_ARRAY_INDEX: "1" }, array: 1 }),
      {
        message: [
          'Invalid arguments for EksJob "report":',
          "  - job.environment.AWS_BATCH_JOB_ARRAY_INDEX is set from job.array: must be left out",
          "  - job.array is 1: must be a whole number from 2 to 10000",
          `  - job.schedule has "L", which Kubernetes doesn't know: L, W and # are EventBridge's`,
        ].join("\n"),
      },
    );
  });
});
