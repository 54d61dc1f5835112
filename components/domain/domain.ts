import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { cloudFrontRegion } from "../../facts/cloud-front";
import type { Https } from "../https";
import { assertValidArguments } from "../invalid-arguments";
import type { Route } from "../service";
import { type DomainArgs, validateDomain } from "./domain-arguments";
import { certificateNames, hostUnder, validatedNames } from "./host-names";

/** What a record points to. */
interface AliasTarget {
  readonly hostName: pulumi.Input<string> | undefined;
  /** Id of the hosted zone of `hostName`; undefined for a load balancer. */
  readonly hostedZoneId?: pulumi.Input<string> | undefined;
}

/** What the records of a load balancer's names, and those of its services, point to. */
interface RecordTarget extends AliasTarget {
  /** Whether all of them have IPv6 addresses too, as CloudFront has in any case. */
  readonly ipv6?: boolean;
  /** Network Load Balancers by service. */
  readonly endpoints?: Readonly<Record<string, { readonly hostName: pulumi.Input<string> }>> | undefined;
}

/**
 * A domain and the host names below it: a certificate that is validated by DNS, and alias records that point to load
 * balancers. The certificate covers the domain, every name one label below it, and what `hostNames` has further down.
 *
 * Other names replace the certificate: the load balancers get the new one before the old one is deleted. A record belongs to
 * its host name, so that a name which moves to another load balancer is an update in place.
 *
 * Costs nothing itself. The hosted zone, which is yours, costs $0.50 a month; queries of alias records are free.
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class Domain extends pulumi.ComponentResource {
  /** The domain. */
  public readonly name: string;
  /** ARN of the certificate, once it is issued. */
  public readonly certificateArn: pulumi.Output<string>;
  /** ARN of the certificate for CloudFront, once it is issued; undefined without `cloudFrontCertificate`. */
  public readonly cloudFrontCertificateArn: pulumi.Output<string> | undefined;

  private readonly hostNames: NonNullable<DomainArgs["hostNames"]>;
  private readonly zoneId: string | undefined;
  private readonly logicalName: string;
  private validationRecords: aws.route53.Record[] = [];

  constructor(name: string, args: DomainArgs, opts?: pulumi.ComponentResourceOptions) {
    assertValidArguments("Domain", name, validateDomain(args));
    super("aws-containers:domain:Domain", name, {}, opts);

    this.logicalName = name;
    this.name = args.name;
    this.hostNames = args.hostNames ?? {};
    this.zoneId = args.zoneId;
    this.certificateArn =
      args.certificateArn === undefined && args.zoneId !== undefined
        ? this.createCertificate(args.zoneId)
        : pulumi.output(args.certificateArn ?? "");
    if (args.cloudFrontCertificate) {
      this.cloudFrontCertificateArn = this.createCloudFrontCertificate();
    }

    this.registerOutputs({ name: this.name, certificateArn: this.certificateArn });
  }

  /** HTTPS for one of the load balancers in `hostNames`. */
  https(loadBalancer: string): Https {
    const { certificateArn, cloudFrontCertificateArn } = this;
    const hostName = this.addressOf(loadBalancer);
    const hostNames = this.hostNames[loadBalancer] ?? [hostName];
    return {
      certificateArn,
      hostName,
      hostNames,
      ...(cloudFrontCertificateArn && { cloudFrontCertificateArn }),
    };
  }

  /** Routes with their hosts below the address of one of the load balancers in `hostNames`. */
  routes<Each extends Route>(loadBalancer: string, routes: readonly Each[]): Each[] {
    const address = this.addressOf(loadBalancer);
    return routes.map((route) =>
      route.host === undefined ? route : { ...route, host: hostUnder(address, this.name, route.host) },
    );
  }

  /**
   * Creates the records of one of the load balancers in `hostNames`; none without a zone, or where there is no load balancer.
   *
   * @param loadBalancer Its name in `hostNames`.
   * @param target Its own host name: of an Application Load Balancer in the region of the component's provider, or with
   * `hostedZoneId` of a CloudFront distribution, which has IPv6 addresses too; and those of Network Load Balancers by
   * service, whose names are in `hostNames` under the load balancer's and the service's: `ecs/mqtt`.
   */
  createRecords(loadBalancer: string, target: RecordTarget | undefined): void {
    const { ipv6 = false, hostedZoneId, endpoints = {} } = target ?? {};
    const isDistribution = hostedZoneId !== undefined;
    this.createAliases(loadBalancer, this.aliasesOf(target, "application"), ipv6 || isDistribution);
    for (const [service, endpoint] of Object.entries(endpoints)) {
      this.createAliases(`${loadBalancer}/${service}`, this.aliasesOf(endpoint, "network"), ipv6);
    }
  }

  private createAliases(
    loadBalancer: string,
    aliases: aws.types.input.route53.RecordAlias[] | undefined,
    ipv6: boolean,
  ): void {
    const { zoneId } = this;
    if (zoneId === undefined || aliases === undefined) return;
    for (const host of this.hostNames[loadBalancer] ?? []) {
      // No host name begins with an underscore, and an asterisk in a URN is a wildcard for `--target`.
      const logicalName = `${this.logicalName}-${host.replace("*", "_wildcard")}`;
      for (const type of ipv6 ? ["A", "AAAA"] : ["A"]) {
        new aws.route53.Record(
          `${logicalName}-${type.toLowerCase()}`,
          { zoneId, name: host, type, aliases },
          { parent: this },
        );
      }
    }
  }

  /** Route 53 doesn't check the health of CloudFront. */
  private aliasesOf(
    target: AliasTarget | undefined,
    loadBalancerType: "application" | "network",
  ): aws.types.input.route53.RecordAlias[] | undefined {
    const name = target?.hostName;
    if (name === undefined) return undefined;
    if (target?.hostedZoneId !== undefined) {
      return [{ name, zoneId: target.hostedZoneId, evaluateTargetHealth: false }];
    }
    const { id } = aws.lb.getHostedZoneIdOutput({ loadBalancerType }, { parent: this });
    return [{ name, zoneId: id, evaluateTargetHealth: true }];
  }

  private addressOf(loadBalancer: string): string {
    return this.hostNames[loadBalancer]?.[0] ?? this.name;
  }

  private createCertificate(zoneId: string): pulumi.Output<string> {
    const certificate = this.requestCertificate(`${this.logicalName}-certificate`);
    this.validationRecords = validatedNames(this.certificateNames).map((name) =>
      this.createValidationRecord(name, certificate, zoneId),
    );
    return this.issued(`${this.logicalName}-certificate-validation`, certificate);
  }

  /** Validated by the same records: ACM has one for each name and account, in all regions. */
  private createCloudFrontCertificate(): pulumi.Output<string> {
    const name = `${this.logicalName}-cloud-front-certificate`;
    const certificate = this.requestCertificate(name, cloudFrontRegion);
    return this.issued(`${name}-validation`, certificate, cloudFrontRegion);
  }

  private get certificateNames(): [string, ...string[]] {
    return certificateNames(this.name, Object.values(this.hostNames).flat());
  }

  private requestCertificate(logicalName: string, region?: string): aws.acm.Certificate {
    const [domainName, ...subjectAlternativeNames] = this.certificateNames;
    return new aws.acm.Certificate(
      logicalName,
      { ...(region && { region }), domainName, subjectAlternativeNames, validationMethod: "DNS" },
      // ACM can't change them, and the records of new names are known only of the new certificate.
      { parent: this, replaceOnChanges: ["subjectAlternativeNames"] },
    );
  }

  /** The ARN comes out of the validation: a listener doesn't accept a certificate before it is issued. */
  private issued(
    logicalName: string,
    certificate: aws.acm.Certificate,
    region?: string,
  ): pulumi.Output<string> {
    const validation = new aws.acm.CertificateValidation(
      logicalName,
      {
        ...(region && { region }),
        certificateArn: certificate.arn,
        validationRecordFqdns: this.validationRecords.map(({ fqdn }) => fqdn),
      },
      { parent: this, customTimeouts: { create: "30m" } },
    );
    return validation.certificateArn;
  }

  /** The record is the same for each certificate of the name in an account, hence for the one that replaces this. */
  private createValidationRecord(
    name: string,
    certificate: aws.acm.Certificate,
    zoneId: string,
  ): aws.route53.Record {
    const option = certificate.domainValidationOptions.apply((options) => {
      const found = options.find(({ domainName }) => domainName.replace(/^\*\./, "") === name);
      if (found !== undefined) return found;
      throw new pulumi.RunError(`ACM has no validation record for ${name} yet; run pulumi up again.`);
    });
    return new aws.route53.Record(
      `${this.logicalName}-validation-${name}`,
      {
        zoneId,
        name: option.resourceRecordName,
        type: option.resourceRecordType,
        records: [option.resourceRecordValue],
        ttl: 60,
        allowOverwrite: true,
      },
      { parent: this },
    );
  }
}
