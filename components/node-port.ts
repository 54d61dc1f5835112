/** A port of the nodes of a cluster, by which clients outside of it reach an internal service: such as a load balancer of the network's own. */
export interface NodePort {
  /** The port, 30000 to 32767, which no other service of the cluster has. Nodes without a replica don't answer on it. */
  port: number;
  /** Ranges of the clients, IPv4 CIDR blocks such as 10.8.0.0/22; at most 10. */
  cidrs: string[];
}
