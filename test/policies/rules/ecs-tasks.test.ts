import { ecsTaskRules } from "../../../policies/rules/ecs-tasks";
import { resource, testRules } from "../states";

const type = "aws:ecs/taskDefinition:TaskDefinition";
const task = (inputs: object) => resource(type, { ...inputs });
const container = (...containers: object[]) =>
  task({ containerDefinitions: JSON.stringify(containers.map((one) => ({ name: "hello", ...one }))) });
const environment = (name: string, value: string) => container({ environment: [{ name, value }] });
const fargate = (cpu: string, memory: string) => task({ requiresCompatibilities: ["FARGATE"], cpu, memory });
const role = (name: string) => resource("aws:iam/role:Role", {}, { name });
const repository = (imageTagMutability: string, inputs: object = {}) =>
  resource("aws:ecr/repository:Repository", { imageTagMutability, ...inputs }, { name: "registry-hello" });

const registry = "000000000000.dkr.ecr.us-east-1.amazonaws.com";
const built = container({ image: `${registry}/registry-hello-8c12014:b90ec3fa` });
const unpinned =
  "Container hello: its image can change without a deployment: reference it by digest " +
  "(aws-containers:services.<name>.image: repository@sha256:…) or by a tag of a repository of this stack with immutable tags.";
const byName = (variable: string) =>
  `Container hello: environment variable ${variable} has the name of a secret and a plain value, readable by everybody who may ` +
  "describe it: store it in Secrets Manager and reference it in the container definition's secrets.";
const byValue = (variable: string) =>
  `Container hello: environment variable ${variable} has a value that looks like a secret, readable by everybody who may ` +
  "describe it: store it in Secrets Manager and reference it in the container definition's secrets.";
const asRoot = "Container hello runs as root: set user, for instance 65532:65532.";
const lost = "Container hello has no log driver: set logConfiguration.logDriver, for instance awslogs.";
const withoutRouter =
  "Container hello has the log driver awsfirelens, but its task has no log router: add a container with firelensConfiguration.";
const shared = "The application has the permissions of the execution role: set taskRoleArn to another role.";

/** A container that writes files, with what another waits for. */
const writer = (changes: object = {}, condition = "SUCCESS") =>
  container(
    { user: "65532:65532", dependsOn: [{ containerName: "files", condition }] },
    {
      name: "files",
      user: "0:0",
      readonlyRootFilesystem: true,
      linuxParameters: { capabilities: { drop: ["ALL"] } },
      ...changes,
    },
  );
const writerAsRoot = "Container files runs as root: set user, for instance 65532:65532.";

testRules("ecs tasks", ecsTaskRules, {
  "ecs-no-host-pid-mode": {
    passes: [[task({})], [task({ pidMode: "task" })]],
    fails: [
      [[task({ pidMode: "host" })], "Tasks share the process namespace of their host: remove pidMode."],
    ],
  },
  "ecs-no-privileged": {
    passes: [[container({ privileged: false }, {})]],
    fails: [
      [
        [container({}, { name: "agent", privileged: true })],
        "Container agent is privileged, which means root access to its host: set privileged: false.",
      ],
    ],
  },
  "ecs-read-only-root-filesystem": {
    passes: [[container({ readonlyRootFilesystem: true })]],
    fails: [
      [
        [container({})],
        "Container hello has a writable root filesystem: set readonlyRootFilesystem: true, and mount a volume where it writes.",
      ],
    ],
  },
  "ecs-no-host-network": {
    passes: [[task({ networkMode: "awsvpc" })], [task({})]],
    fails: [
      [
        [task({ networkMode: "host" })],
        "Tasks share the network of their host and have no security group of their own: set networkMode: awsvpc.",
      ],
    ],
  },
  "ecs-non-root": {
    passes: [[container({ user: "65532:65532" })], [container({ user: "node" })], [writer()]],
    fails: [
      [[writer({}, "START")], writerAsRoot],
      [[writer({ readonlyRootFilesystem: false })], writerAsRoot],
      [[writer({ linuxParameters: { capabilities: { drop: ["NET_RAW"] } } })], writerAsRoot],
      [[writer({ name: "other" })], writerAsRoot.replace("files", "other")],
      [[container({})], asRoot],
      [[container({ user: "0:0" })], asRoot],
      [[container({ user: "root" })], asRoot],
    ],
  },
  "ecs-logging": {
    passes: [
      [container({ logConfiguration: { logDriver: "awslogs" } })],
      [
        container(
          { logConfiguration: { logDriver: "awsfirelens" } },
          { firelensConfiguration: { type: "fluentbit" }, logConfiguration: { logDriver: "awslogs" } },
        ),
      ],
    ],
    fails: [
      [[container({})], lost],
      [[container({ logConfiguration: { logDriver: "none" } })], lost],
      [[container({ logConfiguration: { logDriver: "awsfirelens" } })], withoutRouter],
    ],
  },
  "ecs-no-secrets-in-environment": {
    passes: [
      [environment("GREETING", "Hello")],
      [environment("DB_PASSWORD", "")],
      [environment("TOKEN_FILE", "/run/secrets/token")],
      [environment("PASSWORD_MIN_LENGTH", "12")],
      [environment("KEYBOARD", "qwerty")],
      [environment("REQUIRE_PASSWORD", "true")],
      [environment("MAX_TOKENS", "4096")],
      [environment("AWS_ACCESS_KEY_ID_HEADER", "x-key")],
      [environment("APP_SECRET", "arn:aws:secretsmanager:us-east-1:000000000000:secret:app")],
      [environment("AUTHOR", "https://user@example.com/")],
      [container({ entryPoint: ["sh", "-c"], command: ["server", "--password-file=/run/secrets/db"] })],
      [container({ secrets: [{ name: "DB_PASSWORD", valueFrom: "arn:aws:secretsmanager:…" }] })],
    ],
    fails: [
      [
        [
          container({
            entryPoint: ["sh"],
            command: ["/etc/db", "postgres://app:hunter2@db.example.com/app"],
          }),
        ],
        "Container hello: command has a value that looks like a secret, readable by everybody who may describe it: store it in " +
          "Secrets Manager and reference it in the container definition's secrets.",
      ],
      ...[
        "DB_PASSWORD",
        "CLIENT_SECRET",
        "GITHUB_TOKEN",
        "API_KEY",
        "apiKey",
        "stripe-api-key",
        "PRIVATE_KEY",
      ].map((name): [ReturnType<typeof container>[], string] => [
        [environment(name, "hunter2")],
        byName(name),
      ]),
      ...[
        "AKIAABCDEFGHIJKLMNOP",
        "-----BEGIN RSA PRIVATE KEY-----\nMII",
        `ghp_${"a".repeat(36)}`,
        "xoxb-1234567890-abcdef",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl",
        "postgres://app:hunter2@db.example.com/app",
      ].map((value): [ReturnType<typeof container>[], string] => [
        [environment("VALUE", value)],
        byValue("VALUE"),
      ]),
    ],
  },
  "ecs-image-pinned": {
    passes: [
      [container({ image: `nginx@sha256:${"0".repeat(64)}` })],
      [built, repository("IMMUTABLE")],
      [container({ image: `${registry}/images/hello:1` }), repository("IMMUTABLE", { name: "images/hello" })],
    ],
    fails: [
      [[container({ image: "nginx:1.27" })], unpinned],
      [[built], unpinned],
      [[built, repository("MUTABLE")], unpinned],
      [
        [container({ image: `${registry}/registry-hello-8c12014:latest` }), repository("IMMUTABLE")],
        unpinned,
      ],
      [[container({ image: `${registry}/registry-hello-8c12014` }), repository("IMMUTABLE")], unpinned],
    ],
  },
  "ecs-fargate-size": {
    passes: [
      [fargate("256", "512")],
      [fargate("4096", "30720")],
      [task({ requiresCompatibilities: ["EC2"], cpu: "300", memory: "7" })],
    ],
    fails: [
      [
        [fargate("256", "1536")],
        "Fargate doesn't support 1536 MiB with 256 CPU units: set aws-containers:services.<name>.memory to 512, 1024 or 2048.",
      ],
      [
        [fargate("1024", "512")],
        "Fargate doesn't support 512 MiB with 1024 CPU units: set aws-containers:services.<name>.memory to 2048 to 8192 in steps of 1024.",
      ],
      [
        [fargate("300", "512")],
        "Fargate doesn't support 300 CPU units: set aws-containers:services.<name>.cpu to one of 256, 512, 1024, 2048, 4096, 8192, 16384.",
      ],
      [
        [task({ requiresCompatibilities: ["FARGATE"] })],
        "Fargate needs CPU and memory: set aws-containers:services.<name>.cpu and memory.",
      ],
    ],
  },
  "ecs-distinct-roles": {
    passes: [
      [task({ taskRoleArn: "arn:a", executionRoleArn: "arn:b" })],
      [task({ executionRoleArn: "arn:b" })],
      [
        role("one"),
        role("two"),
        resource(type, {}, { from: { taskRoleArn: [role("one")], executionRoleArn: [role("two")] } }),
      ],
    ],
    fails: [
      [[task({ taskRoleArn: "arn:a", executionRoleArn: "arn:a" })], shared],
      [
        [
          role("one"),
          resource(type, {}, { from: { taskRoleArn: [role("one")], executionRoleArn: [role("one")] } }),
        ],
        shared,
      ],
    ],
  },
});
