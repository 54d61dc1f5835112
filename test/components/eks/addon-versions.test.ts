import assert from "node:assert/strict";
import { addonVersionsOf, validateAddonVersions } from "../../../components/eks/addon-versions";
import { addons, addonVersion, addonVersions } from "../../../facts/eks-addons";

describe("versions of add-ons", () => {
  it("are known in the form of EKS, and of no other Kubernetes for kube-proxy", () => {
    for (const [kubernetes, versions] of Object.entries(addonVersions)) {
      assert.match(versions["kube-proxy"] ?? "", new RegExp(`^v${kubernetes.replace(".", "\\.")}\\.`));
      for (const version of Object.values(versions)) assert.match(version, addonVersion);
    }
    assert.deepEqual(
      Object.entries(addonVersions).map(([kubernetes, versions]) => [
        kubernetes,
        addons.filter((addon) => versions[addon] === undefined),
      ]),
      [
        ["1.35", ["cert-manager"]],
        ["1.36", ["snapshot-controller", "cert-manager"]],
      ],
    );
  });

  it("are those of the Kubernetes version, in whose place given ones are", () => {
    const given = { "cert-manager": "v1.21.0-eksbuild.2", coredns: "v1.14.3-eksbuild.16" };
    assert.deepEqual(addonVersionsOf({ addonVersions: given }), { ...addonVersions["1.35"], ...given });
    assert.deepEqual(addonVersionsOf({ version: "1.36" }), addonVersions["1.36"]);
  });

  it("can be an older kube-proxy, as in the middle of an upgrade", () => {
    const older = { "kube-proxy": "v1.35.3-eksbuild.18" };
    assert.deepEqual(
      validateAddonVersions({ compute: "managed", version: "1.36", addonVersions: older }),
      [],
    );
  });

  it("are refused where the cluster doesn't have the add-on, or they aren't versions", () => {
    const wrong: Record<string, string> = { metrics: "v0.9.0-eksbuild.7", coredns: "latest" };
    assert.deepEqual(validateAddonVersions({ addonVersions: wrong }), [
      `addonVersions["metrics"] is of no add-on: must be of ${addons.slice(0, -1).join(", ")} or cert-manager`,
      'addonVersions["coredns"] is "latest": must be a version of the add-on, such as v1.14.3-eksbuild.3',
    ]);
    assert.deepEqual(validateAddonVersions({ addonVersions: { coredns: "v1.14.3-eksbuild.3" } }), [
      'addonVersions["coredns"] is part of Auto Mode, which AWS updates',
    ]);
    const ofNodes = { "vpc-cni": "v1.22.4-eksbuild.3", coredns: "v1.14.3-eksbuild.3" };
    assert.deepEqual(validateAddonVersions({ compute: "fargate", addonVersions: ofNodes }), [
      'addonVersions["vpc-cni"] is for nodes, and there are none on Fargate',
    ]);
    const newer = { "kube-proxy": "v1.36.0-eksbuild.21" };
    assert.deepEqual(validateAddonVersions({ compute: "managed", addonVersions: newer }), [
      'addonVersions["kube-proxy"] is newer than the control plane, which has Kubernetes 1.35',
    ]);
  });
});
