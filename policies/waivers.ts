import type { Waiver } from "./waiver";

/**
 * What the shipped stacks do against a rule on purpose, and why.
 *
 * A waiver must be about something. It is an error if the stack has resources that the rule looks at and none of them is what
 * the waiver names; and, where the rule is mandatory, if what it names meets the rule by now. In a stack without such
 * resources (one without EKS, say) it rests.
 */
export const waivers: readonly Waiver[] = [
  {
    rule: "elb-tls-or-redirect",
    resources: "aws:lb/listener:Listener::ecs-http",
    tiers: ["dev", "prod"],
    reason: "HTTPS needs a domain and a certificate, which a new stack doesn't have yet.",
  },
  {
    rule: "elb-access-logs",
    resources: "aws:lb/loadBalancer:LoadBalancer::ecs-load-balancer",
    tiers: ["dev"],
    reason: "Nobody but its developers uses a dev stack, and the bucket would outlive it.",
  },
  {
    rule: "elb-deletion-protection",
    resources: "aws:lb/loadBalancer:LoadBalancer::ecs-load-balancer",
    tiers: ["dev"],
    reason: "`pulumi destroy` takes a dev stack away whole.",
  },
  {
    rule: "vpc-flow-logs",
    resources: "aws*:ec2*:Vpc::network",
    tiers: ["dev"],
    reason: "Flow logs cost by the gigabyte; a dev stack has no traffic that anybody must account for.",
  },
  {
    rule: "ecs-container-insights",
    resources: "aws:ecs/cluster:Cluster::ecs-cluster",
    tiers: ["dev"],
    reason:
      "Metrics cost more than a dev stack's tasks; set aws-containers:ecs.insights where they are wanted.",
  },
  {
    rule: "ecs-no-public-address",
    resources: "aws:ecs/service:Service::*",
    tiers: ["dev"],
    reason:
      "With aws-containers:network.nat: none, which saves $33 a month, tasks need public addresses to pull their images.",
  },
  {
    rule: "eks-endpoint",
    resources: "*eks*:Cluster::eks*",
    tiers: ["dev"],
    reason:
      "A developer's address changes daily; IAM still asks who it is. Name your networks in aws-containers:eks.endpointCidrs.",
  },
  {
    rule: "eks-secrets-encryption",
    resources: "*eks*:Cluster::eks*",
    tiers: ["dev"],
    reason:
      "AWS encrypts a cluster's data anyway; a key of the account's own costs $1 a month and outlives the stack.",
  },
  {
    rule: "eks-deletion-protection",
    resources: "*eks*:Cluster::eks*",
    tiers: ["dev"],
    reason: "`pulumi destroy` takes a dev stack away whole.",
  },
];
