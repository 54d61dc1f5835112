import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { EksClusterArgs } from "./cluster-arguments";
import type { Nodes } from "./compute/compute";
import { createDefaultDeny } from "./default-deny";
import { createNamespace } from "./namespace";
import { createTeamNamespaces } from "./team-namespaces";

/** Name of the namespace of a cluster's services. */
export function namespaceOf({ namespace = "services" }: Pick<EksClusterArgs, "namespace">): string {
  return namespace;
}

/**
 * Creates the namespace of a cluster's services, and those of teams. What controllers create for the services goes before the
 * controllers.
 *
 * @returns that of the services.
 */
export function createClusterNamespaces(
  name: string,
  args: Pick<EksClusterArgs, "namespace" | "namespaces"> & {
    nodes: Nodes;
    readinessGateLabel: string;
    /** The nodes and the controllers on them. */
    dependsOn: pulumi.Resource[];
  },
  options: { parent: pulumi.Resource; provider: k8s.Provider },
): k8s.core.v1.Namespace {
  const { nodes, readinessGateLabel } = args;
  const dependsOn = [...args.dependsOn, ...nodes.enforcement];
  const namespace = createNamespace(
    name,
    { namespace: namespaceOf(args), readinessGateLabel, dependsOn },
    options,
  );
  createDefaultDeny(name, { namespace: namespace.metadata.name }, options);
  createTeamNamespaces(name, args.namespaces ?? {}, { ...options, dependsOn: nodes.ready });
  return namespace;
}
