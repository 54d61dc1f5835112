import assert from "node:assert/strict";
import { type Case, errorsOf } from "./reading";

const cases: Case[] = [
  {
    what: "prod without endpointCidrs",
    config: { tier: "prod" },
    lines: [
      "aws-containers:eks.endpointCidrs is missing: in prod, set the IPv4 ranges that can reach the cluster's API. Whoever runs `pulumi up` must be inside one of them, or the workloads can't be applied.",
    ],
  },
  {
    what: "the whole internet in prod",
    config: {
      tier: "prod",
      eks: { endpointCidrs: "0.0.0.0/0,203.0.113.7/24,203.0.113.0/33,198.51.100.0/24,198.51.100.0/24" },
    },
    lines: [
      'aws-containers:eks.endpointCidrs[0] is "0.0.0.0/0", the whole internet: in prod, set the ranges that need access. Whoever runs `pulumi up` must be inside one of them, or the workloads can\'t be applied.',
      'aws-containers:eks.endpointCidrs[1] is "203.0.113.7/24", an address inside of a range: the range is 203.0.113.0/24.',
      'aws-containers:eks.endpointCidrs[2] is "203.0.113.0/33", but must be an IPv4 range such as 203.0.113.0/24.',
      "aws-containers:eks.endpointCidrs[4] is 198.51.100.0/24, which is already in the list.",
    ],
  },
  {
    what: "ranges without public addresses",
    config: {
      eks: {
        endpointCidrs:
          "10.8.0.0/16,100.64.0.0/24,192.168.0.0/16,198.18.0.0/24,128.0.0.0/1,172.32.0.0/16,0.0.0.0/0",
      },
    },
    lines: [
      [0, "10.8.0.0/16", "10.0.0.0/8"],
      [1, "100.64.0.0/24", "100.64.0.0/10"],
      [2, "192.168.0.0/16", "192.168.0.0/16"],
      [3, "198.18.0.0/24", "198.18.0.0/15"],
      [4, "128.0.0.0/1", "169.254.0.0/16"],
    ].map(
      ([index, range, reserved]) =>
        `aws-containers:eks.endpointCidrs[${index}] is ${range}, which overlaps with the reserved range ${reserved}: EKS allows public addresses only, such as those of your NAT gateway or VPN exit.`,
    ),
  },
  {
    what: "a private endpoint without ranges, and logs that EKS doesn't have",
    config: { eks: { endpoint: "private", logs: ["audit", "kubelet"] } },
    lines: [
      "aws-containers:eks.endpointCidrs is missing: with a private endpoint, set the IPv4 ranges of the VPC, or connected to it, that can reach the cluster's API. Whoever runs `pulumi up` must be inside one of them, or the workloads can't be applied.",
      'aws-containers:eks.logs[1] is "kubelet", but must be api, audit, authenticator, controllerManager or scheduler.',
    ],
  },
  {
    what: "namespaces of teams that are taken, or no names",
    config: { eks: { namespaces: { services: {}, "kube-team": { pods: 0 }, Shop: {} } } },
    lines: [
      "aws-containers:eks.namespaces.Shop has a name that can't be used: it must be a DNS label, such as team-a.",
      "aws-containers:eks.namespaces.kube-team is Kubernetes' own: name it otherwise, such as team-a.",
      "aws-containers:eks.namespaces.kube-team.pods is 0, but must be a whole number from 1 to 100000.",
      "aws-containers:eks.namespaces.services is that of the stack's own services: name it otherwise, such as team-a.",
    ],
  },
  {
    what: "logs where nothing collects them",
    config: {
      platforms: ["eks"],
      eks: { containerLogs: false },
      services: { hello: { source: "./app", logs: { retentionDays: 30 } } },
      jobs: { report: { service: "hello", command: ["report"], logs: { retentionDays: 30 } } },
    },
    lines: ["jobs.report", "services.hello"].map(
      (key) =>
        `aws-containers:${key}.logs.retentionDays has no effect: nothing of the stack collects logs there, on a cluster that is there already or with aws-containers:eks.containerLogs: false.`,
    ),
  },
  {
    what: "a role that deploys and is none",
    config: { eks: { deployRole: "github-deploy-dev" } },
    lines: [
      'aws-containers:eks.deployRole is "github-deploy-dev", but must be the ARN of an IAM role, such as arn:aws:iam::111122223333:role/github-deploy-dev.',
    ],
  },
  {
    what: "a role that deploys and has access by another key",
    config: {
      eks: {
        deployRole: "arn:aws:iam::210987654321:role/deploy",
        access: { "arn:aws:iam::210987654321:role/deploy": { policy: "view" } },
      },
    },
    lines: ["aws-containers:eks.deployRole is among admins or access too: leave it here."],
  },
  {
    what: "access of what isn't a principal, or is an administrator already",
    config: {
      eks: {
        admins: ["arn:aws:iam::210987654321:role/ops"],
        access: {
          "arn:aws:iam::210987654321:role/ops": { policy: "view" },
          "arn:aws:sts::210987654321:assumed-role/dev/me": { policy: "view" },
          "arn:aws:iam::210987654321:role/team": { policy: "cluster-admin", namespaces: ["shop"] },
          "arn:aws:iam::210987654321:role/other": { policy: "write" },
        },
      },
    },
    lines: [
      "aws-containers:eks.access.arn:aws:iam::210987654321:role/ops is among admins too: leave it in one of them.",
      'aws-containers:eks.access.arn:aws:iam::210987654321:role/other.policy is "write", but must be view, edit, admin or cluster-admin.',
      "aws-containers:eks.access.arn:aws:iam::210987654321:role/team.namespaces can't be combined with cluster-admin, which is of the whole cluster.",
      "aws-containers:eks.access.arn:aws:sts::210987654321:assumed-role/dev/me is a role session, which expires: use the role, arn:aws:iam::210987654321:role/dev, with its path if it has one.",
    ],
  },
  {
    what: "an existing cluster with the keys of one of the stack's own, and none that names it",
    config: { eks: { version: "1.35", maxCpus: 8, existing: { ingressClass: "nginx" } }, platforms: ["eks"] },
    lines: [
      "aws-containers:eks.existing names no cluster: set name, or kubeconfig, context or both.",
      "aws-containers:eks.maxCpus can't be combined with aws-containers:eks.existing.",
      "aws-containers:eks.version can't be combined with aws-containers:eks.existing.",
    ],
  },
  {
    what: "an existing cluster that is two, a kubeconfig in plain text, and a domain",
    config: {
      eks: { existing: { name: "shop", kubeconfig: "apiVersion: v1", ingressClass: "nginx" } },
      platforms: ["eks"],
      domain: { name: "example.com", zoneId: "Z0123456789" },
    },
    lines: [
      "aws-containers:eks.existing can't be combined with aws-containers:domain: TLS ends at the cluster's own ingress controller, by its annotations, or at its Gateway, by gatewayTlsSecret.",
      "aws-containers:eks.existing.kubeconfig is plain text: revoke its credentials, then set it with `pulumi config set --path --secret 'aws-containers:eks.existing.kubeconfig'`.",
      "aws-containers:eks.existing.name can't be combined with kubeconfig and context: they name another cluster.",
    ],
  },
  {
    what: "what an IAM OIDC provider doesn't give to pods outside of EKS",
    config: {
      eks: {
        existing: {
          context: "kind",
          secretsStore: true,
          oidcProviderArn: "arn:aws:iam::210987654321:oidc-provider/issuer.example.com",
        },
      },
      platforms: ["eks"],
      data: { db: { type: "postgres" }, uploads: { type: "bucket" } },
      services: {
        hello: {
          source: "./app",
          exposure: "internal",
          telemetry: {},
          permissions: [{ actions: ["s3:ListAllMyBuckets"], resources: ["*"] }],
          uses: ["db", "uploads"],
          secrets: { TOKEN: "arn:aws:secretsmanager:us-east-1:210987654321:secret:token-AbCdEf" },
        },
      },
    },
    lines: [
      "aws-containers:services.hello.telemetry needs aws-containers:eks.existing.name, of which the name of its log group is made.",
      "aws-containers:services.hello.uses[0] is db, which lets in the security group of a cluster of EKS alone: it needs aws-containers:eks.existing.name.",
    ],
  },
  {
    what: "what only pods with a role of AWS can have, on another cluster than one of EKS",
    config: {
      eks: { existing: { context: "kind", secretsStore: true, endpoint: "private" } },
      platforms: ["eks"],
      data: { uploads: { type: "bucket" } },
      services: {
        hello: {
          source: "./app",
          permissions: [{ actions: ["s3:ListAllMyBuckets"], resources: ["*"] }],
          uses: ["uploads"],
          secrets: { TOKEN: "arn:aws:secretsmanager:us-east-1:210987654321:secret:token-AbCdEf" },
          routes: [{ path: "/a*b", priority: 1 }],
        },
      },
    },
    lines: [
      "aws-containers:eks.existing.endpoint needs name: nothing in AWS calls another cluster.",
      "aws-containers:eks.existing.ingressClass is missing: services.hello is public. Set it, gatewayClass or gateway, or the service's exposure.",
      "aws-containers:eks.existing.secretsStore needs name or oidcProviderArn: pods get no role of AWS otherwise.",
      "aws-containers:services.hello.permissions needs aws-containers:eks.existing.name or aws-containers:eks.existing.oidcProviderArn: pods get no role of AWS otherwise.",
      'aws-containers:services.hello.routes[0].path is "/a*b", but on an existing cluster must be exact or end with /*, with no other wildcard.',
      "aws-containers:services.hello.secrets needs aws-containers:eks.existing.name or aws-containers:eks.existing.oidcProviderArn: pods get no role of AWS otherwise.",
      "aws-containers:services.hello.uses needs aws-containers:eks.existing.name or aws-containers:eks.existing.oidcProviderArn: pods get no role of AWS otherwise.",
    ],
  },
  {
    what: "what an existing cluster of EKS may not have",
    config: {
      eks: { existing: { name: "shop", ingressClass: "nginx" } },
      platforms: ["eks"],
      data: { sessions: { type: "cache" }, db: { type: "postgres" } },
      services: {
        hello: {
          source: "./app",
          uses: ["sessions", "db"],
          secrets: { TOKEN: "arn:aws:secretsmanager:us-east-1:210987654321:secret:token-AbCdEf" },
        },
      },
    },
    lines: [
      "aws-containers:services.hello.secrets needs the add-on of the secrets store: say that the cluster has it by aws-containers:eks.existing.secretsStore.",
      "aws-containers:services.hello.uses[0] is sessions, which the cluster can reach only from its own VPC: give that VPC in aws-containers:network.existing.",
      "aws-containers:services.hello.uses[1] is db, which the cluster can reach only from its own VPC: give that VPC in aws-containers:network.existing.",
      "aws-containers:services.hello.uses[1] needs the add-on of the secrets store: say that the cluster has it by aws-containers:eks.existing.secretsStore.",
    ],
  },
  {
    what: "fewer vCPUs than the services request",
    config: {
      eks: { maxCpus: 8 },
      services: { hello: { source: "./app", cpu: 4096, memory: 8192, scaling: { min: 1, max: 2 } } },
    },
    lines: [
      "aws-containers:eks.maxCpus is 8, but the services and jobs request 9 vCPUs at their minimum while a deployment replaces them: replicas would stay pending.",
    ],
  },
  {
    what: "a control plane in zones that the network doesn't have",
    config: { eks: { controlPlaneZones: 3 } },
    lines: [
      "aws-containers:eks.controlPlaneZones is 3, but must be at most aws-containers:network.availabilityZones, 2.",
    ],
  },
  {
    what: "a control plane in some zones of an existing VPC",
    config: {
      eks: { controlPlaneZones: 2 },
      network: {
        existing: { vpcId: "vpc-11111111", publicSubnetIds: ["subnet-11111111", "subnet-22222222"] },
      },
    },
    lines: ["aws-containers:eks.controlPlaneZones can't be combined with aws-containers:network.existing."],
  },
  {
    what: "a control plane in one zone",
    config: { eks: { controlPlaneZones: 1 } },
    lines: ["aws-containers:eks.controlPlaneZones is 1, but must be a whole number from 2 to 6."],
  },
  {
    what: "a number that lost its zero",
    config: { eks: { version: 1.3 } },
    lines: [
      'aws-containers:eks.version is 1.3, but must be "1.35" or "1.36". Put it in quotes: YAML reads the number 1.30 as 1.3.',
    ],
  },
  {
    what: "a version that is out of standard support",
    config: { eks: { version: "1.34" } },
    lines: [
      'aws-containers:eks.version is "1.34", but must be "1.35" or "1.36". Standard support of 1.34 has ended or ends soon; extended support costs six times as much.',
    ],
  },
  {
    what: "an unknown version",
    config: { eks: { version: "latest", region: "auto" } },
    lines: [
      "aws-containers:eks.region is unknown. Known here: access, addonVersions, admins, compute, containerLogs, controlPlaneZones, deployRole, endpoint, endpointCidrs, existing, insights, logs, maxCpus, namespaces, nodeGroups, nodes, version, volumeSnapshots.",
      'aws-containers:eks.version is "latest", but must be "1.35" or "1.36".',
    ],
  },
  {
    what: "administrators",
    config: {
      eks: {
        admins: [
          "arn:aws:sts::210987654321:assumed-role/ops/me",
          "arn:aws:iam::12345:role/ops",
          "arn:aws:iam::210987654321:role/ops",
          "arn:aws:iam::210987654321:role/ops",
          "arn:aws:iam::210987654321:root",
        ],
      },
    },
    lines: [
      "aws-containers:eks.admins[0] is a role session, which expires: use the role, arn:aws:iam::210987654321:role/ops, with its path if it has one.",
      'aws-containers:eks.admins[1] is "arn:aws:iam::12345:role/ops", but must be the ARN of an IAM role or user, such as arn:aws:iam::ACCOUNT:role/ops with the account\'s 12 digits.',
      "aws-containers:eks.admins[3] is arn:aws:iam::210987654321:role/ops, which is already in the list.",
      'aws-containers:eks.admins[4] is "arn:aws:iam::210987654321:root", but must be the ARN of an IAM role or user, such as arn:aws:iam::ACCOUNT:role/ops with the account\'s 12 digits.',
    ],
  },
  {
    what: "what EKS doesn't honour, where the service doesn't run on ECS",
    config: {
      platforms: "eks",
      services: { hello: { scaling: { requestsPerTask: 100 } } },
    },
    lines: [
      "aws-containers:services.hello.scaling.requestsPerTask has no effect: only ecs honours it, and the service doesn't run there.",
    ],
  },
  {
    what: "hosts that an Ingress doesn't allow",
    config: { services: { hello: { routes: [{ path: "/*", host: "a?.example-site.org" }] } } },
    lines: [
      'aws-containers:services.hello.routes[0].host is "a?.example-site.org", but on EKS must be a lowercase DNS name, with * only as its first label.',
    ],
  },
  {
    what: "GPUs on EKS of another architecture, with secrets, and on nodes beyond the bound",
    config: {
      platforms: "eks",
      eks: { maxCpus: 16 },
      services: {
        hello: {
          gpu: 1,
          exposure: "none",
          sidecars: {
            proxy: { image: "public.ecr.aws/nginx/nginx:1.27", secrets: { TOKEN: "/proxy/token" } },
          },
        },
        predict: {
          source: "./app",
          exposure: "none",
          gpu: 1,
          architecture: "x86_64",
          scaling: { min: 3, max: 3 },
        },
      },
    },
    lines: [
      "aws-containers:services.hello.gpu can't be combined with secrets on EKS: the driver that reads them isn't on nodes with GPUs. Let it read them with permissions, or run it on instances of ECS.",
      "aws-containers:services.hello.gpu needs architecture: x86_64, which the image is built for then: nodes with GPUs are x86_64.",
      "aws-containers:services.predict.gpu is 1, which needs nodes with 24 vCPUs, but aws-containers:eks.maxCpus is 16: its pods would stay pending.",
    ],
  },
];

describe("eks settings reject", () => {
  for (const { what, config, secrets, lines } of cases) {
    it(what, () => {
      assert.deepEqual(errorsOf(config, secrets), lines);
    });
  }
});
