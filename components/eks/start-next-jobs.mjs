// @ts-check
// Code of the Lambda function of job-successes.ts, uploaded as it is. The function's runtime has the AWS SDK.
import { gunzipSync } from "node:zlib";
import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";

/**
 * @typedef {object} Job A Job of Kubernetes, as far as it is read.
 * @property {{ name: string, namespace: string, uid: string, ownerReferences?: { kind: string, name: string }[] }} metadata
 * @property {{ startTime?: string, completionTime?: string }} status
 */

const stepFunctions = new SFNClient();

/**
 * Starts the jobs that come after those that have succeeded, each once for a Job: an execution has the id of the Job as its name.
 *
 * @param {{ awslogs: { data: string } }} event Lines of the cluster's audit log, each of which says that a Job is complete.
 * @throws What Step Functions answers, where it refuses a start.
 */
export async function handler({ awslogs: { data } }) {
  const { messageType, logEvents } = JSON.parse(gunzipSync(Buffer.from(data, "base64")).toString());
  if (messageType !== "DATA_MESSAGE") return;
  /** @type {Record<string, string[]>} */
  const starts = JSON.parse(process.env.STARTS ?? "{}");
  for (const { message } of logEvents) {
    /** @type {Job} */
    const job = JSON.parse(message).responseObject;
    const [owner] = job.metadata.ownerReferences ?? [];
    const stateMachines = owner?.kind === "CronJob" ? (starts[owner.name] ?? []) : [];
    for (const stateMachineArn of stateMachines) await start(stateMachineArn, owner?.name ?? "", job);
  }
}

/**
 * @param {string} stateMachineArn
 * @param {string} job
 * @param {Job} of
 */
async function start(stateMachineArn, job, { metadata, status }) {
  const { name, namespace, uid } = metadata;
  const { startTime, completionTime } = status;
  const event = {
    "detail-type": "Job Succeeded",
    time: completionTime,
    detail: { job, name, namespace, uid, startTime, completionTime },
  };
  try {
    const input = JSON.stringify(event);
    await stepFunctions.send(new StartExecutionCommand({ stateMachineArn, name: uid, input }));
    console.log(JSON.stringify({ job, name, stateMachineArn }));
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ExecutionAlreadyExists") throw error;
  }
}
