import { randomBytes } from "node:crypto";
import { BatchV1Api, CoreV1Api, type V1CronJob, type V1Job, type V1Pod } from "@kubernetes/client-node";
import { clusterConfig } from "../stack-outputs";
import { outcomeOf } from "./eks-outcome";
import type { EksRuns } from "./job-runs";
import { isRefused, readable, repeating } from "./kubernetes-requests";
import { PodLog } from "./pod-log";
import type { Run, Terminal } from "./run";

/**
 * Starts a job on EKS: a Job from the template of its CronJob, with the stack's kubeconfig, as
 * `kubectl create job --from` does.
 *
 * @throws Where the cluster refuses, the CronJob isn't there, or it forbids a second run and another one is in progress.
 */
export async function startEksRun(
  job: string,
  runs: EksRuns,
  stack: string | undefined,
  terminal: Terminal,
): Promise<Run> {
  const config = await clusterConfig(stack);
  const batch = config.makeApiClient(BatchV1Api);
  const { namespace, cronJob: name } = runs;
  const cronJob = await repeating(() => batch.readNamespacedCronJob({ name, namespace }), terminal);
  if (cronJob.spec?.concurrencyPolicy === "Forbid") await assertNoOther(batch, cronJob, runs, terminal);
  const body = jobFrom(cronJob, runs);
  await batch.createNamespacedJob({ namespace, body }).catch((error: unknown) => {
    throw readable(error);
  });
  const core = config.makeApiClient(CoreV1Api);
  return new EksRun(body.metadata.name, job, runs, { batch, core }, terminal);
}

/** Kubernetes holds only runs by schedule to the policy. */
async function assertNoOther(
  batch: BatchV1Api,
  cronJob: V1CronJob,
  { namespace }: EksRuns,
  terminal: Terminal,
): Promise<void> {
  const labels = Object.entries(cronJob.spec?.jobTemplate.metadata?.labels ?? {});
  const labelSelector = labels.map(([key, value]) => `${key}=${value}`).join(",");
  const { items } = await repeating(() => batch.listNamespacedJob({ namespace, labelSelector }), terminal);
  const other = items.find(({ status }) => endOf(status?.conditions) === undefined);
  if (other !== undefined) throw new Error(`Another run is in progress: ${other.metadata?.name}`);
}

function endOf(conditions: { type: string; status: string }[] = []) {
  return conditions.find(({ type, status }) => status === "True" && ["Complete", "Failed"].includes(type));
}

function jobFrom({ metadata, spec }: V1CronJob, { namespace, cronJob }: EksRuns) {
  const template = spec?.jobTemplate;
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
      // At most 63 characters: a CronJob's has at most 52.
      name: `${cronJob}-${randomBytes(5).toString("hex")}`,
      namespace,
      labels: template?.metadata?.labels,
      annotations: { ...template?.metadata?.annotations, "cronjob.kubernetes.io/instantiate": "manual" },
      ownerReferences: [{ apiVersion: "batch/v1", kind: "CronJob", name: cronJob, uid: metadata?.uid ?? "" }],
    },
    spec: template?.spec,
  };
}

/** A Job. Each of its attempts, and each index of an array, is a pod. */
class EksRun implements Run {
  readonly logs: string;
  readonly stop: string;

  readonly #podLogs = new Map<string, PodLog>();
  #waiting = "";

  constructor(
    readonly id: string,
    private readonly job: string,
    private readonly runs: EksRuns,
    private readonly clients: { batch: BatchV1Api; core: CoreV1Api },
    private readonly terminal: Terminal,
  ) {
    const { namespace } = runs;
    this.logs = `kubectl logs --follow --namespace ${namespace} job/${id}`;
    this.stop = `kubectl delete job --namespace ${namespace} ${id}`;
  }

  async look(): Promise<number | undefined> {
    const found = await this.read();
    if (found === undefined) {
      this.terminal.note(`Job ${this.job} was stopped`);
      return 1;
    }
    const [job, pods] = found;
    for (const pod of pods) await this.logOf(pod, (job.spec?.completions ?? 1) > 1).read(pod);
    this.noteWaiting(pods);
    const end = endOf(job.status?.conditions);
    if (end === undefined) return undefined;
    const { status, message } = outcomeOf(end, pods, this.runs.container);
    this.terminal.note(`Job ${this.job} ${message}`);
    return status;
  }

  /** The Job, before its pods, so that an end is known only where all lines have been written; nothing once it is deleted. */
  private async read(): Promise<[V1Job, V1Pod[]] | undefined> {
    const { batch, core } = this.clients;
    const { namespace } = this.runs;
    const labelSelector = `batch.kubernetes.io/job-name=${this.id}`;
    try {
      const job = await repeating(() => batch.readNamespacedJob({ name: this.id, namespace }), this.terminal);
      const { items } = await repeating(
        () => core.listNamespacedPod({ namespace, labelSelector }),
        this.terminal,
      );
      return [job, items.sort((a, b) => createdAt(a) - createdAt(b))];
    } catch (error) {
      if (isRefused(error, 404)) return undefined;
      throw error;
    }
  }

  private logOf({ metadata }: V1Pod, isArray: boolean): PodLog {
    const name = metadata?.name ?? "";
    const known = this.#podLogs.get(name);
    if (known !== undefined) return known;
    this.terminal.note(`Pod ${name}`);
    const index = metadata?.annotations?.["batch.kubernetes.io/job-completion-index"] ?? "";
    const log = new PodLog(this.clients.core, name, this.runs, isArray ? `[${index}] ` : "", this.terminal);
    this.#podLogs.set(name, log);
    return log;
  }

  /** Says once why pods haven't started: Kubernetes tries until the Job's end. */
  private noteWaiting(pods: readonly V1Pod[]): void {
    const reasons = pods.flatMap(({ status }) => {
      const scheduled = status?.conditions?.find(({ type }) => type === "PodScheduled");
      const waiting = [
        ...(status?.initContainerStatuses ?? []),
        ...(status?.containerStatuses ?? []),
      ].flatMap(({ state }) =>
        state?.waiting?.message ? [`${state.waiting.reason}: ${state.waiting.message}`] : [],
      );
      return scheduled?.status === "False" ? [`${scheduled.reason}: ${scheduled.message}`] : waiting;
    });
    const text = [...new Set(reasons)].join("\n");
    if (text !== "" && text !== this.#waiting) this.terminal.note(`Waiting: ${text}`);
    this.#waiting = text;
  }
}

function createdAt({ metadata }: V1Pod): number {
  return metadata?.creationTimestamp?.getTime() ?? 0;
}
