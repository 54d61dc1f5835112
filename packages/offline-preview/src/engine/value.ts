/** A property value as the program asked for it. */
export type Value =
  | null
  | boolean
  | number
  | string
  | Value[]
  | PropertyMap
  | Secret
  | Unknown
  | ResourceReference
  | Asset;

/** Named property values. */
export interface PropertyMap {
  [name: string]: Value;
}

/** A value that may be shown to nobody. */
export class Secret {
  constructor(readonly value: Value) {}
}

/** A value that only `pulumi up` can know and that has no mock output. */
export class Unknown {}

/** The one unknown value. */
export const unknown = new Unknown();

/** A resource that is passed as a value. */
export class ResourceReference {
  constructor(
    readonly urn: string,
    readonly id?: Value,
  ) {}
}

/** A file, a text or an archive of them, as the program described it. */
export class Asset {
  constructor(
    readonly kind: "asset" | "archive",
    readonly content: PropertyMap,
  ) {}
}

/** A decoded value and the resources that it was computed from. */
export interface DecodedProperties {
  properties: PropertyMap;
  /** URNs that the value of a property carries along, by property. */
  dependencies: Map<string, Set<string>>;
}

/** What stands for an unknown value in the protocol: see properties.go of pulumi/pulumi. */
export const unknownMark = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** The key that marks secrets, assets and references in the protocol: see sdk/go/common/resource/sig of pulumi/pulumi. */
const kindKey = "4dabf18193072939515e22adb298388d";
const kinds = {
  secret: "1b47061264138c4ac30d75fd1eb44270",
  resource: "5cf8f73096256a8f31e491e813e4eb8e",
  output: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
  asset: "c44067f5952c0a294b673a41bacd8c17",
  archive: "0def7320c3a5731c473e5ecbe6d01bc7",
} as const;

/** What travels in a protobuf structure. */
export type WireValue = null | boolean | number | string | WireValue[] | WireObject;

/** A protobuf structure, taken apart. */
export interface WireObject {
  [key: string]: WireValue;
}

/** What a program sent, in the form that this preview works with. */
export function decodeProperties(wire: WireObject): DecodedProperties {
  const properties: PropertyMap = {};
  const dependencies = new Map<string, Set<string>>();
  for (const [name, value] of Object.entries(wire)) {
    const urns = new Set<string>();
    properties[name] = decode(value, urns);
    dependencies.set(name, urns);
  }
  return { properties, dependencies };
}

function decode(wire: WireValue, dependencies: Set<string>): Value {
  if (wire === unknownMark) return unknown;
  if (Array.isArray(wire)) return wire.map((item) => decode(item, dependencies));
  if (wire === null || typeof wire !== "object") return wire;
  const inside = (key: string): Value => (key in wire ? decode(wire[key] ?? null, dependencies) : unknown);
  switch (wire[kindKey]) {
    case kinds.secret:
      return new Secret(inside("value"));
    case kinds.resource:
      return new ResourceReference(String(wire.urn), "id" in wire ? inside("id") : undefined);
    case kinds.output: {
      for (const urn of Array.isArray(wire.dependencies) ? wire.dependencies : [])
        dependencies.add(String(urn));
      const value = inside("value");
      return wire.secret === true ? new Secret(value) : value;
    }
    case kinds.asset:
    case kinds.archive: {
      const { [kindKey]: kind, ...content } = wire;
      return new Asset(kind === kinds.asset ? "asset" : "archive", decodeMap(content, dependencies));
    }
    default:
      return decodeMap(wire, dependencies);
  }
}

function decodeMap(wire: WireObject, dependencies: Set<string>): PropertyMap {
  const properties: PropertyMap = {};
  for (const [name, value] of Object.entries(wire)) properties[name] = decode(value, dependencies);
  return properties;
}

/** The form in which values travel to a program. */
export function encodeProperties(properties: PropertyMap): WireObject {
  const wire: WireObject = {};
  for (const [name, value] of Object.entries(properties)) wire[name] = encodeValue(value);
  return wire;
}

/** Properties that say which resources they were computed from, for transforms. */
export function encodeWithDependencies(
  properties: PropertyMap,
  dependencies: ReadonlyMap<string, ReadonlySet<string>>,
): WireObject {
  const wire: WireObject = {};
  for (const [name, value] of Object.entries(properties)) {
    const urns = [...(dependencies.get(name) ?? [])];
    wire[name] = urns.length === 0 ? encodeValue(value) : encodeOutput(value, urns);
  }
  return wire;
}

function encodeOutput(value: Value, dependencies: string[]): WireObject {
  const secret = value instanceof Secret;
  const content = secret ? value.value : value;
  return {
    [kindKey]: kinds.output,
    ...(content instanceof Unknown ? {} : { value: encodeValue(content) }),
    ...(secret ? { secret: true } : {}),
    dependencies,
  };
}

function encodeValue(value: Value): WireValue {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(encodeValue);
  if (value instanceof Unknown) return unknownMark;
  if (value instanceof Secret) return { [kindKey]: kinds.secret, value: encodeValue(value.value) };
  if (value instanceof ResourceReference) {
    const reference: WireObject = { [kindKey]: kinds.resource, urn: value.urn };
    if (value.id !== undefined) reference.id = encodeValue(value.id);
    return reference;
  }
  if (value instanceof Asset) return { [kindKey]: kinds[value.kind], ...encodeProperties(value.content) };
  return encodeProperties(value);
}

/** The protocol's id of a provider whose real id nobody knows yet. */
export const unknownId = unknownMark;

/** Whether `value` is a plain map of properties. */
export function isMap(value: Value | undefined): value is PropertyMap {
  return value !== null && typeof value === "object" && value.constructor === Object;
}
