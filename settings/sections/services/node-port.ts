import type { NodePort } from "../../../components/node-port";
import { cidrForm, parseCidrBlock } from "../../../facts/cidr-blocks";
import { nodePortCidrs, nodePorts } from "../../../facts/node-ports";
import { integer, list, object, onlyOn, string } from "../../toolkit/kinds";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** A port of the nodes that leads to an internal service. */
export const nodePortSchema = onlyOn(
  ["eks"],
  object(
    {},
    "A port of the nodes, by which clients outside of the cluster reach a service with exposure: internal, such as a load balancer of " +
      "the network's own. On EKS with compute: managed, or an existing cluster, whose nodes' security groups are its own. Nodes without " +
      "a replica don't answer. Default: none.",
    {
      port: integer(nodePorts, "The port, which no other service of the cluster has."),
      cidrs: list(
        string(cidrForm, "an IPv4 range, such as 10.8.0.0/22", "A range of clients."),
        { ...nodePortCidrs, allowed: `a list of ${nodePortCidrs.min} to ${nodePortCidrs.max} IPv4 ranges` },
        "Ranges of the clients, each a rule of the nodes' security group and of the network policy.",
      ),
    },
  ),
);

interface Given {
  nodePort?: NodePort | undefined;
  exposure?: string | undefined;
}

/** Adds errors for a node port of a service that runs on ECS too or isn't internal, and for ranges that are none. */
export function validateNodePort(
  at: string[],
  { nodePort, exposure = "public" }: Given,
  running: readonly string[],
  errors: ValidationErrors,
): void {
  const path = [...at, "nodePort"];
  if (nodePort === undefined || errors.has(path)) return;
  if (running.includes("ecs") && running.includes("eks")) {
    errors.add(path, "is of EKS alone: remove it, or set platforms: [eks] for the service.");
  }
  if (exposure !== "internal" && !errors.has([...at, "exposure"])) {
    errors.add(path, `needs exposure: internal, but it is ${exposure}: public services have load balancers.`);
  }
  for (const [index, cidr] of nodePort.cidrs.entries()) {
    const own = [...path, "cidrs", index];
    if (parseCidrBlock(cidr) === undefined) {
      errors.add(
        own,
        `is ${errors.format(own, cidr)}, but must be the first address of a range and its prefix length, such as 10.8.0.0/22.`,
      );
    } else if (cidr.endsWith("/0")) {
      errors.add(
        own,
        `is ${errors.format(own, cidr)}, but must be a range of clients: set exposure: public for everyone, which gives the service a load balancer.`,
      );
    } else if (nodePort.cidrs.indexOf(cidr) < index) {
      errors.add(own, `is ${errors.format(own, cidr)}, which is already in the list.`);
    }
  }
}

/** Adds errors for node ports that two services on EKS have. */
export function validateNodePorts(services: Readonly<Record<string, Given>>, errors: ValidationErrors): void {
  const taken = new Map<number, string>();
  for (const [name, { nodePort }] of Object.entries(services)) {
    if (nodePort === undefined) continue;
    const other = taken.get(nodePort.port);
    if (other !== undefined) {
      errors.add(
        ["services", name, "nodePort", "port"],
        `is ${nodePort.port}, as of ${other}: a port of the nodes leads to one service.`,
      );
    }
    taken.set(nodePort.port, other ?? name);
  }
}
