import { highRiskPorts } from "../../facts/high-risk-ports";
import type { Resource } from "../resource";
import { always, inProd, type Rule, securityHub } from "../rule";
import type { Stack } from "../stack";
import { at, blocks, items, number, type Properties, texts, unknown, type Value } from "../values";

const vpcs = ["aws:ec2/vpc:Vpc", "awsx:ec2:Vpc"];
const securityGroup = "aws:ec2/securityGroup:SecurityGroup";
const defaultSecurityGroup = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";

/** Rules for networks and security groups. */
export const networkRules: Rule[] = [
  {
    id: "ec2-public-ingress",
    title: "Only listener ports of load balancers are open to the internet",
    controls: ["EC2.18", "EC2.19"],
    url: securityHub("EC2.18"),
    severity: "critical",
    enforcement: always,
    types: [
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      "aws:ec2/securityGroupRule:SecurityGroupRule",
      securityGroup,
    ],
    needs: "stack",
    check(resource, stack) {
      const owners =
        resource.type === securityGroup
          ? [resource]
          : stack.sources(resource, "securityGroupId", securityGroup);
      const ofLoadBalancer = owners.some((group) => isOfLoadBalancer(group, stack));
      return openings(resource)
        .filter((opening) => isPublic(opening) && !(ofLoadBalancer && isWeb(opening)))
        .map((opening) => ({
          opening,
          isOfListener: owners.some((group) => isListener(opening, group, stack)),
        }))
        .filter(({ opening, isOfListener }) => !isOfListener || isHighRisk(opening))
        .map(({ opening, isOfListener }) => {
          const what = isWeb(opening) ? "without a load balancer" : `on ${ports(opening)}`;
          const instead = isOfListener
            ? "set aws-containers:services.<name>.port to one that EC2.19 doesn't list."
            : "allow a security group or your own address ranges instead.";
          return `Open to the internet ${what}: ${instead}`;
        });
    },
  },
  {
    id: "vpc-flow-logs",
    title: "VPC flow logs are enabled",
    controls: ["EC2.6"],
    url: securityHub("EC2.6"),
    severity: "medium",
    enforcement: inProd,
    types: vpcs,
    needs: "stack",
    check: (vpc, stack) =>
      hasOwnResources(vpc, stack) ||
      stack.ofType("aws:ec2/flowLog:FlowLog").some((log) => stack.refers(log, "vpcId", vpc))
        ? []
        : ["Flow logs are disabled: set aws-containers:network.flowLogs: true."],
  },
  {
    id: "vpc-default-security-group-closed",
    title: "The default security group has no rules",
    controls: ["EC2.2"],
    url: securityHub("EC2.2"),
    severity: "high",
    enforcement: always,
    types: [...vpcs, defaultSecurityGroup],
    needs: "stack",
    check(resource, stack) {
      if (resource.type === defaultSecurityGroup) {
        const open = ["ingress", "egress"].filter((rules) => items(at(resource.inputs, rules)).length > 0);
        return open.map((rules) => `The default security group has ${rules} rules: set ${rules}: [].`);
      }
      const isManaged = stack
        .ofType(defaultSecurityGroup)
        .some((group) => stack.refers(group, "vpcId", resource));
      return isManaged || hasOwnResources(resource, stack)
        ? []
        : [
            "The default security group allows all traffic between its members: add an aws.ec2.DefaultSecurityGroup without rules.",
          ];
    },
  },
];

/** Whether a VPC is a component whose resources are in the plan, so that those are checked instead. */
function hasOwnResources(vpc: Resource, stack: Stack): boolean {
  return vpc.type === "awsx:ec2:Vpc" && stack.hasChildren(vpc);
}

function isOfLoadBalancer(group: Resource, stack: Stack): boolean {
  return stack
    .ofType("aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer")
    .some((balancer) => stack.refers(balancer, "securityGroups", group));
}

/** Whether EC2.19 warns of the port of an opening. */
function isHighRisk(opening: Properties): boolean {
  return highRiskPorts.some((port) => port === number(at(opening, "fromPort")));
}

/** Whether a Network Load Balancer with a security group listens on the port of an opening. */
function isListener(opening: Properties, group: Resource, stack: Stack): boolean {
  const from = number(at(opening, "fromPort"));
  if (from === undefined || from !== number(at(opening, "toPort"))) return false;
  const protocols = at(opening, "ipProtocol") === "udp" ? ["UDP"] : ["TCP", "TLS"];
  return stack
    .ofType("aws:lb/loadBalancer:LoadBalancer")
    .filter((balancer) => at(balancer.inputs, "loadBalancerType") === "network")
    .filter((balancer) => stack.refers(balancer, "securityGroups", group))
    .some((balancer) =>
      stack
        .ofType("aws:lb/listener:Listener")
        .filter((listener) => stack.refers(listener, "loadBalancerArn", balancer))
        .some(
          ({ inputs }) =>
            number(at(inputs, "port")) === from &&
            protocols.some((protocol) => at(inputs, "protocol") === protocol),
        ),
    );
}

/** The ingress rules of a resource of any of the types. */
function openings({ type, inputs }: Resource): Properties[] {
  if (type === securityGroup) return blocks(at(inputs, "ingress"));
  if (type === "aws:ec2/securityGroupRule:SecurityGroupRule")
    return at(inputs, "type") === "ingress" ? [inputs] : [];
  return [inputs];
}

function isPublic(opening: Properties): boolean {
  return ["cidrIpv4", "cidrIpv6", "cidrBlocks", "ipv6CidrBlocks"]
    .flatMap((name) => texts(at(opening, name)))
    .some((range) => range === "0.0.0.0/0" || range === "::/0");
}

function isWeb(opening: Properties): boolean {
  const from = at(opening, "fromPort");
  const to = at(opening, "toPort") ?? from;
  const protocol = at(opening, "ipProtocol") ?? at(opening, "protocol");
  const web = (port: Value) => port === unknown || number(port) === 80 || number(port) === 443;
  const one = from === unknown || to === unknown || number(from) === number(to);
  return (
    (protocol === "tcp" || number(protocol) === 6 || protocol === unknown) && one && web(from) && web(to)
  );
}

function ports(opening: Properties): string {
  const protocol = at(opening, "ipProtocol") ?? at(opening, "protocol");
  const from = number(at(opening, "fromPort"));
  const to = number(at(opening, "toPort")) ?? from;
  if (from === undefined || protocol === "-1" || protocol === -1) return "every port";
  return from === to ? `port ${from}` : `ports ${from} to ${to}`;
}
