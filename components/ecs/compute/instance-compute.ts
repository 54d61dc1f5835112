import type * as pulumi from "@pulumi/pulumi";
import { kindNameOf } from "../../instance-kind";
import { type Compute, type PlacedService, strategiesOn } from "./compute";
import type { InstanceKind, Purchase } from "./instance-kinds";

/** Instances that services run on, and the names of their capacity providers. */
export interface InstanceCompute extends Compute {
  readonly providers: pulumi.Output<string>[];
}

/** The capacity providers of one kind of instances. */
type ProvidersOfKind = Readonly<Record<Purchase, pulumi.Output<string>>> & { kind: InstanceKind["name"] };

/** The compute of instances that have two capacity providers of each kind. */
export function instanceCompute(
  shared: Pick<Compute, "compatibility" | "instances" | "placement">,
  providers: readonly ProvidersOfKind[],
): InstanceCompute {
  const providersFor = (service: PlacedService) => providers.find(({ kind }) => kind === kindNameOf(service));
  return {
    ...shared,
    providers: providers.flatMap(({ onDemand, spot }) => [onDemand, spot]),
    has: (service) => providersFor(service) !== undefined,
    strategies(service) {
      const found = providersFor(service);
      return found ? strategiesOn(found, service) : [];
    },
  };
}
