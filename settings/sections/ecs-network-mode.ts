import { type ModeConflict, modeConflicts } from "../../components/ecs/network-mode";
import type { EcsCompute } from "../../facts/ecs-computes";
import { networkModesOn } from "../../facts/network-modes";
import type { ServiceOnPlatform, StackContext } from "../section";
import type { ValidationErrors } from "../toolkit/validation-errors";
import { oneOf } from "../toolkit/words";

/** Types of data that listen in the network, behind a security group; the others are reached by AWS's APIs. */
const listening: readonly string[] = ["postgres", "mysql", "cache", "filesystem"];

/** Adds what doesn't go with the network mode of a service on a compute. */
export function validateNetworkMode(
  at: string[],
  service: ServiceOnPlatform,
  compute: EcsCompute,
  { data }: Pick<StackContext, "data">,
  errors: ValidationErrors,
): void {
  const { networkMode = "awsvpc" } = service;
  const path = [...at, "networkMode"];
  if (networkMode === "awsvpc" || errors.has(path)) return;
  const has = networkModesOn[compute];
  if (!has.includes(networkMode)) {
    const advice = compute === "fargate" ? " Set compute: ec2 for the service, or remove it." : "";
    errors.add(path, `is ${networkMode}, but ${compute} has ${oneOf(has)}.${advice}`);
    return;
  }
  for (const { key, reason } of conflictsOf(service, data)) {
    const own = [...at, ...key];
    if (!errors.has(own)) {
      errors.add(own, `${reason}. Remove it, or networkMode: ${networkMode}, which doesn't go with it.`);
    }
  }
}

function conflictsOf(service: ServiceOnPlatform, data: StackContext["data"]): ModeConflict[] {
  const { networkMode = "awsvpc", sidecars, sysctls = {}, uses, volumes } = service;
  return modeConflicts(networkMode, {
    ...service,
    sidecars: Object.keys(sidecars),
    sysctls: Object.keys(sysctls),
    endpoints: uses.filter((name) => listening.includes(data[name] ?? "")),
    fileSystems: Object.keys(volumes).filter((path) => typeof volumes[path] === "string"),
  });
}
