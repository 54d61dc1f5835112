import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { includesLinkLocal, linkLocalCidr } from "../../facts/link-local";
import { type Protocol, transportOf } from "../../facts/protocols";
import type { Called } from "../calls";
import type { CompleteContainer } from "../complete-container";
import type { CompleteService } from "../complete-service";
import { portNameOf } from "../published";
import { egressToData } from "./data-endpoints";
import { fromNodePort } from "./node-ports";
import { podLabels, type WorkloadMetadata } from "./workload-metadata";

type EgressRule = k8s.types.input.networking.v1.NetworkPolicyEgressRule;

/** Where pods get the credentials of their IAM role. */
const podIdentityAgent = "169.254.170.23/32";

/**
 * Creates the network policy of a service's or a job's pods.
 *
 * Ingress: the service's port only, by name, so that a change of the port allows each pod its own. To an internal service
 * from the pods of its callers, and from the clients of its node port. To a public one from any address, since the load balancer's are not fixed; the cluster's
 * security group allows only the load balancer and the cluster's own pods, and of those, egress allows only the callers.
 * Nothing, where nobody connects.
 *
 * Egress: as on ECS, HTTPS to anywhere, the services that it calls, the data that it uses, and what `egress` opens, or any;
 * in addition DNS and the Pod Identity agent. Never the metadata of the node, hence the node's role.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html
 */
export function createNetworkPolicy(
  name: string,
  metadata: WorkloadMetadata,
  {
    egress,
    uses,
    exposure = "none",
    protocol = "http",
    health,
    nodePort,
    called = [],
  }: Pick<CompleteContainer, "egress" | "uses"> &
    Partial<Pick<CompleteService, "exposure" | "protocol" | "health" | "nodePort">> & {
      called?: readonly Called[];
    },
  callers: readonly string[],
  options: pulumi.CustomResourceOptions,
): k8s.networking.v1.NetworkPolicy {
  const dns = ["UDP", "TCP"].map((protocol) => ({ protocol, port: 53 }));
  const opened: EgressRule[] =
    egress === "any"
      ? [{ to: [to("0.0.0.0/0")] }]
      : [{ protocol: "tcp", port: 443, cidr: "0.0.0.0/0" }, ...egress].map(({ protocol, port, cidr }) => ({
          to: [to(cidr)],
          ports: [{ protocol: protocol.toUpperCase(), port }],
        }));
  const published = [
    portOf(protocol),
    ...(health?.port === undefined ? [] : [{ protocol: "TCP", port: health.port }]),
  ];
  const fromCallers = callers.length > 0 ? [{ from: callers.map(podsOf), ports: [portOf(protocol)] }] : [];
  return new k8s.networking.v1.NetworkPolicy(
    `${name}-network-policy`,
    {
      metadata,
      spec: {
        podSelector: { matchLabels: metadata.labels },
        policyTypes: ["Ingress", "Egress"],
        ingress:
          exposure === "public"
            ? [{ ports: published }]
            : [...fromCallers, ...fromNodePort(nodePort, portOf(protocol))],
        egress: [
          { ports: dns },
          { to: [{ ipBlock: { cidr: podIdentityAgent } }], ports: [{ protocol: "TCP", port: 80 }] },
          ...egressToCalled(called),
          ...egressToData(uses),
          ...opened,
        ],
      },
    },
    options,
  );
}

/** One rule for all that have a port of the same name. */
function egressToCalled(called: readonly Called[]): EgressRule[] {
  const portNames = [...new Set(called.map(({ protocol }) => portNameOf(protocol)))];
  return portNames.map((portName) => {
    const behind = called.filter(({ protocol }) => portNameOf(protocol) === portName);
    return {
      to: behind.map(({ name }) => podsOf(name)),
      ports: behind.slice(0, 1).map(({ protocol }) => portOf(protocol)),
    };
  });
}

/** By name, which for a Service's address means its own port. */
function portOf(protocol: Protocol): { protocol: string; port: string } {
  return { protocol: transportOf(protocol).toUpperCase(), port: portNameOf(protocol) };
}

function podsOf(service: string): k8s.types.input.networking.v1.NetworkPolicyPeer {
  return { podSelector: { matchLabels: podLabels(service) } };
}

/** Addresses without the link-local ones, which Kubernetes excludes only from ranges that have others too. */
function to(cidr: string): { ipBlock: k8s.types.input.networking.v1.IPBlock } {
  return { ipBlock: includesLinkLocal(cidr) ? { cidr, except: [linkLocalCidr] } : { cidr } };
}
