import assert from "node:assert/strict";
import { describeTransitions, type Transition } from "./section";
import { isPossible, planned, web } from "./stack";
import { describeTeardown, neededBy, type Teardown } from "./teardown";

/** A stack of prod with data of each type, and administrators other than who creates the cluster. */
const withData = {
  tier: "prod",
  platforms: ["eks"],
  data: {
    db: { type: "postgres" },
    orders: { type: "table" },
    uploads: { type: "bucket" },
    events: { type: "queue" },
    sessions: { type: "cache" },
    shared: { type: "filesystem" },
  },
  services: { web: { ...web, uses: ["db"], volumes: { "/shared": "shared" } } },
  eks: {
    endpointCidrs: ["52.95.110.0/24"],
    admins: ["arn:aws:iam::111122223333:role/ops"],
  },
};

const transitions: Transition[] = [
  {
    title: "of prod off",
    from: {
      tier: "prod",
    },
    to: {
      tier: "prod",
      protection: false,
    },
    there: {
      does: ["Bucket update", "Key update", "LoadBalancer update", "Repository update"],
    },
  },
  {
    title: "of dev on",
    from: {},
    to: {
      protection: true,
    },
    there: {
      does: ["LoadBalancer update", "Repository update"],
    },
  },
  {
    title: "of prod off on EKS",
    from: withData,
    to: { ...withData, protection: false },
    there: {
      does: [
        "Bucket update",
        "Cluster update",
        "IngressClassParams update",
        "Key update",
        "Repository update",
      ],
    },
  },
];

describeTransitions("protection", transitions);

const onEcs: Teardown = {
  title: "that of prod on ECS",
  planned: (changes) => planned({ tier: "prod", ...changes }),
  unprotects: [
    "Bucket forceDestroy",
    "Key (protect)",
    "Key deletionWindowInDays",
    "LoadBalancer (protect)",
    "LoadBalancer enableDeletionProtection",
    "LogGroup (protect)",
    "Repository (protect)",
    "Repository forceDelete",
  ],
};

const onEks: Teardown = {
  title: "that of prod on EKS with data",
  planned: (changes) => planned({ ...withData, ...changes }),
  unprotects: [
    "AccessPoint (protect)",
    "Bucket (protect)",
    "Bucket forceDestroy",
    "Cluster (protect)",
    "Cluster deletionProtection",
    "FileSystem (protect)",
    "Ingress (protect)",
    "IngressClassParams spec.loadBalancerAttributes[deletion_protection.enabled].value",
    "Key (protect)",
    "Key deletionWindowInDays",
    "LogGroup (protect)",
    "Queue (protect)",
    "Repository (protect)",
    "Repository forceDelete",
    "ServerlessCache (protect)",
    "Table (protect)",
    "Table deletionProtectionEnabled",
  ],
};

describeTeardown([
  ...(isPossible({ tier: "prod" }) ? [onEcs] : []),
  ...(isPossible(withData) ? [onEks] : []),
]);

describe("the access to a cluster", () => {
  it("ends after the last Kubernetes object, so that each administrator can destroy the stack", async function () {
    if (!isPossible(withData)) return this.skip();
    const { resources } = await planned(withData);
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    const needed = (urn: string, found = new Set<string>()): Set<string> => {
      const resource = byUrn.get(urn);
      for (const each of resource ? neededBy(resource) : []) {
        if (found.has(each)) continue;
        found.add(each);
        needed(each, found);
      }
      return found;
    };
    const access = resources.filter(({ type }) => /^aws:eks\/access(Entry|PolicyAssociation):/.test(type));
    assert.deepEqual(access.map(({ name }) => name).sort(), [
      "eks-admin-111122223333-role-ops",
      "eks-admin-111122223333-role-ops-policy",
    ]);
    const objects = resources.filter(({ type }) => type.startsWith("kubernetes:"));
    assert.ok(objects.length > 10);
    for (const { name, urn } of objects) {
      const behind = needed(urn);
      assert.deepEqual(
        access.filter((each) => !behind.has(each.urn)).map((each) => each.name),
        [],
        name,
      );
    }
  });
});
