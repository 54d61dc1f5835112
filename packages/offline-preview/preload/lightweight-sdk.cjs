// Loaded before the program, by the preview alone: leaves out of the SDK what no plan needs, which is half of the time that
// the SDK takes to load and that a resource takes to register. Where another version of the SDK lacks a part, nothing happens.
const Module = require("node:module");
const { basename, dirname, join } = require("node:path");
const { pathToFileURL } = require("node:url");
const { deferOutputs } = require("./deferred-outputs.cjs");
const { keepCallbacksLocal } = require("./local-callbacks.cjs");
const { keepStructsPlain } = require("./plain-structs.cjs");

const sdk = Module.createRequire(join(process.cwd(), "package.json"));
const sdkFolder = dirname(sdk.resolve("@pulumi/pulumi"));

const ofSdk = Module.createRequire(sdk.resolve("@pulumi/pulumi"));

// Before the SDK takes over what it imports.
keepStructsPlain(ofSdk("google-protobuf/google/protobuf/struct_pb"));

/** What the SDK loads at once and needs for few programs: request and requiring file, by what takes its place. */
const replacements = new Map([
  // The Automation API.
  ["index.js ./automation", deferred],
  // Serializing functions, as those of dynamic providers and Lambda callbacks.
  ["runtime/closure/codePaths.js @npmcli/arborist", deferred],
  ["runtime/closure/parseFunction.js ../../typescript-shim", deferred],
  ["runtime/closure/v8.js ./v8Hooks", deferredHooks],
  ["cmd/run/index.js ../../runtime/closure/v8Hooks", () => ({ isInitializedAsync: async () => {} })],
  // Tracing, which the preview never asks for.
  ["cmd/run/run.js ./tracing", () => ({ __esModule: true, newSpan: () => span, start() {}, stop() {} })],
]);

/** What loads the services that aren't loaded yet, by keys such as `aws:ecs`. */
const services = new Map();
const isIndex = /[\\/]node_modules[\\/]@pulumi[\\/](?:aws|kubernetes)[\\/]index\.js$/;

const span = { setAttribute() {}, addEvent() {}, end() {} };

const load = Module._load;
Module._load = function (request, parent, ...rest) {
  const loadIt = () => Reflect.apply(load, this, [request, parent, ...rest]);
  if (isService(request, parent)) return service(request, parent, loadIt);
  if (!parent?.filename?.startsWith(sdkFolder)) return loadIt();
  const requiring = parent.filename.slice(sdkFolder.length + 1).replaceAll("\\", "/");
  const replace = replacements.get(`${requiring} ${request}`);
  return replace === undefined ? loadIt() : replace(loadIt);
};

/** A module that is loaded when something of it is used. */
function deferred(loadIt) {
  return new Proxy(
    {},
    {
      get: (_, name) => (name === "__esModule" ? true : loadIt()[name]),
      has: (_, name) => name in loadIt(),
      ownKeys: () => Reflect.ownKeys(loadIt()),
      getOwnPropertyDescriptor(_, name) {
        const descriptor = Reflect.getOwnPropertyDescriptor(loadIt(), name);
        return descriptor && { ...descriptor, configurable: true };
      },
    },
  );
}

/** Whether `parent`, the index of a provider's SDK, loads the resources of one service, as it does of hundreds. */
function isService(request, parent) {
  if (!request.startsWith("./") || parent?.loaded !== false || !isIndex.test(parent.filename)) return false;
  return !["./config", "./types", "./utilities"].includes(request);
}

/**
 * A service of a provider's SDK, loaded when the program uses it, or when the SDK looks up what references to its resources
 * become, which each service tells it.
 */
function service(request, parent, loadIt) {
  const provider = basename(dirname(parent.filename));
  const key = `${provider}:${request.slice("./".length)}`;
  if (services.size === 0) loadAtLookup(sdk("@pulumi/pulumi/runtime/state").getResourceModules());
  services.set(key, [...(services.get(key) ?? []), loadIt]);
  return deferred(loadIt);
}

/** Has the SDK's `modules` load the service that a key such as `aws:ecs/service` or `kubernetes:helm.sh/v3` is of. */
function loadAtLookup(modules) {
  const { get } = modules;
  modules.get = (key) => {
    const [service] = key.split(/[./]/);
    const loads = services.get(service) ?? [];
    services.set(service, []);
    for (const loadIt of loads) loadIt();
    return get.call(modules, key);
  };
}

/**
 * The debugger's session, which tells the file of a script. Opened only when a function is serialized: the debugger then
 * names the scripts that are loaded already.
 */
function deferredHooks() {
  const files = new Map();
  let session;
  return {
    __esModule: true,
    getScriptUrl: (id) => files.get(id),
    async getSessionAsync() {
      if (session !== undefined) return session;
      require("node:v8").setFlagsFromString("--allow-natives-syntax");
      const { Session } = require("node:inspector");
      session = new Session();
      session.connect();
      session.on("Debugger.scriptParsed", ({ params }) => files.set(params.scriptId, params.url));
      await new Promise((resolve, reject) => {
        session.post("Debugger.enable", (error) => (error ? reject(error) : resolve()));
      });
      return session;
    },
  };
}

// Three messages to the engine for each resource, one after the other.
sdk("@pulumi/pulumi/log").debug = () => Promise.resolve();

// Where in the program a resource is made, which the engine keeps for its own errors; some formats show it.
const isPlaceShown = process.env.PULUMI_OFFLINE_PREVIEW_PLACES === "true";
delete process.env.PULUMI_OFFLINE_PREVIEW_PLACES;
sdk("@pulumi/pulumi/resource").Resource.stackTrace = isPlaceShown ? ownPlace : () => [];

/** The innermost place in a file that is no dependency. */
function ownPlace() {
  for (const frame of new Error().stack.split("\n").slice(1)) {
    const [, before = "", line, column] = /^ +at (.*):(\d+):(\d+)\)?$/.exec(frame) ?? [];
    if (before === "" || /[\\/]node_modules[\\/]|node:/.test(before) || before.includes(__dirname)) continue;
    const file = before.slice(before.lastIndexOf("(") + 1);
    const uri = file.startsWith("file:") ? file : pathToFileURL(file).href;
    return [{ uri, line: Number(line), column: Number(column) }];
  }
  return [];
}

// What a promise was made for, and where. The SDK makes four for each property of a resource, its URN and its ID, awaits each
// input, and makes two more for each of these to see whether it ever settles: the registration of the resource settles with them,
// and is watched by itself.
const debuggable = sdk("@pulumi/pulumi/runtime/debuggable");
const { debuggablePromise } = debuggable;
debuggable.debuggablePromise = (promise, context) => {
  if (/^(transfer|resolve|serializeProperty)/.test(context)) return promise;
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return debuggablePromise(promise, context);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
};

deferOutputs(sdk);
keepCallbacksLocal(sdk, ofSdk);

// What gRPC keeps for its own diagnosis, for tracing, and for retrying a call, which no call to this machine needs.
const settings = sdk("@pulumi/pulumi/runtime/settings");
const light = { "grpc.enable_channelz": 0, "grpc.enable_retries": 0 };
if (settings.grpcChannelOptions) Object.assign(settings.grpcChannelOptions, light);
if (settings.grpcClientOptions) Object.assign(settings.grpcClientOptions, light, { interceptors: [] });
