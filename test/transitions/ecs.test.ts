import { describeTransitions, type Transition } from "./section";
import { type StackSettings, web, webWith } from "./stack";

const onEc2 = (instances: object = {}, service: object = {}): StackSettings => ({
  ecs: { compute: "ec2", instances },
  services: webWith({ capacity: "on-demand", ...service }),
});

const certificateAuthorityArn =
  "arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";

/** A service that calls another, and how. */
const calling = (serviceConnect: object = {}): StackSettings => ({
  ecs: { serviceConnect },
  services: { ...webWith({ calls: ["orders"] }), orders: { ...web, exposure: "internal" } },
});

/** Capacity providers that tasks use can't leave a cluster. */
const inUse = { refused: ["update ClusterCapacityProviders: ResourceInUseException"] };

const transitions: Transition[] = [
  {
    title: "instances in place of Fargate, which the cluster keeps until no task runs on them",
    from: { services: webWith({ capacity: "on-demand" }) },
    to: onEc2(),
    there: {
      does: [
        "CapacityProvider create",
        "ClusterCapacityProviders update",
        "Group create",
        "LaunchTemplate create",
        "Service update",
        "TaskDefinition new revision",
      ],
      not: ["Service replace"],
    },
    back: { ...inUse, way: [onEc2({ keep: ["arm64"] }, { compute: "fargate" })] },
  },
  {
    title: "another architecture of instances",
    from: onEc2(),
    to: onEc2({}, { architecture: "x86_64" }),
    there: { ...inUse, way: [onEc2({ keep: ["arm64"] }, { architecture: "x86_64" })] },
    back: { ...inUse, way: [onEc2({ keep: ["x86_64"] })] },
  },
  {
    title: "a kind of instances that no service needs",
    from: onEc2(),
    to: onEc2({ keep: ["x86_64"] }),
    there: { does: ["CapacityProvider create", "ClusterCapacityProviders update", "Group create"] },
    back: { does: ["CapacityProvider delete", "ClusterCapacityProviders update", "Group delete"] },
  },
  {
    title: "Managed Instances in place of Fargate",
    from: { services: webWith({ capacity: "on-demand" }) },
    to: { ecs: { compute: "managed-instances" }, services: webWith({ capacity: "on-demand" }) },
    there: {
      does: ["CapacityProvider create", "ClusterCapacityProviders update", "Service update"],
      not: ["Service replace"],
    },
    back: {
      ...inUse,
      way: [
        {
          ecs: { compute: "managed-instances", instances: { keep: ["arm64"] } },
          services: webWith({ capacity: "on-demand", compute: "fargate" }),
        },
      ],
    },
  },
  {
    title: "other types, numbers and disks of instances, and Spot",
    from: onEc2(),
    to: onEc2({ types: ["m7g.large", "m6g.large"], min: 1, max: 8, diskGib: 50 }, { capacity: "spot" }),
    there: {
      does: ["Group update", "LaunchTemplate update", "Service update"],
      not: ["CapacityProvider update", "ClusterCapacityProviders update", "Group replace", "Service replace"],
    },
  },
  {
    title: "external instances, and a service that moves to them",
    from: { services: webWith({ exposure: "none" }) },
    to: {
      ecs: { external: true },
      services: webWith({ exposure: "none", compute: "external", networkMode: "bridge" }),
    },
    there: {
      does: ["Role create", "Service create", "Service delete", "TaskDefinition new revision"],
      not: ["Service replace", "Cluster update"],
    },
    back: {
      does: ["Role delete", "Service create", "Service delete", "TaskDefinition new revision"],
      not: ["Service replace", "Cluster update"],
    },
  },
  {
    title: "calls by TLS, with a CA of the stack's own",
    from: calling(),
    to: calling({ tls: true }),
    there: {
      does: [
        "Certificate create",
        "CertificateAuthority create",
        "CertificateAuthorityCertificate create",
        "Role create",
        "Service update",
      ],
      not: ["HttpNamespace update", "Service replace", "TaskDefinition new revision"],
    },
    back: {
      does: [
        "Certificate delete",
        "CertificateAuthority delete",
        "CertificateAuthorityCertificate delete",
        "Role delete",
        "Service update",
      ],
      not: ["HttpNamespace update", "Service replace", "TaskDefinition new revision"],
    },
  },
  {
    title: "another CA for calls by TLS",
    from: calling({ tls: true }),
    to: calling({ tls: true, certificateAuthorityArn }),
    there: {
      does: ["CertificateAuthority delete", "RolePolicy update", "Service update"],
      not: ["Role update", "Service replace"],
    },
    back: {
      does: ["CertificateAuthority create", "RolePolicy update", "Service update"],
      not: ["Role update", "Service replace"],
    },
  },
  {
    title: "no Container Insights",
    from: {},
    to: {
      ecs: {
        insights: "disabled",
      },
    },
    there: {
      does: ["Cluster update"],
    },
  },
  {
    title: "ECS Exec",
    from: {},
    to: {
      ecs: {
        exec: true,
      },
    },
    there: {
      does: ["Cluster update", "LogGroup create", "TaskDefinition new revision"],
    },
    back: {
      does: ["Cluster update", "LogGroup delete", "TaskDefinition new revision"],
      costs: ["LogGroup: its logs"],
    },
  },
  {
    title: "Container Insights off in prod",
    from: {
      tier: "prod",
    },
    to: {
      tier: "prod",
      ecs: {
        insights: "disabled",
      },
    },
    there: {
      does: ["Cluster update"],
    },
  },
  {
    title: "ECS Exec in prod",
    from: {
      tier: "prod",
    },
    to: {
      tier: "prod",
      ecs: {
        exec: true,
      },
    },
    there: {
      does: ["Cluster update", "LogGroup create", "TaskDefinition new revision"],
    },
    back: {
      does: ["Cluster update", "LogGroup delete", "TaskDefinition new revision"],
      costs: ["LogGroup: its logs"],
    },
  },
];

describeTransitions("ecs", transitions);
