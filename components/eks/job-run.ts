import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { JobRunArgs } from "./job-run-arguments";
import { createNetworkPolicy } from "./network-policy";
import { podLabels, type WorkloadMetadata } from "./workload-metadata";

/**
 * A Kubernetes Job that runs one pod once to its end, in each update that changes the pod. The update fails unless that is exit
 * code 0; then nothing that depends on the Job is changed, and the next update repeats it. The Job stays until its replacement
 * has run, and with it, as long as its node lives, the log lines.
 *
 * No other selector has its pod: no Service, no PodDisruptionBudget, no autoscaler. Nobody connects to it.
 *
 * Costs the minutes of the pod, where a node is started for it.
 */
export class JobRun extends pulumi.ComponentResource {
  /** The Job, which is created only when its pod ended with exit code 0. */
  public readonly job: k8s.batch.v1.Job;

  constructor(name: string, args: JobRunArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:eks:JobRun", name, {}, opts);
    const labels = podLabels(args.podName);
    const networkPolicy = createNetworkPolicy(
      name,
      { name: args.podName, namespace: args.namespace, labels },
      { ...args.container, exposure: "none" },
      [],
      { parent: this },
    );
    this.job = this.createJob(name, args, labels, networkPolicy);
    this.registerOutputs({ job: this.job.metadata.name });
  }

  /** With a generated name, so that another pod is another Job: a Job's pod can't be changed. */
  private createJob(
    name: string,
    { namespace, pod, annotations = {}, timeoutMinutes, needed }: JobRunArgs,
    labels: WorkloadMetadata["labels"],
    networkPolicy: k8s.networking.v1.NetworkPolicy,
  ): k8s.batch.v1.Job {
    return new k8s.batch.v1.Job(
      name,
      {
        // Otherwise the next update would wait for a Job that failed.
        metadata: { namespace, labels, annotations: { "pulumi.com/replaceUnready": "true" } },
        spec: {
          backoffLimit: 0,
          activeDeadlineSeconds: timeoutMinutes * 60,
          template: {
            metadata: { labels, annotations },
            spec: { ...pod, restartPolicy: "Never" },
          },
        },
      },
      {
        parent: this,
        dependsOn: [networkPolicy, ...needed],
        // Beyond the deadline, which says more than a timeout of Pulumi's.
        customTimeouts: { create: `${timeoutMinutes + 2}m` },
      },
    );
  }
}
