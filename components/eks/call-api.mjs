// @ts-check
// Code of the Lambda function of api-function.ts, uploaded as it is. It needs nothing but Node.js.
import { createHash, createHmac } from "node:crypto";
import { request } from "node:https";

/**
 * @typedef {object} Call A request to the API of Kubernetes, as a state `eks:call` of Step Functions has it.
 * @property {string} Method
 * @property {string} Path
 * @property {Record<string, string[]>} [QueryParameters]
 * @property {object} [RequestBody]
 *
 * @typedef {{ StatusCode: number, ResponseBody: unknown }} Answer What such a state has as its result.
 * @typedef {{ accessKeyId: string, secretAccessKey: string, sessionToken: string }} Credentials
 * @typedef {{ service: string, region: string, time: string }} SignedAt For which service and region, and when, such as 20261122T030405Z.
 */

/** Milliseconds until a request without an answer fails. */
const timeoutMilliseconds = 10_000;

/**
 * Calls the API of the cluster with the function's role.
 *
 * @param {Call} call
 * @returns {Promise<Answer>}
 * @throws An error whose name is `EKS.` and the status, where that is 400 or more, as Step Functions calls it.
 */
export async function handler({ Method, Path, QueryParameters = {}, RequestBody }) {
  const url = new URL(variable("ENDPOINT"));
  url.pathname = Path;
  for (const [name, values] of Object.entries(QueryParameters)) {
    for (const value of values) url.searchParams.append(name, value);
  }
  const { status, text } = await send(Method, url, RequestBody);
  console.log(JSON.stringify({ Method, Path, status }));
  if (status >= 400) throw failure(`EKS.${status}`, `${Method} ${Path}: ${text.slice(0, 1000)}`);
  return { StatusCode: status, ResponseBody: JSON.parse(text) };
}

/**
 * @param {string} method
 * @param {URL} url
 * @param {object | undefined} body
 * @returns {Promise<{ status: number, text: string }>}
 */
function send(method, url, body) {
  const token = tokenOf(variable("CLUSTER"), variable("AWS_REGION"), credentialsOf(), new Date());
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method,
        ca: Buffer.from(variable("CERTIFICATE_AUTHORITY"), "base64"),
        timeout: timeoutMilliseconds,
        headers: {
          Accept: "application/json",
          Authorization: `Bearer ${token}`,
          ...(body && { "Content-Type": contentType(method) }),
        },
      },
      (response) => {
        /** @type {Buffer[]} */
        const parts = [];
        response.on("data", (part) => parts.push(part));
        response.on("error", reject);
        response.on("end", () => {
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString("utf8") });
        });
      },
    );
    sent.on("timeout", () =>
      sent.destroy(failure("EKS.Timeout", `${url.host} has not answered in ${timeoutMilliseconds / 1000} s`)),
    );
    sent.on("error", reject);
    sent.end(body && JSON.stringify(body));
  });
}

/**
 * Kubernetes tells kinds of patches by their content type.
 *
 * @param {string} method
 */
function contentType(method) {
  return method === "PATCH" ? "application/merge-patch+json" : "application/json";
}

/**
 * A token for the API of a cluster, as `aws eks get-token` makes one: a presigned request to STS, by which EKS learns whose it is.
 * EKS takes it for 15 minutes.
 *
 * @param {string} name Name of the cluster.
 * @param {string} inRegion
 * @param {Credentials} credentials
 * @param {Date} now
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 * @see https://github.com/kubernetes-sigs/aws-iam-authenticator#api-authorization-from-outside-a-cluster
 */
export function tokenOf(name, inRegion, credentials, now) {
  const host = `sts.${inRegion}.amazonaws.com${inRegion.startsWith("cn-") ? ".cn" : ""}`;
  const time = `${now.toISOString().slice(0, 19).replaceAll(/[:-]/g, "")}Z`;
  const at = { service: "sts", region: inRegion, time };
  const query = Object.entries({
    Action: "GetCallerIdentity",
    Version: "2011-06-15",
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": `${credentials.accessKeyId}/${scopeOf(at)}`,
    "X-Amz-Date": time,
    "X-Amz-Expires": "60",
    "X-Amz-Security-Token": credentials.sessionToken,
    "X-Amz-SignedHeaders": "host;x-k8s-aws-id",
  })
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join("&");
  const canonical = `GET\n/\n${query}\nhost:${host}\nx-k8s-aws-id:${name}\n\nhost;x-k8s-aws-id\n${hashOf("")}`;
  const { signature } = signatureOf(canonical, at, credentials);
  const url = `https://${host}/?${query}&X-Amz-Signature=${signature}`;
  return `k8s-aws-v1.${Buffer.from(url).toString("base64url")}`;
}

/**
 * The signature of a request, version 4.
 *
 * @param {string} canonical The request in its canonical form.
 * @param {SignedAt} at
 * @param {Credentials} credentials
 */
export function signatureOf(canonical, at, { secretAccessKey }) {
  const scope = scopeOf(at);
  const key = scope
    .split("/")
    .reduce((derived, part) => hmac(derived, part), Buffer.from(`AWS4${secretAccessKey}`));
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${at.time}\n${scope}\n${hashOf(canonical)}`).toString("hex");
  return { scope, signature };
}

/** @param {SignedAt} at */
function scopeOf({ service, region, time }) {
  return `${time.slice(0, 8)}/${region}/${service}/aws4_request`;
}

/** @returns {Credentials} */
export function credentialsOf() {
  return {
    accessKeyId: variable("AWS_ACCESS_KEY_ID"),
    secretAccessKey: variable("AWS_SECRET_ACCESS_KEY"),
    sessionToken: variable("AWS_SESSION_TOKEN"),
  };
}

/** @param {string} name */
export function variable(name) {
  const value = process.env[name];
  if (value === undefined) throw failure("EKS.Variable", `${name} is not set`);
  return value;
}

/** @param {string} text */
export function hashOf(text) {
  return createHash("sha256").update(text).digest("hex");
}

/**
 * @param {Buffer} key
 * @param {string} text
 */
function hmac(key, text) {
  return createHmac("sha256", key).update(text).digest();
}

/**
 * An error without a stack, whose name Step Functions catches.
 *
 * @param {string} name
 * @param {string} message
 */
function failure(name, message) {
  const error = new Error(message);
  error.name = name;
  error.stack = "";
  return error;
}
