import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { planOf, type RecordedPlan } from "../../src/in-process";
import { consequencesOf, differenceOf, operationsOf, propertiesOf } from "./two-plans";

interface Options {
  repositoryName?: string;
  environment?: Record<string, string>;
  family?: string;
  groupName?: string;
}

/** A repository, a task definition that names its image, and a service that runs it. */
function service({ repositoryName, environment = {}, family = "web", groupName }: Options = {}) {
  return planOf(() => {
    const repository = new aws.ecr.Repository("repository", { name: repositoryName });
    const logs = new aws.cloudwatch.LogGroup("logs", { name: groupName });
    const task = new aws.ecs.TaskDefinition("task", {
      family,
      cpu: "256",
      containerDefinitions: pulumi.jsonStringify([
        {
          name: "web",
          image: pulumi.interpolate`${repository.repositoryUrl}:1.0`,
          environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
          logConfiguration: { options: { "awslogs-group": logs.name } },
        },
      ]),
    });
    new aws.ecs.Service("service", { taskDefinition: task.arn, desiredCount: 1 });
    new aws.ssm.Parameter("revisionless", { type: "String", value: task.arnWithoutRevision });
    new aws.ecr.LifecyclePolicy("policy", { repository: repository.name, policy: "{}" });
  });
}

describe("consequences of a replacement", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await service();
  });

  it("are none of what another resource of the same name passes on", async () => {
    const scaled = (vpcId: string) =>
      planOf(() => {
        const group = new aws.ec2.SecurityGroup("web-service", { vpcId });
        const service = new aws.ecs.Service("web-service", {
          networkConfiguration: { subnets: ["subnet-1"], securityGroups: [group.id] },
        });
        const target = new aws.appautoscaling.Target("scaling", {
          resourceId: pulumi.interpolate`service/main/${service.name}`,
          scalableDimension: "ecs:service:DesiredCount",
          serviceNamespace: "ecs",
          minCapacity: 1,
          maxCapacity: 4,
        });
        const { resourceId, scalableDimension, serviceNamespace } = target;
        new aws.appautoscaling.Policy("cpu", { resourceId, scalableDimension, serviceNamespace });
      });
    const difference = differenceOf(await scaled("vpc-1"), await scaled("vpc-2"));
    assert.deepEqual(operationsOf(difference), ["replace web-service", "update web-service"]);
    assert.deepEqual(consequencesOf(difference), [
      "web-service networkConfiguration.securityGroups follows web-service",
    ]);
  });

  it("are the properties that hold an output of it, over any number of steps", async () => {
    const difference = differenceOf(plan, await service({ repositoryName: "shop" }));
    assert.deepEqual(operationsOf(difference), [
      "replace policy",
      "replace repository",
      "update service",
      "new revision task",
    ]);
    assert.deepEqual(consequencesOf(difference), [
      "service taskDefinition follows task",
      "task containerDefinitions[web].image follows repository",
    ]);
    assert.deepEqual(propertiesOf(difference), [
      'policy repository: "‹repository.name›" → "shop"',
      'repository name: undefined → "shop"',
    ]);
    assert.equal(difference.unchanged, plan.resources.length - 4);
  });

  it("of a new revision of a task definition are where its revision is named, and nowhere else", async () => {
    const difference = differenceOf(plan, await service({ environment: { LOG_LEVEL: "debug" } }));
    assert.deepEqual(operationsOf(difference), ["update service", "new revision task"]);
    assert.deepEqual(consequencesOf(difference), ["service taskDefinition follows task"]);
    assert.deepEqual(difference.warnings, []);
  });

  it("of another family of task definitions are those of a replacement", async () => {
    const difference = differenceOf(plan, await service({ family: "shop" }));
    assert.deepEqual(operationsOf(difference), ["update service", "replace task", "update revisionless"]);
  });

  it("replace what the program says so of", async () => {
    const balancer = (cidrBlock: string) =>
      planOf(() => {
        const vpc = new aws.ec2.Vpc("network", { cidrBlock });
        const group = new aws.ec2.SecurityGroup("group", { vpcId: vpc.id });
        const securityGroups = [group.id];
        new aws.lb.LoadBalancer("stays", { securityGroups });
        new aws.lb.LoadBalancer("goes", { securityGroups }, { replaceOnChanges: ["securityGroups"] });
      });
    const difference = differenceOf(await balancer("10.0.0.0/16"), await balancer("10.1.0.0/16"));
    assert.deepEqual(operationsOf(difference), [
      "replace group",
      "replace network",
      "replace goes",
      "update stays",
    ]);
  });

  it("are none of what only depends on it", async () => {
    const replaced = (name: string) =>
      planOf(() => {
        const key = new aws.kms.Key("key", { tags: { name } }, { replaceOnChanges: ["tags"] });
        new aws.s3.Bucket("files", {}, { dependsOn: key });
      });
    assert.deepEqual(operationsOf(differenceOf(await replaced("a"), await replaced("b"))), ["replace key"]);
  });

  it("reach remote components, too", async () => {
    const eks: typeof import("@pulumi/eks") = require("@pulumi/eks");
    const cluster = (cidrBlock: string) =>
      planOf(() => {
        const vpc = new aws.ec2.Vpc("network", { cidrBlock });
        new eks.Cluster("cluster", { vpcId: vpc.id });
      });
    const difference = differenceOf(await cluster("10.0.0.0/16"), await cluster("10.1.0.0/16"));
    assert.deepEqual(consequencesOf(difference), ["cluster vpcId follows network"]);
  });

  it("of other sizes of subnets are where subnets are named, not where the VPC is", async () => {
    const awsx: typeof import("@pulumi/awsx") = require("@pulumi/awsx");
    const network = (cidrMask: number, tags = {}) =>
      planOf(() => {
        const vpc = new awsx.ec2.Vpc("network", {
          subnetSpecs: [
            { type: "Public", cidrMask, tags },
            { type: "Private", cidrMask: 20 },
          ],
        });
        new aws.ec2.SecurityGroup("group", { vpcId: vpc.vpcId });
        new aws.lb.LoadBalancer("balancer", { subnets: vpc.publicSubnetIds });
        new aws.lb.LoadBalancer("network-balancer", {
          loadBalancerType: "network",
          subnets: vpc.publicSubnetIds,
        });
      });
    const difference = differenceOf(await network(18), await network(19));
    assert.deepEqual(operationsOf(difference), [
      "update balancer",
      "update network-balancer",
      "replace network",
    ]);
    assert.deepEqual(
      difference.changes.map(({ consequences }) => consequences.map(({ documented }) => documented.replaces)),
      [["no"], ["perhaps"], []],
    );
    assert.deepEqual(difference.warnings, [
      "network (awsx:ec2:Vpc): its subnets are REPLACED (subnetSpecs[0].cidrMask), and with them everything that runs there; " +
        "AWS refuses a new subnet whose range overlaps with that of one that is still there",
    ]);
    const tagged = differenceOf(await network(18), await network(18, { a: "b" }));
    assert.deepEqual([operationsOf(tagged), tagged.warnings], [["update network"], []]);
  });
});
