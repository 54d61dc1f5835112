import { parseCidrBlock } from "../facts/cidr-blocks";
import { nodePortCidrs, nodePorts } from "../facts/node-ports";
import type { CompleteService } from "./complete-service";
import { mustBe, validateWholeNumber } from "./invalid-arguments";

/** Why a node port isn't open to every address. */
const notForEveryAddress = "a range of clients: a service for every address is public, on a load balancer";

/** Validates the node port of a service. */
export function validateNodePort({
  nodePort,
  exposure,
}: Pick<CompleteService, "nodePort" | "exposure">): string[] {
  if (nodePort === undefined) return [];
  const { port, cidrs } = nodePort;
  const { min, max } = nodePortCidrs;
  return [
    ...(exposure === "internal"
      ? []
      : [
          mustBe(
            "service.exposure",
            exposure,
            "internal with service.nodePort: others have load balancers, or no port",
          ),
        ]),
    ...validateWholeNumber("service.nodePort.port", port, nodePorts),
    ...(cidrs.length >= min && cidrs.length <= max
      ? []
      : [`service.nodePort.cidrs has ${cidrs.length} ranges: must have ${min} to ${max}`]),
    ...cidrs.flatMap((cidr, index) => {
      const argument = `service.nodePort.cidrs[${index}]`;
      if (parseCidrBlock(cidr) === undefined)
        return [mustBe(argument, cidr, "an IPv4 CIDR block, such as 10.8.0.0/22")];
      if (cidr.endsWith("/0")) return [mustBe(argument, cidr, notForEveryAddress)];
      return cidrs.indexOf(cidr) < index ? [`${argument} is "${cidr}", which is already in the list`] : [];
    }),
  ];
}
