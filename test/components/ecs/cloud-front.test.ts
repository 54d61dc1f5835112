import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { EcsCluster, FargateService, LoadBalancer, type LoadBalancerArgs } from "../../../components/ecs";
import { AccessLogs, WebAcl } from "../../../components/load-balancer";
import type { ServiceDescription } from "../../../components/service";
import { planOf, type RecordedPlan } from "../../support/plan";
import { description, network } from "./a-service";

const certificateArn = "arn:aws:acm:us-east-1:444455556666:certificate/0f1e2d3c";
const https = {
  certificateArn: certificateArn.replace("us-east-1", "eu-central-1"),
  cloudFrontCertificateArn: certificateArn,
  hostName: "shop.example.com",
  hostNames: ["shop.example.com", "*.shop.example.com"],
};

const planBehind = (
  args: Partial<LoadBalancerArgs> = {},
  service: Partial<ServiceDescription> = {},
  prepare: () => Partial<LoadBalancerArgs> = () => ({}),
) =>
  planOf(() => {
    const loadBalancer = new LoadBalancer("ecs", { network, cloudFront: true, ...args, ...prepare() });
    const cluster = new EcsCluster("ecs");
    const { url } = new FargateService("hello", {
      cluster,
      loadBalancer,
      service: { ...description, ...service },
    });
    const { hostName, hostedZoneId } = loadBalancer;
    return { url, loadBalancer: loadBalancer.url, hostName, hostedZoneId };
  });

describe("LoadBalancer behind CloudFront", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planBehind();
  });

  it("is internal, in the subnets of the tasks, and reached from CloudFront alone", () => {
    const loadBalancer = plan.theOne("lb/loadBalancer:LoadBalancer");
    const securityGroup = plan.resource("SecurityGroup", "ecs-load-balancer");
    assert.equal(loadBalancer.name, "ecs-origin");
    assert.equal(loadBalancer.inputs.internal, true);
    assert.deepEqual(loadBalancer.inputs.subnets, network.workloadSubnetIds);
    const ofGroup = plan
      .ofType("SecurityGroupIngressRule")
      .filter(({ inputs }) => inputs.securityGroupId === securityGroup.id);
    assert.equal(ofGroup.length, 1);
    const { prefixListId, ...rule } = ofGroup[0]?.inputs ?? {};
    assert.match(String(prefixListId), /^pl-[0-9a-f]{17}$/);
    assert.deepEqual(rule, {
      securityGroupId: securityGroup.id,
      description: "HTTP or HTTPS from CloudFront",
      ipProtocol: "tcp",
      fromPort: 80,
      toPort: 443,
    });
  });

  it("is a VPC origin that CloudFront speaks HTTP to, replaced rather than changed", () => {
    const loadBalancer = plan.theOne("lb/loadBalancer:LoadBalancer");
    const origin = plan.theOne("VpcOrigin");
    assert.deepEqual(origin.inputs, {
      vpcOriginEndpointConfig: {
        name: `${loadBalancer.outputs.name}-http`,
        arn: loadBalancer.outputs.arn,
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "http-only",
        originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
      },
    });
    assert.deepEqual(origin.replaceOnChanges, ["vpcOriginEndpointConfig"]);
    assert.deepEqual(
      plan.ofType("lb/listener:Listener").map(({ name, inputs }) => [name, inputs.port, inputs.protocol]),
      [["ecs-http", 80, "HTTP"]],
    );
  });

  it("has a distribution that redirects to HTTPS, forwards everything and caches nothing, errors included", () => {
    const uncached = [400, 403, 404, 405, 414, 500, 501, 502, 503, 504];
    assert.deepEqual(plan.theOne("cloudfront/distribution:Distribution").inputs, {
      enabled: true,
      comment: "aws-containers/dev ecs",
      origins: [
        {
          originId: "load-balancer",
          domainName: plan.theOne("lb/loadBalancer:LoadBalancer").outputs.dnsName,
          vpcOriginConfig: { vpcOriginId: plan.theOne("VpcOrigin").id, originReadTimeout: 60 },
        },
      ],
      defaultCacheBehavior: {
        targetOriginId: "load-balancer",
        viewerProtocolPolicy: "redirect-to-https",
        allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
        cachedMethods: ["GET", "HEAD"],
        compress: true,
        cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
        originRequestPolicyId: "33f36d7e-f396-46d9-90e0-52428a34d9dc",
      },
      customErrorResponses: uncached.map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 })),
      viewerCertificate: { cloudfrontDefaultCertificate: true },
      httpVersion: "http2and3",
      isIpv6Enabled: true,
      priceClass: "PriceClass_100",
      restrictions: { geoRestriction: { restrictionType: "none" } },
    });
  });

  it("answers under HTTPS at a host name of CloudFront's", () => {
    const { domainName, hostedZoneId } = plan.theOne("cloudfront/distribution:Distribution").outputs;
    assert.deepEqual(plan.outputs, {
      url: `https://${domainName}/`,
      loadBalancer: `https://${domainName}`,
      hostName: domainName,
      hostedZoneId,
    });
  });

  it("gives services target groups of its own, and their tasks move there once the distribution is there", () => {
    assert.equal(plan.theOne("lb/targetGroup:TargetGroup").name, "hello-origin");
    assert.ok(plan.dependenciesOf(plan.theOne("ecs/service:Service")).includes("ecs-distribution"));
  });

  it("waits no longer for an answer than CloudFront can", async () => {
    const timeoutOf = async (idleTimeoutSeconds: number) => {
      const { origins } = (await planBehind({ idleTimeoutSeconds })).theOne(
        "cloudfront/distribution:Distribution",
      ).inputs;
      return (origins as { vpcOriginConfig: { originReadTimeout: number } }[])[0]?.vpcOriginConfig
        .originReadTimeout;
    };
    assert.deepEqual([await timeoutOf(90), await timeoutOf(121), await timeoutOf(4000)], [90, 120, 120]);
  });

  describe("with host names", () => {
    let plan: RecordedPlan;
    before(async () => {
      plan = await planBehind({ https });
    });

    it("speaks HTTPS on both sides, each with a certificate of its region, TLS 1.2 at least", () => {
      const { aliases, viewerCertificate } = plan.theOne("cloudfront/distribution:Distribution").inputs;
      assert.deepEqual(aliases, ["shop.example.com", "*.shop.example.com"]);
      assert.deepEqual(viewerCertificate, {
        acmCertificateArn: https.cloudFrontCertificateArn,
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: "TLSv1.2_2021",
      });
      const { vpcOriginEndpointConfig } = plan.theOne("VpcOrigin").inputs;
      const { name, originProtocolPolicy } = vpcOriginEndpointConfig as Record<string, string>;
      assert.equal(originProtocolPolicy, "https-only");
      assert.match(String(name), /-https$/);
      assert.deepEqual(
        plan
          .ofType("lb/listener:Listener")
          .map(({ name, inputs }) => [name, inputs.port, inputs.certificateArn]),
        [["ecs-https", 443, https.certificateArn]],
      );
      assert.equal(plan.outputs.url, "https://shop.example.com/");
    });

    it("takes one certificate for both in us-east-1", async () => {
      const plan = await planBehind({ https: { certificateArn, hostName: "shop.example.com" } });
      const { aliases, viewerCertificate } = plan.theOne("cloudfront/distribution:Distribution").inputs;
      assert.deepEqual(aliases, ["shop.example.com"]);
      assert.equal((viewerCertificate as Record<string, unknown>).acmCertificateArn, certificateArn);
    });
  });

  it("has the web ACL at the distribution, and delivers the access logs of both to one bucket", async () => {
    const plan = await planBehind({}, {}, () => ({
      webAcl: new WebAcl("edge", { cloudFront: true }),
      accessLogs: new AccessLogs("load-balancer", { cloudFront: true }),
    }));
    const distribution = plan.theOne("cloudfront/distribution:Distribution");
    const webAcl = plan.theOne("wafv2/webAcl:WebAcl");
    assert.equal(distribution.inputs.webAclId, webAcl.outputs.arn);
    assert.deepEqual(plan.ofType("WebAclAssociation"), []);
    assert.deepEqual([webAcl.inputs.scope, webAcl.inputs.region], ["CLOUDFRONT", "us-east-1"]);
    for (const type of ["LogGroup", "WebAclLoggingConfiguration"]) {
      const [found] = plan.ofType(type).filter(({ name }) => name.startsWith("edge-"));
      assert.equal(found?.inputs.region, "us-east-1", type);
    }
    const source = plan.theOne("LogDeliverySource");
    const destination = plan.theOne("LogDeliveryDestination");
    const delivery = plan.theOne("cloudwatch/logDelivery:LogDelivery");
    const region = "us-east-1";
    assert.deepEqual(source.inputs, {
      region,
      logType: "ACCESS_LOGS",
      resourceArn: distribution.outputs.arn,
    });
    assert.deepEqual(destination.inputs.deliveryDestinationConfiguration, {
      destinationResourceArn: plan.theOne("s3/bucket:Bucket").outputs.arn,
    });
    assert.equal(delivery.inputs.deliverySourceName, source.outputs.name);
    assert.equal(delivery.inputs.deliveryDestinationArn, destination.outputs.arn);
    assert.ok(plan.dependenciesOf(delivery).includes("load-balancer-access-logs"));
  });

  it("refuses protocols that CloudFront doesn't speak to it, and logins without a NAT gateway", async () => {
    const auth = {
      jwt: { issuer: "https://idp.example.com", jwksEndpoint: "https://idp.example.com/keys" },
    };
    for (const protocol of ["http2", "grpc"] as const) {
      const health = protocol === "grpc" ? {} : { path: "/" };
      await assert.rejects(
        planBehind({ https }, { protocol, health }),
        new pulumi.RunError(
          `Invalid arguments for FargateService "hello":\n  - service.protocol is "${protocol}": must be http behind CloudFront, which speaks HTTP/1.1 to it`,
        ),
      );
    }
    const withoutNat = { network: { ...network, assignPublicIp: true }, https };
    await assert.rejects(
      planBehind(withoutNat, { routes: [{ path: "/*", auth }] }),
      new pulumi.RunError(
        'Invalid arguments for FargateService "hello":\n  - service.routes[0].auth needs a NAT gateway behind CloudFront: must be left out, or the network have one',
      ),
    );
    await planBehind({ https }, { routes: [{ path: "/*", auth }] });
  });
});
