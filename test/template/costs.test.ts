import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CostReport } from "pulumi-offline-preview";
import { costOf, type PricedResource } from "../../costs";
import { costTable } from "../../packages/offline-preview/src/cost";
import { projectDirectory, shippedPreview } from "../support/stack-preview";

const page = join(projectDirectory, "docs", "costs.md");

/** Kind, resource, number and dollars a month of each line. */
type Figure = [kind: string, resource: string, quantity: string, monthly: string];

const expected: Record<string, { monthly: CostReport["monthly"]; lines: Figure[] }> = {
  dev: {
    monthly: { min: 197.01, max: 205.66 },
    lines: [
      ["eks-cluster", "eks", "1", "73"],
      ["nat-gateway", "network", "1", "32.85"],
      ["eks-node", "eks-node-pool", "1", "19.86"],
      ["load-balancer", "ecs-load-balancer", "1", "16.43"],
      ["eks-load-balancer", "eks-ingress-class-parameters", "1", "16.43"],
      ["fargate-spot", "hello-service", "1–4", "2.88–11.53"],
      ["load-balancer-address", "ecs-load-balancer", "2", "7.3"],
      ["eks-load-balancer-address", "eks-ingress-class-parameters", "2", "7.3"],
      ["eks-node-disk", "eks-node-pool", "1", "6.4"],
      ["eks-node-fee", "eks-node-pool", "1", "5.96"],
      ["nat-address", "network", "1", "3.65"],
      ["insights", "ecs-cluster", "25", "1.75"],
      ["key", "eks-key", "1", "1"],
      ["key", "logs-key", "1", "1"],
      ["key", "registry-key", "1", "1"],
      ["alarm", "hello-cpu", "2", "0.2"],
    ],
  },
  prod: {
    monthly: { min: 459.83, max: 524.71 },
    lines: [
      ["eks-node", "eks-node-pool", "3", "148.92"],
      ["nat-gateway", "network", "3", "98.55"],
      ["fargate", "hello-service", "3–12", "21.63–86.51"],
      ["eks-cluster", "eks", "1", "73"],
      ["eks-node-disk", "eks-node-pool", "3", "19.2"],
      ["eks-node-fee", "eks-node-pool", "3", "17.87"],
      ["load-balancer", "ecs-load-balancer", "1", "16.43"],
      ["eks-load-balancer", "eks-ingress-class-parameters", "1", "16.43"],
      ["load-balancer-address", "ecs-load-balancer", "3", "10.95"],
      ["eks-load-balancer-address", "eks-ingress-class-parameters", "3", "10.95"],
      ["nat-address", "network", "3", "10.95"],
      ["web-acl", "load-balancer-web-acl", "1", "5"],
      ["web-acl-rule", "load-balancer-web-acl", "5", "5"],
      ["insights", "ecs-cluster", "25", "1.75"],
      ["key", "eks-key", "1", "1"],
      ["key", "logs-key", "1", "1"],
      ["key", "registry-key", "1", "1"],
      ["alarm", "hello-cpu", "2", "0.2"],
    ],
  },
};

for (const stack of ["dev", "prod"]) {
  describe(`the cost of the ${stack} stack as it ships`, () => {
    let resources: PricedResource[];
    let report: CostReport;
    before(async () => {
      const { steps } = await shippedPreview(stack);
      resources = steps.map(({ newState, urn }) => ({ ...newState, urn }));
      report = costOf(resources, { region: "us-east-1" });
    });

    it("is exactly this", () => {
      const lines = report.lines.map(({ kind, urn, quantity, monthly }): Figure => {
        return [kind, urn.slice(urn.lastIndexOf("::") + 2), range(quantity), range(monthly)];
      });
      assert.deepEqual({ monthly: report.monthly, lines }, expected[stack]);
    });

    it("has no line without its resource, and no resource without its price", () => {
      const urns = new Set(resources.map(({ urn }) => urn));
      for (const { urn, what } of report.lines) assert.ok(urns.has(urn), what);
      assert.deepEqual(report.noPrice, []);
    });

    it("stands in docs/costs.md as it is; UPDATE_SNAPSHOTS=1 writes it anew", () => {
      const written = readFileSync(page, "utf8");
      const part = new RegExp(`(<!-- cost of ${stack} -->\n)[^]*?(<!-- end of cost -->)`);
      const current = written.replace(part, (_, start, end) => `${start}\n${costTable(report)}\n\n${end}`);
      if (process.env.UPDATE_SNAPSHOTS) writeFileSync(page, current);
      assert.match(written, part);
      assert.equal(readFileSync(page, "utf8"), current);
    });
  });
}

function range({ min, max }: { min: number; max: number }): string {
  return min === max ? String(min) : `${min}–${max}`;
}
