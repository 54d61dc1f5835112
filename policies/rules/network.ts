import { always, inProd, type Resource, type Rule, securityHub } from "../rule";
import type { Stack } from "../stack";
import { at, blocks, items, number, type Properties, texts, unknown, type Value } from "../values";

const vpcs = ["aws:ec2/vpc:Vpc", "awsx:ec2:Vpc"];
const securityGroup = "aws:ec2/securityGroup:SecurityGroup";
const defaultSecurityGroup = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";

/** Rules for networks and who gets in. */
export const networkRules: Rule[] = [
  {
    id: "ec2-world-ingress",
    title: "The world gets in on ports 80 and 443 of a load balancer only",
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
      const entrance = owners.some((group) => isOfLoadBalancer(group, stack));
      return openings(resource)
        .filter((opening) => isToWorld(opening) && !(entrance && isWeb(opening)))
        .map((opening) => {
          const what = isWeb(opening) ? "without a load balancer in front" : `on ${ports(opening)}`;
          return `The world gets in ${what}: allow a security group or your own addresses instead.`;
        });
    },
  },
  {
    id: "vpc-flow-logs",
    title: "Traffic in the network is on record",
    controls: ["EC2.6"],
    url: securityHub("EC2.6"),
    severity: "medium",
    enforcement: inProd,
    types: vpcs,
    needs: "stack",
    check: (vpc, stack) =>
      isClosed(vpc, stack) ||
      stack.ofType("aws:ec2/flowLog:FlowLog").some((log) => stack.refers(log, "vpcId", vpc))
        ? []
        : ["Nobody can tell who talked to whom: set aws-containers:network.flowLogs: true."],
  },
  {
    id: "vpc-default-group-closed",
    title: "What has no security group reaches nothing",
    controls: ["EC2.2"],
    url: securityHub("EC2.2"),
    severity: "high",
    enforcement: always,
    types: [...vpcs, defaultSecurityGroup],
    needs: "stack",
    check(resource, stack) {
      if (resource.type === defaultSecurityGroup) {
        const open = ["ingress", "egress"].filter((way) => items(at(resource.inputs, way)).length > 0);
        return open.map((way) => `The default security group has rules: set ${way}: [].`);
      }
      const closed = stack
        .ofType(defaultSecurityGroup)
        .some((group) => stack.refers(group, "vpcId", resource));
      return closed || isClosed(resource, stack)
        ? []
        : [
            "Its default security group lets everything in it talk: add an aws.ec2.DefaultSecurityGroup without rules.",
          ];
    },
  },
];

/** Whether a component's parts are in the plan, so that they are looked at instead. */
function isClosed(vpc: Resource, stack: Stack): boolean {
  return vpc.type === "awsx:ec2:Vpc" && stack.hasChildren(vpc);
}

function isOfLoadBalancer(group: Resource, stack: Stack): boolean {
  return stack
    .ofType("aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer")
    .some((balancer) => stack.refers(balancer, "securityGroups", group));
}

/** The ways in that a resource opens, whatever its type. */
function openings({ type, inputs }: Resource): Properties[] {
  if (type === securityGroup) return blocks(at(inputs, "ingress"));
  if (type === "aws:ec2/securityGroupRule:SecurityGroupRule")
    return at(inputs, "type") === "ingress" ? [inputs] : [];
  return [inputs];
}

function isToWorld(opening: Properties): boolean {
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
