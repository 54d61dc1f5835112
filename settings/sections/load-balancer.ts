import { z } from "zod";
import type { SharedAttributesArgs } from "../../components/load-balancer";
import { cloudFrontRegion } from "../../facts/cloud-front";
import { defaultIdleTimeoutSeconds, idleTimeoutSeconds } from "../../facts/load-balancers";
import { defaultRetentionDays } from "../../facts/log-retention";
import { requestsPerAddress } from "../../facts/waf";
import type { Section } from "../section";
import { type Complete, complete, withDefault } from "../toolkit/defaults";
import { boolean, integer, object } from "../toolkit/kinds";
import { withMeta } from "../toolkit/meta";
import { allOf } from "../toolkit/words";

const limits = object(
  {
    rateLimit: integer(
      requestsPerAddress,
      "Requests within 5 minutes after which an IP address is blocked, until it sends fewer. Default: 2000.",
    ),
  },
  "A web ACL with limits of the stack's own.",
);

const schema = object(
  {
    idleTimeoutSeconds: withDefault(
      defaultIdleTimeoutSeconds,
      integer(
        idleTimeoutSeconds,
        "Seconds after which a connection is closed when nothing was sent over it. WebSockets and requests whose answer takes " +
          "longer need more, and drainSeconds of their service as well: see reach.md.",
      ),
    ),
    waf: withDefault(
      { dev: false, prod: true },
      withMeta(z.union([z.boolean(), limits]), {
        description:
          "AWS WAF: one web ACL for all of the stack's load balancers, with AWS's managed rules against common attacks, known " +
          "bad inputs and addresses with a bad reputation, and a limit of requests for each address. $10 per month, and $0.60 " +
          "per million requests.",
        allowed: "true, false or a limit such as { rateLimit: 2000 }",
      }),
    ),
    accessLogs: withDefault(
      { dev: false, prod: true },
      boolean("Log of every request, in an S3 bucket for 90 days. $0.023 per GB-month."),
    ),
    cloudFront: withDefault(
      false,
      boolean(
        "A CloudFront distribution as the only way in, with a private load balancer behind it: HTTPS without a domain, under a host " +
          "name of CloudFront's, and no public addresses of the load balancer. One for each platform. No fixed cost: 1 TB and 10 million " +
          "requests a month are free, then from $0.085 per GB and $0.01 per 10,000 requests. A change creates another load balancer: see reach.md.",
      ),
    ),
    ipv6: withDefault(
      false,
      boolean(
        "Whether clients reach the load balancers over IPv6 as well (dual stack), with AAAA records where there is a domain. The " +
          "public subnets then have IPv6 ranges of Amazon's; containers have IPv4 alone. An existing network's public subnets must " +
          "have such ranges, and a route for ::/0 to an internet gateway. Free. A change is made in place.",
      ),
    ),
    staticAddresses: withDefault(
      false,
      boolean(
        "Whether the Network Load Balancer of services with protocol tcp, udp or tls has an Elastic IP address in each zone: " +
          "clients can allow them in their firewalls. On EKS not in Auto Mode. $3.65 per month each, as without. " +
          "Another value replaces the load balancer: clients can't connect for some minutes.",
      ),
    ),
    zonalShift: withDefault(
      { dev: false, prod: true },
      boolean(
        "Whether traffic can be shifted away from an impaired zone with Amazon Application Recovery Controller. Free.",
      ),
    ),
  },
  "The load balancers.",
);

/** The load balancers of all platforms. */
export type LoadBalancerSettings = Omit<SharedAttributesArgs, "services"> &
  Pick<Complete<typeof schema>, "idleTimeoutSeconds" | "cloudFront" | "ipv6">;

/** The load balancers of all platforms. */
export const loadBalancer: Section<typeof schema, LoadBalancerSettings> = {
  schema,
  meaning:
    "The Application Load Balancers in front of the services, one for each platform: $16 per month and $3.65 for the public " +
    "address in each zone, plus capacity units (LCU) by use. What services with protocol tcp, udp and tls have in their place, " +
    "a Network Load Balancer, takes accessLogs (of tls alone), ipv6, staticAddresses and zonalShift from here.",
  example: `aws-containers:loadBalancer:
  idleTimeoutSeconds: 300
  waf: { rateLimit: 5000 }`,
  validate(given, { connectedServices, platformsIgnoring }, errors) {
    const without = platformsIgnoring.staticAddresses;
    const others = connectedServices.filter(({ platforms }) =>
      platforms.some((each) => without.includes(each)),
    );
    if (given?.staticAddresses && others.length > 0) {
      errors.add(
        ["loadBalancer", "staticAddresses"],
        `is true, but EKS Auto Mode has no static addresses, and ${allOf(others.map(({ name }) => name))} runs there too: set eks.compute, or services.NAME.platforms: [ecs], or remove it.`,
      );
    }
  },
  settings(given, { tier, protection, region }) {
    const { waf, ...attributes } = complete(schema, given, tier);
    return {
      ...attributes,
      ...(waf !== false && { waf: { ...(waf !== true && waf), logRetentionDays: defaultRetentionDays } }),
      deletionProtection: protection,
      // The key of the stack's logs is in the stack's region.
      ...(attributes.cloudFront &&
        waf !== false &&
        region !== cloudFrontRegion && { cloudFrontLogKey: { protect: protection } }),
    };
  },
};
