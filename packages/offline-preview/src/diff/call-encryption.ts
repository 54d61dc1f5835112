import type { PlannedResource } from "../engine/plan";
import { listOf, valueAt } from "../engine/value-at";

const encrypted =
  "calls of it may fail until its callers are deployed after it: their running proxies don't know its certificate";
const unencrypted =
  "calls of it may fail until its callers are deployed after it: their running proxies still encrypt";

/**
 * What an update of an ECS service does to its callers' requests where it begins or ceases to encrypt them, or gets its certificate from
 * another CA: proxies of Service Connect keep what they started with.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html (read 2026-11-22)
 */
export function callEncryption(base: PlannedResource, head: PlannedResource): string | undefined {
  if (!head.type.startsWith("aws:ecs/service:")) return undefined;
  const before = authorities(base);
  const after = authorities(head);
  for (const [endpoint, authority] of after) {
    if (!before.has(endpoint) || before.get(endpoint) === authority) continue;
    return authority === undefined ? unencrypted : encrypted;
  }
  return undefined;
}

/** The CA of each endpoint that a service has in its namespace, by the endpoint's name; undefined where it encrypts nothing. */
function authorities({ inputs }: PlannedResource): Map<string, string | undefined> {
  return new Map(
    listOf(valueAt(inputs, "serviceConnectConfiguration", "services")).map((endpoint) => {
      const authority = valueAt(endpoint, "tls", "issuerCertAuthority", "awsPcaAuthorityArn");
      const name = valueAt(endpoint, "discoveryName") ?? valueAt(endpoint, "portName");
      return [String(name), authority === undefined ? undefined : JSON.stringify(authority)];
    }),
  );
}
