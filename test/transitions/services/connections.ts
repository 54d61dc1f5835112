import type { Transition } from "../section";
import { type StackSettings, web, webWith } from "../stack";

const domain = { name: "shop.example.com", zoneId: "Z0123456789ABCDEFGHIJ" };
const eks = { platforms: ["eks"] };

const mqtt = { protocol: "tcp", port: 1883 };
const dns = { protocol: "udp", port: 53, health: { port: 8080 } };

/** A broker beside the service that receives requests. */
const beside = (changes: StackSettings, name = "mqtt") => ({
  services: { web, [name]: { ...web, ...mqtt, ...changes } },
});

/** Changes of services whose connections are forwarded by port. */
export const connectionTransitions: Transition[] = [
  {
    title: "a service with connections beside one with requests",
    from: {},
    to: beside({}),
    there: {
      does: ["LoadBalancer create", "Listener create", "TargetGroup create"],
      not: ["LoadBalancer update"],
    },
    back: {
      does: ["LoadBalancer delete", "Listener delete", "TargetGroup delete"],
      costs: ["LogGroup: its logs", "Repository: its images"],
    },
  },
  {
    title: "connections rather than requests",
    from: {},
    to: { services: webWith(mqtt) },
    there: {
      does: [
        ...["Listener create", "Listener delete", "ListenerRule delete", "LoadBalancer create"],
        ...["LoadBalancer delete", "Service update", "TargetGroup replace", "TaskDefinition new revision"],
      ],
      not: ["Service replace", "SecurityGroup replace"],
    },
    back: {
      does: ["ListenerRule create", "LoadBalancer create", "LoadBalancer delete", "TargetGroup replace"],
      not: ["Service replace", "SecurityGroup replace"],
    },
  },
  {
    title: "connections rather than requests in prod",
    from: { tier: "prod" },
    to: { tier: "prod", services: webWith(mqtt) },
    there: {
      does: ["LoadBalancer create", "TargetGroup replace"],
      costs: ["LogGroup: its logs"],
      refused: ["delete LoadBalancer: cannot be deleted because it is protected"],
      way: [{ tier: "prod", protection: false }],
    },
    back: {
      does: ["LoadBalancer create", "TargetGroup replace"],
      refused: ["delete LoadBalancer: cannot be deleted because it is protected"],
      way: [{ tier: "prod", protection: false, services: webWith(mqtt) }],
    },
  },
  {
    title: "connections rather than requests on EKS",
    from: eks,
    to: { ...eks, services: webWith(mqtt) },
    there: {
      does: ["Deployment update", "Ingress delete", "NetworkPolicy update", "Service update"],
      not: ["Deployment replace", "Service replace"],
    },
    back: {
      does: ["Deployment update", "Ingress create", "NetworkPolicy update", "Service update"],
      not: ["Deployment replace", "Service replace"],
    },
  },
  {
    title: "the end of TLS on the load balancer",
    from: { domain, services: webWith(mqtt) },
    to: { domain, services: webWith({ ...mqtt, protocol: "tls" }) },
    there: {
      does: ["Listener update"],
      not: ["Listener replace", "Service update", "TargetGroup replace", "TaskDefinition new revision"],
    },
  },
  {
    title: "the end of TLS on the load balancer on EKS",
    from: { ...eks, domain, services: webWith(mqtt) },
    to: { ...eks, domain, services: webWith({ ...mqtt, protocol: "tls" }) },
    there: {
      does: ["Service update"],
      not: ["Deployment update", "NetworkPolicy update", "Service replace"],
    },
  },
  {
    title: "datagrams rather than connections",
    from: { services: webWith({ ...mqtt, port: 53 }) },
    to: { services: webWith(dns) },
    there: {
      does: ["Listener update", "Service update", "TargetGroup replace"],
      not: ["Listener replace", "LoadBalancer replace", "LoadBalancer update"],
    },
  },
  {
    title: "another port of connections",
    from: { services: webWith(mqtt) },
    to: { services: webWith({ ...mqtt, port: 8883 }) },
    there: {
      does: ["Listener create", "Listener delete", "Service update", "TaskDefinition new revision"],
      not: ["TargetGroup replace", "LoadBalancer update"],
    },
  },
  {
    title: "another port of connections on EKS",
    from: { ...eks, services: webWith(mqtt) },
    to: { ...eks, services: webWith({ ...mqtt, port: 8883 }) },
    there: { does: ["Deployment update", "Service update"], not: ["Service replace"] },
  },
  {
    title: "another port that is checked",
    from: { platforms: ["ecs", "eks"], services: webWith(mqtt) },
    to: { platforms: ["ecs", "eks"], services: webWith({ ...mqtt, health: { port: 8080, path: "/ready" } }) },
    there: {
      does: ["Deployment update", "NetworkPolicy update", "Service update", "TargetGroup update"],
      not: ["TargetGroup replace"],
    },
  },
  {
    title: "another name of a service with connections",
    from: beside({}),
    to: beside({}, "broker"),
    there: {
      does: ["Listener update", "TargetGroup create", "TargetGroup delete"],
      not: ["Listener create", "LoadBalancer update"],
      costs: ["LogGroup: its logs", "Repository: its images"],
    },
  },
];
