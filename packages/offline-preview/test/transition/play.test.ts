import assert from "node:assert/strict";
import type { PlannedResource } from "../../src/engine/plan";
import type { PropertyMap } from "../../src/engine/value";
import { play } from "../../src/transition/play";
import { refusalText } from "../../src/transition/refusal-text";
import type { Step } from "../../src/transition/step";

/** A planned resource; `from` names the resources that its inputs are computed from. */
function resource(
  type: string,
  name: string,
  inputs: PropertyMap = {},
  from: Record<string, PlannedResource> = {},
  options: Partial<PlannedResource> = {},
): PlannedResource {
  const references = Object.entries(from).map(([key, { outputs }]) => [key, outputs.arn ?? null] as const);
  const urns = Object.values(from).map(({ urn }) => urn);
  const arn = `arn:aws:${type}:${name}`;
  return {
    urn: `urn:pulumi:dev::sample::${type}::${name}`,
    type,
    name,
    custom: true,
    remote: false,
    external: false,
    inputs: { ...inputs, ...Object.fromEntries(references) },
    outputs: { arn },
    id: arn,
    dependencies: urns,
    propertyDependencies: Object.fromEntries(Object.entries(from).map(([key, { urn }]) => [key, [urn]])),
    providers: {},
    protect: false,
    retainOnDelete: false,
    replaceWith: [],
    ignoreChanges: [],
    replaceOnChanges: [],
    hideDiffs: [],
    additionalSecretOutputs: [],
    aliases: [],
    ...options,
  };
}

const same = (head: PlannedResource): Step => ({ operation: "same", base: head, head });
const create = (head: PlannedResource): Step => ({ operation: "create", head });
const gone = (base: PlannedResource): Step => ({ operation: "delete", base });

function told(...steps: Step[]): string[] {
  return play(steps).map(
    ({ urn, step, because, error }) => `${step} ${urn.split("::").at(-1)}: ${because} (${error})`,
  );
}

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

  describe("of what AWS keeps where it was created", () => {
    const update = (base: PlannedResource, head: PlannedResource): Step => ({
      operation: "update",
      base,
      head,
    });
    const vpc = resource("awsx:ec2:Vpc", "network");
    const cluster = (
      vpcId: string,
      zones: number,
      from: Record<string, PlannedResource> = { subnetIds: vpc },
    ) => ({
      ...resource("eks:index:Cluster", "eks", { vpcId }, from),
      inputs: { vpcId, subnetIds: Array.from({ length: zones }, (_, index) => `subnet-${index}`) },
    });

    it("refuses an EKS cluster another VPC, and subnets in other zones", () => {
      const two = cluster("vpc-1", 2);
      assert.deepEqual(told(update(two, cluster("vpc-2", 3))), [
        "update eks: its VPC is another one, and EKS keeps a cluster in the VPC that it was created in (InvalidParameterException)",
      ]);
      const zones = (was: number, is: number) =>
        `update eks: its subnets are in ${is} zones, and EKS keeps a control plane in the ${was} that it was created in (InvalidParameterException)`;
      assert.deepEqual(told(update(two, cluster("vpc-1", 3))), [zones(2, 3)]);
      assert.deepEqual(told(update(cluster("vpc-1", 3), two)), [zones(3, 2)]);
    });

    it("allows it other subnets of its zones, and those of an existing VPC, whose zones aren't known", () => {
      assert.deepEqual(told(update(cluster("vpc-1", 2), { ...cluster("vpc-1", 2), outputs: { a: 1 } })), []);
      assert.deepEqual(told(update(cluster("vpc-1", 2, {}), cluster("vpc-1", 3, {}))), []);
      const replaced: Step = {
        operation: "replace",
        base: cluster("vpc-1", 2),
        head: cluster("vpc-2", 2),
        deleteFirst: true,
      };
      assert.deepEqual(told(replaced), []);
    });

    it("refuses a key of a DynamoDB table another type", () => {
      const table = (type: string, hashKey = "id") =>
        resource("aws:dynamodb/table:Table", "orders", { hashKey, attributes: [{ name: hashKey, type }] });
      assert.deepEqual(told(update(table("S"), table("N"))), [
        "update orders: its key id has another type, and DynamoDB keeps the types of a table's keys (ValidationException)",
      ]);
      const recovered = {
        ...table("S"),
        inputs: { ...table("S").inputs, pointInTimeRecovery: { enabled: true } },
      };
      assert.deepEqual(told(update(table("S"), recovered)), []);
      assert.deepEqual(told({ operation: "replace", base: table("S"), head: table("N", "order") }), []);
    });

    it("refuses a load balancer a security group in another VPC, unless it is replaced with it", () => {
      const group = (vpcId: string) => ({
        ...resource("aws:ec2/securityGroup:SecurityGroup", "public", { vpcId }),
        id: `sg-of-${vpcId}`,
      });
      const balancer = (vpcId: string) =>
        resource("aws:lb/loadBalancer:LoadBalancer", "web", { securityGroups: [group(vpcId).id] });
      const [base, head] = [balancer("vpc-1"), balancer("vpc-2")];
      const moved: Step = { operation: "replace", base: group("vpc-1"), head: group("vpc-2") };
      assert.deepEqual(told(moved, update(base, head)), [
        "update web: its security group is in another VPC, and a load balancer stays in the VPC that it was created in (InvalidConfigurationRequest)",
      ]);
      assert.deepEqual(told(moved, { operation: "replace", base, head }), []);
      const tagged: Step = { operation: "update", base: group("vpc-1"), head: group("vpc-1") };
      assert.deepEqual(told(tagged, update(base, balancer("vpc-1"))), []);
      const database = (vpcId: string) =>
        resource("aws:rds/cluster:Cluster", "db", { vpcSecurityGroupIds: [group(vpcId).id] });
      assert.deepEqual(told(moved, update(database("vpc-1"), database("vpc-2"))), [
        "update db: its security group is in another VPC, and a database stays in the VPC that it was created in (InvalidVPCNetworkStateFault)",
      ]);
      assert.deepEqual(told(tagged, update(database("vpc-1"), database("vpc-1"))), []);
    });

    it("refuses an EKS cluster any version but the next one", () => {
      const cluster = (version: string) => resource("eks:index:Cluster", "eks", { version });
      assert.deepEqual(told(update(cluster("1.35"), cluster("1.36"))), []);
      assert.deepEqual(told(update(cluster("1.34"), cluster("1.36"))), [
        "update eks: its Kubernetes version is 1.34, and EKS updates a cluster by one minor version at a time (InvalidParameterException)",
      ]);
      assert.deepEqual(told(update(cluster("1.36"), cluster("1.35"))), [
        "update eks: its Kubernetes version is 1.36, and EKS goes back to 1.35 only within seven days of an upgrade, by one minor version (InvalidParameterException)",
      ]);
    });

    it("refuses a claim a smaller size", () => {
      const claim = (storage: string) =>
        resource("kubernetes:core/v1:PersistentVolumeClaim", "data", {
          spec: { resources: { requests: { storage } } },
        });
      assert.deepEqual(told(update(claim("20Gi"), claim("40Gi"))), []);
      assert.deepEqual(told(update(claim("20Gi"), claim("20480Mi"))), []);
      assert.deepEqual(told(update(claim("40Gi"), claim("20Gi"))), [
        "update data: its volume has 40Gi, and Kubernetes never makes one smaller (Forbidden)",
      ]);
    });

    it("says where a service keeps lifecycle hooks that were all taken from it", () => {
      const service = (...stages: string[]) =>
        resource("aws:ecs/service:Service", "web", {
          deploymentConfiguration: {
            strategy: "CANARY",
            lifecycleHooks: stages.map((each) => ({ lifecycleStages: [each] })),
          },
        });
      const kept =
        "update web: the AWS provider sends no empty list of lifecycle hooks, so that deployments still wait for them (nothing: the setting stays without a word)";
      assert.deepEqual(told(update(service("PRE_SCALE_UP"), service())), [kept]);
      assert.deepEqual(told(update(service("PRE_SCALE_UP"), resource("aws:ecs/service:Service", "web"))), [
        kept,
      ]);
      assert.deepEqual(told(update(service("PRE_SCALE_UP", "POST_SCALE_UP"), service("PRE_SCALE_UP"))), []);
      assert.deepEqual(told(update(service(), service("PRE_SCALE_UP"))), []);
      const [refusal] = play([update(service("PRE_SCALE_UP"), service())]);
      assert.ok(refusal);
      assert.equal(
        refusalText(refusal),
        "AWS will keep a setting without an error: by the update of web (aws:ecs:Service), because the AWS provider sends no empty list of lifecycle hooks, so that deployments still wait for them; after the update run aws ecs update-service --cluster … --service … --deployment-configuration lifecycleHooks=[], and approve the deployment that waits",
      );
    });

    it("refuses to take the volume from a service in place, and neither another one nor the first", () => {
      const service = (sizeInGb?: number) =>
        resource(
          "aws:ecs/service:Service",
          "web",
          sizeInGb === undefined ? {} : { volumeConfiguration: { managedEbsVolume: { sizeInGb } } },
        );
      assert.deepEqual(told(update(service(20), service())), [
        "update web: the AWS provider takes the volume from no ECS service that runs (InvalidParameterException)",
      ]);
      assert.deepEqual(told(update(service(20), service(40))), []);
      assert.deepEqual(told(update(service(), service(20))), []);
    });

    it("refuses a database an earlier version of its engine", () => {
      const database = (engineVersion: string, engine = "aurora-mysql") =>
        resource("aws:rds/cluster:Cluster", "db", { engine, engineVersion });
      const downgraded = (is: string, was: string) =>
        `update db: its engine has version ${was}, and RDS never goes back to ${is} (InvalidParameterCombination)`;
      assert.deepEqual(told(update(database("8.4"), database("8.0"))), [downgraded("8.0", "8.4")]);
      assert.deepEqual(told(update(database("17.4"), database("9.6"))), [downgraded("9.6", "17.4")]);
      assert.deepEqual(told(update(database("8.0"), database("8.4"))), []);
      assert.deepEqual(told(update(database("17.4"), database("17"))), []);
      assert.deepEqual(told(update(database("17", "aurora-postgresql"), database("8.0"))), []);
    });
  });

  describe("of load balancers behind CloudFront", () => {
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
