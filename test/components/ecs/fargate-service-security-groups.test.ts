import assert from "node:assert/strict";
import type { Egress } from "../../../components/container-description";
import { planOfService } from "./a-service";

describe("FargateService: security groups", () => {
  it("allow the old port, and keep the target group, while a deployment changes the port", async () => {
    const [before, after] = [await planOfService(), await planOfService({ service: { port: 3000 } })];
    assert.deepEqual(after.resource("hello-target").inputs, before.resource("hello-target").inputs);
    for (const way of ["hello-from-load-balancer", "hello-load-balancer-to-service"]) {
      assert.notEqual(before.resource(`${way}-8080`).urn, after.resource(`${way}-3000`).urn);
    }
  });

  it("allow requests from the load balancer to the service's port, and HTTPS to anywhere", async () => {
    const plan = await planOfService({ service: { port: 3000 } });
    const service = plan.resource("SecurityGroup", "hello-service");
    const loadBalancer = plan.resource("SecurityGroup", "ecs-load-balancer");

    assert.deepEqual(service.inputs, {
      vpcId: "vpc-1",
      description: "Service: requests from the load balancer, to HTTPS",
    });
    assert.deepEqual(plan.resource("hello-from-load-balancer-3000").inputs, {
      securityGroupId: service.id,
      referencedSecurityGroupId: loadBalancer.id,
      description: "Requests from the load balancer",
      ipProtocol: "tcp",
      fromPort: 3000,
      toPort: 3000,
    });
    assert.deepEqual(plan.resource("hello-load-balancer-to-service-3000").inputs, {
      securityGroupId: loadBalancer.id,
      referencedSecurityGroupId: service.id,
      description: "Requests to hello",
      ipProtocol: "tcp",
      fromPort: 3000,
      toPort: 3000,
    });
    assert.deepEqual(plan.resource("hello-to-https").inputs, {
      securityGroupId: service.id,
      description: "HTTPS to the image registry, CloudWatch Logs and other APIs",
      cidrIpv4: "0.0.0.0/0",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
    });
    assert.equal(plan.ofType("SecurityGroupIngressRule").length, 2);
    assert.equal(plan.ofType("SecurityGroupEgressRule").length, 2);
  });

  it("allow the connections of a list besides, each by a rule that is named for it", async () => {
    const egress: Egress = [
      { port: 5432, cidr: "10.1.0.0/16" },
      { port: 53, cidr: "192.0.2.53/32", protocol: "udp" },
    ];
    const plan = await planOfService({ service: { egress } });
    const securityGroupId = plan.resource("SecurityGroup", "hello-service").id;
    assert.deepEqual(plan.resource("hello-to-tcp-5432-10.1.0.0-16").inputs, {
      securityGroupId,
      description: "Port 5432 of 10.1.0.0/16",
      cidrIpv4: "10.1.0.0/16",
      ipProtocol: "tcp",
      fromPort: 5432,
      toPort: 5432,
    });
    assert.deepEqual(plan.resource("hello-to-udp-53-192.0.2.53-32").inputs, {
      securityGroupId,
      description: "Port 53 of 192.0.2.53/32",
      cidrIpv4: "192.0.2.53/32",
      ipProtocol: "udp",
      fromPort: 53,
      toPort: 53,
    });
    assert.equal(plan.ofType("SecurityGroupEgressRule").length, 4);
  });

  it("allow all connections by one rule", async () => {
    const plan = await planOfService({ service: { egress: "any" } });
    assert.deepEqual(plan.resource("hello-to-anywhere").inputs, {
      securityGroupId: plan.resource("SecurityGroup", "hello-service").id,
      description: "Anything to anywhere",
      cidrIpv4: "0.0.0.0/0",
      ipProtocol: "-1",
    });
    assert.equal(plan.ofType("SecurityGroupEgressRule").length, 2);
  });
});
