import assert from "node:assert/strict";
import { createData, DataCache, type DataCacheArgs } from "../../../components/data";
import { planOf } from "../../support/plan";
import { dataNetwork } from "./worker-data";

const network = { ...dataNetwork, dataSubnetIds: ["subnet-a", "subnet-b", "subnet-c"], dataSubnetCount: 3 };

/** Plans a cache; the stack's outputs are what a service that uses it gets. */
const planOfCache = (args: Omit<DataCacheArgs, "network"> = {}, name = "sessions") =>
  planOf(() => {
    const { variables, statements, endpoint } = new DataCache(name, { ...args, network });
    return { variables, statements, endpoint };
  });

describe("DataCache", () => {
  it("is a Valkey cache of limited cost in the first two zones, with a security group without rules", async () => {
    const plan = await planOfCache();
    const group = plan.theOne("SecurityGroup");
    assert.deepEqual(
      [group.name, group.inputs],
      [
        "sessions-cache",
        { vpcId: "vpc-1", description: "Cache sessions: connections from the services that use it" },
      ],
    );
    const cache = plan.theOne("ServerlessCache");
    assert.deepEqual(
      [cache.name, cache.inputs, cache.protect ?? false],
      [
        "sessions-cache",
        {
          engine: "valkey",
          majorEngineVersion: "8",
          description: "Cache sessions",
          subnetIds: ["subnet-a", "subnet-b"],
          securityGroupIds: [group.id],
          snapshotRetentionLimit: 0,
          cacheUsageLimits: {
            dataStorage: { maximum: 1, unit: "GB" },
            ecpuPerSeconds: [{ maximum: 1000 }],
          },
        },
        false,
      ],
    );
    assert.deepEqual(plan.ofType("kms/key:Key"), []);
  });

  it("says where it is over TLS, on the ports for reading and writing and for reading from replicas", async () => {
    const plan = await planOfCache();
    const [{ address }] = plan.theOne("ServerlessCache").outputs.endpoints as [{ address: string }];
    assert.ok(address.length > 0);
    assert.deepEqual(plan.outputs, {
      variables: {
        SESSIONS_HOST: address,
        SESSIONS_PORT: "6379",
        SESSIONS_URL: `rediss://${address}:6379`,
      },
      statements: [],
      endpoint: {
        name: "sessions",
        securityGroupId: plan.theOne("SecurityGroup").id,
        ports: [6379, 6380],
        cidrBlocks: ["10.0.0.0/20", "10.0.32.0/20"],
      },
    });
  });

  it("has a key, snapshots, other limits and protection by argument", async () => {
    const plan = await planOfCache({
      maxGigabytes: 50,
      maxEcpusPerSecond: 20_000,
      snapshotDays: 7,
      ownKey: true,
      protect: true,
    });
    const key = plan.theOne("kms/key:Key");
    assert.deepEqual(
      [key.name, key.inputs, key.protect],
      [
        "sessions-key",
        {
          description: "Cache sessions of aws-containers/dev",
          enableKeyRotation: true,
          deletionWindowInDays: 30,
        },
        true,
      ],
    );
    const { inputs, protect } = plan.theOne("ServerlessCache");
    assert.equal(protect, true);
    assert.equal(inputs.kmsKeyId, key.outputs.arn);
    assert.equal(inputs.snapshotRetentionLimit, 7);
    assert.deepEqual(inputs.cacheUsageLimits, {
      dataStorage: { maximum: 50, unit: "GB" },
      ecpuPerSeconds: [{ maximum: 20_000 }],
    });
  });

  it("refuses what ElastiCache does, all at once", async () => {
    await assert.rejects(
      planOfCache(
        { maxGigabytes: 0, maxEcpusPerSecond: 999, snapshotDays: 36 },
        "a-name-that-is-too-long-for-it",
      ),
      {
        message:
          'Invalid arguments for DataCache "a-name-that-is-too-long-for-it":\n' +
          "  - name has 30 characters: must be at most 26\n" +
          "  - maxGigabytes is 0: must be a whole number from 1 to 5000\n" +
          "  - maxEcpusPerSecond is 999: must be a whole number from 1000 to 15000000\n" +
          "  - snapshotDays is 36: must be a whole number from 0 to 35",
      },
    );
  });

  it("is looked up where it exists, and nothing is created", async () => {
    const plan = await planOf(() => {
      const { sessions } = createData(
        {
          sessions: {
            type: "cache",
            existing: "arn:aws:elasticache:us-east-1:111122223333:serverlesscache:shop-sessions",
          },
        },
        { network: () => dataNetwork },
        {},
      );
      return { ...sessions };
    });
    assert.deepEqual(
      plan.resources.filter(({ type }) => type.startsWith("aws:")),
      [],
    );
    const { SESSIONS_HOST: host, ...others } = plan.outputs.variables as Record<string, string>;
    assert.deepEqual(others, { SESSIONS_PORT: "6379", SESSIONS_URL: `rediss://${host}:6379` });
    assert.deepEqual([plan.outputs.statements, plan.outputs.endpoint], [[], undefined]);
  });
});
