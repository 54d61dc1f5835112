import type { EcsCompute } from "../../facts/ecs-computes";
import { networkModes, networkModesOn } from "../../facts/network-modes";
import type { CompleteService } from "../complete-service";
import { dataEndpoints } from "../data-source";
import { mustBe, oneOf, validateOneOf } from "../invalid-arguments";
import { collectorName } from "../sidecar";
import { validateTaskPlacement } from "../task-placement";
import { modeConflicts } from "./network-mode";

/** Validates the network mode of a service on a compute, and what it says besides. */
export function validateNetworkMode(service: CompleteService, on: EcsCompute): string[] {
  const { networkMode } = service;
  const wrong = validateOneOf("service.networkMode", networkMode, networkModes);
  if (wrong.length > 0) return wrong;
  const has = networkModesOn[on];
  if (!has.includes(networkMode)) {
    return [mustBe("service.networkMode", networkMode, `${oneOf(has)} with service.compute ${on}`)];
  }
  const { sidecars, sysctls = {}, uses, volumes } = service;
  const endpoints = dataEndpoints(uses).map(({ name }) => name);
  const conflicts = modeConflicts(networkMode, {
    ...service,
    sidecars: sidecars.map(({ name }) => name).filter((name) => name !== collectorName),
    sysctls: Object.keys(sysctls),
    uses: uses.map(({ endpoint }, index) => endpoint?.name ?? `[${index}]`),
    endpoints,
    fileSystems: Object.keys(volumes),
  });
  return conflicts.map(({ key, reason }) => {
    const [first, ...rest] = key;
    const at = rest.reduce((path, each) => `${path}["${each}"]`, `service.${first}`);
    return `${at} ${reason}: must be left out or changed with service.networkMode ${networkMode}`;
  });
}

/** Validates how the tasks of a service are placed, which ECS decides alone on Fargate and on Managed Instances. */
export function validatePlacement({ placement }: CompleteService, on: EcsCompute): string[] {
  if (placement === undefined) return [];
  return on === "ec2"
    ? validateTaskPlacement(placement)
    : [`service.placement needs service.compute ec2: must be left out on ${on}, where AWS places tasks`];
}
