import type { Transition } from "../section";
import { webWith } from "../stack";

const domain = { name: "shop.example.org", zoneId: "Z0123456789ABCDEFGHIJ" };

/** Logs with every setting of a log router. */
export const routedLogs = {
  driver: "firelens",
  cloudWatch: false,
  firehoseArn: "arn:aws:firehose:us-east-1:111122223333:deliverystream/logs",
  bucket: "archive",
  bucketKeyArn: "arn:aws:kms:us-east-1:111122223333:key/0a1b",
};

/** A service on a node group of EKS. */
const onNodeGroup = (nodeGroup: string) => {
  const group = { instanceTypes: ["r7g.large"] };
  const eks = { compute: "managed", nodeGroups: { search: group, reports: group } };
  return { platforms: ["eks"], eks, services: webWith({ nodeGroup }) };
};

/** Changes of a service's size, variables, ports, checks and logs. */
export const replicaTransitions: Transition[] = [
  {
    title: "kernel parameters",
    from: {},
    to: { services: webWith({ sysctls: { "net.core.somaxconn": 4096 } }) },
    there: { does: ["Service update", "TaskDefinition new revision"], not: ["Service replace"] },
  },
  {
    title: "a GPU, on instances",
    from: { services: webWith({ architecture: "x86_64" }) },
    to: { services: webWith({ architecture: "x86_64", compute: "ec2", gpu: 1 }) },
    there: {
      does: [
        "CapacityProvider create",
        "ClusterCapacityProviders update",
        "Service update",
        "TaskDefinition new revision",
      ],
      not: ["Service replace"],
    },
    back: {
      refused: ["update ClusterCapacityProviders: ResourceInUseException"],
      way: [
        {
          ecs: { compute: "ec2", instances: { keep: ["gpu"] } },
          services: webWith({ architecture: "x86_64", compute: "fargate" }),
        },
      ],
    },
  },
  {
    title: "a GPU on EKS",
    from: { platforms: ["eks"], services: webWith({ architecture: "x86_64" }) },
    to: { platforms: ["eks"], services: webWith({ architecture: "x86_64", gpu: 1 }) },
    there: { does: ["Deployment update", "NodePool create"], not: ["Deployment replace", "NodePool update"] },
    back: { does: ["Deployment update", "NodePool delete"], not: ["Deployment replace", "NodePool update"] },
  },
  {
    title: "a file of the project instead of another text",
    from: {
      platforms: ["ecs", "eks"],
      services: webWith({ files: { "/etc/web/config.yaml": "greeting: hello" } }),
    },
    to: {
      platforms: ["ecs", "eks"],
      services: webWith({
        files: { "/etc/web/config.yaml": { from: "test/transitions/fixtures/app/index.html" } },
      }),
    },
    there: { does: ["ConfigMap replace", "Deployment update", "TaskDefinition new revision"] },
  },
  {
    title: "another port",
    from: {},
    to: {
      services: webWith({
        port: 9090,
      }),
    },
    there: {
      does: [
        "SecurityGroupEgressRule create",
        "SecurityGroupEgressRule delete",
        "TaskDefinition new revision",
      ],
    },
  },
  {
    title: "a size",
    from: {},
    to: {
      services: webWith({
        cpu: 512,
        memory: 2048,
      }),
    },
    there: {
      does: ["TaskDefinition new revision"],
    },
  },
  {
    title: "disk for temporary files on both platforms",
    from: { platforms: ["ecs", "eks"] },
    to: { platforms: ["ecs", "eks"], services: webWith({ ephemeralStorageGib: 100 }) },
    there: { does: ["Deployment update", "NodeClass update", "TaskDefinition new revision"] },
  },
  {
    title: "a size in prod",
    from: {
      tier: "prod",
    },
    to: {
      services: webWith({
        cpu: 512,
        memory: 2048,
      }),
      tier: "prod",
    },
    there: {
      does: ["TaskDefinition new revision"],
    },
  },
  {
    title: "how replicas are replaced",
    from: {
      tier: "prod",
    },
    to: {
      services: webWith({
        drainSeconds: 60,
        stopSeconds: 60,
        minimumHealthyPercent: 50,
        maximumPercent: 150,
      }),
      tier: "prod",
    },
    there: {
      does: ["TargetGroup update", "TaskDefinition new revision"],
    },
  },
  {
    title: "another number of failed checks",
    from: {},
    to: {
      services: webWith({
        health: {
          graceSeconds: 120,
          unhealthyThreshold: 5,
        },
      }),
    },
    there: {
      does: ["TargetGroup update"],
    },
  },
  {
    title: "egress to anywhere",
    from: {},
    to: {
      services: webWith({
        egress: "any",
      }),
    },
    there: {
      does: ["SecurityGroupEgressRule create", "SecurityGroupEgressRule delete"],
    },
  },
  {
    title: "egress to a port",
    from: {},
    to: {
      services: webWith({
        egress: [
          {
            port: 5432,
            cidr: "10.9.0.0/16",
            protocol: "udp",
          },
        ],
      }),
    },
    there: {
      does: ["SecurityGroupEgressRule create"],
    },
    back: {
      does: ["SecurityGroupEgressRule delete"],
    },
  },
  {
    title: "variables",
    from: {},
    to: {
      services: webWith({
        environment: {
          COLOUR: "red",
        },
      }),
    },
    there: {
      does: ["TaskDefinition new revision"],
    },
  },
  {
    title: "a health check",
    from: {
      services: webWith({
        health: {
          graceSeconds: 90,
        },
      }),
    },
    to: {
      services: webWith({
        health: {
          path: "/ready",
          intervalSeconds: 30,
          graceSeconds: 90,
        },
      }),
    },
    there: {
      does: ["TargetGroup update"],
      // Its deployments may take longer, which only Pulumi knows.
      not: ["Service update"],
    },
  },
  {
    title: "logs for a month",
    from: {},
    to: {
      services: webWith({
        logs: {
          retentionDays: 30,
        },
      }),
    },
    there: {
      does: ["LogGroup update"],
    },
  },
  {
    title: "telemetry, and less of it",
    from: { platforms: ["ecs", "eks"], services: webWith({ telemetry: {} }) },
    to: {
      platforms: ["ecs", "eks"],
      services: webWith({ telemetry: { traces: false, metrics: true, samplePercent: 50 } }),
    },
    there: { does: ["Deployment update", "RolePolicy update", "TaskDefinition new revision"] },
  },
  {
    title: "traces alone",
    from: {},
    to: { services: webWith({ telemetry: { metrics: false } }) },
    there: {
      does: ["RolePolicy create", "Service update", "TaskDefinition new revision"],
      not: ["LogGroup create", "Service replace"],
    },
    back: { does: ["RolePolicy delete", "Service update", "TaskDefinition new revision"] },
  },
  {
    title: "a log router, to a delivery stream and a bucket",
    from: { data: { archive: { type: "bucket" } } },
    to: { data: { archive: { type: "bucket" } }, services: webWith({ logs: routedLogs }) },
    there: {
      does: ["RolePolicy create", "Service update", "TaskDefinition new revision"],
      not: ["LogGroup replace", "Service replace"],
    },
    back: { does: ["RolePolicy delete", "Service update", "TaskDefinition new revision"] },
  },
  {
    title: "another protocol of a public service",
    from: { platforms: ["ecs", "eks"], domain },
    to: { platforms: ["ecs", "eks"], domain, services: webWith({ protocol: "http2" }) },
    there: {
      does: [
        "Deployment update",
        "ListenerRule update",
        "Service update",
        "TargetGroup replace",
        "TaskDefinition new revision",
      ],
    },
  },
  {
    title: "another node group",
    from: onNodeGroup("search"),
    to: onNodeGroup("reports"),
    there: { does: ["Deployment update"], not: ["Deployment replace"] },
  },
];
