import { networkRules } from "../../../policies/rules/network";
import { resource, testRules } from "../states";

const internet = "0.0.0.0/0";
const group = resource("aws:ec2/securityGroup:SecurityGroup", {}, { name: "entrance" });
const balancer = resource("aws:lb/loadBalancer:LoadBalancer", {}, { from: { securityGroups: [group] } });
const rule = (inputs: object) =>
  resource(
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    { ipProtocol: "tcp", ...inputs },
    { from: { securityGroupId: [group] } },
  );
const network = resource(
  "aws:lb/loadBalancer:LoadBalancer",
  { loadBalancerType: "network" },
  { from: { securityGroups: [group] } },
);
const listening = (inputs: object) => [
  group,
  network,
  resource("aws:lb/listener:Listener", { ...inputs }, { from: { loadBalancerArn: [network] } }),
];
const inline = (...ingress: object[]) => resource("aws:ec2/securityGroup:SecurityGroup", { ingress });
const older = (inputs: object) => resource("aws:ec2/securityGroupRule:SecurityGroupRule", { ...inputs });
const remote = resource("awsx:ec2:Vpc", {}, { name: "network" });
const vpc = resource("aws:ec2/vpc:Vpc", {}, { name: "network", parent: remote });
const alone = resource("aws:ec2/vpc:Vpc", {});
const flowLog = resource("aws:ec2/flowLog:FlowLog", {}, { from: { vpcId: [remote] } });
const defaultGroup = (inputs: object) =>
  resource("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", { ...inputs }, { from: { vpcId: [remote] } });

const on = (what: string) =>
  `Open to the internet ${what}: allow a security group or your own address ranges instead.`;
const listed = (port: number) =>
  `Open to the internet on port ${port}: set aws-containers:services.<name>.port to one that EC2.19 doesn't list.`;
const flow = "Flow logs are disabled: set aws-containers:network.flowLogs: true.";
const talk =
  "The default security group allows all traffic between its members: add an aws.ec2.DefaultSecurityGroup without rules.";

testRules("network", networkRules, {
  "ec2-public-ingress": {
    passes: [
      [rule({ cidrIpv4: internet, fromPort: 80, toPort: 80 }), group, balancer],
      [rule({ cidrIpv6: "::/0", fromPort: 443, toPort: 443 }), group, balancer],
      [
        rule({ cidrIpv4: internet, fromPort: 1883, toPort: 1883 }),
        ...listening({ port: 1883, protocol: "TCP" }),
      ],
      [
        rule({ cidrIpv4: internet, fromPort: 8883, toPort: 8883 }),
        ...listening({ port: 8883, protocol: "TLS" }),
      ],
      [
        rule({ cidrIpv4: internet, ipProtocol: "udp", fromPort: 53, toPort: 53 }),
        ...listening({ port: 53, protocol: "UDP" }),
      ],
      [rule({ cidrIpv4: "10.0.0.0/8", fromPort: 22, toPort: 22 }), group],
      [rule({ referencedSecurityGroupId: "sg-1", fromPort: 0, toPort: 65535 }), group],
      [older({ type: "egress", protocol: "-1", cidrBlocks: [internet], fromPort: 0, toPort: 0 })],
    ],
    fails: [
      [
        [rule({ cidrIpv4: internet, fromPort: 22, toPort: 22 }), ...listening({ port: 22, protocol: "TCP" })],
        listed(22),
      ],
      [
        [rule({ cidrIpv4: internet, fromPort: 53, toPort: 53 }), ...listening({ port: 53, protocol: "UDP" })],
        on("on port 53"),
      ],
      [
        [
          rule({ cidrIpv4: internet, fromPort: 1883, toPort: 1884 }),
          ...listening({ port: 1883, protocol: "TCP" }),
        ],
        on("on ports 1883 to 1884"),
      ],
      [[rule({ cidrIpv4: internet, fromPort: 22, toPort: 22 }), group, balancer], on("on port 22")],
      [[rule({ cidrIpv4: internet, fromPort: 80, toPort: 443 }), group, balancer], on("on ports 80 to 443")],
      [[rule({ cidrIpv6: "::/0", ipProtocol: "-1" }), group, balancer], on("on every port")],
      [[rule({ cidrIpv4: internet, fromPort: 443, toPort: 443 }), group], on("without a load balancer")],
      [
        [rule({ cidrIpv4: internet, ipProtocol: "udp", fromPort: 443, toPort: 443 }), group, balancer],
        on("on port 443"),
      ],
      [[inline({ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: [internet] })], on("on port 22")],
      [
        [older({ type: "ingress", protocol: "-1", cidrBlocks: [internet], fromPort: 0, toPort: 0 })],
        on("on every port"),
      ],
    ],
  },
  "vpc-flow-logs": {
    passes: [
      [remote, flowLog],
      [remote, vpc, flowLog],
    ],
    fails: [
      [[remote], flow],
      [[remote, vpc], flow],
      [[alone, flowLog, remote], flow],
    ],
  },
  "vpc-default-security-group-closed": {
    passes: [
      [remote, defaultGroup({ ingress: [], egress: [] })],
      [remote, vpc, defaultGroup({})],
    ],
    fails: [
      [[remote], talk],
      [[remote, vpc], talk],
      [
        [remote, defaultGroup({ ingress: [{ protocol: "-1" }] })],
        "The default security group has ingress rules: set ingress: [].",
      ],
    ],
  },
});
