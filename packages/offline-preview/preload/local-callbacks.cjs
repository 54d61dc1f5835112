/**
 * Keeps the SDK from starting a server for the functions that a program registers, such as transforms and hooks, from calling
 * it until it answers, and from registering nothing before: the preview finds these functions in the program's own process.
 * `sdk` requires what the program does, `ofSdk` what the SDK does.
 */
function keepCallbacksLocal(sdk, ofSdk) {
  const callbacks = sdk("@pulumi/pulumi/runtime/callbacks");
  const { Server } = ofSdk("@grpc/grpc-js");
  const { CallbacksClient } = sdk("@pulumi/pulumi/proto/callback_grpc_pb");
  callbacks.CallbackServer = class extends callbacks.CallbackServer {
    constructor(...args) {
      const { bindAsync } = Server.prototype;
      const { invoke } = CallbacksClient.prototype;
      Server.prototype.bindAsync = (_address, _credentials, bound) => bound(null, 0);
      CallbacksClient.prototype.invoke = (_request, answered) =>
        answered({ details: "callback not found: " });
      try {
        super(...args);
      } finally {
        Server.prototype.bindAsync = bindAsync;
        CallbacksClient.prototype.invoke = invoke;
      }
    }
  };
}

module.exports = { keepCallbacksLocal };
