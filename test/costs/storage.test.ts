import assert from "node:assert/strict";
import { figures, report, resource } from "./a-plan";

const unpriced = (...resources: Parameters<typeof report>) =>
  report(...resources).noPrice.map(({ what }) => what);

describe("the cost of caches and file systems", () => {
  const cache = (engine?: string) =>
    resource("aws:elasticache/serverlessCache:ServerlessCache", "sessions", { engine });

  it("is the least that AWS charges of a Valkey cache", () => {
    assert.deepEqual(figures(cache("valkey")), [["cache", 1, 6.13]]);
    assert.deepEqual(unpriced(cache("valkey")), []);
    assert.deepEqual(unpriced(cache("redis")), ["a serverless cache of redis"]);
    assert.deepEqual(unpriced(cache()), ["a serverless cache of another engine"]);
  });

  it("is nothing for a file system but what it holds, unless its throughput is provisioned", () => {
    const fileSystem = (throughputMode: string) =>
      resource("aws:efs/fileSystem:FileSystem", "shared", { throughputMode });
    assert.deepEqual(figures(fileSystem("elastic")), []);
    const parts = ["accessPoint:AccessPoint", "backupPolicy:BackupPolicy", "mountTarget:MountTarget"];
    assert.deepEqual(
      unpriced(fileSystem("elastic"), ...parts.map((part) => resource(`aws:efs/${part}`, part))),
      [],
    );
    assert.deepEqual(unpriced(fileSystem("provisioned")), ["provisioned throughput"]);
  });

  it("is nothing for the volumes and claims that mount it", () => {
    const volume = (driver: string) =>
      resource("kubernetes:core/v1:PersistentVolume", "shared", { spec: { csi: { driver } } });
    const claim = (spec: object) => resource("kubernetes:core/v1:PersistentVolumeClaim", "shared", { spec });
    assert.deepEqual(unpriced(volume("efs.csi.aws.com"), claim({ storageClassName: "" })), []);
    assert.deepEqual(unpriced(volume("ebs.csi.aws.com")), ["kubernetes:core/v1:PersistentVolume"]);
    assert.deepEqual(unpriced(claim({})), ["kubernetes:core/v1:PersistentVolumeClaim"]);
  });

  it("is that of a replica's own volume by the type, the IOPS and the throughput of its class", () => {
    const claim = (storageClassName: string, storage: string) =>
      resource("kubernetes:core/v1:PersistentVolumeClaim", "data-web-0", {
        spec: { storageClassName, resources: { requests: { storage } } },
      });
    const classes = Object.entries({
      "gp3-delete": { type: "gp3" },
      "gp3-4000-250-delete": { type: "gp3", iops: "4000", throughput: "250" },
      "io2-4000-retain": { type: "io2", iops: "4000" },
      "io2-40000-retain": { type: "io2", iops: "40000" },
      "st1-delete": { type: "st1" },
      "sc1-delete": { type: "sc1" },
      standard: { type: "standard" },
    }).map(([name, parameters]) =>
      resource("kubernetes:storage.k8s.io/v1:StorageClass", name, { metadata: { name }, parameters }),
    );
    const price = (className: string, storage: string) => figures(...classes, claim(className, storage));
    assert.deepEqual(price("gp3-delete", "20Gi"), [["volume", 1, 1.6]]);
    assert.deepEqual(price("gp3-delete", "1Ti"), [["volume", 1, 81.92]]);
    // 1.6 + 1000 × 0.005 + 125 × 0.04
    assert.deepEqual(price("gp3-4000-250-delete", "20Gi"), [["volume", 1, 11.6]]);
    // 12.5 + 4000 × 0.065
    assert.deepEqual(price("io2-4000-retain", "100Gi"), [["volume", 1, 272.5]]);
    // 12.5 + 32000 × 0.065 + 8000 × 0.0455
    assert.deepEqual(price("io2-40000-retain", "100Gi"), [["volume", 1, 2456.5]]);
    assert.deepEqual(price("st1-delete", "200Gi"), [["volume", 1, 9]]);
    assert.deepEqual(price("sc1-delete", "200Gi"), [["volume", 1, 3]]);
    assert.deepEqual(unpriced(...classes, claim("gp3-delete", "20Gi")), []);
    assert.deepEqual(unpriced(...classes, claim("standard", "20Gi")), [
      "a volume of the StorageClass standard",
    ]);
    assert.deepEqual(unpriced(claim("fast", "20Gi")), ["a volume of the StorageClass fast"]);
  });

  it("is that of the volumes that are created with pods, of each of them", () => {
    const storageClass = resource("kubernetes:storage.k8s.io/v1:StorageClass", "gp3", {
      metadata: { name: "gp3-4000-delete" },
      parameters: { type: "gp3", iops: "4000" },
    });
    const claim = (storageClassName: string) => ({
      ephemeral: {
        volumeClaimTemplate: { spec: { storageClassName, resources: { requests: { storage: "20Gi" } } } },
      },
    });
    const deployment = (...volumes: object[]) =>
      resource("kubernetes:apps/v1:Deployment", "web", {
        spec: { replicas: 3, template: { spec: { volumes } } },
      });
    // 1.6 + 1000 × 0.005
    assert.deepEqual(figures(storageClass, deployment({ emptyDir: {} }, claim("gp3-4000-delete"))), [
      ["volume", 3, 19.8],
    ]);
    assert.deepEqual(unpriced(storageClass, deployment(claim("fast"))), [
      "a volume of the StorageClass fast",
    ]);
  });

  it("is that of the volumes that ECS creates with tasks, as many as run, whatever they run on", () => {
    const service = (managedEbsVolume: object) =>
      resource("aws:ecs/service:Service", "web", {
        desiredCount: 2,
        capacityProviderStrategies: [{ capacityProvider: "ec2", weight: 1 }],
        volumeConfiguration: { name: "ephemeral-cache", managedEbsVolume },
      });
    const target = resource(
      "aws:appautoscaling/target:Target",
      "web",
      { minCapacity: 2, maxCapacity: 4 },
      { propertyDependencies: { resourceId: [service({}).urn] } },
    );
    assert.deepEqual(figures(service({ sizeInGb: 100, volumeType: "gp3" })), [["volume", 2, 16]]);
    // 8 + 125 × 0.04
    const fast = service({ sizeInGb: 100, volumeType: "gp3", throughput: 250 });
    assert.deepEqual(figures(fast, target), [["volume", "2–4", "26–52"]]);
    assert.deepEqual(figures(service({ sizeInGb: 500, volumeType: "sc1" })), [["volume", 2, 15]]);
    assert.deepEqual(unpriced(service({ volumeType: "gp3" })), [
      "a volume of each task, of unknown size or another type",
    ]);
  });
});
