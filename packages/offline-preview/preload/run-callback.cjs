const { Refusal, status } = require("./channel.cjs");

/** What the preview asks the program by. */
const requests = ["TransformRequest", "TransformInvokeRequest"];
const adapted = new WeakSet();

/**
 * Runs the function that a program, whose SDK `sdk` requires, keeps for the engine under `token`, such as a transform. Takes
 * and returns messages as arrays.
 */
async function runCallback(sdk, token, request) {
  takeArrays(sdk("@pulumi/pulumi/proto/resource_pb"));
  const callback = sdk("@pulumi/pulumi/runtime/state").getStore().callbacks?._callbacks?.get(token);
  if (callback === undefined) throw new Refusal(status.UNIMPLEMENTED, `callback not found: ${token}`);
  try {
    return (await callback(request)).toArray();
  } catch (error) {
    throw new Refusal(status.UNKNOWN, error instanceof Error ? error.message : JSON.stringify(error));
  }
}

/** The SDK reads what a function is called with from its binary form. */
function takeArrays(protocol) {
  if (adapted.has(protocol)) return;
  adapted.add(protocol);
  for (const Request of requests.map((name) => protocol[name])) {
    const { deserializeBinary } = Request;
    Request.deserializeBinary = (message) =>
      Array.isArray(message) ? new Request(message) : deserializeBinary(message);
  }
}

module.exports = { runCallback };
