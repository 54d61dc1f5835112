import assert from "node:assert/strict";
import type { PlannedResource } from "../../src/engine/plan";
import { play } from "../../src/transition/play";
import { refusalText } from "../../src/transition/refusal-text";
import type { Step } from "../../src/transition/step";
import { resource, told } from "./played-resource";

describe("an update of what AWS keeps where it was created", () => {
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
