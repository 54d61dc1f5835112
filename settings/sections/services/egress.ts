import { z } from "zod";
import type { EgressRule } from "../../../components/container-description";
import { cidrForm, parseCidrBlock } from "../../../facts/cidr-blocks";
import { isLinkLocal, linkLocalCidr } from "../../../facts/link-local";
import { serviceLimits } from "../../../facts/service-limits";
import { withDefault } from "../../toolkit/defaults";
import { choice, integer, list, object, string } from "../../toolkit/kinds";
import { withMeta } from "../../toolkit/meta";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";

const { egressRules, port } = serviceLimits;
const allowed = `any, or a list of at most ${egressRules.max} rules such as { port: 5432, cidr: 10.1.0.0/16 }`;
const description =
  "Connections that the service may open besides HTTPS to anywhere and DNS: a list, or any for all connections to anywhere.";

const rule = object(
  { protocol: withDefault("tcp", choice(["tcp", "udp"], "Protocol.")) },
  "Connections to one port of a range of addresses.",
  {
    port: integer(port, "Destination port."),
    cidr: string(cidrForm, "an IPv4 range, such as 10.1.0.0/16", "Destination. 0.0.0.0/0 is anywhere."),
  },
);

/** The connections that a service may open. */
export const egressSchema = withDefault(
  [],
  withMeta(z.union([z.enum(["any"]), list(rule, { ...egressRules, allowed }, description)]), {
    description,
    allowed,
  }),
);

type Given = z.output<typeof egressSchema>;

/** The connections that a service may open, complete. */
export function egressSettings(given: Given): "any" | Required<EgressRule>[] {
  return typeof given === "string" ? given : given.map(completeRule);
}

function completeRule({ port, cidr, protocol = "tcp" }: z.output<typeof rule>): Required<EgressRule> {
  return { port, cidr, protocol };
}

/** Adds errors for ranges that are none, and for rules that are there twice. */
export function validateEgress(at: Path, given: Given | undefined, errors: ValidationErrors): void {
  if (given === undefined || typeof given === "string") return;
  const seen = new Set<string>(["tcp 443 0.0.0.0/0"]);
  for (const [index, { protocol, port, cidr }] of given.map(completeRule).entries()) {
    const path = [...at, "egress", index];
    if (parseCidrBlock(cidr) === undefined) {
      errors.add(
        [...path, "cidr"],
        `is ${errors.format(path, cidr)}, but must be the first address of a range and its prefix length, such as 10.1.0.0/16.`,
      );
    } else if (isLinkLocal(cidr)) {
      errors.add(
        [...path, "cidr"],
        `is ${errors.format(path, cidr)}, but must be outside ${linkLocalCidr}, the link-local addresses of metadata and credentials, which no rule opens.`,
      );
    }
    const key = `${protocol} ${port} ${cidr}`;
    if (seen.has(key)) {
      errors.add(path, "is open anyway: it is in the list already, or HTTPS to anywhere, which always is.");
    }
    seen.add(key);
  }
}
