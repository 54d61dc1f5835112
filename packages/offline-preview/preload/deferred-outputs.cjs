// Outputs that are made when the program asks for them. The SDK makes one for each property that a resource has or may have,
// and for each resource that a transform is told of. Programs ask for few of them, and one takes fifteen promises.

/** Has the SDK that `sdk` requires make its outputs late. Where another version of it lacks a part, nothing happens. */
function deferOutputs(sdk) {
  const rpc = sdk("@pulumi/pulumi/runtime/rpc");
  const { transferProperties } = rpc;
  if (transferProperties) rpc.transferProperties = deferred(transferProperties);

  const resources = sdk("@pulumi/pulumi/resource");
  for (const name of ["DependencyResource", "DependencyProviderResource"]) {
    if (resources[name]) resources[name] = madeWhenUsed(resources[name]);
  }
}

/** What the SDK gives a resource its properties by, one property at a time. */
function deferred(transferProperties) {
  return (resource, label, properties) => {
    const resolvers = {};
    for (const name of Object.keys(properties)) {
      const transfer = () => transferProperties(resource, label, { [name]: properties[name] })[name];
      // Not a property, or refused.
      if (name === "id" || name === "urn" || Object.hasOwn(resource, name)) transfer();
      else resolvers[name] = deferProperty(resource, name, transfer);
    }
    return resolvers;
  };
}

/** Has `resource` get a property by `transfer` when somebody asks for it. Returns what resolves the property. */
function deferProperty(resource, name, transfer) {
  let result;
  let resolve = (...args) => {
    result = args;
  };
  Object.defineProperty(resource, name, {
    configurable: true,
    enumerable: true,
    get() {
      delete resource[name];
      resolve = transfer();
      if (result !== undefined) resolve(...result);
      return resource[name];
    },
    set(value) {
      Object.defineProperty(resource, name, { value, configurable: true, enumerable: true, writable: true });
    },
  });
  return (...args) => resolve(...args);
}

/** A class whose objects are made when something of them is used. */
function madeWhenUsed(Class) {
  return new Proxy(Class, {
    construct(_, args) {
      let object;
      const made = () => (object ??= new Class(...args));
      return new Proxy(Object.create(Class.prototype), {
        get: (_, name) => made()[name],
        set: (_, name, value) => Reflect.set(made(), name, value),
        has: (_, name) => name in made(),
        ownKeys: () => Reflect.ownKeys(made()),
        getOwnPropertyDescriptor: (_, name) => Reflect.getOwnPropertyDescriptor(made(), name),
      });
    },
  });
}

module.exports = { deferOutputs };
