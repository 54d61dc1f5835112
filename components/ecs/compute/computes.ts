import type * as pulumi from "@pulumi/pulumi";
import type { EcsCompute } from "../../../facts/ecs-computes";
import type { Compute, PlacedService } from "./compute";
import type { ComputeContext } from "./compute-context";
import { createEc2 } from "./ec2";
import { external } from "./external";
import { fargate, fargateProviders } from "./fargate";
import type { ComputeArgs } from "./instance-arguments";
import { instanceKinds } from "./instance-kinds";
import { createManagedInstances } from "./managed-instances";

/** What the services of a cluster run on: Fargate always, and instances where a service needs them. */
export class Computes {
  /** Names of all capacity providers. */
  public readonly providers: pulumi.Input<string>[];
  /** Whether one of them isn't active at once. */
  public readonly needsWait: boolean;

  private readonly standard: EcsCompute;
  private readonly created: Readonly<Partial<Record<EcsCompute, Compute>>>;

  /** @param context Where instances are; undefined where there are none. */
  constructor(
    name: string,
    args: ComputeArgs,
    context: ComputeContext | undefined,
    options: pulumi.CustomResourceOptions,
  ) {
    this.standard = args.compute ?? "fargate";
    const onEc2 = instanceKinds("ec2", args);
    const ec2 = context && onEc2.length > 0 ? createEc2(name, onEc2, context, options) : undefined;
    const onManaged = instanceKinds("managed-instances", args);
    const managed =
      context && onManaged.length > 0 ? createManagedInstances(name, onManaged, context, options) : undefined;
    this.needsWait = managed !== undefined;
    this.created = {
      fargate,
      ...(args.external && { external }),
      ...(ec2 && { ec2 }),
      ...(managed && { "managed-instances": managed }),
    };
    this.providers = [
      fargateProviders.onDemand,
      fargateProviders.spot,
      ...(ec2?.providers ?? []),
      ...(managed?.providers ?? []),
    ];
  }

  /** The kind of compute that a service runs on. */
  public kindOf({ compute }: Pick<PlacedService, "compute">): EcsCompute {
    return compute ?? this.standard;
  }

  /** Whether it has the capacity providers of a service: those of instances are for the cluster's services alone. */
  public has(service: PlacedService): boolean {
    return this.created[this.kindOf(service)]?.has(service) ?? false;
  }

  /**
   * What a service runs on.
   *
   * @throws Error for one that it hasn't the capacity providers of.
   */
  public of(service: PlacedService): Compute {
    const compute = this.created[this.kindOf(service)];
    if (!compute?.has(service)) throw new Error("The cluster has no capacity providers for the service.");
    return compute;
  }
}
