import assert from "node:assert/strict";
import { EcsCluster, FargateService, LoadBalancer, type LoadBalancerArgs } from "../../../components/ecs";
import { AccessLogs, WebAcl } from "../../../components/load-balancer";
import { planOf, type RecordedPlan } from "../../support/plan";
import { description, network } from "./a-service";

const planOfLoadBalancer = (args: Partial<LoadBalancerArgs> = {}, name = "ecs") =>
  planOf(() => {
    const { url, arnSuffix } = new LoadBalancer(name, { network, ...args });
    return { url, arnSuffix };
  });

describe("LoadBalancer", () => {
  it("is an application load balancer in the public subnets, hardened, and nothing that costs more", async () => {
    const plan = await planOfLoadBalancer();
    const securityGroup = plan.resource("SecurityGroup", "ecs-load-balancer");
    const loadBalancer = plan.resource("LoadBalancer", "ecs-load-balancer");

    assert.deepEqual(plan.resources.map(({ type, name }) => `${type} ${name}`).sort(), [
      "aws-containers:ecs:LoadBalancer ecs",
      "aws:ec2/securityGroup:SecurityGroup ecs-load-balancer",
      "aws:lb/listener:Listener ecs-http",
      "aws:lb/loadBalancer:LoadBalancer ecs-load-balancer",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule ecs-http-from-world",
    ]);
    assert.deepEqual(loadBalancer.inputs, {
      loadBalancerType: "application",
      internal: false,
      ipAddressType: "ipv4",
      subnets: ["subnet-public-a", "subnet-public-b"],
      securityGroups: [securityGroup.id],
      idleTimeout: 60,
      enableZonalShift: false,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      enableHttp2: true,
      enableDeletionProtection: false,
      accessLogs: { enabled: false, bucket: "" },
    });
  });

  it("answers 404 on port 80 where no service has a route", async () => {
    const plan = await planOfLoadBalancer();
    assert.deepEqual(plan.resource("ecs-http").inputs, {
      loadBalancerArn: plan.resource("LoadBalancer", "ecs-load-balancer").outputs.arn,
      port: 80,
      protocol: "HTTP",
      defaultActions: [
        {
          type: "fixed-response",
          fixedResponse: {
            statusCode: "404",
            contentType: "text/plain",
            messageBody: "No service answers here.",
          },
        },
      ],
    });
  });

  it("allows HTTP from anywhere, and no egress until a service adds its rules", async () => {
    const plan = await planOfLoadBalancer();
    const securityGroup = plan.resource("SecurityGroup", "ecs-load-balancer");
    assert.deepEqual(securityGroup.inputs, {
      vpcId: "vpc-1",
      description: "Load balancer: HTTP from anywhere, to services only",
    });
    assert.deepEqual(plan.resource("ecs-http-from-world").inputs, {
      securityGroupId: securityGroup.id,
      description: "HTTP from anywhere",
      cidrIpv4: "0.0.0.0/0",
      ipProtocol: "tcp",
      fromPort: 80,
      toPort: 80,
    });
    assert.deepEqual(plan.ofType("SecurityGroupEgressRule"), []);
  });

  it("is dual stack by argument, and then reached from any address of IPv6 too", async () => {
    const plan = await planOfLoadBalancer({
      ipv6: true,
      https: { certificateArn: "arn:1", hostName: "shop.example.com" },
    });
    assert.equal(plan.resource("LoadBalancer", "ecs-load-balancer").inputs.ipAddressType, "dualstack");
    const rules = plan.ofType("SecurityGroupIngressRule").map(({ name }) => name);
    assert.deepEqual(rules.sort(), [
      "ecs-http-from-world",
      "ecs-http-from-world-ipv6",
      "ecs-https-from-world",
      "ecs-https-from-world-ipv6",
    ]);
    assert.deepEqual(plan.resource("ecs-https-from-world-ipv6").inputs, {
      securityGroupId: plan.resource("SecurityGroup", "ecs-load-balancer").id,
      description: "HTTPS from anywhere over IPv6",
      cidrIpv6: "::/0",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
    });
    assert.ok(plan.dependenciesOf(plan.resource("ecs-https")).includes("ecs-https-from-world-ipv6"));
  });

  it("outputs its address and its ARN suffix for metrics", async () => {
    const plan = await planOfLoadBalancer();
    const { dnsName, arnSuffix } = plan.resource("LoadBalancer", "ecs-load-balancer").outputs;
    assert.deepEqual(plan.outputs, { url: `http://${dnsName}`, arnSuffix });
    assert.deepEqual(plan.resource("LoadBalancer", "ecs").outputs, { url: `http://${dnsName}`, arnSuffix });
  });

  describe("with HTTPS", () => {
    const certificateArn = "arn:aws:acm:us-east-1:444455556666:certificate/0f1e2d3c";
    const https = { certificateArn, hostName: "shop.example.com" };
    let plan: RecordedPlan;
    before(async () => {
      plan = await planOf(() => {
        const loadBalancer = new LoadBalancer("ecs", { network, https });
        const service = { ...description, routes: [{ path: "/api/*" }] };
        const cluster = new EcsCluster("ecs");
        const { url } = new FargateService("hello", { cluster, loadBalancer, service });
        const urlOf = (path: string, host?: string) => loadBalancer.urlOf([{ path, ...(host && { host }) }]);
        return {
          url,
          loadBalancer: loadBalancer.url,
          withHost: urlOf("/a?c", "app.shop.example.com"),
          withWildcard: urlOf("/*", "*.shop.example.com"),
        };
      });
    });

    it("listens on port 443 with TLS 1.2 and 1.3, and answers 404 where no service has a route", () => {
      assert.deepEqual(plan.resource("ecs-https").inputs, {
        loadBalancerArn: plan.resource("LoadBalancer", "ecs-load-balancer").outputs.arn,
        port: 443,
        protocol: "HTTPS",
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
        certificateArn,
        defaultActions: [
          {
            type: "fixed-response",
            fixedResponse: {
              statusCode: "404",
              contentType: "text/plain",
              messageBody: "No service answers here.",
            },
          },
        ],
      });
    });

    it("redirects port 80 to it, once it and its security group rule are there", () => {
      const http = plan.resource("ecs-http");
      assert.deepEqual(http.inputs.defaultActions, [
        { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
      ]);
      assert.ok(plan.dependenciesOf(http).includes("ecs-https"));
      assert.ok(plan.dependenciesOf(plan.resource("ecs-https")).includes("ecs-https-from-world"));
      assert.deepEqual(plan.resource("ecs-https-from-world").inputs, {
        securityGroupId: plan.resource("SecurityGroup", "ecs-load-balancer").id,
        description: "HTTPS from anywhere",
        cidrIpv4: "0.0.0.0/0",
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
      });
    });

    it("has the services' rules there, and their addresses under the domain", () => {
      const rule = plan.theOne("ListenerRule");
      assert.equal(rule.inputs.listenerArn, plan.resource("ecs-https").outputs.arn);
      assert.deepEqual(plan.outputs, {
        url: "https://shop.example.com/api/",
        loadBalancer: "https://shop.example.com",
        withHost: "https://app.shop.example.com/a",
        withWildcard: "https://shop.example.com/",
      });
    });
  });

  it("can't be deleted where deletion protection is on", async () => {
    const plan = await planOfLoadBalancer({ deletionProtection: true });
    const loadBalancer = plan.resource("LoadBalancer", "ecs-load-balancer");
    assert.equal(loadBalancer.inputs.enableDeletionProtection, true);
    assert.equal(loadBalancer.protect, true);
    const unprotected = (await planOfLoadBalancer()).resource("LoadBalancer", "ecs-load-balancer");
    assert.deepEqual([unprotected.inputs.enableDeletionProtection, unprotected.protect], [false, false]);
  });

  it("is replaced together with its security group, whose VPC is another one then", async () => {
    const { replaceOnChanges } = (await planOfLoadBalancer()).resource("LoadBalancer", "ecs-load-balancer");
    assert.deepEqual(replaceOnChanges, ["securityGroups"]);
  });

  it("logs requests under its name, once the bucket's policy allows it", async () => {
    const plan = await planOf(() => {
      new LoadBalancer("shop", { network, accessLogs: new AccessLogs("logs") });
    });
    const loadBalancer = plan.resource("LoadBalancer", "shop-load-balancer");
    const { bucket } = plan.resource("s3/bucket:Bucket", "logs-access-logs").outputs;

    assert.deepEqual(loadBalancer.inputs.accessLogs, { enabled: true, bucket, prefix: "shop" });
    assert.ok(loadBalancer.dependencies.includes(plan.resource("BucketPolicy", "logs-access-logs").urn));
  });

  it("is associated with a web ACL", async () => {
    const plan = await planOf(() => {
      new LoadBalancer("shop", { network, webAcl: new WebAcl("shared") });
    });
    assert.deepEqual(plan.resource("shop-web-acl").inputs, {
      resourceArn: plan.resource("LoadBalancer", "shop-load-balancer").outputs.arn,
      webAclArn: plan.resource("shared-web-acl").outputs.arn,
    });
  });

  it("closes idle connections later, and lets traffic be shifted out of a zone, by argument", async () => {
    const plan = await planOfLoadBalancer({ idleTimeoutSeconds: 3600, zonalShift: true });
    const { idleTimeout, enableZonalShift } = plan.resource("LoadBalancer", "ecs-load-balancer").inputs;
    assert.deepEqual([idleTimeout, enableZonalShift], [3600, true]);
  });

  it("refuses all invalid arguments in one error", async () => {
    await assert.rejects(
      planOfLoadBalancer(
        { network: { ...network, publicSubnetIds: ["subnet-1"] }, idleTimeoutSeconds: 4001 },
        "production-web",
      ),
      {
        name: "Error",
        message: [
          'Invalid arguments for LoadBalancer "production-web":',
          '  - name is "production-web": must be 1 to 10 lowercase letters, digits and hyphens, a letter first',
          "  - network.publicSubnetIds has 1 subnets: must have at least 2, in two zones",
          "  - idleTimeoutSeconds is 4001: must be a whole number from 1 to 4000",
        ].join("\n"),
      },
    );
  });
});
