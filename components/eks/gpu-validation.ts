import type { Architecture } from "../../facts/architectures";
import { gpuLimits } from "../../facts/ecs-computes";
import { mustBe, validateWholeNumber } from "../invalid-arguments";
import type { WithSidecars } from "../sidecar";
import { readsSecrets } from "./pod-resources";

/**
 * Validates the GPUs of a service or a job. The driver that mounts secrets isn't on nodes with GPUs, whose taint its pods don't
 * tolerate.
 *
 * @param at The argument that describes its container, such as service.
 */
export function validateGpu(
  at: string,
  container: WithSidecars & { gpu?: number | undefined; architecture: Architecture },
): string[] {
  const { gpu, architecture } = container;
  if (gpu === undefined) return [];
  return [
    ...validateWholeNumber(`${at}.gpu`, gpu, gpuLimits),
    ...(architecture === "x86_64"
      ? []
      : [mustBe(`${at}.architecture`, architecture, `x86_64 with ${at}.gpu`)]),
    ...(readsSecrets(container)
      ? [`${at}.gpu is on nodes without the driver of secrets: ${at}.secrets and databases must be left out`]
      : []),
  ];
}
