import assert from "node:assert/strict";
import type { PlannedResource } from "../../src/engine/plan";
import type { Step } from "../../src/transition/step";
import { create, gone, resource, same, told } from "./played-resource";

describe("an update of load balancers behind CloudFront", () => {
  const update = (base: PlannedResource, head: PlannedResource): Step => ({
    operation: "update",
    base,
    head,
  });
  const replace = (base: PlannedResource, head: PlannedResource): Step => ({
    operation: "replace",
    base,
    head,
  });
  const target = resource("aws:lb/targetGroup:TargetGroup", "web");
  const balancer = (name: string) => resource("aws:lb/loadBalancer:LoadBalancer", name);
  const listener = (loadBalancerArn: PlannedResource, name = `${loadBalancerArn.name}-http`) =>
    resource("aws:lb/listener:Listener", name, {}, { loadBalancerArn });
  const rule = (name: string, listenerArn: PlannedResource, actions = target) =>
    resource("aws:lb/listenerRule:ListenerRule", name, {}, { listenerArn, actions });
  const [old, fresh] = [balancer("old"), balancer("new")];
  const present = [target, old, listener(old), rule("web", listener(old))].map(same);
  const refused =
    "its target group belongs to another load balancer by web, and a target group has one only (TargetGroupAssociationLimit)";

  it("refuses a target group in a rule or a listener of another load balancer, while it has one", () => {
    const created = [fresh, listener(fresh)].map(create);
    assert.deepEqual(told(...present, ...created, create(rule("moved", listener(fresh)))), [
      `create moved: ${refused}`,
    ]);
    const direct = resource(
      "aws:lb/listener:Listener",
      "direct",
      {},
      { loadBalancerArn: fresh, defaultActions: target },
    );
    assert.deepEqual(told(...present, create(fresh), create(direct)), [`create direct: ${refused}`]);
  });

  it("refuses it in a rule that is replaced with its listener, whose load balancer is another", () => {
    const [before, after] = [listener(old, "http"), listener(fresh, "http")];
    const moved = [replace(before, after), replace(rule("web", before), rule("web", after))];
    const others = [same(target), gone(old), create(fresh)];
    assert.deepEqual(told(...others, ...moved), [`create web: ${refused}`]);
    assert.deepEqual(told(same(target), replace(old, old), ...moved), [`create web: ${refused}`]);
  });

  it("allows other target groups there, a replaced one, and the same one in more rules of its load balancer", () => {
    const created = [fresh, listener(fresh)].map(create);
    const other = resource("aws:lb/targetGroup:TargetGroup", "other");
    assert.deepEqual(told(...present, ...created, create(rule("moved", listener(fresh), other))), []);
    assert.deepEqual(told(...present, create(rule("another", listener(old)))), []);
    const [before, after] = [listener(old, "http"), listener(fresh, "http")];
    const successor = { ...target, id: "successor", outputs: { arn: "successor" } };
    const moved = [replace(before, after), replace(rule("web", before), rule("web", after, successor))];
    assert.deepEqual(told(replace(target, successor), gone(old), create(fresh), ...moved), []);
  });

  const origin = (originProtocolPolicy: string, tags = {}) =>
    resource("aws:cloudfront/vpcOrigin:VpcOrigin", "origin", {
      vpcOriginEndpointConfig: { originProtocolPolicy },
      tags,
    });
  const distribution = (of: PlannedResource) =>
    resource("aws:cloudfront/distribution:Distribution", "edge", {}, { origins: of });
  const [http, https] = [origin("http-only"), origin("https-only")];

  it("refuses a VPC origin in use an update and its end, but neither tags nor an origin out of use", () => {
    assert.deepEqual(told(same(distribution(http)), update(http, https)), [
      "update origin: edge uses it (CannotUpdateEntityWhileInUse)",
    ]);
    assert.deepEqual(told(same(distribution(http)), update(http, origin("http-only", { team: "a" }))), []);
    assert.deepEqual(told(update(http, https)), []);
    assert.deepEqual(told(same(distribution(http)), gone(http)), [
      "delete origin: edge still uses it (CannotDeleteEntityWhileInUse)",
    ]);
    assert.deepEqual(told(gone(distribution(http)), gone(http)), []);
  });

  it("refuses another protocol of a Service Connect endpoint, but neither of a new endpoint nor of another port", () => {
    const revision = (appProtocol: string | undefined, port = "http") => {
      const portMappings = [
        { name: port, appProtocol },
        { name: "metrics", appProtocol: "http2" },
      ];
      const containerDefinitions = JSON.stringify([{ portMappings }, { name: "proxy" }]);
      return resource("aws:ecs/taskDefinition:TaskDefinition", "orders-task", { containerDefinitions });
    };
    const service = (of: PlannedResource, discoveryName = "orders", portName = "http") =>
      resource(
        "aws:ecs/service:Service",
        "orders",
        { serviceConnectConfiguration: { services: [{ portName, discoveryName }] } },
        { taskDefinition: of },
      );
    const changed = (was: PlannedResource, is: PlannedResource, ...named: string[]) =>
      told(replace(was, is), update(service(was), service(is, ...named)));
    const http = revision("http");
    const refused = (from: string, to: string) => [
      `update orders: the protocol of its Service Connect endpoint orders is ${from}, and ECS never changes it to ${to} (InvalidParameterException)`,
    ];
    assert.deepEqual(changed(http, revision("grpc")), refused("http", "grpc"));
    assert.deepEqual(changed(http, revision(undefined)), refused("http", "tcp"));
    const renamed = revision("grpc", "tcp");
    assert.deepEqual(changed(http, renamed, "orders", "tcp"), refused("http", "grpc"));
    assert.deepEqual(changed(http, renamed, "orders-grpc", "tcp"), []);
    assert.deepEqual(changed(http, revision("http")), []);
  });

  it("refuses to delete a web ACL that a distribution or an association has", () => {
    const webAcl = resource("aws:wafv2/webAcl:WebAcl", "acl");
    const users = [
      resource("aws:cloudfront/distribution:Distribution", "edge", {}, { webAclId: webAcl }),
      resource("aws:wafv2/webAclAssociation:WebAclAssociation", "edge", {}, { webAclArn: webAcl }),
    ];
    for (const user of users) {
      assert.deepEqual(told(same(user), gone(webAcl)), [
        "delete acl: edge still uses it (WAFAssociatedItemException)",
      ]);
      assert.deepEqual(told(gone(user), gone(webAcl)), []);
    }
  });
});
