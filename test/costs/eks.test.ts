import assert from "node:assert/strict";
import { figures, report, resource, unknown } from "./a-plan";
import { auto, cluster, standard } from "./eks-plan";

describe("the cost of an EKS control plane", () => {
  it("is that of standard support", () => {
    assert.deepEqual(figures(cluster()), [["eks-cluster", 1, 73]]);
    assert.equal(
      report(cluster()).lines[0]?.what,
      "EKS control plane, standard support of 1.35 until 2027-03-27",
    );
    const announced = cluster({ ...auto, version: "1.36" });
    assert.equal(report(announced).lines[0]?.what, "EKS control plane, standard support");
    assert.deepEqual(figures(resource("aws:eks/cluster:Cluster", "eks", standard)), [["eks-cluster", 1, 73]]);
  });

  it("can be that of extended support where the cluster's upgrade policy allows it", () => {
    const control = (inputs: Record<string, unknown>) =>
      report(resource("aws:eks/cluster:Cluster", "eks", inputs)).lines;
    const [later] = control({ version: "1.35" });
    assert.deepEqual(later?.monthly, { min: 73, max: 438 });
    assert.equal(
      later?.estimate,
      "extended support costs six times as much once standard support of 1.35 ends on 2027-03-27",
    );
    const [unsaid] = control({ upgradePolicy: { supportType: "EXTENDED" }, version: unknown });
    assert.equal(unsaid?.estimate, "extended support costs six times as much once standard support ends");
    const [now] = control({ version: "1.31", upgradePolicy: { supportType: "EXTENDED" } });
    assert.deepEqual(now?.monthly, { min: 438, max: 438 });
    assert.equal(now?.what, "EKS control plane, extended support of 1.31");
  });

  it("is counted once where the plan has the resources of the component", () => {
    const whole = resource("eks:index:Cluster", "eks", null);
    const real = resource("aws:eks/cluster:Cluster", "eks-eksCluster", standard, { parent: whole.urn });
    assert.deepEqual(figures(whole, real), [["eks-cluster", 1, 73]]);
  });
});

describe("the cost of EKS nodes outside of Auto Mode", () => {
  const unpriced = (inputs: Record<string, unknown>) =>
    report(cluster(inputs)).noPrice.map(({ what }) => what);

  it("is reported as unknown for the default node group of the component", () => {
    assert.deepEqual(unpriced(standard), ["default node group of an EKS cluster"]);
    assert.deepEqual(unpriced(auto), []);
    assert.deepEqual(unpriced({ ...standard, skipDefaultNodeGroup: true }), []);
    assert.deepEqual(unpriced({ ...standard, fargate: true }), []);
  });

  it("is reported as unknown for node groups", () => {
    for (const type of [
      "eks:index:ManagedNodeGroup",
      "eks:index:NodeGroupV2",
      "aws:eks/nodeGroup:NodeGroup",
    ]) {
      const { lines, noPrice } = report(resource(type, "nodes"));
      assert.deepEqual(lines, []);
      assert.deepEqual(
        noPrice.map(({ what }) => what),
        [type],
      );
    }
  });
});
