import assert from "node:assert/strict";
import { platformNames } from "../../settings/platforms";
import { errorsOf, prod, read } from "./reading";

describe("tags on EKS", () => {
  it("are refused where EKS sets them itself", () => {
    const tags = { "eks:team": "a", "kubernetes.io/cluster/shop": "owned", "karpenter.sh/x": "b", eks: "c" };
    assert.deepEqual(
      errorsOf({ platforms: "eks", tags }),
      ["eks:team", "karpenter.sh/x", "kubernetes.io/cluster/shop"].map(
        (name) =>
          `aws-containers:tags.${name} is a tag that EKS sets itself on nodes and load balancers: choose another name.`,
      ),
    );
  });
});

describe("eks settings", () => {
  const both = platformNames.length > 1 ? it : it.skip;
  const everyLog = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

  it("are cheap in dev, and warn of an API that is open to the internet", () => {
    const settings = read();
    assert.deepEqual(settings.eks, {
      version: "1.35",
      endpoint: "both",
      admins: [],
      compute: "auto",
      access: {},
      namespaces: {},
      containerLogs: true,
      secretsEncryption: true,
      volumeSnapshots: false,
      deletionProtection: false,
      protect: false,
      retainVolumes: false,
      logs: ["audit", "authenticator"],
      insights: "disabled",
      logRetentionDays: 365,
    });
    const open =
      "The API of the EKS cluster is open to the internet: set the ranges that can reach it in aws-containers:eks.endpointCidrs.";
    assert.deepEqual(settings.warnings, [open]);
    assert.deepEqual(read({ eks: { endpointCidrs: ["0.0.0.0/0"] } }).warnings, [open]);
  });

  it("warn of a capacity that an existing cluster ignores, where it is said", () => {
    const services = {
      hello: { source: "./app", capacity: "spot", routes: [{ path: "/hello/*" }] },
      other: { source: "./app", routes: [{ path: "/other/*" }] },
    };
    const jobs = { report: { service: "hello", command: ["report"], capacity: "on-demand" } };
    const eks = { existing: { name: "shop", ingressClass: "nginx" } };
    assert.deepEqual(read({ platforms: ["eks"], services, jobs, eks }).warnings, [
      "aws-containers:jobs.report: failed runs aren't reported on EKS, since aws-containers:eks.existing has a control plane whose logs are its own. Watch kube_job_status_failed there, or run the job on ECS or Batch.",
      ...["services.hello", "jobs.report"].map(
        (key) =>
          `aws-containers:${key}.capacity has no effect on eks: the cluster is there already, with nodes of its own.`,
      ),
    ]);
  });

  it("warn of jobs that fail unheard without the audit log", () => {
    const jobs = { index: { service: "hello", queue: "events" }, report: { service: "hello" } };
    const warned = (logs: string[]) =>
      read({ platforms: ["eks"], jobs, data: { events: { type: "queue" } }, eks: { logs } }).warnings.filter(
        (warning) => warning.includes("jobs."),
      );
    assert.deepEqual(warned(["audit"]), []);
    assert.deepEqual(warned(["api", "authenticator"]), [
      "aws-containers:jobs.report: failed runs aren't reported on EKS, since aws-containers:eks.logs has no audit, from which alarms count failed runs. Add it, or run the job on ECS or Batch.",
    ]);
  });

  it("say where a private endpoint is reached from", () => {
    const settings = read({
      tier: "prod",
      eks: { endpoint: "private", endpointCidrs: ["10.8.0.0/16"], logs: ["audit"] },
    });
    assert.deepEqual(settings.eks?.endpointCidrs, ["10.8.0.0/16"]);
    assert.deepEqual(settings.eks?.logs, ["audit"]);
    assert.deepEqual(settings.warnings, [
      "The API of the EKS cluster is reached in its VPC alone: run `pulumi up` inside of aws-containers:eks.endpointCidrs, on a runner in the VPC or through a VPN.",
    ]);
  });

  it("are protected and encrypted in prod", () => {
    assert.deepEqual(read(prod).eks, {
      version: "1.35",
      endpoint: "both",
      admins: [],
      compute: "auto",
      access: {},
      namespaces: {},
      containerLogs: true,
      endpointCidrs: ["52.95.110.0/24"],
      secretsEncryption: true,
      volumeSnapshots: false,
      deletionProtection: true,
      protect: true,
      retainVolumes: true,
      logs: everyLog,
      insights: "disabled",
      logRetentionDays: 365,
    });
    assert.deepEqual(read(prod).warnings, []);
  });

  it("take a version as number and lists as strings", () => {
    const admin = "arn:aws:iam::210987654321:role/team/ops";
    const { eks } = read({ "eks.version": "1.36", eks: { admins: admin, endpointCidrs: "52.95.110.0/24" } });
    assert.equal(eks?.version, "1.36");
    assert.deepEqual(eks?.admins, [admin]);
    assert.equal(read({ eks: { version: 1.36 } }).eks?.version, "1.36");
  });

  both("allow sizes that only Fargate rejects", () => {
    const elsewhere = { cpu: 300, platforms: "eks" };
    const here = { source: "./app", platforms: "ecs", routes: [{ path: "/here" }] };
    const services = { hello: { ...elsewhere, routes: [{ path: "/*" }] }, here };
    assert.equal(read({ platforms: "ecs,eks", services }).services.hello?.cpu, 300);
  });

  both("are left out, with a warning, where the stack doesn't have the platform", () => {
    const settings = read({ platforms: "ecs", eks: { version: "1.36" } });
    assert.equal("eks" in settings, false);
    assert.deepEqual(settings.warnings, [
      "aws-containers:eks is ignored: aws-containers:platforms doesn't have it.",
    ]);
  });
});

describe("GPUs of services on EKS", () => {
  it("warn of the quota, which is none in a new account", () => {
    const services = { hello: { gpu: 1, architecture: "x86_64" } };
    assert.deepEqual(
      read({ platforms: "eks", services }).warnings.filter((warning) => warning.includes("gpu")),
      [
        "aws-containers:services.hello.gpu needs vCPUs of G instances, of which a new account may have none: look at the quotas L-DB2E81BA (On-Demand) and L-3819A6DF (Spot) and ask for more before `pulumi up` (aws service-quotas get-service-quota --service-code ec2 --quota-code L-DB2E81BA). Until then its replicas don't start, and the deployment fails.",
      ],
    );
  });
});

describe("the identity that reaches the cluster", () => {
  it("is the AWS provider's: its profile, and the last of its roles", () => {
    const roleArn = (role: string) => `arn:aws:iam::222233334444:role/${role}`;
    const { eks } = read({
      "aws:profile": "work",
      "aws:assumeRoles": JSON.stringify([{ roleArn: roleArn("first") }, { roleArn: roleArn("last") }]),
    });
    assert.deepEqual(eks?.credentials, { profileName: "work", roleArn: roleArn("last") });
  });

  it("is the environment's choice where the stack sets nothing", () => {
    assert.equal(read().eks?.credentials, undefined);
  });
});

describe("volumes of each replica's own on an existing cluster", () => {
  const service = {
    platforms: "eks",
    services: {
      hello: {
        exposure: "internal",
        scaling: { min: 1, max: 1 },
        volumes: { "/data": { storageGib: 20 } },
      },
    },
  };

  it("have a StorageClass of the cluster", () => {
    assert.deepEqual(errorsOf({ ...service, eks: { existing: { context: "kind" } } }), [
      "aws-containers:services.hello.volumes./data needs a StorageClass of the cluster: name it in aws-containers:eks.existing.storageClass.",
    ]);
    const { eks } = read({ ...service, eks: { existing: { context: "kind", storageClass: "fast" } } });
    assert.equal(eks?.existing?.storageClass, "fast");
  });
});

describe("GuardDuty's Runtime Monitoring of EKS", () => {
  it("is where guardDuty says so, and nowhere else", () => {
    const monitoredBy = (guardDuty?: object) =>
      read({ platforms: ["eks"], ...(guardDuty && { guardDuty }) }).eks?.runtimeMonitoring;
    assert.deepEqual(
      [monitoredBy(), monitoredBy({}), monitoredBy({ runtimeMonitoring: false })],
      [undefined, true, undefined],
    );
  });
});
