import {
  certificateArn,
  commonNameLength,
  domainName,
  hostedZoneId,
  namesPerCertificate,
} from "../../facts/certificates";
import { mustBe, validatePattern } from "../invalid-arguments";
import { certificateNames, isUnder } from "./host-names";

/** Arguments of `Domain`. */
export interface DomainArgs {
  /** The domain, such as shop.example.com: lowercase, at most 64 characters. */
  name: string;
  /**
   * Id of the public hosted zone that holds the domain, such as Z0123456789ABCDEFGHIJ: $0.50 a month, and $0.40 per million
   * queries but none for those of alias records. Required unless there is a `certificateArn`.
   * @default none: no records are created
   */
  zoneId?: string;
  /**
   * ARN of an existing certificate that covers every host name, in the region of the load balancers.
   * @default a certificate of ACM, free, which is validated by records in the zone and renewed as long as they are there
   */
  certificateArn?: string;
  /**
   * Whether a second certificate for the same names is requested in us-east-1, for a CloudFront distribution in front of a load
   * balancer in another region. Requires `zoneId`, and no `certificateArn`.
   * @default false
   */
  cloudFrontCertificate?: boolean;
  /**
   * The host names of each load balancer, by a name of yours for it; the first is its address. Each is the domain or below
   * it, and of one load balancer only. A service behind a Network Load Balancer has its own, such as `ecs/mqtt`.
   * @default {}
   */
  hostNames?: Readonly<Record<string, readonly string[]>>;
}

/** Validates the arguments of a domain. */
export function validateDomain(args: DomainArgs): string[] {
  const { name, zoneId, hostNames = {} } = args;
  const hosts = Object.entries(hostNames).flatMap(([loadBalancer, names]) =>
    names.map((host, index) => ({ at: `hostNames.${loadBalancer}[${index}]`, host })),
  );
  const names = certificateNames(
    name,
    hosts.map(({ host }) => host),
  );
  return [
    ...(domainName.test(name) && name.length <= commonNameLength
      ? []
      : [mustBe("name", name, `a lowercase DNS name of at most ${commonNameLength} characters`)]),
    ...validatePattern(
      "zoneId",
      zoneId,
      hostedZoneId,
      "the id of a hosted zone, such as Z0123456789ABCDEFGHIJ",
    ),
    ...validatePattern(
      "certificateArn",
      args.certificateArn,
      certificateArn,
      "the ARN of a certificate of ACM",
    ),
    ...(zoneId === undefined && args.certificateArn === undefined
      ? ["zoneId is missing: a certificate is validated by records in the zone; or set certificateArn"]
      : []),
    ...(args.cloudFrontCertificate && args.certificateArn !== undefined
      ? [
          "cloudFrontCertificate can't be combined with certificateArn: must be validated by records of its own",
        ]
      : []),
    ...hosts.flatMap(({ at, host }, index) => {
      const other = hosts.slice(0, index).find((before) => before.host === host);
      const bare = host.replace(/^\*\./, "");
      if (!domainName.test(bare) || !isUnder(name, host)) {
        return [
          mustBe(at, host, `${name} or a lowercase DNS name below it, with * as its first label at most`),
        ];
      }
      return other ? [mustBe(at, host, `unique, but ${other.at} is the same`)] : [];
    }),
    ...(args.certificateArn === undefined && names.length > namesPerCertificate
      ? [
          `hostNames need a certificate of ${names.length} names: must be at most ${namesPerCertificate}, or set certificateArn`,
        ]
      : []),
  ];
}
