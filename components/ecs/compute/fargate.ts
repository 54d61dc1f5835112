import { compatibilities } from "../../../facts/ecs-computes";
import { type Compute, strategiesOn } from "./compute";

/** The capacity providers of Fargate, which every cluster has. */
export const fargateProviders = { onDemand: "FARGATE", spot: "FARGATE_SPOT" } as const;

/** Fargate: AWS runs each task, and charges for its size. */
export const fargate: Compute = {
  compatibility: compatibilities.fargate,
  placement: () => ({ platformVersion: "LATEST" }),
  has: () => true,
  strategies: (service) => strategiesOn(fargateProviders, service),
};
