import { describeTransitions, type Transition } from "./section";
import { webWith } from "./stack";

/** A service with a volume for each replica, and a database with an instance in each of three zones. */
const inThreeZones = {
  platforms: ["eks"],
  data: { db: { type: "postgres", instances: 3 } },
  services: webWith({ uses: ["db"], volumes: { "/data": { storageGib: 20 } }, scaling: { min: 2, max: 2 } }),
};

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
        "Listener replace",
        "ListenerRule replace",
        "LoadBalancer replace",
        "SecurityGroup replace",
        "SecurityGroupEgressRule replace",
        "TargetGroup replace",
        "Vpc replace",
        "VpcEndpoint replace",
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
        "Listener replace",
        "ListenerRule replace",
        "LoadBalancer replace",
        "SecurityGroup replace",
        "SecurityGroupEgressRule replace",
        "TargetGroup replace",
        "Vpc delete",
        "VpcEndpoint delete",
      ],
      costs: ["Vpc: its subnets, and with them everything that runs there"],
    },
    back: {
      does: [
        "Listener replace",
        "ListenerRule replace",
        "LoadBalancer replace",
        "SecurityGroup replace",
        "SecurityGroupEgressRule replace",
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
  {
    title: "another number of zones on EKS",
    from: {
      platforms: ["eks"],
    },
    to: {
      platforms: ["eks"],
      network: {
        availabilityZones: 3,
      },
    },
    there: {
      does: ["IngressClassParams update", "NodeClass update", "Vpc update", "VpcEndpoint update"],
      not: ["Cluster update"],
    },
  },
  {
    title: "fewer zones of prod on EKS",
    from: {
      tier: "prod",
      platforms: ["eks"],
    },
    to: {
      tier: "prod",
      platforms: ["eks"],
      network: {
        availabilityZones: 2,
      },
    },
    there: {
      does: ["IngressClassParams update", "NodeClass update", "Vpc update", "VpcEndpoint update"],
      not: ["Cluster update"],
    },
  },
  {
    title: "fewer zones than instances of a database and zones of block volumes",
    from: { ...inThreeZones, network: { availabilityZones: 3 } },
    to: inThreeZones,
    there: {
      does: ["NodeClass update", "SubnetGroup update", "Vpc update"],
      refused: ["update SubnetGroup: SubnetAlreadyInUse", "update Vpc: DependencyViolation"],
      way: [
        {
          platforms: ["eks"],
          data: { db: { type: "postgres", instances: 2 } },
          services: webWith({ uses: ["db"] }),
          network: { availabilityZones: 3 },
        },
      ],
    },
    back: {
      does: ["NodeClass update", "SubnetGroup update", "Vpc update"],
      not: ["ClusterInstance replace"],
    },
  },
  {
    title: "another range on EKS",
    from: {
      platforms: ["eks"],
    },
    to: {
      platforms: ["eks"],
      network: {
        cidr: "10.20.0.0/16",
      },
    },
    there: {
      does: ["Cluster update", "Vpc replace"],
      costs: ["Vpc: its subnets, and with them everything that runs there"],
      refused: ["update Cluster: InvalidParameterException"],
      way: [{ network: { cidr: "10.20.0.0/16" } }],
    },
    back: {
      does: ["Cluster update", "Vpc replace"],
      costs: ["Vpc: its subnets, and with them everything that runs there"],
      refused: ["update Cluster: InvalidParameterException"],
      way: [{}],
    },
  },
  {
    title: "another range in prod",
    from: {
      tier: "prod",
    },
    to: {
      tier: "prod",
      network: {
        cidr: "10.20.0.0/16",
      },
    },
    there: {
      does: ["FlowLog replace", "LoadBalancer replace", "Vpc replace"],
      costs: ["Vpc: its subnets, and with them everything that runs there"],
      refused: ["delete LoadBalancer: cannot be deleted because it is protected"],
      way: [{ tier: "prod", protection: false }],
    },
    back: {
      does: ["FlowLog replace", "LoadBalancer replace", "Vpc replace"],
      costs: ["Vpc: its subnets, and with them everything that runs there"],
      refused: ["delete LoadBalancer: cannot be deleted because it is protected"],
      way: [{ tier: "prod", protection: false, network: { cidr: "10.20.0.0/16" } }],
    },
  },
];

describeTransitions("network", transitions);
