import { describeTransitions, type Transition } from "./section";

const transitions: Transition[] = [
  {
    title: "another range",
    from: {},
    to: {
      network: {
        cidr: "10.20.0.0/16",
      },
    },
    there: {
      does: [
        "ListenerRule update",
        "LoadBalancer update",
        "SecurityGroupEgressRule update",
        "TargetGroup replace",
        "Vpc replace",
        "VpcEndpoint update",
      ],
      costs: ["Vpc: its subnets, and with them everything that runs there"],
    },
  },
  {
    title: "a NAT gateway for each zone",
    from: {},
    to: {
      network: {
        nat: "per-zone",
      },
    },
    there: {
      does: ["Vpc update"],
    },
  },
  {
    title: "no NAT gateway",
    from: {},
    to: {
      network: {
        nat: "none",
      },
    },
    there: {
      does: ["Vpc update"],
    },
  },
  {
    title: "interface endpoints",
    from: {},
    to: {
      network: {
        endpoints: true,
      },
    },
    there: {
      does: ["VpcEndpoint create"],
    },
    back: {
      does: ["VpcEndpoint delete"],
    },
  },
  {
    title: "flow logs",
    from: {},
    to: {
      network: {
        flowLogs: true,
      },
    },
    there: {
      does: ["FlowLog create"],
    },
    back: {
      does: ["FlowLog delete"],
      costs: ["LogGroup: its logs"],
    },
  },
  {
    title: "an existing VPC",
    from: {},
    to: {
      network: {
        existing: {
          vpcId: "vpc-11111111",
          publicSubnetIds: ["subnet-11111111", "subnet-22222222"],
          privateSubnetIds: ["subnet-33333333", "subnet-44444444"],
        },
      },
    },
    there: {
      does: [
        "ListenerRule update",
        "LoadBalancer update",
        "SecurityGroupEgressRule update",
        "TargetGroup replace",
        "Vpc delete",
        "VpcEndpoint delete",
      ],
      costs: ["Vpc: its subnets, and with them everything that runs there"],
    },
    back: {
      does: [
        "ListenerRule update",
        "LoadBalancer update",
        "SecurityGroupEgressRule update",
        "TargetGroup replace",
        "Vpc create",
        "VpcEndpoint create",
      ],
    },
  },
  {
    title: "another number of zones",
    from: {},
    to: {
      network: {
        availabilityZones: 3,
      },
    },
    there: {
      does: ["LoadBalancer update", "Vpc update", "VpcEndpoint update"],
    },
  },
];

describeTransitions("network", transitions);
