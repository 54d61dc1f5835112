// @ts-check
// Code of the Lambda function of node-draining.ts, uploaded as it is with scale-workers.mjs and call-api.mjs. It needs nothing but Node.js.
import { variable } from "./call-api.mjs";
import { call, send } from "./scale-workers.mjs";

/**
 * @typedef {object} Termination What Auto Scaling says of an instance that waits for its termination.
 * @property {string} EC2InstanceId
 * @property {string} AutoScalingGroupName
 * @property {string} LifecycleHookName
 * @property {string} LifecycleActionToken
 *
 * @typedef {object} Pod A pod, as far as it is read.
 * @property {{ name: string, namespace: string, uid: string, deletionTimestamp?: string, annotations?: Record<string, string>, ownerReferences?: { kind: string }[] }} metadata
 * @property {{ phase?: string }} [status]
 *
 * @typedef {{ metadata: { name: string }, spec: { providerID?: string } }} Node
 */

/** Milliseconds that are left for the last requests. */
const lastMilliseconds = 30_000;

/** Milliseconds between two looks at the pods that are left. */
const pauseMilliseconds = 5_000;

/**
 * Drains the node of an instance that is to be terminated, and lets Auto Scaling terminate it: when its pods have gone, or when the
 * function's time is over.
 *
 * @param {{ detail: Termination }} event
 * @param {{ getRemainingTimeInMillis: () => number }} context
 */
export async function handler({ detail }, context) {
  const deadline = Date.now() + context.getRemainingTimeInMillis() - lastMilliseconds;
  try {
    await drain(detail.EC2InstanceId, deadline, pauseMilliseconds);
  } finally {
    await complete(detail);
  }
}

/**
 * Keeps new pods from the node of an instance, and evicts those that are there, within their disruption budgets, until none is left. Pods of
 * DaemonSets stay, as does what kubelet itself runs.
 *
 * @param {string} instanceId
 * @param {number} deadline In milliseconds.
 * @param {number} pause Milliseconds between two looks.
 * @returns {Promise<boolean>} Whether none is left.
 */
export async function drain(instanceId, deadline, pause) {
  const node = await nodeOf(instanceId);
  if (node === undefined) {
    console.log(JSON.stringify({ instanceId, node: "none" }));
    return true;
  }
  await request("PATCH", `/api/v1/nodes/${node}`, { spec: { unschedulable: true } });
  for (;;) {
    const pods = (await podsOn(node)).filter(moves);
    const waiting = await evict(pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined));
    console.log(JSON.stringify({ instanceId, node, pods: pods.length, waiting }));
    if (pods.length === 0) return true;
    if (Date.now() + pause >= deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/**
 * The name of the node that an instance is.
 *
 * @param {string} instanceId
 */
async function nodeOf(instanceId) {
  /** @type {string | undefined} */
  let next;
  do {
    const query = { limit: ["100"], ...(next && { continue: [next] }) };
    /** @type {{ items: Node[], metadata: { continue?: string } }} */
    const { items, metadata } = await request("GET", "/api/v1/nodes", undefined, query);
    const node = items.find(({ spec }) => spec.providerID?.endsWith(`/${instanceId}`));
    if (node) return node.metadata.name;
    next = metadata.continue;
  } while (next);
  return undefined;
}

/**
 * @param {string} node
 * @returns {Promise<Pod[]>}
 */
async function podsOn(node) {
  const query = { fieldSelector: [`spec.nodeName=${node}`] };
  return (await request("GET", "/api/v1/pods", undefined, query)).items;
}

/**
 * Whether a pod has to leave.
 *
 * @param {Pod} pod
 */
function moves({ metadata: { annotations = {}, ownerReferences = [] }, status = {} }) {
  const isFinished = status.phase === "Succeeded" || status.phase === "Failed";
  const isOfNode =
    "kubernetes.io/config.mirror" in annotations || ownerReferences.some(({ kind }) => kind === "DaemonSet");
  return !isFinished && !isOfNode;
}

/**
 * Evicts pods, each as far as its disruption budget allows.
 *
 * @param {Pod[]} pods
 * @returns {Promise<string[]>} Those that their budget keeps for now.
 */
async function evict(pods) {
  const waiting = [];
  for (const { metadata } of pods) {
    const { namespace, name, uid } = metadata;
    try {
      await request("POST", `/api/v1/namespaces/${namespace}/pods/${name}/eviction`, {
        apiVersion: "policy/v1",
        kind: "Eviction",
        metadata: { namespace, name },
        deleteOptions: { preconditions: { uid } },
      });
    } catch (error) {
      const status = statusOf(error);
      // 404 and 409: it has gone, or another one has its name.
      if (status === "429") waiting.push(`${namespace}/${name}`);
      else if (status !== "404" && status !== "409") throw error;
    }
  }
  return waiting;
}

/**
 * The status of an answer, by the error of call-api.mjs, or by what another function says of it.
 *
 * @param {unknown} error
 */
function statusOf(error) {
  if (!(error instanceof Error)) return undefined;
  const [, status] = /^EKS\.(\d{3})/.exec(error.name) ?? /^EKS\.(\d{3}): /.exec(error.message) ?? [];
  return status;
}

/**
 * @param {"GET" | "PATCH" | "POST"} Method
 * @param {string} Path
 * @param {object} [RequestBody]
 * @param {Record<string, string[]>} [QueryParameters]
 * @returns {Promise<any>}
 */
function request(Method, Path, RequestBody, QueryParameters = {}) {
  return call({ Method, Path, QueryParameters, ...(RequestBody && { RequestBody }) });
}

/**
 * Lets Auto Scaling terminate the instance.
 *
 * @param {Termination} termination
 */
async function complete({ EC2InstanceId, AutoScalingGroupName, LifecycleHookName, LifecycleActionToken }) {
  const region = variable("AWS_REGION");
  const host = `https://autoscaling.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
  const parameters = {
    Action: "CompleteLifecycleAction",
    Version: "2011-01-01",
    LifecycleActionResult: "CONTINUE",
    InstanceId: EC2InstanceId,
    AutoScalingGroupName,
    LifecycleHookName,
    LifecycleActionToken,
  };
  await send({
    service: "autoscaling",
    url: new URL("/", process.env.AWS_ENDPOINT_URL_AUTO_SCALING ?? host),
    headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
    body: new URLSearchParams(parameters).toString(),
  });
}
