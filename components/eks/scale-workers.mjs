// @ts-check
// Code of the Lambda function of worker-scaling.ts, uploaded as it is with call-api.mjs. It needs nothing but Node.js.
import { handler as callApi, credentialsOf, hashOf, signatureOf, variable } from "./call-api.mjs";

/**
 * @typedef {import("./call-api.mjs").Call} Call
 * @typedef {import("./call-api.mjs").Credentials} Credentials
 *
 * @typedef {object} Worker A Deployment whose pods work on the messages of a queue.
 * @property {string} name
 * @property {string} queueUrl
 * @property {number} min
 * @property {number} max
 * @property {number} messagesPerTask
 *
 * @typedef {{ spec?: { replicas?: number } }} Scale That of a Deployment, in which Kubernetes leaves out a 0.
 *
 * @typedef {object} SignedRequest A request to an API of AWS.
 * @property {string} service Its name in signatures, such as sqs.
 * @property {URL} url Without a query.
 * @property {Record<string, string>} [headers] By names in lower case.
 * @property {string} body
 */

/** Milliseconds until a request without an answer fails. */
const timeoutMilliseconds = 10_000;

/**
 * When the queue of a worker was found empty, and at each call since, in milliseconds. Where Lambda starts another process, the time
 * begins anew, and the last pods end later.
 *
 * @type {Map<string, number>}
 */
const emptySince = new Map();

/**
 * Gives each worker as many replicas as the messages of its queue need. One that fails doesn't keep the others from it.
 *
 * @param {{ namespace: string, idleSeconds: number, workers: Worker[] }} event
 * @throws An error with the failures of all workers.
 */
export async function handler({ namespace, idleSeconds, workers }) {
  const outcomes = await Promise.allSettled(workers.map((worker) => scale(worker, namespace, idleSeconds)));
  const failures = outcomes.flatMap((outcome, index) =>
    outcome.status === "rejected" ? [`${workers[index]?.name}: ${reasonOf(outcome.reason)}`] : [],
  );
  if (failures.length === 0) return;
  const error = new Error(failures.join("\n"));
  error.name = "WorkerScaling";
  error.stack = "";
  throw error;
}

/** @param {unknown} error */
function reasonOf(error) {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

/**
 * @param {Worker} worker
 * @param {string} namespace
 * @param {number} idleSeconds
 */
async function scale(worker, namespace, idleSeconds) {
  const { name, queueUrl } = worker;
  const Path = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}/scale`;
  const [messages, { spec = {} }] = await Promise.all([
    messagesOf(queueUrl),
    scaleOf({ Method: "GET", Path }),
  ]);
  const current = spec.replicas ?? 0;
  const replicas = replicasFor(worker, messages, current, isIdle(name, messages, idleSeconds));
  if (replicas === current) return;
  const QueryParameters = { fieldManager: ["worker-scaling"] };
  await scaleOf({ Method: "PATCH", Path, QueryParameters, RequestBody: { spec: { replicas } } });
  console.log(JSON.stringify({ worker: name, messages, from: current, to: replicas }));
}

/**
 * A replica for every so many messages, begun ones included, between the bounds; of an empty queue the minimum, once it is idle.
 *
 * @param {Worker} worker
 * @param {number} messages
 * @param {number} current
 * @param {boolean} idle
 */
export function replicasFor({ min, max, messagesPerTask }, messages, current, idle) {
  const needed = messages > 0 ? Math.ceil(messages / messagesPerTask) : idle ? min : current;
  return Math.min(Math.max(needed, min), max);
}

/**
 * @param {string} name
 * @param {number} messages
 * @param {number} idleSeconds
 */
function isIdle(name, messages, idleSeconds) {
  if (messages > 0) {
    emptySince.delete(name);
    return false;
  }
  const since = emptySince.get(name) ?? Date.now();
  emptySince.set(name, since);
  return Date.now() - since >= idleSeconds * 1000;
}

/**
 * The messages that wait, and those that pods have received and not yet deleted.
 *
 * @param {string} queueUrl
 * @returns {Promise<number>}
 */
async function messagesOf(queueUrl) {
  const AttributeNames = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"];
  const response = await send({
    service: "sqs",
    url: new URL("/", queueUrl),
    headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AmazonSQS.GetQueueAttributes" },
    body: JSON.stringify({ QueueUrl: queueUrl, AttributeNames }),
  });
  const { Attributes = {} } = JSON.parse(await response.text());
  const counts = AttributeNames.map((name) => Number.parseInt(Attributes[name], 10));
  const messages = counts.reduce((sum, count) => sum + count, 0);
  if (Number.isNaN(messages)) throw new Error(`SQS counts no messages of ${queueUrl}`);
  return messages;
}

/**
 * @param {Call} request
 * @returns {Promise<Scale>}
 */
async function scaleOf(request) {
  return /** @type {Scale} */ (await call(request));
}

/**
 * Calls the API of the cluster: itself, or by the function in the VPC where the API isn't open to the internet.
 *
 * @param {Call} request
 * @returns {Promise<unknown>} What it answers.
 */
export async function call(request) {
  const { API_FUNCTION: name, AWS_ENDPOINT_URL_LAMBDA: endpoint } = process.env;
  if (name === undefined) return (await callApi(request)).ResponseBody;
  const region = variable("AWS_REGION");
  const host = `https://lambda.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
  const url = new URL(`/2015-03-31/functions/${name}/invocations`, endpoint ?? host);
  const response = await send({ service: "lambda", url, body: JSON.stringify(request) });
  const answer = JSON.parse(await response.text());
  if (response.headers.has("x-amz-function-error")) {
    throw new Error(`${answer.errorType}: ${answer.errorMessage}`);
  }
  return answer.ResponseBody;
}

/**
 * Sends a request with the function's role.
 *
 * @param {SignedRequest} request
 */
export async function send(request) {
  const { url, body } = request;
  const headers = signed(request, variable("AWS_REGION"), credentialsOf(), new Date());
  const signal = AbortSignal.timeout(timeoutMilliseconds);
  const response = await fetch(url, { method: "POST", headers, body, signal });
  if (!response.ok) {
    throw new Error(`${url.host} answered ${response.status}: ${(await response.text()).slice(0, 1000)}`);
  }
  return response;
}

/**
 * The headers of a POST request, with its signature.
 *
 * @param {SignedRequest} request
 * @param {string} region
 * @param {Credentials} credentials
 * @param {Date} now
 * @returns {Record<string, string>}
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signed({ service, url, headers = {}, body }, region, credentials, now) {
  const time = `${now.toISOString().slice(0, 19).replaceAll(/[:-]/g, "")}Z`;
  /** @type {Record<string, string>} */
  const sent = { ...headers, "x-amz-date": time, "x-amz-security-token": credentials.sessionToken };
  const all = Object.entries({ ...sent, host: url.host }).sort(([a], [b]) => (a < b ? -1 : 1));
  const names = all.map(([name]) => name).join(";");
  const lines = all.map(([name, value]) => `${name}:${value}\n`).join("");
  const canonical = `POST\n${url.pathname}\n\n${lines}\n${names}\n${hashOf(body)}`;
  const { scope, signature } = signatureOf(canonical, { service, region, time }, credentials);
  const credential = `Credential=${credentials.accessKeyId}/${scope}`;
  return {
    ...sent,
    authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names}, Signature=${signature}`,
  };
}
