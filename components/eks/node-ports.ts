import * as aws from "@pulumi/aws";
import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { transportOf } from "../../facts/protocols";
import type { CompleteService } from "../complete-service";
import { mustBe } from "../invalid-arguments";

type Services = readonly (readonly [string, Pick<CompleteService, "nodePort" | "protocol">])[];

/**
 * What makes a Service one of type NodePort. Nodes forward to their own replicas alone, so that these see the clients' addresses, by
 * which the network policy lets them in.
 */
export function nodePortSpec({
  nodePort,
}: Pick<CompleteService, "nodePort">): Partial<k8s.types.input.core.v1.ServiceSpec> {
  return nodePort ? { type: "NodePort", externalTrafficPolicy: "Local" } : { type: "ClusterIP" };
}

/** The clients of a node port, for the network policy of the service. */
export function fromNodePort(
  nodePort: CompleteService["nodePort"],
  port: k8s.types.input.networking.v1.NetworkPolicyPort,
): k8s.types.input.networking.v1.NetworkPolicyIngressRule[] {
  return nodePort ? [{ from: nodePort.cidrs.map((cidr) => ({ ipBlock: { cidr } })), ports: [port] }] : [];
}

/**
 * Creates the security group rules that let clients through to node ports, one for each range. Each is named for the port and the
 * range, of which AWS allows a rule only once.
 */
export function createNodePortRules(
  name: string,
  services: Services,
  securityGroupId: pulumi.Input<string>,
  options: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  return services.flatMap(([service, { nodePort, protocol }]) =>
    (nodePort?.cidrs ?? []).map(
      (cidrIpv4) =>
        new aws.vpc.SecurityGroupIngressRule(
          `${name}-node-port-${nodePort?.port}-${cidrIpv4.replaceAll(/[./]/g, "-")}`,
          {
            securityGroupId,
            cidrIpv4,
            description: `Node port of ${service} from ${cidrIpv4}`,
            ipProtocol: transportOf(protocol),
            fromPort: nodePort?.port,
            toPort: nodePort?.port,
          },
          options,
        ),
    ),
  );
}

/** Validates the node ports of all services of a cluster. */
export function validateNodePorts(services: Services, hasNodePorts: boolean): string[] {
  const taken = new Map<number, string>();
  return services.flatMap(([name, { nodePort }]) => {
    if (nodePort === undefined) return [];
    const here = `services.${name}.nodePort.port`;
    const other = taken.get(nodePort.port);
    taken.set(nodePort.port, other ?? here);
    return [
      ...(other === undefined ? [] : [mustBe(here, nodePort.port, `unique, but ${other} is the same`)]),
      ...(hasNodePorts
        ? []
        : [
            `services.${name}.nodePort needs nodes that stay: must be left out with compute auto, whose nodes come and go with the pods`,
          ]),
    ];
  });
}
