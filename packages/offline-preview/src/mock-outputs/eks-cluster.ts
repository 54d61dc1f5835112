import { isMap, type PropertyMap } from "../engine/value";
import { type Facts, fillRow, type Row } from "./template";

const row: Row = {
  name: "{name}",
  arn: "arn:{partition}:eks:{region}:{account}:cluster/{name}",
  endpoint: "https://{hex:32}.gr7.{region}.eks.amazonaws.com",
  certificateAuthority: { data: "{hex:32}" },
  id: "{name}",
};

/** Mock outputs of a cluster of EKS, with the range of its services that EKS takes unless the program says one. */
export function eksClusterOutputs(facts: Facts): PropertyMap {
  const { kubernetesNetworkConfig: given } = facts.inputs;
  const network: PropertyMap = { ipFamily: "ipv4", serviceIpv4Cidr: "172.20.0.0/16" };
  return {
    ...fillRow(row, facts),
    kubernetesNetworkConfig: given !== undefined && isMap(given) ? { ...network, ...given } : network,
  };
}
