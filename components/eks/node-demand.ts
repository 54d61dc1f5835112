import type { NodeDemand } from "../../facts/eks-node-cpus";
import { completeService } from "../complete-service";
import type { NodeRequirements } from "./cluster-arguments";

/** What the services ask of the nodes, with their defaults. */
export function nodeDemand(services: readonly NodeRequirements[]): NodeDemand[] {
  return services.map(({ image = "", ...service }) => completeService({ image, ...service }));
}
