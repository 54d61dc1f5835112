import type { Exposure } from "../service";

/** What of a service external instances may not have. */
export interface ServiceOutside {
  exposure: Exposure;
  gpu?: number | undefined;
  before?: object | undefined;
}

/**
 * What a service says that external instances of ECS don't have, with the reason.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html (read 2026-11-22)
 */
export function externalConflicts({
  exposure,
  gpu,
  before,
}: ServiceOutside): { key: string; reason: string }[] {
  return [
    ...(exposure === "none"
      ? []
      : [
          {
            key: "exposure",
            reason: `is ${exposure}, but neither load balancers nor Service Connect reach external instances. Only none goes with them`,
          },
        ]),
    ...(gpu === undefined ? [] : [{ key: "gpu", reason: "needs instances of Auto Scaling groups" }]),
    ...(before === undefined
      ? []
      : [{ key: "before", reason: "runs on a capacity provider, which external instances don't have" }]),
  ];
}
