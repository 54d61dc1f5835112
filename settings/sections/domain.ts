import type { z } from "zod";
import { certificateNames, hostUnder, isUnder } from "../../components/domain/host-names";
import {
  certificateArn,
  commonNameLength,
  domainName,
  hostedZoneId,
  namesPerCertificate,
} from "../../facts/certificates";
import { cloudFrontRegion } from "../../facts/cloud-front";
import { serviceLimits } from "../../facts/service-limits";
import type { RoutedHost, Section, StackContext } from "../section";
import { object, string } from "../toolkit/kinds";
import { formatPath } from "../toolkit/path";
import type { ValidationErrors } from "../toolkit/validation-errors";

const schema = object(
  {
    zoneId: string(
      hostedZoneId,
      "the id of a hosted zone, such as Z0123456789ABCDEFGHIJ",
      "The public hosted zone of Route 53 that holds the domain: $0.50 a month, queries of alias records free. The " +
        "certificate is validated there, and the host names get alias records. Default: no records; then certificateArn is required.",
    ),
    certificateArn: string(
      certificateArn,
      "the ARN of a certificate of ACM",
      "An existing certificate that covers every host name, in the stack's region. Default: a certificate of the stack's own, free.",
    ),
  },
  "The stack's domain. Default: none; the services answer over plain HTTP, under the host names of their load balancers.",
  {
    name: string(
      new RegExp(`^(?=.{1,${commonNameLength}}$)${domainName.source.slice(1)}`),
      `a lowercase DNS name of at most ${commonNameLength} characters, such as shop.example.com`,
      "The domain. The stack's first platform answers there, each other one below it: eks.shop.example.com.",
    ),
  },
);

type Given = z.output<typeof schema>;

/** The domain, and the host names of each platform, the platform's address first. */
export interface DomainSettings {
  name: string;
  zoneId?: string | undefined;
  certificateArn?: string | undefined;
  /** Whether CloudFront needs a certificate besides the load balancers'. */
  cloudFrontCertificate?: true;
  hostNames: Record<string, string[]>;
}

/** The stack's domain: HTTPS, and the host names. */
export const domain: Section<typeof schema, DomainSettings | undefined> = {
  schema,
  meaning:
    "The domain of the services: HTTPS with TLS 1.2 or 1.3, HTTP redirects to it, and alias records for the domain and for the " +
    "hosts of routes, which have to be below it. Of several platforms the first in platforms has the domain itself, and each " +
    "other one a name below it, which its routes' hosts are moved to: app.shop.example.com is app.eks.shop.example.com on EKS " +
    "beside ECS. docs/reach.md says what a change of these keys does.",
  example: `aws-containers:domain:
  name: shop.example.com
  zoneId: Z0123456789ABCDEFGHIJ`,
  settings(given, stack) {
    return given && { ...given, ...certificates(given, stack), hostNames: hostNames(given.name, stack) };
  },
  validate(given, stack, errors) {
    if (given === undefined || errors.has(["domain"]) || errors.has(["platforms"])) return;
    validateCertificate(given, stack, errors);
    for (const route of stack.hosts) validateHost(given.name, route, stack, errors);
    validateConnectedNames(given.name, stack, errors);
    validateNames(given, stack, errors);
  },
};

/** CloudFront takes certificates from one region only. */
function certificates(
  { certificateArn: arn }: Given,
  { hasCloudFront, region }: StackContext,
): Pick<DomainSettings, "cloudFrontCertificate"> {
  return hasCloudFront && arn === undefined && region !== cloudFrontRegion
    ? { cloudFrontCertificate: true }
    : {};
}

function validateCertificate(
  { zoneId, certificateArn: arn }: Given,
  stack: StackContext,
  errors: ValidationErrors,
) {
  const region = arn === undefined ? undefined : certificateArn.exec(arn)?.[1];
  if (region === undefined && zoneId === undefined) {
    errors.add(
      ["domain"],
      "has neither zoneId nor certificateArn: set zoneId for a certificate that is validated there, or certificateArn to an existing one.",
    );
  } else if (region !== undefined && stack.region !== undefined && region !== stack.region) {
    errors.add(
      ["domain", "certificateArn"],
      `is in ${region}, but the load balancers are in ${stack.region}, where the certificate has to be.`,
    );
  }
}

/** A quota of ACM, which AWS raises on request: with more, the certificate is one that exists. */
function validateNames(
  { name, certificateArn: arn }: Given,
  stack: StackContext,
  errors: ValidationErrors,
): void {
  const names = certificateNames(name, Object.values(hostNames(name, stack)).flat());
  if (arn === undefined && names.length > namesPerCertificate && !errors.has(["services"])) {
    errors.add(
      ["domain"],
      `needs a certificate of ${names.length} names, but ACM allows ${namesPerCertificate}: use hosts one label below ${name}, or set certificateArn to an existing one.`,
    );
  }
}

function validateHost(
  domain: string,
  { at, host, platforms }: RoutedHost,
  stack: StackContext,
  errors: ValidationErrors,
): void {
  if (errors.has(at)) return;
  const shown = errors.format(at, host);
  const reserved = stack.platforms.slice(1).map((platform) => `${platform}.${domain}`);
  if (!isUnder(domain, host)) {
    errors.add(
      at,
      `is ${shown}, which is outside of ${domain}: use ${domain} or a host below it, or set ${formatPath(["domain"])}.name to a domain that both are below.`,
    );
  } else if (!domainName.test(host.toLowerCase().replace(/^\*\./, ""))) {
    errors.add(
      at,
      `is ${shown}, but with a domain must be a DNS name, with * only as its first label, because it gets a record.`,
    );
  } else if (reserved.some((name) => isUnder(name, host))) {
    errors.add(at, `is ${shown}, which belongs to another platform of the stack: use another name.`);
  } else {
    const { max } = serviceLimits.routeHostLength;
    for (const platform of platforms) {
      const name = nameOn(platform, domain, stack);
      const { length } = hostUnder(name, domain, host);
      if (length > max) {
        errors.add(at, `has ${length} characters below ${name}, but a route's host at most ${max}.`);
      }
    }
  }
}

/** A service's own name can't be another platform's, nor lead to two load balancers. */
function validateConnectedNames(domain: string, stack: StackContext, errors: ValidationErrors): void {
  for (const { name } of stack.connectedServices) {
    const host = `${name}.${domain}`;
    if (stack.platforms.slice(1).includes(name)) {
      errors.add(
        ["services", name],
        `would answer as ${host}, which is the platform's name: call it otherwise.`,
      );
    }
    for (const route of stack.hosts) {
      if (route.host.toLowerCase() === host) {
        errors.add(
          route.at,
          `is ${errors.format(route.at, route.host)}, the name that service ${name} has on its Network Load Balancer: use another.`,
        );
      }
    }
  }
}

/** The first platform of a stack has the domain itself, so that one which is added at the end moves no name. */
function nameOn(platform: string, domain: string, { platforms }: StackContext): string {
  return platform === platforms[0] ? domain : `${platform}.${domain}`;
}

function hostNames(domain: string, stack: StackContext): Record<string, string[]> {
  const connected = stack.connectedServices.flatMap(({ name, platforms }) =>
    platforms.map((platform): [string, string[]] => [
      `${platform}/${name}`,
      [`${name}.${nameOn(platform, domain, stack)}`],
    ]),
  );
  const ofPlatforms = Object.fromEntries(
    stack.platforms.map((platform) => {
      const name = nameOn(platform, domain, stack);
      const hosts = stack.hosts
        .filter(({ platforms }) => platforms.includes(platform))
        .map(({ host }) => hostUnder(name, domain, host));
      return [platform, [...new Set([name, ...hosts.sort()])]];
    }),
  );
  return { ...ofPlatforms, ...Object.fromEntries(connected) };
}
