import assert from "node:assert/strict";
import { EcsCluster, FargateService } from "../../../components/ecs";
import { json, planOf } from "../../support/plan";
import { description, network, planOfService, repositoryArn } from "./a-service";

const trust = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: "ecs-tasks.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: {
        StringEquals: { "aws:SourceAccount": "000000000000" },
        ArnLike: { "aws:SourceArn": "arn:aws:ecs:us-east-1:000000000000:*" },
      },
    },
  ],
};

describe("FargateService: its task definition", () => {
  it("runs one hardened container of the described size", async () => {
    const plan = await planOfService();
    const { containerDefinitions, ...inputs } = plan.resource("TaskDefinition", "hello-task").inputs;

    assert.deepEqual(inputs, {
      family: `${plan.resource("ecs-cluster").outputs.name}-hello`,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: "ARM64" },
      executionRoleArn: plan.resource("iam/role:Role", "hello-execution").outputs.arn,
      taskRoleArn: plan.resource("iam/role:Role", "hello-task").outputs.arn,
      volumes: [{ name: "tmp" }],
    });
    assert.deepEqual(json(containerDefinitions), [
      {
        name: "hello",
        image: description.image,
        versionConsistency: "enabled",
        essential: true,
        user: "65532:65532",
        readonlyRootFilesystem: true,
        linuxParameters: { initProcessEnabled: true, capabilities: { drop: ["ALL"] } },
        portMappings: [{ name: "http", containerPort: 8080, protocol: "tcp", appProtocol: "http" }],
        environment: [
          { name: "GREETING", value: "Hello" },
          { name: "PLATFORM", value: "ecs" },
          { name: "PORT", value: "8080" },
        ],
        mountPoints: [{ sourceVolume: "tmp", containerPath: "/tmp", readOnly: false }],
        stopTimeout: 30,
        logConfiguration: {
          logDriver: "awslogs",
          options: {
            "awslogs-group": plan.resource("hello-logs").outputs.name,
            "awslogs-region": "us-east-1",
            "awslogs-stream-prefix": "hello",
            mode: "non-blocking",
            "max-buffer-size": "25m",
          },
        },
      },
    ]);
  });

  it("may listen below port 1024 without root, and changes nothing of the system otherwise", async () => {
    const controlsOf = async (port: number) => {
      const plan = await planOfService({ service: { port } });
      const [container] = json(plan.resource("TaskDefinition", "hello-task").inputs.containerDefinitions) as {
        systemControls?: object[];
      }[];
      return container?.systemControls;
    };
    const control = { namespace: "net.ipv4.ip_unprivileged_port_start", value: "0" };
    assert.deepEqual(await controlsOf(1), [control]);
    assert.deepEqual(await controlsOf(1023), [control]);
    assert.equal(await controlsOf(1024), undefined);
  });

  it("has the CPU architecture of the image", async () => {
    const plan = await planOfService({ service: { architecture: "x86_64" } });
    assert.deepEqual(plan.resource("TaskDefinition", "hello-task").inputs.runtimePlatform, {
      operatingSystemFamily: "LINUX",
      cpuArchitecture: "X86_64",
    });
  });

  it("is the same for any order of the environment", async () => {
    const definitions = async (environment: Record<string, string>) =>
      (await planOfService({ service: { environment } })).resource("TaskDefinition", "hello-task").inputs
        .containerDefinitions;
    assert.equal(await definitions({ A: "1", B: "2" }), await definitions({ B: "2", A: "1" }));
  });
});

describe("FargateService: its roles", () => {
  it("are two, which only tasks of this account and region can assume", async () => {
    const plan = await planOfService();
    const roles = plan.ofType("iam/role:Role");
    assert.deepEqual(roles.map(({ name }) => name).sort(), ["hello-execution", "hello-task"]);
    for (const { inputs } of roles) {
      assert.deepEqual(json(inputs.assumeRolePolicy), trust);
      assert.deepEqual(Object.keys(inputs), ["assumeRolePolicy"]);
    }
  });

  it("allow Fargate to pull from one repository and write to one log group, and the application nothing", async () => {
    const plan = await planOfService();
    const policy = plan.theOne("RolePolicy");
    assert.equal(policy.inputs.role, plan.resource("iam/role:Role", "hello-execution").outputs.name);
    assert.deepEqual(json(policy.inputs.policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "WriteLogs",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: `${plan.resource("hello-logs").outputs.arn}:*`,
        },
        { Sid: "SignInToEcr", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
        {
          Sid: "PullImage",
          Effect: "Allow",
          Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
          Resource: repositoryArn,
        },
      ],
    });
  });

  it("allow nothing of ECR for a public image", async () => {
    const plan = await planOfService({ service: { image: "public.ecr.aws/hello/hello:1" } });
    assert.deepEqual(json(plan.theOne("RolePolicy").inputs.policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "WriteLogs",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: `${plan.resource("hello-logs").outputs.arn}:*`,
        },
      ],
    });
  });
});

describe("FargateService with exec", () => {
  it("allows sessions, with a read-only root filesystem and writable directories for the agent", async () => {
    const plan = await planOfService({ args: { exec: true } });
    const service = plan.resource("ecs/service:Service", "hello-service");
    const task = plan.resource("TaskDefinition", "hello-task").inputs;
    const policy = plan.resource("hello-exec");

    assert.equal(service.inputs.enableExecuteCommand, true);
    assert.ok(service.dependencies.includes(policy.urn));
    assert.equal(policy.inputs.role, plan.resource("iam/role:Role", "hello-task").outputs.name);
    assert.deepEqual(json(policy.inputs.policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "OpenSessions",
          Effect: "Allow",
          Action: [
            "ssmmessages:CreateControlChannel",
            "ssmmessages:CreateDataChannel",
            "ssmmessages:OpenControlChannel",
            "ssmmessages:OpenDataChannel",
          ],
          Resource: "*",
        },
        { Sid: "FindLogGroup", Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" },
        {
          Sid: "LogSessions",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          Resource: `${plan.resource("hello-logs").outputs.arn}:*`,
        },
      ],
    });
    assert.deepEqual(task.volumes, [
      { name: "tmp" },
      { name: "managed-agents" },
      { name: "ssm-lib" },
      { name: "ssm-log" },
    ]);
    const [container] = [json(task.containerDefinitions)].flat() as Record<string, unknown>[];
    assert.equal(container?.readonlyRootFilesystem, true);
    assert.deepEqual(container?.mountPoints, [
      { sourceVolume: "tmp", containerPath: "/tmp", readOnly: false },
      { sourceVolume: "managed-agents", containerPath: "/managed-agents", readOnly: false },
      { sourceVolume: "ssm-lib", containerPath: "/var/lib/amazon/ssm", readOnly: false },
      { sourceVolume: "ssm-log", containerPath: "/var/log/amazon/ssm", readOnly: false },
    ]);
  });

  it("logs sessions in the cluster's own log group, where it has one", async () => {
    const plan = await planOf(() => {
      const cluster = new EcsCluster("ecs", { exec: true });
      new FargateService("hello", {
        cluster,
        network,
        exec: true,
        service: { ...description, exposure: "none", routes: [] },
      });
    });
    const { Statement } = json(plan.resource("hello-exec").inputs.policy) as {
      Statement: { Resource: unknown }[];
    };
    assert.equal(Statement.at(-1)?.Resource, `${plan.resource("ecs-exec-logs").outputs.arn}:*`);
  });
});
