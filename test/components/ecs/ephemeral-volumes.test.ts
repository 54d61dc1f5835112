import assert from "node:assert/strict";
import type { ServiceDescription } from "../../../components/service";
import { json, type RecordedPlan } from "../../support/plan";
import { planOn } from "./on-instances";

const cache: Partial<ServiceDescription> = {
  volumes: { "/cache": { storageGib: 100, iops: 4000, throughput: 250, ephemeral: true } },
  scaling: { min: 1, max: 4, cpuPercent: 60 },
};
const command = ["npm", "run", "migrate"];
const serviceOf = (plan: RecordedPlan, name: string) =>
  plan.resource("ecs/service:Service", `${name}-service`);

describe("FargateService: a volume that is deleted with its task", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOn({}, { web: { ...cache, before: { command } } });
  });

  const roleArn = () => plan.resource("iam/role:Role", "web-volumes").outputs.arn;

  it("is encrypted, has the service's tags, and is created as ECS starts a task", () => {
    const { volumes, containerDefinitions } = plan.resource("TaskDefinition", "web-task").inputs;
    assert.deepEqual(volumes, [{ name: "tmp" }, { name: "ephemeral-cache", configureAtLaunch: true }]);
    const [container] = json(containerDefinitions) as { mountPoints: object[] }[];
    assert.deepEqual(container?.mountPoints, [
      { sourceVolume: "tmp", containerPath: "/tmp", readOnly: false },
      { sourceVolume: "ephemeral-cache", containerPath: "/cache", readOnly: false },
    ]);
    assert.deepEqual(serviceOf(plan, "web").inputs.volumeConfiguration, {
      name: "ephemeral-cache",
      managedEbsVolume: {
        roleArn: roleArn(),
        encrypted: true,
        volumeType: "gp3",
        sizeInGb: 100,
        iops: 4000,
        throughput: 250,
        fileSystemType: "xfs",
        tagSpecifications: [{ resourceType: "volume", propagateTags: "SERVICE" }],
      },
    });
  });

  it("is managed by ECS with a role for volumes of the cluster's tasks alone, which outlives the service", () => {
    const { name } = plan.resource("ecs/cluster:Cluster", "ecs-cluster").outputs;
    const volumes = "arn:aws:ec2:us-east-1:000000000000:volume/*";
    const tasks = `arn:aws:ecs:us-east-1:000000000000:task/${name}/*`;
    const requested = { "aws:RequestTag/AmazonECSManaged": "true" };
    const attach = { Effect: "Allow", Action: ["ec2:AttachVolume", "ec2:DetachVolume"] };
    assert.deepEqual(json(plan.resource("iam/role:Role", "web-volumes").inputs.assumeRolePolicy), {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "ecs.amazonaws.com" }, Action: "sts:AssumeRole" }],
    });
    assert.deepEqual(json(plan.resource("RolePolicy", "web-volumes").inputs.policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "CreateVolume",
          Effect: "Allow",
          Action: "ec2:CreateVolume",
          Resource: volumes,
          Condition: { ArnLike: { "aws:RequestTag/AmazonECSCreated": tasks }, StringEquals: requested },
        },
        {
          Sid: "TagVolume",
          Effect: "Allow",
          Action: "ec2:CreateTags",
          Resource: volumes,
          Condition: {
            ArnLike: { "aws:RequestTag/AmazonECSCreated": tasks },
            StringEquals: { "ec2:CreateAction": "CreateVolume", ...requested },
          },
        },
        {
          Sid: "DescribeVolumes",
          Effect: "Allow",
          Action: ["ec2:DescribeAvailabilityZones", "ec2:DescribeInstances", "ec2:DescribeVolumes"],
          Resource: "*",
        },
        {
          Sid: "AttachVolume",
          ...attach,
          Resource: volumes,
          Condition: { StringEquals: { "aws:ResourceTag/AmazonECSManaged": "true" } },
        },
        { Sid: "AttachToInstance", ...attach, Resource: "arn:aws:ec2:us-east-1:*:instance/*" },
        {
          Sid: "DeleteVolume",
          Effect: "Allow",
          Action: "ec2:DeleteVolume",
          Resource: volumes,
          Condition: {
            ArnLike: { "aws:ResourceTag/AmazonECSCreated": tasks },
            StringEquals: { "aws:ResourceTag/AmazonECSManaged": "true" },
          },
        },
      ],
    });
    assert.ok(plan.dependenciesOf(serviceOf(plan, "web")).includes("web-volumes"));
  });

  it("is of the command before a deployment, too, whose function may pass the role", () => {
    const { environment } = plan.resource("lambda/function:Function", "web-before").inputs as {
      environment: { variables: { VOLUME: string } };
    };
    assert.deepEqual(json(environment.variables.VOLUME), {
      name: "ephemeral-cache",
      managedEBSVolume: {
        roleArn: roleArn(),
        encrypted: true,
        volumeType: "gp3",
        sizeInGiB: 100,
        iops: 4000,
        throughput: 250,
        filesystemType: "xfs",
        tagSpecifications: [{ resourceType: "volume", propagateTags: "TASK_DEFINITION" }],
        terminationPolicy: { deleteOnTermination: true },
      },
    });
    const { Statement } = json(plan.resource("RolePolicy", "web-before").inputs.policy) as {
      Statement: { Sid?: string }[];
    };
    assert.deepEqual(
      Statement.find(({ Sid }) => Sid === "PassVolumeRole"),
      {
        Sid: "PassVolumeRole",
        Effect: "Allow",
        Action: "iam:PassRole",
        Resource: roleArn(),
        Condition: { StringEquals: { "iam:PassedToService": "ecs.amazonaws.com" } },
      },
    );
    const invocation = plan.resource("lambda/invocation:Invocation", "web-before");
    assert.ok(plan.dependenciesOf(invocation).includes("web-volumes"));
  });

  it("replaces the service with another volume: first created, unless two services can't have what it has", async () => {
    const others = await planOn(
      {},
      {
        web: { calls: ["orders"] },
        orders: {
          exposure: "internal",
          routes: [],
          volumes: { "/cache": { storageGib: 1, ephemeral: true } },
        },
        shop: { deployment: { strategy: "canary" } },
      },
    );
    const optionsOf = (name: string) => {
      const { replaceOnChanges, deleteBeforeReplace } = serviceOf(others, name);
      return [replaceOnChanges, deleteBeforeReplace];
    };
    assert.deepEqual(optionsOf("web"), [["volumeConfiguration"], undefined]);
    assert.deepEqual(optionsOf("orders"), [["volumeConfiguration"], true]);
    assert.deepEqual(optionsOf("shop"), [["volumeConfiguration"], true]);
    assert.deepEqual(
      others.ofType("iam/role:Role").flatMap(({ name }) => (name.endsWith("-volumes") ? [name] : [])),
      ["orders-volumes"],
    );
  });

  it("is on instances of ECS as well, but not on external ones", async () => {
    const onInstances = await planOn({ compute: "ec2" }, { web: { ...cache, networkMode: "bridge" } });
    const { inputs } = onInstances.resource("ecs/service:Service", "web-service-bridge");
    assert.equal((inputs.volumeConfiguration as { name?: string } | undefined)?.name, "ephemeral-cache");
    const outside = { compute: "external" as const, exposure: "none" as const, routes: [] };
    await assert.rejects(
      planOn({ external: true }, { web: { ...cache, ...outside, scaling: {}, networkMode: "bridge" } }),
      {
        message: `Invalid arguments for FargateService "web":
  - service.volumes["/cache"] is a volume of EBS: must be left out with service.compute external, whose instances aren't of EC2`,
      },
    );
  });

  it("is one, where nothing else is mounted, of a size that EBS has", async () => {
    const volumes = {
      "/cache": { storageGib: 0, ephemeral: true },
      "/tmp/render": { storageGib: 20, ephemeral: true },
      "/kept": { storageGib: 20, ephemeral: false },
    };
    await assert.rejects(planOn({}, { web: { volumes } }), {
      message: `Invalid arguments for FargateService "web":
  - service.volumes["/kept"] is a block volume, which ECS deletes with its task: must be a file system, be ephemeral, or run on EKS
  - service.volumes has ephemeral volumes at /cache and /tmp/render: must have one, since ECS attaches one to a task
  - service.volumes is "/tmp/render": must be outside of /tmp, which is writable already
  - service.volumes["/cache"].storageGib is 0: must be a whole number from 1 to 16384`,
    });
  });
});
