const { Refusal, status } = require("./channel.cjs");

/** What the preview asks the program by. */
const requests = ["TransformRequest", "TransformInvokeRequest"];
const adapted = new WeakSet();

/**
 * Runs the function that a program, whose SDK `sdk` requires, keeps for the engine under `token`, such as a transform. Takes
 * and returns messages as arrays; returns nothing where a transform changes nothing, as most do of most resources.
 */
async function runCallback(sdk, token, request) {
  takeArrays(sdk("@pulumi/pulumi/proto/resource_pb"));
  const callback = sdk("@pulumi/pulumi/runtime/state").getStore().callbacks?._callbacks?.get(token);
  if (callback === undefined) throw new Refusal(status.UNIMPLEMENTED, `callback not found: ${token}`);
  const received = { array: request };
  try {
    const response = await callback(received);
    return isUnchanged(received.message, response) ? undefined : response.toArray();
  } catch (error) {
    throw new Refusal(status.UNKNOWN, error instanceof Error ? error.message : JSON.stringify(error));
  }
}

/** The SDK answers with what it got where a transform of resources returns nothing. */
function isUnchanged(request, response) {
  const properties = request?.getProperties?.();
  return (
    properties !== undefined &&
    response.getProperties() === properties &&
    response.getOptions() === request.getOptions()
  );
}

/** The SDK reads what a function is called with from its binary form. */
function takeArrays(protocol) {
  if (adapted.has(protocol)) return;
  adapted.add(protocol);
  for (const Request of requests.map((name) => protocol[name])) {
    const { deserializeBinary } = Request;
    Request.deserializeBinary = (received) => {
      if (received.array === undefined) return deserializeBinary(received);
      received.message = new Request(received.array);
      return received.message;
    };
  }
}

module.exports = { runCallback };
