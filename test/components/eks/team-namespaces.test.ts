import assert from "node:assert/strict";
import { EksCluster, type EksClusterArgs } from "../../../components/eks";
import { planOf, type RecordedPlan } from "../../support/plan";
import { described, network } from "./described";

const planned = (namespaces: EksClusterArgs["namespaces"] = {}) =>
  planOf(() => void new EksCluster("eks", { network, services: [described()], namespaces }));

/** The inputs of what is in a namespace, by kind and name. */
function within(plan: RecordedPlan, namespace: string) {
  return plan.resources
    .map(
      ({ inputs }) =>
        inputs as { kind?: string; metadata?: { name?: string; namespace?: string }; spec?: object },
    )
    .filter(({ metadata }) => metadata?.namespace === namespace)
    .map(({ kind, metadata, spec }): [string, object | undefined] => [`${kind} ${metadata?.name}`, spec])
    .sort(([one], [other]) => one.localeCompare(other));
}

describe("The services' namespace", () => {
  it("lets no pod connect or be connected to that has no policy of its own", async () => {
    assert.deepEqual(within(await planned(), "services"), [
      ["NetworkPolicy default-deny", { podSelector: {}, policyTypes: ["Ingress", "Egress"] }],
    ]);
  });
});

describe("A team's namespace", () => {
  it("has default-deny but for DNS, default requests and its quota", async () => {
    const plan = await planned({ shop: { cpu: 2048, memory: 4096, pods: 20 } });
    const ports = ["UDP", "TCP"].map((protocol) => ({ protocol, port: 53 }));
    assert.deepEqual(within(plan, "shop"), [
      [
        "LimitRange team",
        {
          limits: [
            {
              type: "Container",
              defaultRequest: { cpu: "100m", memory: "128Mi" },
              default: { memory: "256Mi" },
            },
          ],
        },
      ],
      [
        "NetworkPolicy default-deny",
        { podSelector: {}, policyTypes: ["Ingress", "Egress"], egress: [{ ports }] },
      ],
      [
        "ResourceQuota team",
        {
          hard: {
            "requests.cpu": "2000m",
            "requests.memory": "4096Mi",
            "limits.memory": "4096Mi",
            pods: "20",
          },
        },
      ],
    ]);
    const { inputs, dependencies } = plan.resource("eks-shop-namespace");
    assert.deepEqual(inputs.metadata, {
      name: "shop",
      labels: {
        "pod-security.kubernetes.io/enforce": "restricted",
        "pod-security.kubernetes.io/audit": "restricted",
        "pod-security.kubernetes.io/warn": "restricted",
      },
    });
    assert.ok(dependencies.includes(plan.resource("eks-node-pool").urn));
  });

  it("has no quota where none is given", async () => {
    const plan = await planned({ shop: {} });
    assert.deepEqual(plan.ofType("ResourceQuota"), []);
    assert.equal(plan.ofType("LimitRange").length, 1);
  });

  it("is neither that of the services nor Kubernetes' own", async () => {
    await assert.rejects(planned({ services: {}, "kube-shop": { cpu: 0 }, Shop: {} }), {
      message: [
        'Invalid arguments for EksCluster "eks":',
        '  - namespaces is "services": must be a namespace of a team: the services or Kubernetes use this one',
        '  - namespaces is "kube-shop": must be a namespace of a team: the services or Kubernetes use this one',
        "  - namespaces.kube-shop.cpu is 0: must be a whole number from 1 to 100000000",
        '  - namespaces is "Shop": must be a DNS label: lowercase letters, digits and hyphens, a letter or digit first and last',
      ].join("\n"),
    });
  });
});
