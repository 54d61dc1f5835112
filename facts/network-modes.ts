import type { EcsCompute } from "./ecs-computes";

/**
 * How the containers of a task reach the network: by a network interface of the task's own (`awsvpc`), by Docker's network on the
 * instance (`bridge`), by the instance's own (`host`), or not at all (`none`).
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html (read 2026-11-21)
 */
export const networkModes = ["awsvpc", "bridge", "host", "none"] as const;

/** How the containers of a task reach the network. */
export type NetworkMode = (typeof networkModes)[number];

/**
 * The network modes of each compute.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedInstancesNetworkConfiguration.html (read 2026-11-21)
 */
export const networkModesOn: Readonly<Record<EcsCompute, readonly NetworkMode[]>> = {
  fargate: ["awsvpc"],
  "managed-instances": ["awsvpc", "host", "none"],
  ec2: networkModes,
};

/**
 * Ports of an instance that Docker gives to containers in mode `bridge`, as Linux's ephemeral ports.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html (read 2026-11-21)
 */
export const ephemeralPorts = { from: 32_768, to: 65_535 } as const;

/**
 * Ports of an instance that SSH, Docker and the ECS agent have.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html (read 2026-11-21)
 */
export const reservedHostPorts: readonly number[] = [22, 2375, 2376, 51_678, 51_679, 51_680];

/** Ports below this one are root's, unless the network namespace of a container says otherwise. */
export const firstUnprivilegedPort = 1024;
