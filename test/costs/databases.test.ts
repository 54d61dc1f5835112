import assert from "node:assert/strict";
import { figures, report, resource } from "./a-plan";

const cluster = (inputs: object) =>
  resource("aws:rds/cluster:Cluster", "db", { manageMasterUserPassword: true, ...inputs });
const scaling = (minCapacity: number, maxCapacity: number) => ({
  serverlessv2ScalingConfiguration: { minCapacity, maxCapacity },
});
const instance = (name: string, of: { urn: string }, instanceClass = "db.serverless") => ({
  ...resource("aws:rds/clusterInstance:ClusterInstance", name, { instanceClass }),
  propertyDependencies: { clusterIdentifier: [of.urn] },
});

describe("the cost of a database", () => {
  it("is $87.60 for each unit of its capacity, of which it has none while it pauses, and its secret", () => {
    const paused = cluster(scaling(0, 2));
    assert.deepEqual(figures(paused, instance("db-1", paused)), [
      ["database", "0–2", "0–175.2"],
      ["secret", 1, 0.4],
    ]);
  });

  it("is that of each of its instances", () => {
    const db = cluster(scaling(0.5, 0.5));
    assert.deepEqual(figures(db, instance("db-1", db), instance("db-2", db)), [
      ["database", 1, 87.6],
      ["secret", 1, 0.4],
    ]);
    assert.deepEqual(figures(cluster(scaling(0.5, 1))), [["secret", 1, 0.4]]);
  });

  it("isn't known of other instances, nor of a capacity that isn't", () => {
    const db = cluster({ manageMasterUserPassword: false, ...scaling(1, 1) });
    assert.deepEqual(
      report(db, instance("db-1", db, "db.r8g.large")).noPrice.map(({ what }) => what),
      ["database instance db.r8g.large"],
    );
    const unknown = cluster({});
    assert.deepEqual(
      report(unknown, instance("db-1", unknown)).noPrice.map(({ what }) => what),
      ["capacity of a database"],
    );
  });
});
