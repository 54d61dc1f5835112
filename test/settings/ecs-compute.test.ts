import assert from "node:assert/strict";
import { type Case, errorsOf, hasPlatforms, read } from "./reading";

const image = `example.com/api@sha256:${"0".repeat(64)}`;

const onEcs = (ecs: object, service: object = {}, others: object = {}) => ({
  platforms: "ecs",
  ecs,
  services: { hello: service },
  ...others,
});

const cases: Case[] = [
  {
    what: "another compute, and instances that can't be",
    config: onEcs({
      compute: "ec3",
      instances: { types: ["large"], min: -1, max: 0, diskGib: 8, size: 1 },
    }),
    lines: [
      'aws-containers:ecs.compute is "ec3", but must be fargate, managed-instances or ec2. Did you mean ec2?',
      "aws-containers:ecs.instances.diskGib is 8, but must be a whole number from 30 to 16384.",
      "aws-containers:ecs.instances.max is 0, but must be a whole number from 1 to 1000.",
      "aws-containers:ecs.instances.min is -1, but must be a whole number from 0 to 1000.",
      "aws-containers:ecs.instances.size is unknown. Known here: diskGib, keep, max, min, types.",
      'aws-containers:ecs.instances.types[0] is "large", but must be an instance type such as m7g.large.',
    ],
  },
  {
    what: "fewer instances at most than at least, and instances kept of none",
    config: onEcs({ instances: { min: 3, max: 2, keep: ["arm64"] } }),
    lines: [
      "aws-containers:ecs.instances.keep needs instances: set aws-containers:ecs.compute: ec2 or managed-instances, and compute: fargate for the services that run there.",
      "aws-containers:ecs.instances.max is 2, below aws-containers:ecs.instances.min, which is 3.",
    ],
  },
  {
    what: "numbers of Managed Instances",
    config: onEcs({ compute: "managed-instances", instances: { min: 1, max: 4 } }),
    lines: [
      "aws-containers:ecs.instances.max is of Auto Scaling groups: ECS starts and terminates Managed Instances by the tasks alone.",
      "aws-containers:ecs.instances.min is of Auto Scaling groups: ECS starts and terminates Managed Instances by the tasks alone.",
    ],
  },
  {
    what: "instances that nothing runs on",
    config: onEcs({ instances: { types: ["m7g.large"] } }),
    lines: [
      "aws-containers:ecs.instances has no effect: nothing runs on instances. Remove it, or set aws-containers:ecs.compute or a service's compute to ec2 or managed-instances.",
    ],
  },
  {
    what: "instances without a way to the internet",
    config: onEcs({ compute: "ec2" }, {}, { network: { nat: "none" } }),
    lines: [
      "aws-containers:ecs.compute needs a way to the internet from private subnets, since tasks on instances get no public addresses: set aws-containers:network.nat: single, or private subnets of an existing VPC.",
    ],
  },
  {
    what: "ephemeral storage on instances, and fewer CPU units than a task has",
    config: onEcs({ compute: "ec2" }, { ephemeralStorageGib: 100, cpu: 127 }),
    lines: [
      "aws-containers:services.hello.cpu is 127, but a task of ECS has at least 128.",
      "aws-containers:services.hello.ephemeralStorageGib needs Fargate: tasks on instances share their disk. Set aws-containers:ecs.instances.diskGib, or compute: fargate for the service.",
    ],
  },
  {
    what: "a GPU on Fargate",
    config: onEcs({}, { gpu: 1 }),
    lines: [
      "aws-containers:services.hello.gpu needs instances: Fargate has no GPUs. Set compute: ec2 for the service.",
    ],
  },
  {
    what: "a GPU on arm64",
    config: onEcs({}, { gpu: 1, compute: "ec2" }),
    lines: [
      "aws-containers:services.hello.gpu needs architecture: x86_64, which the image is built for then: ECS has no Amazon Machine Image for GPUs on arm64.",
    ],
  },
  {
    what: "kernel parameters of the whole host",
    config: onEcs({}, { sysctls: { "vm.max_map_count": "262144" } }),
    lines: [
      "aws-containers:services.hello.sysctls.vm.max_map_count has a name that can't be used: it must be a namespaced kernel parameter of net., fs.mqueue. or kernel., such as net.core.somaxconn.",
    ],
  },
  {
    what: "types that have no room for the tasks",
    config: onEcs({ compute: "ec2", instances: { types: ["t4g.small", "m7g.large"] } }, { memory: 2048 }),
    lines: [
      "aws-containers:ecs.instances.types has t4g.small, too small for tasks of aws-containers:services.hello: 256 CPU units and 2048 MiB, besides what the system needs.",
    ],
  },
  {
    what: "types of another architecture",
    config: onEcs({ compute: "ec2", instances: { types: ["m7g.large"] } }, { architecture: "x86_64" }),
    lines: [
      "aws-containers:ecs.instances.types has no type of x86_64, which aws-containers:services.hello needs.",
    ],
  },
  {
    what: "tasks larger than the default types",
    config: onEcs({ compute: "ec2" }, { cpu: 65_536, memory: 131_072 }),
    lines: [
      "aws-containers:ecs.instances.types is missing: aws-containers:services.hello has tasks of 65536 CPU units and 131072 MiB, for which the default types have no room.",
    ],
  },
  {
    what: "jobs with GPUs on Fargate or arm64, without room, and beyond Fargate's limits",
    config: onEcs(
      { instances: { types: ["m6g.large"] } },
      {},
      {
        jobs: {
          a: { service: "hello", gpu: 1 },
          b: { service: "hello", gpu: 1, compute: "ec2" },
          c: { service: "hello", compute: "ec2", memory: 16384 },
          d: { service: "hello", cpu: 300, stopSeconds: 300 },
          e: { service: "hello", compute: "fargat" },
        },
      },
    ),
    lines: [
      "aws-containers:ecs.instances.types has m6g.large, too small for tasks of aws-containers:jobs.c: 256 CPU units and 16384 MiB, besides what the system needs.",
      "aws-containers:jobs.a.gpu needs instances: Fargate has no GPUs. Set compute: ec2 for the job.",
      "aws-containers:jobs.b.gpu needs architecture: x86_64: ECS has no Amazon Machine Image for GPUs on arm64. Set aws-containers:services.hello.architecture: x86_64, or give the job a source of its own.",
      "aws-containers:jobs.d.cpu is 300, but Fargate has 256, 512, 1024, 2048, 4096, 8192 or 16384.",
      "aws-containers:jobs.d.stopSeconds is 300, but Fargate allows at most 120.",
      'aws-containers:jobs.e.compute is "fargat", but must be fargate, managed-instances or ec2. Did you mean fargate?',
    ],
  },
];

/** What depends on the network mode and the placement of tasks. */
const onInstances: Case[] = [
  {
    what: "network modes and a placement on Fargate",
    config: onEcs(
      {},
      {
        networkMode: "bridge",
        placement: { distinctInstance: true },
        hostVolumes: { "/cache": "/mnt/cache" },
      },
    ),
    lines: [
      "aws-containers:services.hello.hostVolumes are of instances of Auto Scaling groups, and fargate has none to mount: remove them, or set compute: ec2 for the service.",
      "aws-containers:services.hello.networkMode is bridge, but fargate has awsvpc. Set compute: ec2 for the service, or remove it.",
      "aws-containers:services.hello.placement has no effect on fargate, where AWS places tasks: remove it, or set compute: ec2 for the service.",
    ],
  },
  {
    what: "a network mode and a placement of Managed Instances",
    config: onEcs(
      { compute: "managed-instances" },
      { networkMode: "bridge", placement: { strategies: ["random"] } },
    ),
    lines: [
      "aws-containers:services.hello.networkMode is bridge, but managed-instances has awsvpc, host or none.",
      "aws-containers:services.hello.placement has no effect on managed-instances, where AWS places tasks: remove it, or set compute: ec2 for the service.",
    ],
  },
  {
    what: "what needs a security group of the service's own",
    config: onEcs(
      { compute: "ec2" },
      { networkMode: "bridge", egress: "any", uses: ["db", "uploads"], volumes: { "/data": "files" } },
      { data: { db: { type: "postgres" }, uploads: { type: "bucket" }, files: { type: "filesystem" } } },
    ),
    lines: [
      "aws-containers:services.hello.egress opens connections: tasks would share the instances' security group, by which every service there could open them. Remove it, or networkMode: bridge, which doesn't go with it.",
      "aws-containers:services.hello.uses are db: tasks would share the instances' security group, by which every service there could connect to them. Remove it, or networkMode: bridge, which doesn't go with it.",
      "aws-containers:services.hello.volumes./data is a file system: tasks would share the instances' security group, by which every service there could mount it. Remove it, or networkMode: bridge, which doesn't go with it.",
    ],
  },
  {
    what: "calls of what shares the security group of instances",
    config: {
      platforms: "ecs",
      ecs: { compute: "ec2" },
      services: {
        hello: {},
        api: { image, exposure: "internal", networkMode: "bridge" },
        web: { image, exposure: "none", calls: ["api"] },
      },
    },
    lines: [
      "aws-containers:services.api.exposure is internal: tasks would share the instances' security group, by which every service there could be reached by what one is called by. Set public or none, or remove networkMode: bridge.",
      "aws-containers:services.web.calls[0] is api, which has no security group of its own to let callers in: its networkMode is bridge. Set it to awsvpc.",
    ],
  },
  {
    what: "requests in network mode none",
    config: onEcs({ compute: "ec2" }, { networkMode: "none" }),
    lines: [
      "aws-containers:services.hello.exposure is public: nobody reaches it. Only none goes with it. Set none, or remove networkMode: none.",
    ],
  },
  {
    what: "ports, kernel parameters and too few instances in network mode host",
    config: onEcs(
      { compute: "ec2", instances: { max: 3 } },
      {
        networkMode: "host",
        port: 443,
        sysctls: { "net.core.somaxconn": 1024 },
        scaling: { min: 3, max: 3 },
      },
    ),
    lines: [
      "aws-containers:services.hello.port is 443: on an instance, ports below 1024 are root's, which no container is. Remove it, or networkMode: host, which doesn't go with it.",
      "aws-containers:services.hello.scaling.max is 3, with one task on each instance: a deployment needs 4 instances, but aws-containers:ecs.instances.max allows 3. Raise that, or lower minimumHealthyPercent.",
      "aws-containers:services.hello.sysctls.net.core.somaxconn would be the whole instance's. Remove it, or networkMode: host, which doesn't go with it.",
    ],
  },
  {
    what: "directories of an instance that are the system's, or mounted in others",
    config: onEcs(
      { compute: "ec2" },
      {
        hostVolumes: {
          "/socket": "/var/run/docker.sock",
          "/up": "/mnt/../etc",
          "/root": "/mnt",
          "/tmp/cache": "/mnt/cache",
        },
      },
    ),
    lines: [
      'aws-containers:services.hello.hostVolumes./root is "/mnt", but must be a directory below /mnt or /srv, such as /mnt/cache.',
      'aws-containers:services.hello.hostVolumes./socket is "/var/run/docker.sock", but must be a directory below /mnt or /srv, such as /mnt/cache.',
      "aws-containers:services.hello.hostVolumes./tmp/cache can't be mounted there: its path must be outside of /tmp, which is writable already.",
      'aws-containers:services.hello.hostVolumes./up is "/mnt/../etc", but must be a directory below /mnt or /srv, such as /mnt/cache.',
    ],
  },
  {
    what: "external instances without their role, and without a network mode of theirs",
    config: onEcs({}, { compute: "external", exposure: "none" }),
    lines: [
      "aws-containers:services.hello.compute is external, for which the cluster needs the role of external instances: set aws-containers:ecs.external: true, deploy, register an instance, and then the service.",
      "aws-containers:services.hello.networkMode is missing: external has bridge, host or none. Set one, such as bridge.",
    ],
  },
  {
    what: "what external instances don't have",
    config: onEcs(
      { external: true },
      {
        compute: "external",
        networkMode: "bridge",
        egress: "any",
        uses: ["db"],
        gpu: 1,
        architecture: "x86_64",
        before: { command: ["migrate"] },
        placement: { distinctInstance: true },
      },
      { data: { db: { type: "postgres" } } },
    ),
    lines: [
      "aws-containers:services.hello.before runs on a capacity provider, which external instances don't have. Remove it, or compute: external, which doesn't go with it.",
      "aws-containers:services.hello.egress opens connections: external instances are outside of the stack's network. Remove it, or networkMode: bridge, which doesn't go with it.",
      "aws-containers:services.hello.exposure is public, but neither load balancers nor Service Connect reach external instances. Only none goes with them. Set none, or remove compute: external.",
      "aws-containers:services.hello.gpu needs instances of Auto Scaling groups. Remove it, or compute: external, which doesn't go with it.",
      "aws-containers:services.hello.placement has no effect on external, where AWS places tasks: remove it, or set compute: ec2 for the service.",
      "aws-containers:services.hello.uses are db: external instances are outside of the stack's network. Remove it, or networkMode: bridge, which doesn't go with it.",
    ],
  },
  {
    what: "a placement that can't be",
    config: onEcs(
      { compute: "ec2", instances: { types: ["m7g.large"] } },
      {
        placement: {
          strategies: ["random", "random"],
          instanceTypes: ["m6g.large"],
          availabilityZones: ["us-east-1a", "us-east-1a"],
        },
      },
    ),
    lines: [
      'aws-containers:services.hello.placement.availabilityZones[1] is "us-east-1a", which is already in the list.',
      "aws-containers:services.hello.placement.instanceTypes[0] is m6g.large, but aws-containers:ecs.instances.types for it are m7g.large.",
      'aws-containers:services.hello.placement.strategies[1] is "random", which is already in the list.',
    ],
  },
];

/** What EKS hasn't. */
const onEks: Case[] = [
  {
    what: "kernel parameters that ECS doesn't set, or EKS has not",
    config: {
      platforms: "ecs,eks",
      services: { hello: { sysctls: { "net.core.somaxconn": 4096 } } },
    },
    lines: [
      "aws-containers:services.hello.sysctls are of ECS alone: remove them, or set platforms: [ecs] for the service.",
    ],
  },
  {
    what: "a network mode and a placement on EKS too",
    config: {
      platforms: "ecs,eks",
      services: {
        hello: {
          networkMode: "bridge",
          placement: { strategies: ["random"] },
          hostVolumes: { "/cache": "/mnt/cache" },
          compute: "ec2",
        },
      },
    },
    lines: [
      "aws-containers:services.hello.hostVolumes are of ECS alone: remove them, or set platforms: [ecs] for the service. On EKS, volumes has block volumes.",
      "aws-containers:services.hello.networkMode is bridge, which EKS doesn't have: remove it, or set platforms: [ecs] for the service.",
      "aws-containers:services.hello.placement is of ECS alone: remove it, or set platforms: [ecs] for the service.",
    ],
  },
  {
    what: "compute where none of the platforms has it",
    config: { platforms: "eks", services: { hello: { compute: "ec2" } } },
    lines: [
      "aws-containers:services.hello.compute has no effect: only ecs honours it, and the service doesn't run there.",
    ],
  },
];

describe("settings of what ECS runs on reject", () => {
  for (const { what, config, secrets, lines } of [
    ...cases,
    ...onInstances,
    ...(hasPlatforms("eks") ? onEks : []),
  ]) {
    it(what, () => {
      assert.deepEqual(errorsOf(config, secrets), lines);
    });
  }
});

describe("settings of what ECS runs on", () => {
  it("are Fargate by default, which a service may be taken off", () => {
    assert.deepEqual(read({ platforms: "ecs" }).ecs, {
      insights: "enhanced",
      exec: false,
      compute: "fargate",
      external: false,
      serviceConnect: { tls: false },
    });
    const { services } = read(onEcs({}, { compute: "ec2" }));
    assert.equal(services.hello?.compute, "ec2");
  });

  it("warn of the quota of GPUs, which is none in a new account", () => {
    const { warnings } = read(onEcs({ compute: "ec2" }, { gpu: 1, architecture: "x86_64" }));
    assert.deepEqual(
      warnings.filter((warning) => warning.includes("gpu")),
      [
        "aws-containers:services.hello.gpu needs vCPUs of G instances, of which a new account may have none: look at the quotas L-DB2E81BA (On-Demand) and L-3819A6DF (Spot) and ask for more before `pulumi up` (aws service-quotas get-service-quota --service-code ec2 --quota-code L-DB2E81BA). Until then its replicas don't start, and the deployment fails.",
      ],
    );
  });

  it("warn of the quota for GPUs of jobs", () => {
    const train = { source: "./app", gpu: 1, compute: "ec2", architecture: "x86_64" };
    const { warnings, jobs } = read(onEcs({}, {}, { jobs: { train } }));
    assert.deepEqual(
      warnings.filter((warning) => warning.includes("gpu")),
      [
        "aws-containers:jobs.train.gpu needs vCPUs of G instances, of which a new account may have none: look at the quotas L-DB2E81BA (On-Demand) and L-3819A6DF (Spot) and ask for more before `pulumi up` (aws service-quotas get-service-quota --service-code ec2 --quota-code L-DB2E81BA). Until then its runs wait until their timeout, and fail.",
      ],
    );
    assert.deepEqual([jobs.train?.compute, jobs.train?.gpu], ["ec2", 1]);
  });

  it("allow sizes on instances that Fargate doesn't have, and a longer time to stop", () => {
    const { services } = read(onEcs({ compute: "ec2" }, { cpu: 300, memory: 700, stopSeconds: 600 }));
    assert.equal(services.hello?.cpu, 300);
  });
});
