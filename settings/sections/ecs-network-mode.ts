import { externalConflicts } from "../../components/ecs/external-conflicts";
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
  if (compute === "external") validateOutside(at, service, errors);
  if ((networkMode === "awsvpc" && compute !== "external") || errors.has(path)) return;
  const has = networkModesOn[compute];
  if (!has.includes(networkMode)) {
    const advice = compute === "fargate" ? " Set compute: ec2 for the service, or remove it." : "";
    errors.add(
      path,
      service.networkMode === undefined
        ? `is missing: ${compute} has ${oneOf(has)}. Set one, such as bridge.`
        : `is ${networkMode}, but ${compute} has ${oneOf(has)}.${advice}`,
    );
    return;
  }
  for (const { key, reason } of conflictsOf(service, data, compute === "external")) {
    const own = [...at, ...key];
    if (!errors.has(own)) {
      errors.add(own, `${reason}. ${adviceOn(key, `networkMode: ${networkMode}`, networkMode === "none")}`);
    }
  }
}

/** What to do about a key that doesn't go with a setting: without `exposure`, a service were public. */
function adviceOn([key]: readonly string[], setting: string, isUnreachable: boolean): string {
  if (key !== "exposure") return `Remove it, or ${setting}, which doesn't go with it.`;
  return `Set ${isUnreachable ? "none" : "public or none"}, or remove ${setting}.`;
}

function conflictsOf(
  service: ServiceOnPlatform,
  data: StackContext["data"],
  outside: boolean,
): ModeConflict[] {
  const { networkMode = "awsvpc", sidecars, sysctls = {}, uses, volumes } = service;
  const described = {
    ...service,
    sidecars: Object.keys(sidecars),
    sysctls: Object.keys(sysctls),
    endpoints: uses.filter((name) => listening.includes(data[name] ?? "")),
    fileSystems: Object.keys(volumes).filter((path) => typeof volumes[path] === "string"),
  };
  return modeConflicts(networkMode, described, outside);
}

/** Adds what external instances don't have. */
function validateOutside(at: string[], service: ServiceOnPlatform, errors: ValidationErrors): void {
  for (const { key, reason } of externalConflicts(service)) {
    if (!errors.has([...at, key])) {
      errors.add([...at, key], `${reason}. ${adviceOn([key], "compute: external", true)}`);
    }
  }
}
