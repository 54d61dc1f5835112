import assert from "node:assert/strict";
import type { PlannedResource } from "../../src/engine/plan";
import type { PropertyMap } from "../../src/engine/value";
import type { Step } from "../../src/transition/step";
import { create, gone, resource, same, told } from "./played-resource";

describe("playing an update", () => {
  const listener = resource("aws:lb/listener:Listener", "http", { port: 80 });

  const group = (name: string) => resource("aws:lb/targetGroup:TargetGroup", name);

  const rule = (name: string, priority: number, target = group("target")) =>
    resource(
      "aws:lb/listenerRule:ListenerRule",
      name,
      { priority },
      { listenerArn: listener, targetGroupArn: target },
    );

  it("refuses what AWS allows once while the old one is still there", () => {
    const steps = [same(listener), create(rule("shop-route", 10)), gone(rule("web-route", 10))];
    assert.deepEqual(told(...steps), [
      "create shop-route: priority 10 of listener http belongs to web-route (PriorityInUse)",
    ]);
  });

  it("allows it under another key, and in place", () => {
    assert.deepEqual(told(same(listener), create(rule("shop-route", 11)), gone(rule("web-route", 10))), []);
    const update: Step = {
      operation: "update",
      base: rule("route", 10, group("a")),
      head: rule("route", 10, group("b")),
    };
    assert.deepEqual(told(same(listener), update), []);
  });

  it("refuses a replacement that needs its own name, unless the old one is deleted first", () => {
    const queue = (kms: string) => resource("aws:sqs/queue:Queue", "jobs", { name: "jobs", kms });
    const replace: Step = { operation: "replace", base: queue("a"), head: queue("b") };
    assert.deepEqual(told(replace), [
      "create jobs: the name jobs belongs to the resource that it replaces (ResourceExists)",
    ]);
    assert.deepEqual(told({ ...replace, deleteFirst: true }), []);
  });

  it("plays creates after what they depend on, and deletes before it, whatever the order of the steps", () => {
    const target = group("target");
    assert.deepEqual(told(gone(target), gone(rule("route", 10, target)), same(listener)), []);
  });

  it("refuses to delete what something that stays still uses", () => {
    const target = group("target");
    assert.deepEqual(told(gone(target), same(rule("route", 10, target)), same(listener)), [
      "delete target: route still uses it (ResourceInUse)",
    ]);
  });

  it("refuses to delete what is protected by the engine, by AWS, or by its content", () => {
    const kept = [
      resource("aws:sns/topic:Topic", "topic", {}, {}, { protect: true }),
      resource("aws:lb/loadBalancer:LoadBalancer", "lb", { enableDeletionProtection: true }),
      resource("aws:ecr/repository:Repository", "images", { forceDelete: false }),
      resource("aws:s3/bucket:Bucket", "logs", { forceDestroy: true }),
    ];
    assert.deepEqual(told(...kept.map(gone)).sort(), [
      "delete images: it holds images, and its forceDelete is off (RepositoryNotEmptyException)",
      "delete lb: its enableDeletionProtection is on (OperationNotPermitted)",
      "delete topic: it is protected (cannot be deleted because it is protected)",
    ]);
  });

  describe("with fewer zones", () => {
    const vpc = (numberOfAvailabilityZones: number) =>
      resource("awsx:ec2:Vpc", "network", { numberOfAvailabilityZones });
    const replicas = (volumeClaimTemplates: PropertyMap[]) =>
      resource("kubernetes:apps/v1:StatefulSet", "web", { spec: { volumeClaimTemplates } });
    const withClaims = replicas([{ metadata: { name: "data" } }]);
    const update = (was: number, is: number): Step => ({
      operation: "update",
      base: vpc(was),
      head: vpc(is),
    });

    it("refuses them while replicas have volumes of their own", () => {
      assert.deepEqual(told(update(3, 2), same(withClaims)), [
        "update network: replicas of web may have their volumes in the zones that go, and a volume of EBS can't be attached in another one (DependencyViolation)",
      ]);
    });

    it("allows more zones, replicas without volumes, and those that go or come in the same update", () => {
      assert.deepEqual(told(update(2, 3), same(withClaims)), []);
      assert.deepEqual(told(update(3, 2), same(replicas([]))), []);
      assert.deepEqual(told(update(3, 2), gone(withClaims)), []);
      assert.deepEqual(told(update(3, 2), create(withClaims)), []);
    });

    const group = (...subnetIds: string[]) =>
      resource("aws:rds/subnetGroup:SubnetGroup", "db-subnets", { subnetIds });
    const cluster = resource(
      "aws:rds/cluster:Cluster",
      "db",
      {},
      { dbSubnetGroupName: group("a", "b", "c") },
    );
    const instances = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        same(
          resource(
            "aws:rds/clusterInstance:ClusterInstance",
            `db-${index + 1}`,
            {},
            { clusterIdentifier: cluster },
          ),
        ),
      );
    const fewer: Step = { operation: "update", base: group("a", "b", "c"), head: group("a", "b") };

    it("refuses to take a subnet from a database with an instance in each", () => {
      assert.deepEqual(told(fewer, same(cluster), ...instances(3)), [
        "update db-subnets: 3 instances are in its 3 subnets, and RDS takes away none that an instance is in (SubnetAlreadyInUse)",
      ]);
    });

    it("allows it with as many instances as subnets, and further subnets", () => {
      assert.deepEqual(told(fewer, same(cluster), ...instances(2)), []);
      const more: Step = { operation: "update", base: group("a", "b"), head: group("a", "b", "c") };
      assert.deepEqual(told(more, same(cluster), ...instances(3)), []);
    });
  });

  it("says where a delete takes away a setting that the update just wrote", () => {
    const policy = (name: string) =>
      resource("aws:ecr/lifecyclePolicy:LifecyclePolicy", name, { repository: "images", policy: "{}" });
    assert.deepEqual(told(create(policy("shop")), gone(policy("web"))), [
      "delete web: it is the same setting as shop, which goes with it (nothing: the setting is gone without a word)",
    ]);
  });

  it("refuses subnets that overlap with those of a VPC's other zones", () => {
    const vpc = (...blocks: string[]) =>
      resource("awsx:ec2:Vpc", "network", { subnetSpecs: [{ type: "Private", cidrBlocks: blocks }] });
    const update = (base: PlannedResource, head: PlannedResource): Step => ({
      operation: "update",
      base,
      head,
    });
    const two = vpc("10.0.0.0/18", "10.0.64.0/18");
    assert.deepEqual(told(update(two, vpc("10.0.0.0/18", "10.0.64.0/18", "10.0.128.0/18"))), []);
    assert.deepEqual(told(update(two, vpc("10.0.0.0/19", "10.0.64.0/18"))), [
      "create network-private-1: its range 10.0.0.0/19 overlaps with 10.0.0.0/18 of network-private-1, which is still there (InvalidSubnet.Conflict)",
    ]);
  });

  it("gives a node port of a cluster to one Service", () => {
    const service = (logical: string, nodePort: number | undefined, provider = "urn::cluster::id") =>
      resource(
        "kubernetes:core/v1:Service",
        logical,
        { metadata: { name: logical }, spec: { ports: [{ port: 80 }, { port: 81, nodePort }] } },
        {},
        { provider },
      );
    const old = gone(service("old", 30_080));
    assert.deepEqual(told(old, create(service("new", 30_080))), [
      "create new: node port 30080 belongs to old (provided port is already allocated)",
    ]);
    for (const other of [
      service("new", 30_081),
      service("new", undefined),
      service("new", 30_080, "other::id"),
    ]) {
      assert.deepEqual(told(old, create(other)), []);
    }
  });

  it("keeps Kubernetes objects of one name apart by kind, namespace and cluster", () => {
    const object = (logical: string, kind: string, namespace: string, provider = "urn::cluster::id") =>
      resource(
        `kubernetes:core/v1:${kind}`,
        logical,
        { metadata: { name: "web", namespace } },
        {},
        { provider },
      );
    const old = gone(object("old", "Service", "a"));
    assert.deepEqual(told(old, create(object("new", "Service", "a"))), [
      "create new: Service web belongs to old (AlreadyExists)",
    ]);
    for (const other of [
      object("new", "ConfigMap", "a"),
      object("new", "Service", "b"),
      object("new", "Service", "a", "other::id"),
    ]) {
      assert.deepEqual(told(old, create(other)), []);
    }
  });

  it("finds load balancers of Auto Mode that would outlive their controller, but not those that go with the cluster", () => {
    const cluster = (enabled: boolean) => resource("eks:index:Cluster", "eks", { autoMode: { enabled } });
    const ingressClass = resource("kubernetes:networking.k8s.io/v1:IngressClass", "class", {
      metadata: { name: "services" },
      spec: { controller: "eks.amazonaws.com/alb" },
    });
    const ingress = (ingressClassName: string) =>
      resource("kubernetes:networking.k8s.io/v1:Ingress", ingressClassName, { spec: { ingressClassName } });
    const service = resource("kubernetes:core/v1:Service", "mqtt", {
      spec: { type: "LoadBalancer", loadBalancerClass: "eks.amazonaws.com/nlb" },
    });
    const all = [ingressClass, ingress("services"), ingress("nginx"), service].map(gone);
    assert.deepEqual(
      told({ operation: "update", base: cluster(true), head: cluster(false) }, ...all).map((each) =>
        each.slice(0, each.indexOf(":")),
      ),
      ["delete mqtt", "delete services"],
    );
    assert.deepEqual(told(same(cluster(true)), ...all), []);
    assert.deepEqual(told(gone(cluster(true)), ...all), []);
    const of = (spec: PropertyMap) => resource("kubernetes:core/v1:Service", "mqtt", { spec });
    const update = (base: PlannedResource, head: PlannedResource): Step => ({
      operation: "update",
      base,
      head,
    });
    assert.deepEqual(told(update(service, of({ loadBalancerClass: "service.k8s.aws/nlb" }))), [
      "update mqtt: its load balancer class is eks.amazonaws.com/nlb, and Kubernetes never changes it to service.k8s.aws/nlb (Invalid)",
    ]);
    assert.deepEqual(told(update(service, of({})), update(of({}), service)), []);
  });
});
