import type { Transition } from "../section";
import { type StackSettings, web, webWith } from "../stack";

const { source } = web;

const image =
  "public.ecr.aws/nginx/nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000";

/** A public service web and an internal one, orders. */
const shop = (web: object, orders: object = {}): StackSettings => ({
  services: { web: { source, ...web }, orders: { image, exposure: "internal", ...orders } },
});

const onNodes: StackSettings = { platforms: ["eks"], eks: { compute: "managed" } };
const nodePort = { port: 30_080, cidrs: ["10.8.0.0/22"] };

/** Changes of who reaches a service. */
export const exposureTransitions: Transition[] = [
  {
    title: "an internal service",
    from: {},
    to: { services: webWith({ exposure: "internal" }) },
    there: {
      does: [
        "ListenerRule delete",
        "LoadBalancer delete",
        "Service update",
        "SecurityGroupIngressRule delete",
        "TargetGroup delete",
      ],
    },
    back: { does: ["LoadBalancer create", "Service update", "TargetGroup create"] },
  },
  {
    title: "an internal service in prod",
    from: { tier: "prod" },
    to: { tier: "prod", services: webWith({ exposure: "internal" }) },
    there: {
      does: ["Service update", "TargetGroup delete"],
      costs: ["Bucket: its objects", "LogGroup: its logs"],
      refused: [
        "delete Bucket: BucketNotEmpty",
        "delete LoadBalancer: cannot be deleted because it is protected",
      ],
      way: [{ tier: "prod", protection: false }],
    },
    back: { does: ["LoadBalancer create", "Service update", "TargetGroup create"] },
  },
  {
    title: "a node port of an internal service, on node groups",
    from: { ...onNodes, services: webWith({ exposure: "internal" }) },
    to: { ...onNodes, services: webWith({ exposure: "internal", nodePort }) },
    there: {
      does: ["NetworkPolicy update", "SecurityGroupIngressRule create", "Service update"],
      not: ["Deployment update", "Service replace"],
    },
    back: {
      does: ["NetworkPolicy update", "SecurityGroupIngressRule delete", "Service update"],
      not: ["Service replace"],
    },
  },
  {
    title: "another node port and range",
    from: { ...onNodes, services: webWith({ exposure: "internal", nodePort }) },
    to: {
      ...onNodes,
      services: webWith({ exposure: "internal", nodePort: { port: 30_081, cidrs: ["10.9.0.0/16"] } }),
    },
    there: {
      does: [
        "NetworkPolicy update",
        "SecurityGroupIngressRule create",
        "SecurityGroupIngressRule delete",
        "Service update",
      ],
      not: ["Service replace"],
    },
  },
  {
    title: "a node port that another service takes over",
    from: { ...onNodes, services: { orders: { image, exposure: "internal", nodePort } } },
    to: { ...onNodes, services: { stock: { image, exposure: "internal", nodePort } } },
    there: {
      does: ["Service create", "Service delete"],
      costs: ["LogGroup: its logs"],
      refused: ["create Service: provided port is already allocated"],
      way: [{ ...onNodes, services: { orders: { image, exposure: "internal" } } }],
    },
  },
  {
    title: "a worker",
    from: {},
    to: { services: webWith({ exposure: "none" }) },
    there: { does: ["TargetGroup delete", "TaskDefinition new revision"] },
    back: { does: ["TargetGroup create", "TaskDefinition new revision"] },
  },
  {
    title: "a worker of an internal service",
    from: shop({ calls: ["orders"] }),
    to: shop({}, { exposure: "none" }),
    there: {
      does: ["HttpNamespace delete", "SecurityGroupIngressRule delete", "TaskDefinition new revision"],
    },
    back: {
      does: ["HttpNamespace create", "SecurityGroupIngressRule create", "TaskDefinition new revision"],
    },
  },
  {
    title: "a call",
    from: shop({}),
    to: shop({ calls: ["orders"] }),
    there: {
      does: [
        "HttpNamespace create",
        "SecurityGroupEgressRule create",
        "SecurityGroupIngressRule create",
        "TaskDefinition new revision",
      ],
    },
    back: {
      does: [
        "HttpNamespace delete",
        "SecurityGroupEgressRule delete",
        "SecurityGroupIngressRule delete",
        "TaskDefinition new revision",
      ],
    },
  },
  {
    title: "a call in prod",
    from: { tier: "prod", ...shop({}) },
    to: { tier: "prod", ...shop({ calls: ["orders"] }) },
    there: { does: ["HttpNamespace create", "TaskDefinition new revision"] },
    back: { does: ["HttpNamespace delete", "TaskDefinition new revision"] },
  },
  {
    title: "a call back",
    from: shop({ calls: ["orders"] }),
    to: shop({ calls: ["orders"] }, { calls: ["web"] }),
    there: { does: ["SecurityGroupEgressRule create", "TaskDefinition new revision"] },
    back: { does: ["SecurityGroupEgressRule delete", "TaskDefinition new revision"] },
  },
  {
    title: "the direction of a call",
    from: shop({ calls: ["orders"] }),
    to: shop({}, { calls: ["web"] }),
    there: { does: ["SecurityGroupIngressRule create", "SecurityGroupIngressRule delete"] },
  },
  {
    title: "another port of a called service",
    from: shop({ calls: ["orders"] }),
    to: shop({ calls: ["orders"] }, { port: 9000 }),
    there: {
      does: [
        "SecurityGroupEgressRule create",
        "SecurityGroupEgressRule delete",
        "TaskDefinition new revision",
      ],
    },
  },
  {
    title: "another name of a called service",
    from: shop({ calls: ["orders"] }),
    to: { services: { web: { source, calls: ["sales"] }, sales: { image, exposure: "internal" } } },
    there: {
      does: ["TaskDefinition create", "TaskDefinition delete", "TaskDefinition new revision"],
      costs: ["LogGroup: its logs"],
    },
  },
  {
    title: "a called service and its calls",
    from: { services: { web } },
    to: shop({ calls: ["orders"] }),
    there: { does: ["HttpNamespace create", "TaskDefinition create", "TaskDefinition new revision"] },
    back: {
      does: ["HttpNamespace delete", "TaskDefinition delete", "TaskDefinition new revision"],
      costs: ["LogGroup: its logs"],
    },
  },
  {
    title: "calls on both platforms",
    from: { platforms: ["ecs", "eks"], ...shop({}) },
    to: { platforms: ["ecs", "eks"], ...shop({ calls: ["orders"] }) },
    there: { does: ["Deployment update", "NetworkPolicy update", "TaskDefinition new revision"] },
  },
  {
    title: "an internal service on both platforms",
    from: { platforms: ["ecs", "eks"] },
    to: { platforms: ["ecs", "eks"], services: webWith({ exposure: "internal" }) },
    there: { does: ["Ingress delete", "LoadBalancer delete", "NetworkPolicy update", "Service update"] },
    back: { does: ["Ingress create", "LoadBalancer create", "NetworkPolicy update", "Service update"] },
  },
  {
    title: "a worker on both platforms",
    from: { platforms: ["ecs", "eks"] },
    to: { platforms: ["ecs", "eks"], services: webWith({ exposure: "none" }) },
    there: { does: ["Deployment update", "Ingress delete", "Service delete"] },
    back: { does: ["Deployment update", "Ingress create", "Service create"] },
  },
  {
    title: "another protocol of an internal service, which nobody calls",
    from: { platforms: ["ecs", "eks"], ...shop({}) },
    to: { platforms: ["ecs", "eks"], ...shop({}, { protocol: "grpc" }) },
    there: { does: ["Deployment update", "TaskDefinition new revision"] },
  },
  {
    title: "a call by TCP",
    from: shop({}, { protocol: "tcp" }),
    to: shop({ calls: ["orders"] }, { protocol: "tcp" }),
    there: { does: ["HttpNamespace create", "Service update", "TaskDefinition new revision"] },
    back: { does: ["HttpNamespace delete", "Service update", "TaskDefinition new revision"] },
  },
  {
    title: "another port of a service that is called by TCP, which its callers have in their variable",
    from: { platforms: ["ecs", "eks"], ...shop({ calls: ["orders"] }, { protocol: "tcp" }) },
    to: { platforms: ["ecs", "eks"], ...shop({ calls: ["orders"] }, { protocol: "tcp", port: 9000 }) },
    there: { does: ["Deployment update", "Service update", "TaskDefinition new revision"] },
  },
  {
    title: "a call by UDP",
    from: shop({}, { protocol: "udp" }),
    to: shop({ calls: ["orders"] }, { protocol: "udp" }),
    there: {
      does: [
        "PrivateDnsNamespace create",
        "Service create",
        "Service update",
        "SecurityGroupIngressRule create",
        "TaskDefinition new revision",
      ],
      not: ["HttpNamespace create", "Service replace"],
    },
    back: {
      does: [
        "PrivateDnsNamespace delete",
        "Service delete",
        "Service update",
        "SecurityGroupIngressRule delete",
        "TaskDefinition new revision",
      ],
      not: ["Service replace"],
    },
  },
  {
    title: "UDP in place of TCP to a called service, which then has a name in place of an endpoint",
    from: shop({ calls: ["orders"] }, { protocol: "tcp" }),
    to: shop({ calls: ["orders"] }, { protocol: "udp" }),
    there: {
      does: ["HttpNamespace delete", "PrivateDnsNamespace create", "Service create", "Service update"],
      not: ["Service replace"],
    },
    back: {
      does: ["HttpNamespace create", "PrivateDnsNamespace delete", "Service delete", "Service update"],
      not: ["Service replace"],
    },
  },
  {
    title: "TCP in place of HTTP to a called service",
    from: shop({ calls: ["orders"] }),
    to: shop({ calls: ["orders"] }, { protocol: "tcp" }),
    there: { refused: ["update Service: InvalidParameterException"] },
  },
  {
    title: "another protocol of a called service",
    from: shop({ calls: ["orders"] }),
    to: shop({ calls: ["orders"] }, { protocol: "grpc" }),
    there: { refused: ["update Service: InvalidParameterException"] },
  },
  {
    title: "a second service with another protocol that is called instead",
    from: shop({ calls: ["orders"] }),
    to: {
      services: {
        web: { source, calls: ["orders-grpc"] },
        "orders-grpc": { image, exposure: "internal", protocol: "grpc" },
      },
    },
    there: {
      does: ["Service create", "Service delete", "Service update"],
      costs: ["LogGroup: its logs"],
      not: ["HttpNamespace replace"],
    },
  },
];
