const { Refusal, status } = require("./channel.cjs");

/** Runs the function that a program, whose SDK `sdk` requires, keeps for the engine under `token`, such as a transform. */
async function runCallback(sdk, token, request) {
  const callback = sdk("@pulumi/pulumi/runtime/state").getStore().callbacks?._callbacks?.get(token);
  if (callback === undefined) throw new Refusal(status.UNIMPLEMENTED, `callback not found: ${token}`);
  try {
    return (await callback(request)).serializeBinary();
  } catch (error) {
    throw new Refusal(status.UNKNOWN, error instanceof Error ? error.message : JSON.stringify(error));
  }
}

module.exports = { runCallback };
