import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Domain, type DomainArgs } from "../../../components/domain";
import { cpuTime } from "../../support/cpu-time";
import { planOf, type RecordedPlan } from "../../support/plan";

const zoneId = "Z0123456789ABCDEFGHIJ";
const certificateArn = "arn:aws:acm:us-east-1:444455556666:certificate/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
const loadBalancer = { hostName: "lb-1.us-east-1.elb.amazonaws.com" };

const planOfDomain = (args: Partial<DomainArgs> = {}, use: (domain: Domain) => unknown = () => ({})) =>
  planOf(() => use(new Domain("domain", { name: "shop.example.com", zoneId, ...args })));

const namesOf = (plan: RecordedPlan, type: string) =>
  plan
    .ofType(type)
    .map(({ name }) => name)
    .sort();

describe("Domain", () => {
  it("requests a certificate for the domain and the names below it, validated by one record for both", async () => {
    const plan = await planOfDomain({}, ({ certificateArn }) => ({ certificateArn }));
    const certificate = plan.resource("Certificate", "domain-certificate");
    const validation = plan.resource("domain-certificate-validation");
    const record = plan.theOne("route53/record:Record");
    assert.deepEqual(certificate.inputs, {
      domainName: "shop.example.com",
      subjectAlternativeNames: ["*.shop.example.com"],
      validationMethod: "DNS",
    });
    assert.deepEqual(certificate.replaceOnChanges, ["subjectAlternativeNames"]);
    const [option, ofWildcard] = certificate.outputs.domainValidationOptions as Record<string, string>[];
    assert.equal(option?.resourceRecordName, ofWildcard?.resourceRecordName);
    assert.equal(record.name, "domain-validation-shop.example.com");
    assert.deepEqual(record.inputs, {
      zoneId,
      name: option?.resourceRecordName,
      type: "CNAME",
      records: [option?.resourceRecordValue],
      ttl: 60,
      allowOverwrite: true,
    });
    assert.deepEqual(validation.inputs, {
      certificateArn: certificate.outputs.arn,
      validationRecordFqdns: [record.outputs.fqdn],
    });
    assert.deepEqual(plan.outputs, { certificateArn: certificate.outputs.arn });
  });

  it("hands out the certificate of the validation, so that a listener waits until it is issued", async () => {
    const plan = await planOfDomain({}, (domain) => {
      const { certificateArn } = domain.https("ecs");
      new aws.lb.Listener("https", { loadBalancerArn: "lb", certificateArn, defaultActions: [] });
    });
    assert.ok(plan.dependenciesOf(plan.resource("https")).includes("domain-certificate-validation"));
  });

  it("covers hosts further down by a wildcard of each name above them", async () => {
    const plan = await planOfDomain({
      hostNames: {
        ecs: ["shop.example.com", "app.shop.example.com", "*.eu.shop.example.com", "a.eu.shop.example.com"],
        eks: ["eks.shop.example.com", "app.eks.shop.example.com"],
      },
    });
    assert.deepEqual(plan.resource("Certificate", "domain-certificate").inputs.subjectAlternativeNames, [
      "*.shop.example.com",
      "*.eks.shop.example.com",
      "*.eu.shop.example.com",
    ]);
    assert.deepEqual(namesOf(plan, "route53/record:Record"), [
      "domain-validation-eks.shop.example.com",
      "domain-validation-eu.shop.example.com",
      "domain-validation-shop.example.com",
    ]);
  });

  it("points a load balancer's host names to it, and to its IPv6 addresses where it has them", async () => {
    const hostNames = { ecs: ["shop.example.com", "*.shop.example.com"], eks: ["eks.shop.example.com"] };
    const plan = await planOfDomain({ hostNames, certificateArn }, (domain) => {
      domain.createRecords("ecs", loadBalancer);
      domain.createRecords("eks", { hostName: pulumi.output("lb-2"), ipv6: true });
    });
    assert.deepEqual(namesOf(plan, "route53/record:Record"), [
      "domain-_wildcard.shop.example.com-a",
      "domain-eks.shop.example.com-a",
      "domain-eks.shop.example.com-aaaa",
      "domain-shop.example.com-a",
    ]);
    const { aliases, ...rest } = plan.resource("domain-_wildcard.shop.example.com-a").inputs;
    assert.deepEqual(rest, { zoneId, name: "*.shop.example.com", type: "A" });
    const [alias] = aliases as { name: string; zoneId: string; evaluateTargetHealth: boolean }[];
    assert.equal(alias?.name, loadBalancer.hostName);
    assert.match(alias?.zoneId ?? "", /^Z[0-9A-F]{13}$/);
    assert.equal(alias?.evaluateTargetHealth, true);
    assert.equal(plan.resource("domain-eks.shop.example.com-aaaa").inputs.type, "AAAA");
  });

  it("points the name of a service to its Network Load Balancer, whose zone is another", async () => {
    const hostNames = { ecs: ["shop.example.com"], "ecs/mqtt": ["mqtt.shop.example.com"] };
    const endpoints = {
      mqtt: { hostName: pulumi.output("net-1") },
      other: { hostName: pulumi.output("net-2") },
    };
    const plan = await planOfDomain({ hostNames, certificateArn }, (domain) => {
      domain.createRecords("ecs", { ...loadBalancer, endpoints, ipv6: true });
    });
    assert.deepEqual(namesOf(plan, "route53/record:Record"), [
      "domain-mqtt.shop.example.com-a",
      "domain-mqtt.shop.example.com-aaaa",
      "domain-shop.example.com-a",
      "domain-shop.example.com-aaaa",
    ]);
    const aliasOf = (name: string) =>
      (plan.resource(name).inputs.aliases as { name: string; zoneId: string }[])[0];
    assert.equal(aliasOf("domain-mqtt.shop.example.com-a")?.name, "net-1");
    assert.notEqual(
      aliasOf("domain-mqtt.shop.example.com-a")?.zoneId,
      aliasOf("domain-shop.example.com-a")?.zoneId,
    );
  });

  it("points host names to a CloudFront distribution, which has IPv6 addresses, and gives it all of them", async () => {
    const hostNames = { ecs: ["shop.example.com", "app.shop.example.com"] };
    const target = { hostName: "d111111abcdef8.cloudfront.net", hostedZoneId: "Z2FDTNDATAQYW2" };
    const plan = await planOfDomain({ hostNames, certificateArn }, (domain) => {
      domain.createRecords("ecs", target);
      return domain.https("ecs");
    });
    const aliases = [{ name: target.hostName, zoneId: target.hostedZoneId, evaluateTargetHealth: false }];
    assert.deepEqual(
      plan.ofType("route53/record:Record").map(({ inputs }) => inputs),
      hostNames.ecs
        .flatMap((name) => ["A", "AAAA"].map((type) => ({ zoneId, name, type, aliases })))
        .sort((one, other) => one.name.localeCompare(other.name)),
    );
    assert.deepEqual(plan.outputs, {
      certificateArn,
      hostName: "shop.example.com",
      hostNames: hostNames.ecs,
    });
  });

  it("requests a second certificate for CloudFront, validated by the same records", async () => {
    const plan = await planOfDomain({ cloudFrontCertificate: true }, (domain) => domain.https("ecs"));
    const region = "us-east-1";
    const [edge, own] = ["domain-cloud-front-certificate", "domain-certificate"].map((name) => ({
      certificate: plan.resource("acm/certificate:Certificate", name),
      validation: plan.resource(`${name}-validation`),
    }));
    assert.deepEqual(edge?.certificate.inputs, { region, ...own?.certificate.inputs });
    const record = plan.theOne("route53/record:Record");
    assert.deepEqual(edge?.validation.inputs, {
      region,
      certificateArn: edge?.certificate.outputs.arn,
      validationRecordFqdns: [record.outputs.fqdn],
    });
    assert.deepEqual(plan.outputs, {
      certificateArn: own?.certificate.outputs.arn,
      cloudFrontCertificateArn: edge?.certificate.outputs.arn,
      hostName: "shop.example.com",
      hostNames: ["shop.example.com"],
    });
    await assert.rejects(
      planOfDomain({ cloudFrontCertificate: true, certificateArn }),
      /cloudFrontCertificate can't be combined with certificateArn/,
    );
  });

  it("takes an existing certificate, and creates no records without a zone", async () => {
    const plan = await planOfDomain(
      { certificateArn, zoneId: undefined, hostNames: { ecs: ["shop.example.com"] } },
      (domain) => {
        domain.createRecords("ecs", loadBalancer);
        return domain.https("ecs");
      },
    );
    assert.deepEqual(
      plan.resources.map(({ name }) => name),
      ["domain"],
    );
    assert.deepEqual(plan.outputs, {
      certificateArn,
      hostName: "shop.example.com",
      hostNames: ["shop.example.com"],
    });
  });

  it("gives each load balancer its address, and moves the hosts of routes below it", async () => {
    const hostNames = { ecs: ["shop.example.com"], eks: ["eks.shop.example.com"] };
    const plan = await planOfDomain({ hostNames }, (domain) => ({
      addresses: [domain.https("ecs").hostName, domain.https("eks").hostName],
      ecs: domain.routes("ecs", [{ path: "/*", host: "App.shop.example.com", priority: 7 }]),
      eks: domain.routes("eks", [
        { path: "/*", host: "app.shop.example.com" },
        { path: "/a", host: "shop.example.com" },
        { path: "/*", host: "*.shop.example.com" },
        { path: "/" },
      ]),
    }));
    assert.deepEqual(plan.outputs, {
      addresses: ["shop.example.com", "eks.shop.example.com"],
      ecs: [{ path: "/*", host: "app.shop.example.com", priority: 7 }],
      eks: [
        { path: "/*", host: "app.eks.shop.example.com" },
        { path: "/a", host: "eks.shop.example.com" },
        { path: "/*", host: "*.eks.shop.example.com" },
        { path: "/" },
      ],
    });
  });

  it("refuses all invalid arguments in one error", async () => {
    await assert.rejects(
      planOfDomain({
        name: "Shop.example.com",
        zoneId: "shop.example.com",
        certificateArn: "certificate/1",
        hostNames: { ecs: ["www.example.org", "a*.shop.example.com"] },
      }),
      {
        message: [
          'Invalid arguments for Domain "domain":',
          '  - name is "Shop.example.com": must be a lowercase DNS name of at most 64 characters',
          '  - zoneId is "shop.example.com": must be the id of a hosted zone, such as Z0123456789ABCDEFGHIJ',
          '  - certificateArn is "certificate/1": must be the ARN of a certificate of ACM',
          '  - hostNames.ecs[0] is "www.example.org": must be Shop.example.com or a lowercase DNS name below it, with * as its first label at most',
          '  - hostNames.ecs[1] is "a*.shop.example.com": must be Shop.example.com or a lowercase DNS name below it, with * as its first label at most',
        ].join("\n"),
      },
    );
  });

  it("refuses a name of two load balancers, more names than a certificate has, and no way to one", async () => {
    const many = Array.from({ length: 9 }, (_, index) => `app.n${index}.shop.example.com`);
    await assert.rejects(
      planOfDomain({
        zoneId: undefined,
        hostNames: { ecs: ["shop.example.com", ...many], eks: ["shop.example.com"] },
      }),
      {
        message: [
          'Invalid arguments for Domain "domain":',
          "  - zoneId is missing: a certificate is validated by records in the zone; or set certificateArn",
          '  - hostNames.eks[0] is "shop.example.com": must be unique, but hostNames.ecs[0] is the same',
          "  - hostNames need a certificate of 11 names: must be at most 10, or set certificateArn",
        ].join("\n"),
      },
    );
  });

  it("reads long hostile names in no time", async () => {
    const started = cpuTime();
    await assert.rejects(
      planOfDomain({ name: `${"a-".repeat(50_000)}.`, hostNames: { ecs: [`${"a.".repeat(50_000)}!`] } }),
    );
    assert.ok(cpuTime() - started < 2000);
  });
});
