/** What the SDK calls the engine by: file of its protocol, and client in it. */
const clients = [
  ["resource_grpc_pb", "ResourceMonitorClient"],
  ["engine_grpc_pb", "EngineClient"],
];

/**
 * Takes the calls that the SDK makes to the engine at an address that `isOurs(target)` from gRPC: `call(name, definition, request,
 * target)` answers them. Calls to other addresses, calls by a client that is closed and streams stay with gRPC.
 */
function redirectCalls(sdk, isOurs, call) {
  for (const [file, client] of clients) {
    const { prototype, service } = sdk(`@pulumi/pulumi/proto/${file}`)[client];
    /** Where each client calls, unless that is gRPC's. */
    const targets = new WeakMap();
    const targetOf = (one) => {
      if (!targets.has(one)) {
        const target = one.getChannel().getTarget();
        targets.set(one, isOurs(target) ? target : undefined);
      }
      return targets.get(one);
    };
    const { close } = prototype;
    prototype.close = function () {
      targets.set(this, undefined);
      close.call(this);
    };
    for (const [name, definition] of Object.entries(service)) {
      if (definition.requestStream || definition.responseStream) continue;
      const byGrpc = prototype[name];
      prototype[name] = function (request, ...rest) {
        const target = targetOf(this);
        if (target === undefined) return byGrpc.call(this, request, ...rest);
        const callback = rest.at(-1);
        call(name, definition, request, target).then(
          (response) => process.nextTick(callback, null, response),
          (error) => process.nextTick(callback, error),
        );
      };
    }
  }
}

module.exports = { redirectCalls };
