import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { startAttempts } from "../../facts/job-limits";
import { nameLengths } from "../../facts/name-lengths";
import type { AwsContext } from "../aws-context";
import { reportJobFailure, toReport } from "../failure-report";
import { type FailureTopic, publishStatements } from "../failure-topic";
import { validateLength } from "../invalid-arguments";
import { eventOfExecution, type JobEvent } from "../job-event";
import { createJobEventRule } from "../job-event-rule";
import { createRole, serviceAssumeRolePolicy } from "../service-role";
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

/** Validates the length of the name of a job's state machine. */
export function validateEventStart(clusterName: string, job: string): string[] {
  return validateLength("cluster-job_start", stateMachineName(clusterName, job), {
    max: nameLengths.stateMachine,
  });
}

/**
 * Creates a rule of EventBridge and a state machine that makes a Job from the template of the job's CronJob, with the event as a
 * variable. It may read this CronJob, and create Jobs in its namespace. Costs nothing itself; a start 3 state transitions, $0.000075.
 */
export function createEventStart(
  name: string,
  { on, cluster, namespace, failures, deadLetters, context }: EventStartParts,
  options: pulumi.CustomResourceOptions,
): aws.cloudwatch.EventRule {
  const { partition, region, accountId } = context;
  const machineName = stateMachineName(cluster.name, name);
  const arn = pulumi.interpolate`arn:${partition}:states:${region}:${accountId}:stateMachine:${machineName}`;
  const trust = serviceAssumeRolePolicy("states.amazonaws.com", arn, context);
  const permissions: aws.iam.PolicyDocument = {
    Version: "2012-10-17",
    Statement: [...callStatements(cluster), ...publishStatements("ReportFailures", failures)],
  };
  const { role, policy } = createRole(`${name}-start`, { trust, permissions }, options);
  const access = createRoleAccess(
    `${name}-start`,
    { cluster, namespace, role, rules: rulesOf(name) },
    options,
  );
  const definition = {
    Comment: `Starts the job ${name} with the event that starts it`,
    QueryLanguage: "JSONata",
    StartAt: "Start",
    States: {
      Start: {
        Type: "Parallel",
        Branches: [startBranch(name, cluster, namespace)],
        Retry: [
          { ErrorEquals: ["States.ALL"], MaxAttempts: startAttempts, IntervalSeconds: 2, BackoffRate: 2 },
        ],
        Catch: [toReport],
        End: true,
      },
      ...reportJobFailure(name, failures),
    },
  };
  const stateMachine = new aws.sfn.StateMachine(
    `${name}-start`,
    { name: machineName, roleArn: role.arn, definition: pulumi.jsonStringify(definition) },
    { ...options, dependsOn: [policy, ...access] },
  );
  return createJobEventRule(name, { on, succeeded: neverTold, stateMachine, deadLetters, context }, options);
}

/** Known in advance, so that its role is limited to it; with an underscore, which no other name of a job has. */
function stateMachineName(clusterName: string, job: string): string {
  return `${clusterName}-${job}_start`;
}

/** Nothing in a cluster tells EventBridge that a Job has ended, for which such an event is refused. */
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
