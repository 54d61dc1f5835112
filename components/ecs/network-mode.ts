import { firstUnprivilegedPort, type NetworkMode, reservedHostPorts } from "../../facts/network-modes";
import { isConnectionProtocol, type Protocol } from "../../facts/protocols";
import { isRouted, type Logs } from "../log-routing";
import { getsRequests } from "../published";
import type { Exposure } from "../service";

/** What of a service depends on its network mode. */
export interface ServiceInMode {
  exposure: Exposure;
  protocol: Protocol;
  port: number;
  calls: readonly string[];
  egress: "any" | readonly object[];
  permissions: readonly unknown[];
  /** Names of its sidecars. */
  sidecars: readonly string[];
  /** Names of its kernel parameters. */
  sysctls: readonly string[];
  /** Names of the data that it uses. */
  uses: readonly string[];
  /** Those of the data that listen in the network, behind a security group. */
  endpoints: readonly string[];
  /** Directories of the file systems that it mounts. */
  fileSystems: readonly string[];
  logs: Logs;
  telemetry?: object | undefined;
}

/** What a service says that its network mode doesn't have. */
export interface ModeConflict {
  /** Key of the service. */
  key: readonly string[];
  /** Why not, after the key. */
  reason: string;
}

/** What a service says that doesn't go with its network mode, with the reason. None in mode awsvpc, which has everything. */
export function modeConflicts(mode: NetworkMode, service: ServiceInMode): ModeConflict[] {
  if (mode === "awsvpc") return [];
  return [
    ...withoutSecurityGroup(service),
    ...(mode === "bridge" ? inBridge(service) : mode === "host" ? inHost(service) : inNone(service)),
  ];
}

/** Tasks share the security group of the instances: what it allows one service, it allows all. */
function withoutSecurityGroup(service: ServiceInMode): ModeConflict[] {
  const { exposure, protocol, calls, egress, endpoints, fileSystems, telemetry } = service;
  const shared = "tasks would share the instances' security group, by which every service there could";
  return [
    ...when(
      exposure === "internal",
      ["exposure"],
      `is internal: ${shared} be reached by what one is called by`,
    ),
    ...when(calls.length > 0, ["calls"], `are ${calls.join(", ")}: ${shared} call them`),
    ...when(egress.length > 0, ["egress"], `opens connections: ${shared} open them`),
    ...when(endpoints.length > 0, ["uses"], `are ${endpoints.join(", ")}: ${shared} connect to them`),
    ...fileSystems.map((path) => ({
      key: ["volumes", path],
      reason: `is a file system: ${shared} mount it`,
    })),
    ...when(
      exposure === "public" && isConnectionProtocol(protocol),
      ["protocol"],
      `is ${protocol}: a Network Load Balancer forwards to the addresses of tasks alone, which have none`,
    ),
    ...when(
      telemetry !== undefined,
      ["telemetry"],
      "has a collector: its containers, and no others, reach it in mode awsvpc alone",
    ),
  ];
}

/** Each container has a loopback interface of its own. */
function inBridge({ sidecars }: ServiceInMode): ModeConflict[] {
  return sidecars.map((name) => ({
    key: ["sidecars", name],
    reason: "isn't reached on localhost: each container has a loopback interface of its own",
  }));
}

/** Containers have the ports and the kernel parameters of the instance. */
function inHost({ exposure, protocol, port, sysctls }: ServiceInMode): ModeConflict[] {
  const listens = getsRequests({ exposure, protocol });
  return [
    ...when(
      listens && port < firstUnprivilegedPort,
      ["port"],
      `is ${port}: on an instance, ports below ${firstUnprivilegedPort} are root's, which no container is`,
    ),
    ...when(
      listens && reservedHostPorts.includes(port),
      ["port"],
      `is ${port}, which SSH, Docker or the ECS agent has on each instance`,
    ),
    ...sysctls
      .filter((name) => name.startsWith("net."))
      .map((name) => ({ key: ["sysctls", name], reason: "would be the whole instance's" })),
  ];
}

/** Containers have no network: neither AWS APIs, not even the credentials of their role, nor one another. */
function inNone({ exposure, permissions, uses, endpoints, sidecars, logs }: ServiceInMode): ModeConflict[] {
  const withoutNetwork = "containers have no network, and thereby no credentials";
  const byApi = uses.filter((name) => !endpoints.includes(name));
  return [
    ...when(exposure === "public", ["exposure"], "is public: nobody reaches it. Only none goes with it"),
    ...when(permissions.length > 0, ["permissions"], `have no use: ${withoutNetwork}`),
    ...when(byApi.length > 0, ["uses"], `are ${byApi.join(", ")}: ${withoutNetwork}`),
    ...sidecars.map((name) => ({ key: ["sidecars", name], reason: `isn't reached: ${withoutNetwork}` })),
    ...when(isRouted(logs), ["logs", "driver"], `is firelens, which sends nothing: ${withoutNetwork}`),
  ];
}

function when(applies: boolean, key: readonly string[], reason: string): ModeConflict[] {
  return applies ? [{ key, reason }] : [];
}
