import { describeTransitions, type Effects, type Transition } from "./section";
import { routedLogs } from "./services/replicas";
import { type StackSettings, web } from "./stack";

const image =
  "public.ecr.aws/nginx/nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000";
const other = image.replace("nginx/nginx", "docker/library/httpd");

/** A stack whose one job says this, besides an image. */
const report = (job: object): StackSettings => ({
  platforms: ["ecs"],
  jobs: { report: { image, ...job } },
});

const index = (job: object): StackSettings => ({
  platforms: ["ecs", "eks"],
  jobs: { index: { image, platforms: ["eks"], ...job } },
});

const queues = { events: { type: "queue" }, orders: { type: "queue" } };

/** A worker on EKS. */
const onEks = (job: object): StackSettings => ({ ...index({ queue: "events", ...job }), data: queues });

const onBatch = (job: object): StackSettings => ({
  platforms: ["ecs", "batch"],
  jobs: {
    train: { image, platforms: ["batch"], architecture: "x86_64", cpu: 1024, memory: 2048, ...job },
  },
});

const uploads = { uploads: { type: "bucket" } };

const chain = (job: object): StackSettings => ({
  platforms: ["ecs"],
  jobs: { collect: { image, schedule: "cron(0 1 * * ? *)" }, index: { image, ...job } },
});

/** Two jobs on EKS, whose API is reached in the VPC alone. */
const chainOnEks = (job: object): StackSettings => ({
  platforms: ["eks"],
  eks: { endpoint: "private", endpointCidrs: ["10.0.0.0/16"] },
  jobs: { collect: { image, schedule: "cron(0 1 * * ? *)" }, index: { image, ...job } },
});

const shared = { shared: { type: "filesystem" } };

const revision: Effects = { does: ["TaskDefinition new revision", "StateMachine update"] };

/** What changes a job's container, and nothing else of it. */
const ofContainer: [title: string, from: object, to: object][] = [
  ["another image", {}, { image: other }],
  ["a command", {}, { command: ["node", "report.js"] }],
  ["writable directories", {}, { writablePaths: ["/tmp", "/var/cache"] }],
  ["another time to stop", {}, { stopSeconds: 60 }],
  ["another size", {}, { cpu: 512, memory: 1024, ephemeralStorageGib: 50 }],
  ["another architecture", {}, { architecture: "x86_64" }],
  ["a variable", {}, { environment: { LEVEL: "debug" } }],
  ["variables of a file", {}, { environmentFiles: ["test/transitions/fixtures/web.env"] }],
  [
    "another file",
    { files: { "/etc/report/config.yaml": "level: info", "/etc/report/rules.txt": "one" } },
    { files: { "/etc/report/config.yaml": { from: "test/transitions/fixtures/app/index.html" } } },
  ],
  ["a file", {}, { files: { "/etc/report/config.yaml": "level: info" } }],
  ["a secret", {}, { secrets: { TOKEN: "/report/token" } }],
];

const statement = { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::reports/*"] };
const rule = { port: 5432, cidr: "192.0.2.0/24" };
const built = { image: undefined, source: web.source };

const transitions: Transition[] = [
  {
    title: "a job",
    from: { platforms: ["ecs"] },
    to: report({}),
    there: { does: ["StateMachine create", "TaskDefinition create", "Topic create"] },
    back: { does: ["StateMachine delete", "Topic delete"], costs: ["LogGroup: its logs"] },
  },
  {
    title: "a schedule",
    from: report({}),
    to: report({ schedule: "cron(0 2 * * ? *)", timezone: "Europe/Berlin" }),
    there: {
      does: ["Schedule create", "ScheduleGroup create", "Queue create"],
      not: ["StateMachine replace"],
    },
    back: {
      does: ["Schedule delete", "ScheduleGroup delete", "Queue delete"],
      costs: ["Queue: its messages"],
    },
  },
  {
    title: "another schedule",
    from: report({ schedule: "cron(0 2 * * ? *)", timezone: "Europe/Berlin" }),
    to: report({ schedule: "cron(0 3 * * ? *)", timezone: "Europe/Paris" }),
    there: { does: ["Schedule update"], not: ["Schedule replace", "StateMachine update"] },
  },
  {
    title: "other runs",
    from: report({}),
    to: report({ retries: 2, timeoutMinutes: 30, concurrency: "allow", capacity: "on-demand" }),
    there: { does: ["StateMachine update"], not: ["StateMachine replace", "TaskDefinition new revision"] },
  },
  ...ofContainer.map(([title, from, to]) => ({
    title,
    from: report(from),
    to: report(to),
    there: revision,
  })),
  {
    title: "another image of another stack",
    from: report({
      image: undefined,
      imageFrom: { stack: "organization/aws-containers/dev", service: "web" },
    }),
    to: report({
      image: undefined,
      imageFrom: { stack: "organization/aws-containers/qa", service: "hello" },
    }),
    there: revision,
  },
  {
    title: "an image of its own source instead of an existing one",
    from: report({}),
    to: report(built),
    there: { does: ["Repository create", "TaskDefinition new revision"] },
    back: { does: ["Repository delete", "TaskDefinition new revision"], costs: ["Repository: its images"] },
  },
  {
    title: "another build",
    from: report(built),
    to: report({
      ...built,
      dockerfile: "Dockerfile",
      target: "site",
      buildArgs: { LEVEL: "debug" },
      maxSourceMegabytes: 10,
    }),
    there: { does: ["Image update", "TaskDefinition new revision"] },
  },
  {
    title: "the image of a service instead of its own",
    from: report({}),
    to: report({ image: undefined, service: "web" }),
    there: revision,
  },
  {
    title: "permissions",
    from: report({}),
    to: report({ permissions: [{ ...statement, conditions: { StringEquals: { "s3:prefix": "a" } } }] }),
    there: { does: ["RolePolicy create"], not: ["TaskDefinition new revision"] },
    back: { does: ["RolePolicy delete"], not: ["TaskDefinition new revision"] },
  },
  {
    title: "a managed policy instead of a statement",
    from: report({ permissions: [statement] }),
    to: report({ permissions: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }),
    there: { does: ["RolePolicy delete", "RolePolicyAttachment create"] },
    back: { does: ["RolePolicy create", "RolePolicyAttachment delete"] },
  },
  {
    title: "another managed policy",
    from: report({ permissions: ["arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"] }),
    to: report({ permissions: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }),
    there: { does: ["RolePolicyAttachment create", "RolePolicyAttachment delete"] },
  },
  {
    title: "the use of data",
    from: { ...report({}), data: { uploads: { type: "bucket" } } },
    to: { ...report({ uses: ["uploads"] }), data: { uploads: { type: "bucket" } } },
    there: { does: ["RolePolicy create", "TaskDefinition new revision"] },
    back: { does: ["RolePolicy delete", "TaskDefinition new revision"] },
  },
  {
    title: "a volume",
    from: { ...report({}), data: shared },
    to: { ...report({ volumes: { "/data": "shared" } }), data: shared },
    there: revision,
  },
  {
    title: "another retention of its logs",
    from: report({}),
    to: report({ logs: { retentionDays: 30 } }),
    there: { does: ["LogGroup update"], not: ["TaskDefinition new revision"] },
  },
  {
    title: "a log router, to a delivery stream and a bucket",
    from: { ...report({}), data: { archive: { type: "bucket" } } },
    to: { ...report({ logs: routedLogs }), data: { archive: { type: "bucket" } } },
    there: { does: ["RolePolicy create", "TaskDefinition new revision"] },
    back: { does: ["RolePolicy delete", "TaskDefinition new revision"] },
  },
  {
    title: "connections to a port",
    from: report({}),
    to: report({ egress: [rule] }),
    there: { does: ["SecurityGroupEgressRule create"] },
    back: { does: ["SecurityGroupEgressRule delete"] },
  },
  {
    title: "connections to another port",
    from: report({ egress: [rule] }),
    to: report({ egress: [{ port: 53, cidr: "192.0.2.0/25", protocol: "udp" }] }),
    there: { does: ["SecurityGroupEgressRule create", "SecurityGroupEgressRule delete"] },
  },
  {
    title: "connections to anywhere",
    from: report({ egress: [rule] }),
    to: report({ egress: "any" }),
    there: { does: ["SecurityGroupEgressRule create", "SecurityGroupEgressRule delete"] },
  },
  {
    title: "a worker of a queue instead of a job that ends",
    from: { ...report({}), data: queues },
    to: { ...report({ queue: "events" }), data: queues },
    there: {
      does: ["MetricAlarm create", "Policy create", "Service create", "StateMachine delete"],
      costs: ["LogGroup: its logs"],
    },
    back: {
      does: ["MetricAlarm delete", "Policy delete", "Service delete", "StateMachine create"],
      costs: ["LogGroup: its logs"],
    },
  },
  {
    title: "another queue, and other steps",
    from: { ...report({ queue: "events" }), data: queues },
    to: {
      ...report({ queue: "orders", scaling: { min: 1, max: 20, messagesPerTask: 5 } }),
      data: queues,
    },
    there: { does: ["MetricAlarm update", "Policy update", "Target update"], not: ["Service replace"] },
  },
  {
    title: "a worker on EKS whose number of pods was fixed",
    from: onEks({ scaling: { min: 1, max: 1 } }),
    to: onEks({ scaling: { min: 0, max: 20, messagesPerTask: 5 } }),
    there: { does: ["EventTarget update"], not: ["Deployment update", "Function update"] },
  },
  {
    title: "a worker on EKS that always has a pod",
    from: onEks({ scaling: { min: 0, max: 20, messagesPerTask: 5 } }),
    to: onEks({ scaling: { min: 1, max: 20, messagesPerTask: 5 } }),
    there: { does: ["EventTarget update"], not: ["Deployment update", "Function update"] },
  },
  {
    title: "a worker on EKS instead of a job that ends, in a cluster whose API is reached in the VPC alone",
    from: { ...chainOnEks({}), data: queues },
    to: { ...chainOnEks({ queue: "events" }), data: queues },
    there: {
      does: ["Deployment create", "EventRule create", "EventTarget create", "Function create", "Role create"],
      not: ["ServiceAccount create", "ServiceAccount delete", "NetworkPolicy create"],
    },
    back: {
      does: ["Deployment delete", "EventRule delete", "EventTarget delete", "Function delete", "Role delete"],
      costs: ["LogGroup: its logs"],
    },
  },
  {
    title: "another platform",
    from: { ...index({}), jobs: { index: { image, platforms: ["ecs"] } } },
    to: index({}),
    there: { does: ["CronJob create", "StateMachine delete"], costs: ["LogGroup: its logs"] },
    back: { does: ["CronJob delete", "StateMachine create"], costs: ["LogGroup: its logs"] },
  },
  {
    title: "a schedule and other runs on EKS",
    from: index({}),
    to: index({ schedule: "cron(0 2 * * ? *)", retries: 1, timeoutMinutes: 30 }),
    there: { does: ["CronJob update"], not: ["CronJob replace"] },
  },
  {
    title: "an array on EKS",
    from: index({}),
    to: index({ array: 20 }),
    there: { does: ["CronJob replace"], costs: ["CronJob: deleted first"] },
  },
  {
    title: "an event of a bucket",
    from: { ...report({}), data: uploads },
    to: { ...report({ on: { event: "uploads" } }), data: uploads },
    there: {
      does: ["BucketNotification create", "EventRule create", "EventTarget create", "StateMachine update"],
      not: ["StateMachine replace", "TaskDefinition new revision", "Bucket update"],
    },
    back: {
      does: ["BucketNotification delete", "EventRule delete", "EventTarget delete", "StateMachine update"],
      costs: ["Queue: its messages"],
    },
  },
  {
    title: "an event on EKS, whose variable the CronJob gets",
    from: index({}),
    to: index({ on: { source: "com.example.shop", detailType: "OrderPlaced" } }),
    there: {
      does: [
        "AccessEntry create",
        "CronJob update",
        "EventRule create",
        "Queue create",
        "StateMachine create",
      ],
      not: ["CronJob replace"],
    },
    back: {
      does: [
        "AccessEntry delete",
        "CronJob update",
        "EventRule delete",
        "Queue delete",
        "StateMachine delete",
      ],
      costs: ["Queue: its messages"],
    },
  },
  {
    title: "another part of the bucket's objects",
    from: { ...report({ on: { event: "uploads" } }), data: uploads },
    to: { ...report({ on: { event: "uploads", prefix: "in/", suffix: ".csv" } }), data: uploads },
    there: { does: ["EventRule update"], not: ["EventRule replace", "StateMachine update"] },
  },
  {
    title: "an event of another bus",
    from: report({ on: { source: "com.example.shop", detailType: "OrderPlaced" } }),
    to: report({ on: { source: "com.example.orders", detailType: "OrderPaid", bus: "orders" } }),
    there: { does: ["EventRule replace", "EventTarget replace"], not: ["StateMachine update"] },
  },
  {
    title: "the success of another job instead of a schedule",
    from: chain({ schedule: "cron(0 2 * * ? *)" }),
    to: chain({ on: { job: "collect" } }),
    there: { does: ["EventRule create", "Schedule delete", "StateMachine update"] },
    back: { does: ["EventRule delete", "Schedule create", "StateMachine update"] },
  },
  {
    title: "the success of another job on EKS instead of a schedule",
    from: chainOnEks({ schedule: "cron(0 2 * * ? *)" }),
    to: chainOnEks({ on: { job: "collect" } }),
    there: {
      does: [
        "CronJob update",
        "Function create",
        "LogSubscriptionFilter create",
        "Permission create",
        "StateMachine create",
      ],
      not: ["CronJob replace"],
    },
    back: {
      does: [
        "CronJob update",
        "Function delete",
        "LogSubscriptionFilter delete",
        "Permission delete",
        "StateMachine delete",
      ],
      not: ["CronJob replace"],
      costs: ["LogGroup: its logs", "Queue: its messages"],
    },
  },
  {
    title: "instances with a GPU instead of Fargate",
    from: report({ architecture: "x86_64" }),
    to: report({ architecture: "x86_64", compute: "ec2", gpu: 1 }),
    there: {
      does: [
        "CapacityProvider create",
        "ClusterCapacityProviders update",
        "StateMachine update",
        "TaskDefinition new revision",
      ],
      not: ["StateMachine replace"],
    },
    back: {
      does: ["CapacityProvider delete", "ClusterCapacityProviders update", "StateMachine update"],
      not: ["StateMachine replace"],
    },
  },
  {
    title: "a GPU on EKS",
    from: index({ architecture: "x86_64" }),
    to: index({ architecture: "x86_64", gpu: 1 }),
    there: { does: ["CronJob update", "NodePool create"], not: ["CronJob replace"] },
    back: { does: ["CronJob update", "NodePool delete"], not: ["CronJob replace"] },
  },
  {
    title: "a node group of EKS",
    from: { ...index({}), eks: { nodeGroups: { batch: { instanceTypes: ["m7g.large"] } } } },
    to: {
      ...index({ nodeGroup: "batch" }),
      eks: { nodeGroups: { batch: { instanceTypes: ["m7g.large"] } } },
    },
    there: { does: ["CronJob update"], not: ["CronJob replace"] },
  },
  {
    title: "a GPU on Batch",
    from: onBatch({}),
    to: onBatch({ gpu: 1 }),
    there: { does: ["JobDefinition update", "LaunchTemplate create"], not: ["JobDefinition replace"] },
    back: { does: ["JobDefinition update", "LaunchTemplate delete"], not: ["JobDefinition replace"] },
  },
];

describeTransitions("jobs", transitions);
