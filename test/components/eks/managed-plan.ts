import * as aws from "@pulumi/aws";
import { EksCluster, type EksClusterArgs } from "../../../components/eks";
import { planOf, type RecordedPlan } from "../../support/plan";
import { described, network } from "./described";

export const internal = (changes: Parameters<typeof described>[0] = {}) =>
  described({ exposure: "internal", ...changes });

export function planOfCluster(changes: Partial<EksClusterArgs> = {}): Promise<RecordedPlan> {
  return planOf(() => {
    const options = { providers: [new aws.Provider("aws", { region: "us-east-1" })] };
    new EksCluster("eks", { network, services: [internal()], compute: "managed", ...changes }, options);
  });
}

export const groupType = "eks/nodeGroup:NodeGroup";
export const addonType = "eks/addon:Addon";
