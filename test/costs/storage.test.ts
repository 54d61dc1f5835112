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

  it("is that of gp3 for each GiB of a replica's own volume, whose class is the template's", () => {
    const claim = (storageClassName: string, storage: string) =>
      resource("kubernetes:core/v1:PersistentVolumeClaim", "data-web-0", {
        spec: { storageClassName, resources: { requests: { storage } } },
      });
    assert.deepEqual(figures(claim("gp3-delete", "20Gi")), [["volume", 1, 1.6]]);
    assert.deepEqual(figures(claim("gp3-retain", "1Ti")), [["volume", 1, 81.92]]);
    assert.deepEqual(unpriced(claim("gp3-retain", "20Gi")), []);
    assert.deepEqual(unpriced(claim("fast", "20Gi")), ["a volume of the StorageClass fast"]);
  });
});
