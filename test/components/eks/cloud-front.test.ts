import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { EksCluster, type EksClusterArgs, EksLoadBalancer, Workload } from "../../../components/eks";
import { loadBalancerNameIn } from "../../../components/eks/origin";
import { AccessLogs, WebAcl } from "../../../components/load-balancer";
import type { ServiceDescription } from "../../../components/service";
import { planOf, type RecordedPlan } from "../../support/plan";
import { described, network } from "./described";

const https = {
  certificateArn: "arn:aws:acm:eu-central-1:444455556666:certificate/0f1e2d3c",
  cloudFrontCertificateArn: "arn:aws:acm:us-east-1:444455556666:certificate/0f1e2d3c",
  hostName: "shop.example.com",
  hostNames: ["shop.example.com", "*.shop.example.com"],
};

const planBehind = (
  args: Partial<EksClusterArgs> = {},
  services: Record<string, ServiceDescription> = { hello: described() },
  prepare: () => EksClusterArgs["loadBalancer"] = () => ({}),
) =>
  planOf(() => {
    const loadBalancing = { cloudFront: true, ...prepare() };
    const all = Object.values(services);
    const cluster = new EksCluster("eks", { network, services: all, loadBalancer: loadBalancing, ...args });
    const loadBalancer = new EksLoadBalancer("eks", { cluster, services, https: args.https && https });
    const urls = Object.entries(services).map(
      ([name, service]) => new Workload(name, { cluster, loadBalancer, service }).url,
    );
    const { hostName, hostedZoneId } = loadBalancer;
    return { urls, hostName, hostedZoneId };
  });

const annotations = (plan: RecordedPlan, name: string) =>
  (plan.resource(name).inputs.metadata as { annotations: Record<string, string> }).annotations;
const spec = (plan: RecordedPlan, name: string) => plan.resource(name).inputs.spec as Record<string, unknown>;

describe("EksLoadBalancer behind CloudFront", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planBehind();
  });

  it("is internal, in the subnets of the pods, and another group than the public load balancer's", () => {
    const { scheme, group, subnets, ...rest } = spec(plan, "eks-origin-http-ingress-class-parameters");
    assert.deepEqual(
      { scheme, group, subnets },
      { scheme: "internal", group: { name: "origin-http" }, subnets: { ids: network.workloadSubnetIds } },
    );
    assert.ok(!("certificateARNs" in rest));
    assert.deepEqual(spec(plan, "eks-origin-http-ingress-class").parameters, {
      apiGroup: "eks.amazonaws.com",
      kind: "IngressClassParams",
      name: "services-origin-http",
    });
    const { metadata } = plan.resource("eks-origin-http-ingress").inputs;
    assert.equal((metadata as { name: string }).name, "origin-http");
    assert.equal(spec(plan, "eks-origin-http-ingress").ingressClassName, "services-origin-http");
  });

  it("has one listener, which CloudFront alone reaches: its prefix list leaves no room for a second", () => {
    const { "alb.ingress.kubernetes.io/security-group-prefix-lists": prefixLists, ...others } = annotations(
      plan,
      "eks-origin-http-ingress",
    );
    assert.match(String(prefixLists), /^pl-[0-9a-f]{17}$/);
    assert.deepEqual(others, {
      "alb.ingress.kubernetes.io/target-type": "ip",
      "alb.ingress.kubernetes.io/listen-ports": '[{"HTTP":80}]',
      "alb.ingress.kubernetes.io/wafv2-acl-arn": "none",
    });
  });

  it("knows its target groups by signals of its own, which pods start after", () => {
    const signal = plan.resource("hello-target-group");
    assert.deepEqual(signal.inputs.metadata, { name: "hello.http.origin-http", namespace: "services" });
    assert.deepEqual(spec(plan, "hello-target-group"), {
      ingressClassName: "services-origin-http",
      rules: [{ host: "hello.invalid" }],
    });
    assert.ok(plan.dependenciesOf(plan.resource("hello-deployment")).includes("hello-target-group"));
  });

  it("is the VPC origin, by the ARN that its name leads to, and depends on the Ingress", () => {
    const origin = plan.theOne("VpcOrigin");
    const { name, arn, ...config } = origin.inputs.vpcOriginEndpointConfig as Record<string, unknown>;
    const [, loadBalancer, id] = /:loadbalancer\/app\/([^/]+)\/([0-9a-f]+)$/.exec(String(arn)) ?? [];
    assert.ok(loadBalancer?.startsWith("k8s-"), String(arn));
    assert.equal(name, `${loadBalancer}-${id}-http`);
    assert.deepEqual(config, {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "http-only",
      originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
    });
    assert.ok(plan.dependenciesOf(origin).includes("eks-origin-http-ingress"));
    const { origins } = plan.theOne("cloudfront/distribution:Distribution").inputs;
    const [{ domainName = "" } = {}] = origins as { domainName?: string }[];
    assert.ok(domainName.startsWith(`${loadBalancer}-`), domainName);
    assert.ok(
      plan.dependenciesOf(plan.theOne("cloudfront/distribution:Distribution")).includes("eks-origin"),
    );
  });

  it("answers under HTTPS at a host name of CloudFront's", () => {
    const { domainName, hostedZoneId } = plan.theOne("cloudfront/distribution:Distribution").outputs;
    assert.deepEqual(plan.outputs, {
      urls: [`https://${domainName}/`],
      hostName: domainName,
      hostedZoneId,
    });
  });

  it("speaks HTTPS on both sides with host names, each with a certificate of its region, as another load balancer", async () => {
    const plan = await planBehind({ https });
    const { aliases, viewerCertificate } = plan.theOne("cloudfront/distribution:Distribution").inputs;
    assert.deepEqual(aliases, https.hostNames);
    assert.deepEqual(viewerCertificate, {
      acmCertificateArn: https.cloudFrontCertificateArn,
      sslSupportMethod: "sni-only",
      minimumProtocolVersion: "TLSv1.2_2021",
    });
    const { vpcOriginEndpointConfig } = plan.theOne("VpcOrigin").inputs;
    assert.equal((vpcOriginEndpointConfig as Record<string, unknown>).originProtocolPolicy, "https-only");
    const parameters = spec(plan, "eks-origin-https-ingress-class-parameters");
    assert.deepEqual(parameters.certificateARNs, [https.certificateArn]);
    assert.deepEqual(parameters.group, { name: "origin-https" });
    const { "alb.ingress.kubernetes.io/security-group-prefix-lists": _, ...others } = annotations(
      plan,
      "eks-origin-https-ingress",
    );
    assert.deepEqual(others, {
      "alb.ingress.kubernetes.io/target-type": "ip",
      "alb.ingress.kubernetes.io/listen-ports": '[{"HTTPS":443}]',
      "alb.ingress.kubernetes.io/ssl-policy": "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
      "alb.ingress.kubernetes.io/wafv2-acl-arn": "none",
    });
    assert.deepEqual(plan.outputs.urls, ["https://shop.example.com/"]);
  });

  it("is of the AWS Load Balancer Controller on node groups", async () => {
    const plan = await planBehind({ compute: "managed" });
    const { inputs, type } = plan.resource("eks-origin-http-ingress-class-parameters");
    assert.equal(type, "kubernetes:elbv2.k8s.aws/v1beta1:IngressClassParams");
    assert.deepEqual(inputs.metadata, { name: "alb-origin-http" });
    assert.equal(spec(plan, "eks-origin-http-alb").controller, "ingress.k8s.aws/alb");
    assert.equal(spec(plan, "eks-origin-http-ingress").ingressClassName, "alb-origin-http");
  });

  it("has the web ACL at the distribution, the access logs of both in one bucket, and its protection", async () => {
    const plan = await planBehind({}, undefined, () => ({
      webAcl: new WebAcl("edge", { cloudFront: true }),
      accessLogs: new AccessLogs("load-balancer", { cloudFront: true }),
      deletionProtection: true,
      idleTimeoutSeconds: 600,
    }));
    const { webAclId, origins } = plan.theOne("cloudfront/distribution:Distribution").inputs;
    assert.equal(webAclId, plan.theOne("wafv2/webAcl:WebAcl").outputs.arn);
    assert.equal(
      annotations(plan, "eks-origin-http-ingress")["alb.ingress.kubernetes.io/wafv2-acl-arn"],
      "none",
    );
    const [{ vpcOriginConfig = {} } = {}] = origins as { vpcOriginConfig?: Record<string, unknown> }[];
    assert.equal(vpcOriginConfig.originReadTimeout, 120);
    const attributes = spec(plan, "eks-origin-http-ingress-class-parameters").loadBalancerAttributes;
    const values = Object.fromEntries(
      (attributes as { key: string; value: string }[]).map(({ key, value }) => [key, value]),
    );
    assert.deepEqual(
      [
        values["access_logs.s3.enabled"],
        values["access_logs.s3.prefix"],
        values["idle_timeout.timeout_seconds"],
      ],
      ["true", "eks", "600"],
    );
    assert.equal(
      plan.theOne("LogDeliverySource").inputs.resourceArn,
      plan.theOne("cloudfront/distribution:Distribution").outputs.arn,
    );
    assert.equal(plan.resource("eks-origin-http-ingress").protect, true);
  });

  it("leaves services with a Network Load Balancer of their own public", async () => {
    const plan = await planBehind({}, { mqtt: described({ protocol: "tcp", health: {}, routes: [] }) });
    assert.deepEqual(plan.ofType("VpcOrigin"), []);
    assert.equal(
      annotations(plan, "mqtt-service")["service.beta.kubernetes.io/aws-load-balancer-scheme"],
      "internet-facing",
    );
  });

  it("refuses protocols that CloudFront doesn't speak to it, and logins without a NAT gateway", async () => {
    const oidc = {
      issuer: "https://idp.example.com",
      authorizationEndpoint: "https://idp.example.com/authorize",
      tokenEndpoint: "https://idp.example.com/token",
      userInfoEndpoint: "https://idp.example.com/userinfo",
      clientId: "shop",
      clientSecret: "hunter2",
    };
    const admin = described({ routes: [{ path: "/*", priority: 2, auth: { oidc } }] });
    const withoutNat = { https, network: { ...network, assignPublicIp: true } };
    await assert.rejects(
      planBehind(withoutNat, { hello: described({ protocol: "http2" }), admin }),
      new pulumi.RunError(
        'Invalid arguments for EksLoadBalancer "eks":\n' +
          '  - services.hello.protocol is "http2": must be http behind CloudFront, which speaks HTTP/1.1 to it\n' +
          "  - services.admin.routes[0].auth needs a NAT gateway behind CloudFront: must be left out, or the network have one",
      ),
    );
    await planBehind({ https }, { admin });
  });

  const names = [
    [
      "internal-k8s-originhttp-0a1b2c3d4e-1234567890.eu-central-1.elb.amazonaws.com",
      "k8s-originhttp-0a1b2c3d4e",
    ],
    ["k8s-services-0a1b2c3d4e-987654321.us-east-1.elb.amazonaws.com", "k8s-services-0a1b2c3d4e"],
    ["internal-internal-shop-1.us-east-1.elb.amazonaws.com", "internal-shop"],
    [`${"a-".repeat(50_000)}1.example.com`, "a-".repeat(50_000).slice(0, -1)],
  ] as const;
  for (const [hostName, name] of names) {
    it(`finds the name of the load balancer in ${hostName.slice(0, 60)}`, () => {
      assert.equal(loadBalancerNameIn(hostName), name);
    });
  }
});
