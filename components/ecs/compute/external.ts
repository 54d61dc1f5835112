import { compatibilities } from "../../../facts/ecs-computes";
import type { Compute } from "./compute";

/**
 * External instances, of ECS Anywhere: machines of one's own that are registered with the cluster. They have no capacity providers,
 * and no runtime platform in task definitions, so that a constraint chooses those of the service's architecture.
 */
export const external: Compute = {
  compatibility: compatibilities.external,
  placement: ({ architecture }) => ({
    launchType: compatibilities.external,
    placementConstraints: [
      { type: "memberOf", expression: `attribute:ecs.cpu-architecture == ${architecture}` },
    ],
  }),
  has: () => true,
  strategies: () => [],
};
