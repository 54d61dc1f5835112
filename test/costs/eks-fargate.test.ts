import assert from "node:assert/strict";
import { figures, report, resource } from "./a-plan";

const profile = (...namespaces: string[]) =>
  resource("aws:eks/fargateProfile:FargateProfile", `eks-${namespaces[0]}`, {
    selectors: namespaces.map((namespace) => ({ namespace })),
  });

function deployment(requests: object, namespace = "services", replicas = 2) {
  return resource("kubernetes:apps/v1:Deployment", `hello-${namespace}`, {
    metadata: { name: "hello", namespace },
    spec: { replicas, template: { spec: { containers: [{ resources: { requests } }] } } },
  });
}

describe("the cost of pods on Fargate", () => {
  it("is that of the size with room for what they request and 256 MiB", () => {
    // 0.25 vCPU × $0.04048 × 730 h + 1 GB × $0.004445 × 730 h, twice
    const pods = [profile("services"), deployment({ cpu: "250m", memory: "512Mi" })];
    assert.deepEqual(figures(...pods), [["eks-fargate-pod", 2, 21.26]]);
    assert.equal(report(...pods).lines[0]?.what, "Fargate pod, 0.25 vCPU, 1 GB");
  });

  it("has a larger number of vCPUs where the memory needs it", () => {
    const [line] = report(profile("services"), deployment({ cpu: "1", memory: "8Gi" })).lines;
    assert.equal(line?.what, "Fargate pod, 2 vCPU, 9 GB");
  });

  it("has the storage above 20 GiB, with the 15 % that Fargate adds", () => {
    const storage = { cpu: "250m", memory: "256Mi", "ephemeral-storage": "40Gi" };
    const pods = [profile("services"), deployment(storage, "services", 1)];
    // $9.01, and 26 GiB × $0.000111 × 730 h
    assert.deepEqual(figures(...pods), [["eks-fargate-pod", 1, 11.12]]);
    assert.equal(report(...pods).lines[0]?.what, "Fargate pod, 0.25 vCPU, 0.5 GB, 46 GiB of storage");
  });

  it("has the pods of add-ons, and none of other namespaces", () => {
    const addon = (addonName: string) => resource("aws:eks/addon:Addon", addonName, { addonName });
    const pods = [
      profile("kube-system", "cert-manager"),
      deployment({ cpu: "250m" }, "elsewhere"),
      ...["coredns", "metrics-server", "cert-manager"].map(addon),
    ];
    assert.deepEqual(figures(...pods), [
      ["eks-fargate-pod", 3, 27.03],
      ["eks-fargate-pod", 2, 18.02],
      ["eks-fargate-pod", 2, 18.02],
    ]);
  });

  it("is unknown for a pod larger than Fargate's largest", () => {
    const { lines, noPrice } = report(profile("services"), deployment({ cpu: "17" }));
    assert.deepEqual(lines, []);
    assert.deepEqual(
      noPrice.map(({ what }) => what),
      ["pods larger than the largest size of Fargate"],
    );
  });
});
