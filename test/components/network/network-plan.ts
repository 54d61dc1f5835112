import { Network, type NetworkArgs } from "../../../components/network";
import { planOf } from "../../support/plan";

/** The plan of a network alone, with what others take from it as outputs. */
export const planOfNetwork = (args?: NetworkArgs) =>
  planOf(() => {
    const { vpcId, publicSubnetIds, privateSubnetIds, workloadSubnetIds, assignPublicIp } = new Network(
      "network",
      args,
    );
    return { vpcId, publicSubnetIds, privateSubnetIds, workloadSubnetIds, assignPublicIp };
  });
