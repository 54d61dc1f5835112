import type { Cluster } from "@pulumi/eks/cluster";
import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { createAccessEntries } from "./access";
import type { EksClusterArgs } from "./cluster-arguments";
import { onceAccessible } from "./deploy-role";
import { createEndpointRules } from "./endpoint";
import { createKubernetesProvider } from "./kubernetes-provider";

/**
 * Gives those who administer and use a cluster access to its API, and creates the provider that applies Kubernetes objects once they
 * have it.
 */
export function createClusterAccess(
  name: string,
  args: Omit<EksClusterArgs, "clusterName"> & {
    cluster: Cluster;
    /** Its name, an output of it. */
    clusterName: pulumi.Output<string>;
    kubeconfig: pulumi.Output<string>;
  },
  options: { parent: pulumi.Resource },
): k8s.Provider {
  const { cluster, kubeconfig, deployRole, credentials } = args;
  const administrators = createAccessEntries(name, args, options);
  const reachable = createEndpointRules(name, args, cluster.clusterSecurityGroupId, options);
  return createKubernetesProvider(
    name,
    {
      kubeconfig: deployRole ? onceAccessible(kubeconfig, administrators) : kubeconfig,
      credentials,
      dependsOn: [...administrators, ...reachable],
    },
    options,
  );
}
