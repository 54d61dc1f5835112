import { reservedOnNode } from "../facts/eks-nodes";

/** Nodes of one instance type. */
export interface Nodes {
  name: string;
  count: number;
  /** Dollars a month for all of them, On-Demand. */
  price: number;
}

/** Whether a node of so many vCPUs and GiB has room for what pods request of it. */
export function fits(node: { vcpus: number; memory: number }, cpu: number, memory: number): boolean {
  const free = node.memory * (1 - reservedOnNode.memoryShare) - reservedOnNode.memory;
  return cpu <= node.vcpus - reservedOnNode.cpu && memory <= free;
}
