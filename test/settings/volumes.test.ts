import assert from "node:assert/strict";
import { errorsOf, hasPlatforms, prod, read } from "./reading";

const source = "./app";

describe("caches and file systems", () => {
  const data = { sessions: { type: "cache" }, shared: { type: "filesystem" } };

  it("are small and disposable in dev", () => {
    assert.deepEqual(read({ data }).data, {
      sessions: {
        type: "cache",
        maxGigabytes: 1,
        maxEcpusPerSecond: 1000,
        snapshotDays: 0,
        ownKey: true,
        protect: false,
      },
      shared: { type: "filesystem", backups: false, protect: false },
    });
  });

  it("are larger, backed up and protected in prod", () => {
    assert.deepEqual(read({ ...prod, data }).data, {
      sessions: {
        type: "cache",
        maxGigabytes: 10,
        maxEcpusPerSecond: 10_000,
        snapshotDays: 7,
        ownKey: true,
        protect: true,
      },
      shared: { type: "filesystem", backups: true, protect: true },
    });
  });

  it("are what their owners have, by the ARNs of a serverless cache and of an access point", () => {
    const sessions = "arn:aws:elasticache:us-east-1:111122223333:serverlesscache:sessions";
    const shared = "arn:aws:elasticfilesystem:us-east-1:111122223333:access-point/fsap-0123456789abcdef0";
    const existing = {
      sessions: { type: "cache", existing: sessions },
      shared: { type: "filesystem", existing: shared },
    };
    assert.deepEqual(read({ data: existing }).data, existing);
    assert.deepEqual(
      errorsOf({
        data: {
          sessions: { type: "cache", existing: shared },
          shared: {
            type: "filesystem",
            existing: "arn:aws:elasticfilesystem:us-east-1:111122223333:file-system/fs-1",
          },
          hostile: {
            type: "filesystem",
            existing: `arn:aws:elasticfilesystem:${"a-".repeat(50_000)}`,
          },
        },
      }).map((line) => line.replace(/is "?arn\S+,/, "is …,")),
      [
        "aws-containers:data.hostile.existing is …, but must be the ARN of a filesystem, such as arn:aws:elasticfilesystem:us-east-1:111122223333:access-point/fsap-0123456789abcdef0.",
        "aws-containers:data.sessions.existing is …, but must be the ARN of a cache, such as arn:aws:elasticache:us-east-1:111122223333:serverlesscache:sessions.",
        "aws-containers:data.shared.existing is …, but must be the ARN of a filesystem, such as arn:aws:elasticfilesystem:us-east-1:111122223333:access-point/fsap-0123456789abcdef0.",
      ],
    );
  });

  it("set variables that nothing else sets, but for file systems", () => {
    const web = { source, uses: ["sessions"], environment: { SESSIONS_PORT: "1" } };
    assert.deepEqual(errorsOf({ data, services: { web } }), [
      "aws-containers:services.web.environment.SESSIONS_PORT is set from uses, which has sessions: remove one of them.",
    ]);
  });
});

describe("the volumes of a service", () => {
  const data = { shared: { type: "filesystem" }, shelf: { type: "filesystem" }, orders: { type: "table" } };

  it("are file systems of the stack, by directory", () => {
    const web = { source, volumes: { "/data": "shared", "/var/www/media": "shelf" } };
    assert.deepEqual(read({ data, services: { web } }).services.web?.volumes, web.volumes);
    assert.deepEqual(read({ services: { web: { source } } }).services.web?.volumes, {});
  });

  it("are mounted, and not used", () => {
    const web = { source, uses: ["shared"], volumes: { "/data": "shared" } };
    assert.deepEqual(errorsOf({ data, services: { web } }), [
      "aws-containers:services.web.uses[0] is shared, a filesystem, which is mounted: write volumes: { /data: shared } instead.",
    ]);
  });

  it("are no other data, and nothing that the stack doesn't have", () => {
    const volumes = { "/a": "share", "/b": "orders", "/c": "toString" };
    assert.deepEqual(errorsOf({ data, services: { web: { source, volumes } } }), [
      'aws-containers:services.web.volumes./a is "share", but no file system or bucket of the stack. Did you mean shared? Its file systems and buckets: shared, shelf.',
      "aws-containers:services.web.volumes./b is orders, a table: only data of type filesystem, lustre and bucket can be mounted. Use it by uses.",
      'aws-containers:services.web.volumes./c is "toString", but no file system or bucket of the stack. Its file systems and buckets: shared, shelf.',
    ]);
    assert.deepEqual(errorsOf({ services: { web: { source, volumes: { "/data": "shared" } } } }), [
      'aws-containers:services.web.volumes./data is "shared", but no file system or bucket of the stack. It has none.',
    ]);
  });

  it("are mounted at directories where nothing else is", () => {
    const volumes = Object.fromEntries(
      ["/data", "/data/inner", "/tmp/x", "/etc/web", "/sys/x"].map((path) => [path, "shared"]),
    );
    const web = { source, volumes, files: { "/etc/web/a.yaml": "a" } };
    const at = "aws-containers:services.web.volumes";
    assert.deepEqual(errorsOf({ data, services: { web } }), [
      `${at}./data/inner can't be mounted there: its path must be outside of /data, which is writable already.`,
      `${at}./etc/web can't be mounted there: its path must be another directory than that of /etc/web/a.yaml.`,
      `${at}./sys/x can't be mounted there: its path must be outside of /proc, /sys, /dev.`,
      `${at}./tmp/x can't be mounted there: its path must be outside of /tmp, which is writable already.`,
    ]);
    const many = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`/data${index}`, "shared"]));
    assert.deepEqual(errorsOf({ data, services: { web: { source, volumes: many } } }), [
      `${at} has 11 directories, but must have at most 10.`,
    ]);
  });

  it("have a path that is read in no time", () => {
    const volumes = { [`${"/a".repeat(50_000)}!`]: "shared" };
    assert.equal(errorsOf({ data, services: { web: { source, volumes } } }).length, 1);
  });
});

(hasPlatforms("eks") ? describe : describe.skip)("buckets that are mounted", () => {
  const data = { uploads: { type: "bucket" } };
  const web = { source, uses: ["uploads"], volumes: { "/uploads": "uploads" } };
  const at = "aws-containers:services.web.volumes./uploads";

  it("are those of uses, on EKS", () => {
    const { services } = read({ platforms: "eks", data, services: { web } });
    assert.deepEqual(services.web?.volumes, web.volumes);
    assert.deepEqual(errorsOf({ platforms: "eks", data, services: { web: { ...web, uses: [] } } }), [
      `${at} is uploads, a bucket, which is mounted with the permissions of uses: add uploads to uses.`,
    ]);
    const jobs = { report: { source, volumes: web.volumes } };
    assert.deepEqual(errorsOf({ platforms: "eks", data, jobs }), [
      "aws-containers:jobs.report.volumes./uploads is uploads, a bucket, which is mounted with the permissions of uses: add uploads to uses.",
    ]);
  });

  it("are a job's whose container is that of a service which mounts them", () => {
    const { jobs } = read({
      platforms: "eks",
      data,
      services: { web },
      jobs: { report: { service: "web" } },
    });
    assert.deepEqual(jobs.report?.volumes, web.volumes);
  });

  it("are none on a cluster that is there already", () => {
    const eks = { existing: { name: "shop", ingressClass: "alb" } };
    assert.deepEqual(errorsOf({ platforms: "eks", eks, data, services: { web } }), [
      "aws-containers:services.web.volumes can't be mounted on an existing cluster: its drivers for file systems and buckets are its own.",
    ]);
  });

  (hasPlatforms("ecs") ? it : it.skip)("are refused on ECS, of services and jobs", () => {
    const jobs = { report: { service: "web", platforms: ["ecs"] } };
    const refused =
      "is uploads, a bucket, which ECS doesn't mount: mount data of type filesystem, use the bucket by uses alone, or run it on EKS alone, with platforms: [eks].";
    assert.deepEqual(errorsOf({ data, services: { web }, jobs }), [
      `aws-containers:jobs.report.volumes./uploads ${refused}`,
      `${at} ${refused}`,
    ]);
  });
});

(hasPlatforms("eks") ? describe : describe.skip)("volumes of each replica's own", () => {
  const at = "aws-containers:services.hello";
  const hello = (service: object) => ({ services: { hello: service } });
  const volumes = { "/data": { storageGib: "20" } };
  const fixed = { scaling: { min: 1, max: 1 } };

  it("are on EKS, of a fixed number of replicas", () => {
    const { services } = read({ platforms: "eks", ...hello({ volumes, ...fixed }) });
    assert.deepEqual(services.hello?.volumes, { "/data": { storageGib: 20 } });
  });

  (hasPlatforms("ecs") ? it : it.skip)(
    "are refused on ECS, where they scale, and with what a rolling update has",
    () => {
      assert.deepEqual(errorsOf(hello({ volumes, minimumHealthyPercent: 50, maximumPercent: 150 })), [
        `${at}.maximumPercent has no effect with a volume of each replica's own at /data: replicas are replaced one by one, each after it has stopped.`,
        `${at}.minimumHealthyPercent has no effect with a volume of each replica's own at /data: replicas are replaced one by one, each after it has stopped.`,
        `${at}.scaling.max is 4, but min is 1: they must be the same, since each replica has a volume of its own at /data.`,
        `${at}.volumes./data is a block volume, which ECS would delete with its task: mount data of type filesystem, say that it may be deleted, with ephemeral: true, or run the service on EKS alone, with platforms: [eks].`,
      ]);
    },
  );

  it("have a size that EBS has", () => {
    assert.deepEqual(
      errorsOf({
        platforms: "eks",
        ...hello({ volumes: { "/data": { storageGib: 16_385 }, "/b": {} }, ...fixed }),
      }),
      [
        `${at}.volumes./b.storageGib is missing: it must be a whole number from 1 to 16384.`,
        `${at}.volumes./data.storageGib is 16385, but must be a whole number from 1 to 16384.`,
      ],
    );
  });

  it("have a type, with the values that it has", () => {
    const ofType = (volume: object) =>
      errorsOf({ platforms: "eks", ...hello({ volumes: { "/data": volume }, ...fixed }) });
    const { services } = read({
      platforms: "eks",
      ...hello({ volumes: { "/data": { storageGib: "100", type: "io2", iops: "4000" } }, ...fixed }),
    });
    assert.deepEqual(services.hello?.volumes, { "/data": { storageGib: 100, type: "io2", iops: 4000 } });
    assert.deepEqual(ofType({ storageGib: 20, type: "gp2" }), [
      `${at}.volumes./data.type is "gp2", but must be gp3, io2, st1 or sc1. Did you mean gp3?`,
    ]);
    assert.deepEqual(ofType({ storageGib: 20, type: "io2" }), [
      `${at}.volumes./data.iops is missing: it must be set with type io2, which AWS charges by it.`,
    ]);
    assert.deepEqual(ofType({ storageGib: 20, type: "sc1", iops: 3000 }), [
      `${at}.volumes./data.iops is 3000, but must be left out with type sc1.`,
      `${at}.volumes./data.storageGib is 20, but must be 125 to 16384 with type sc1.`,
    ]);
    assert.deepEqual(ofType({ storageGib: 20, throughput: 1000 }), [
      `${at}.volumes./data.throughput is 1000, but must be 125 to 750 with 3000 IOPS.`,
    ]);
  });

  it("have the type of their StorageClass in an existing cluster", () => {
    const volumes = { "/data": { storageGib: 20, type: "gp3", iops: 4000, throughput: 250 } };
    const eks = { existing: { name: "shop", storageClass: "fast", ingressClass: "nginx" } };
    assert.deepEqual(
      errorsOf({ platforms: "eks", eks, ...hello({ volumes, ...fixed }) }),
      ["iops", "throughput", "type"].map(
        (key) => `${at}.volumes./data.${key} is its StorageClass's on an existing cluster: leave it out.`,
      ),
    );
  });

  it("are no job's", () => {
    const jobs = { report: { service: "hello", schedule: "rate(1 day)" } };
    assert.deepEqual(
      read({ platforms: "eks", ...hello({ volumes, ...fixed }), jobs }).jobs.report?.volumes,
      {},
    );
  });
});

describe("volumes that are deleted with their replica", () => {
  const at = "aws-containers:services.hello";
  const hello = (service: object) => ({ services: { hello: service } });
  const cache = { storageGib: "20", ephemeral: "true" };

  it("are on every platform, of replicas that scale and are replaced as others are", () => {
    const { services } = read(hello({ volumes: { "/cache": cache }, minimumHealthyPercent: 50 }));
    assert.deepEqual(services.hello?.volumes, { "/cache": { storageGib: 20, ephemeral: true } });
  });

  (hasPlatforms("ecs") ? it : it.skip)("are refused on ECS where a task has two, or runs outside", () => {
    assert.deepEqual(errorsOf(hello({ volumes: { "/cache": cache, "/scratch": cache } })), [
      `${at}.volumes has ephemeral volumes at /cache and /scratch, but ECS attaches one to a task: keep one, or run the service on EKS alone, with platforms: [eks].`,
    ]);
    const outside = { compute: "external", exposure: "none", networkMode: "bridge" };
    assert.deepEqual(
      errorsOf({
        platforms: "ecs",
        ecs: { external: true },
        ...hello({ volumes: { "/cache": cache }, ...outside }),
      }),
      [
        `${at}.volumes./cache is a volume of EBS, which external instances don't have: remove it, or mount a directory of theirs with hostVolumes.`,
      ],
    );
  });

  it("have the sizes and types of others", () => {
    assert.deepEqual(errorsOf(hello({ volumes: { "/cache": { ...cache, type: "st1" } } })), [
      `${at}.volumes./cache.storageGib is 20, but must be 125 to 16384 with type st1.`,
    ]);
  });
});
