import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { startAttempts } from "../../facts/job-limits";
import { nameLengths } from "../../facts/name-lengths";
import type { AwsContext } from "../aws-context";
import { jobFailure } from "../failure-report";
import type { FailureTopic } from "../failure-topic";
import { eventOfExecution, type JobEvent } from "../job-event";
import { createJobEventRule } from "../job-event-rule";
import { createRepeatedState } from "../repeated-state";
import { shortened } from "../shortened-name";
import { answerOf, type CalledCluster, callStatements, kubernetesCall } from "./cluster-api";
import { createRoleAccess } from "./role-access";

/** What starts a run as an event arrives. */
export interface EventStartParts {
  on: JobEvent;
  cluster: CalledCluster;
  /** Namespace of the CronJob, which has the job's name. */
  namespace: pulumi.Input<string>;
  failures: FailureTopic;
  deadLetters: aws.sqs.Queue;
  context: AwsContext;
}

/** What starts a job. */
export interface EventStart {
  /** An execution is a start. */
  stateMachine: aws.sfn.StateMachine;
  /** The rule of its event; undefined where it comes after another job, which emits no event of EventBridge. */
  rule: aws.cloudwatch.EventRule | undefined;
}

/**
 * Creates a rule of EventBridge, unless it comes after another job, and a state machine that creates a Job from the template of the job's CronJob, with the event as a
 * variable. It may read this CronJob, and create Jobs in its namespace. Costs nothing itself; a start 3 state transitions, $0.000075.
 */
export function createEventStart(
  name: string,
  { on, cluster, namespace, failures, deadLetters, context }: EventStartParts,
  options: pulumi.CustomResourceOptions,
): EventStart {
  const { stateMachine } = createRepeatedState(
    `${name}-start`,
    {
      machineName: stateMachineName(cluster.name, name),
      comment: `Starts the job ${name} with the event that starts it`,
      stateName: "Start",
      state: { Type: "Parallel", Branches: [startBranch(name, cluster, namespace)] },
      attempts: startAttempts,
      statements: callStatements(cluster),
      access: (role) =>
        createRoleAccess(`${name}-start`, { cluster, namespace, role, rules: rulesOf(name) }, options),
      failure: jobFailure(name),
      topic: failures,
      context,
    },
    options,
  );
  if ("job" in on) return { stateMachine, rule: undefined };
  const rule = createJobEventRule(
    name,
    { on, succeeded: neverTold, stateMachine, deadLetters, context },
    options,
  );
  return { stateMachine, rule };
}

/** Known in advance, so that its role is limited to it; with an underscore, which no other name of a job has. */
function stateMachineName(clusterName: string, job: string): string {
  const ending = "_start";
  return `${shortened(`${clusterName}-${job}`, nameLengths.stateMachine - ending.length)}${ending}`;
}

/** Nothing in a cluster tells EventBridge that a Job has ended. */
function neverTold(job: string): never {
  throw new Error(`No event tells that the job ${job} succeeded on EKS`);
}

/** Kubernetes limits no creation to a name. */
function rulesOf(name: string) {
  return [
    { apiGroups: ["batch"], resources: ["cronjobs"], resourceNames: [name], verbs: ["get"] },
    { apiGroups: ["batch"], resources: ["jobs"], verbs: ["create"] },
  ];
}

/** Named for the execution: a start that is repeated finds the Job that it has created already. */
function startBranch(name: string, cluster: CalledCluster, namespace: pulumi.Input<string>): object {
  const jobs = pulumi.interpolate`/apis/batch/v1/namespaces/${namespace}`;
  return {
    StartAt: "Read",
    States: {
      Read: {
        ...kubernetesCall(cluster, { Method: "GET", Path: pulumi.interpolate`${jobs}/cronjobs/${name}` }),
        Output: `{% ${answerOf(cluster)} %}`,
        Next: "Create",
      },
      Create: {
        ...kubernetesCall(cluster, {
          Method: "POST",
          Path: pulumi.interpolate`${jobs}/jobs`,
          RequestBody: jobOfExecution,
        }),
        Output: `{% ${answerOf(cluster)}.metadata.name %}`,
        Catch: [{ ErrorEquals: ["EKS.409"], Next: "Created" }],
        End: true,
      },
      Created: { Type: "Succeed" },
    },
  };
}

/**
 * A Job from the CronJob that has been read, as `kubectl create job --from` and `npm run job` make one, with the event as a
 * variable: each $ of it doubled, since the kubelet would replace $(NAME).
 */
const jobOfExecution = `{% (
  $event := {'name': '${eventOfExecution.Name}', 'value': $join($split($string($states.context.Execution.Input), '$'), '$$')};
  $run := $substring($replace($lowercase($states.context.Execution.Name), /[^0-9a-z]/, ''), -10);
  $cronJob := $states.input;
  {
    'apiVersion': 'batch/v1',
    'kind': 'Job',
    'metadata': {
      'name': $cronJob.metadata.name & '-' & $run,
      'labels': $cronJob.spec.jobTemplate.metadata.labels,
      'annotations': {'cronjob.kubernetes.io/instantiate': 'manual'},
      'ownerReferences': [{'apiVersion': 'batch/v1', 'kind': 'CronJob', 'name': $cronJob.metadata.name, 'uid': $cronJob.metadata.uid}]
    },
    'spec': $cronJob.spec.jobTemplate.spec ~> |template.spec.containers|{'env': [env[name != '${eventOfExecution.Name}'], $event]}|
  }
) %}`;
