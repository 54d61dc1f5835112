import { account, hexOf, partitionOf } from "../template";

/** Whose property a mock text is for. */
export interface Owner {
  /** Type token of the resource, or token of the function. */
  token: string;
  /** What its values follow from: the URN, or token and arguments. */
  seed: string;
  /** Logical name, or name of the function. */
  name: string;
  region: string;
}

/**
 * A text of the shape that people expect of a property of this name, such as an address of `publicIp`; it belongs to its
 * owner alone. A program may take it apart as it would take the real one.
 */
export function mockText(property: string, owner: Owner): string {
  const shape = shapes.find(([pattern]) => pattern.test(property));
  return shape === undefined ? plain(property, owner) : shape[1](property, owner);
}

type Shape = (property: string, owner: Owner) => string;

const hex = (property: string, { seed }: Owner, length: number) => hexOf(`${seed}#${property}`, length);

const plain: Shape = (property, owner) => `${owner.name}-${property}-${hex(property, owner, 7)}`;

const host: Shape = (property, owner) => `${owner.name.toLowerCase()}-${hex(property, owner, 7)}.example.com`;

/** Of 198.18.0.0/15, which is reserved for tests. */
const address: Shape = (property, owner) => {
  const number = Number.parseInt(hex(property, owner, 4), 16);
  return `198.18.${number >> 8}.${number & 255}`;
};

const uuid: Shape = (property, owner) =>
  `${hex(property, owner, 8)}-0000-4000-8000-${hex(`${property}-`, owner, 12)}`;

const name: Shape = (_, owner) => `${owner.name}-${hex("name", owner, 7)}`;

const id: Shape = (_, owner) => {
  const [, provider, kind] = /^(azure(?:-native)?):(?:.*[:/])(\w+)$/.exec(owner.token) ?? [];
  return provider === undefined
    ? `${owner.name}-${hex("id", owner, 7)}`
    : `/subscriptions/${uuid("subscription", { ...owner, seed: "" })}/${kind}/${name("name", owner)}`;
};

const arn: Shape = (property, owner) => {
  const [, service = "", kind = ""] = /^\w+:(\w+)\/(\w+):/.exec(owner.token) ?? [];
  return `arn:${partitionOf(owner.region)}:${service}:${owner.region}:${account}:${kind}/${plain(property, owner)}`;
};

const kubeconfig: Shape = (property, owner) =>
  JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: owner.name, cluster: { server: `https://${host(property, owner)}` } }],
    contexts: [{ name: owner.name, context: { cluster: owner.name, user: owner.name } }],
    "current-context": owner.name,
    users: [{ name: owner.name, user: {} }],
  });

/** The first that fits a property's name says what its value looks like. */
const shapes: readonly (readonly [pattern: RegExp, shape: Shape])[] = [
  [/^id$/, id],
  [/^name$/, name],
  [/arn$/i, arn],
  [/kubeconfig/i, kubeconfig],
  [/(url|uri|link|endpoint|^web|^blob)$/i, (property, owner) => `https://${host(property, owner)}/`],
  [
    /(host|hostname|fqdn|dns|domain|domainname|dnsname|address)(es)?$/i,
    (property, owner) => (/ip.*address/i.test(property) ? address(property, owner) : host(property, owner)),
  ],
  [/(^ip|ip|ips|ipv4)$/i, address],
  [/^(?!ipv6).*cidr(block)?s?$/i, (property, owner) => `${address(property, owner)}/32`],
  [/email$/i, (property, owner) => `${owner.name}@${host(property, owner)}`],
  [/(time|timestamp|date)$/i, () => "2000-01-01T00:00:00Z"],
  [/^(region|location)$/i, (_, { region }) => region],
  [/^(accountId|ownerId|registryId)$/, () => account],
  [/(subscription|tenant|client|object|principal|application|unique)Id$/i, uuid],
  [/(uuid|guid)$/i, uuid],
];
