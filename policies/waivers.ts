import type { Waiver } from "./waiver";

/**
 * Intended violations of the shipped stacks, each with its reason.
 *
 * A stale waiver is an error: the stack has resources that the rule checks, and the waiver matches none of them, though one
 * violates the rule or the rule is mandatory; or the rule is mandatory, and what the waiver matches meets it. In a stack
 * without such resources (without EKS, for instance) it is ignored.
 */
export const waivers: readonly Waiver[] = [
  {
    rule: "elb-tls-or-redirect",
    resources: "aws:lb/listener:Listener::ecs-http",
    tiers: ["dev"],
    reason: "HTTPS takes a domain, which a dev stack can do without: set aws-containers:domain.",
  },
  {
    rule: "ingress-tls-or-redirect",
    resources: "kubernetes:networking.k8s.io/v1:Ingress::eks-ingress*",
    tiers: ["dev"],
    reason: "HTTPS takes a domain, which a dev stack can do without: set aws-containers:domain.",
  },
  {
    rule: "elb-access-logs",
    resources: "aws:lb/loadBalancer:LoadBalancer::ecs-*",
    tiers: ["dev"],
    reason: "Only developers use a dev stack, and the log bucket would outlive it.",
  },
  {
    rule: "elb-deletion-protection",
    resources: "aws:lb/loadBalancer:LoadBalancer::ecs-*",
    tiers: ["dev"],
    reason: "`pulumi destroy` must be able to delete a dev stack.",
  },
  {
    rule: "elb-web-acl",
    resources: "aws:lb/loadBalancer:LoadBalancer::ecs-load-balancer",
    tiers: ["dev"],
    reason:
      "A web ACL costs more than the tasks of a dev stack; set aws-containers:loadBalancer.waf to have one.",
  },
  {
    rule: "vpc-flow-logs",
    resources: "aws*:ec2*:Vpc::network",
    tiers: ["dev"],
    reason: "Flow logs are charged per GB, and nobody audits the traffic of a dev stack.",
  },
  {
    rule: "ecs-no-public-address",
    resources: "aws:ecs/service:Service::*",
    tiers: ["dev"],
    reason:
      "With aws-containers:network.nat: none, which saves the NAT gateway, tasks need public addresses to pull their images.",
  },
  {
    rule: "batch-no-public-address",
    resources: "aws:batch/jobDefinition:JobDefinition::*",
    tiers: ["dev"],
    reason:
      "With aws-containers:network.nat: none, which saves the NAT gateway, jobs need public addresses to pull their images.",
  },
  {
    rule: "eks-endpoint",
    resources: "*eks*:Cluster::eks*",
    tiers: ["dev"],
    reason:
      "Developers' addresses change, and IAM authenticates every request; set aws-containers:eks.endpointCidrs to restrict it.",
  },
  {
    rule: "ingress-web-acl",
    resources: "kubernetes:networking.k8s.io/v1:Ingress::eks-ingress*",
    tiers: ["dev"],
    reason:
      "A web ACL costs more than the tasks of a dev stack; set aws-containers:loadBalancer.waf to have one.",
  },
  {
    rule: "ingress-access-logs",
    resources: "kubernetes:*:IngressClassParams::eks-*",
    tiers: ["dev"],
    reason: "Only developers use a dev stack, and the log bucket would outlive it.",
  },
  {
    rule: "ingress-deletion-protection",
    resources: "kubernetes:*:IngressClassParams::eks-*",
    tiers: ["dev"],
    reason: "`pulumi destroy` must be able to delete a dev stack.",
  },
  {
    rule: "service-access-logs",
    resources: "kubernetes:core/v1:Service::*-service",
    tiers: ["dev"],
    reason: "Only developers use a dev stack, and the log bucket would outlive it.",
  },
  {
    rule: "service-deletion-protection",
    resources: "kubernetes:core/v1:Service::*-service",
    tiers: ["dev"],
    reason: "`pulumi destroy` must be able to delete a dev stack.",
  },
  {
    rule: "eks-deletion-protection",
    resources: "*eks*:Cluster::eks*",
    tiers: ["dev"],
    reason: "`pulumi destroy` must be able to delete a dev stack.",
  },
];
