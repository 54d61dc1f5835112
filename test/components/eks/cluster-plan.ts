import * as aws from "@pulumi/aws";
import { EksCluster, type EksClusterArgs } from "../../../components/eks";
import { planOf, type RecordedPlan } from "../../support/plan";
import { described, network } from "./described";

export function planOfCluster(changes: Partial<EksClusterArgs> = {}): Promise<RecordedPlan> {
  return planOf(() => {
    const provider = new aws.Provider("aws", { region: "us-east-1" });
    const options = { providers: [provider] };
    const { kubeconfig } = new EksCluster("eks", { network, services: [described()], ...changes }, options);
    return { kubeconfig };
  });
}

export const clusterType = "eks:index:Cluster";

export function inputAt(plan: RecordedPlan, name: string, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null
        ? Object.entries(value).find(([k]) => k === key)?.[1]
        : undefined,
    plan.resource(name).inputs,
  );
}
