import type { z } from "zod";
import type { Identity } from "./provider";
import type { Report } from "./report";
import type { ServiceSettings } from "./service";
import type { ByTier, Tier } from "./tier";

/** What a platform's part may know of the rest of the stack. */
export interface PlatformContext {
  tier: Tier;
  /** The services that run on this platform. */
  services: Record<string, ServiceSettings>;
  /** Whose credentials the AWS provider uses, where that isn't the environment's choice. */
  identity: Identity;
}

/** The settings of one container platform: everything that goes when a fork removes the platform. */
export interface PlatformPart<Schema extends z.ZodType, Settings> {
  /** What a stack file may say about the platform. */
  schema: Schema;
  /** What holds where the stack file says nothing. */
  defaults: ByTier<object>;
  /** The platform's settings, complete. */
  settings(given: z.output<Schema> | undefined, context: PlatformContext): Settings;
  /** Reports what the schema can't see: rules between keys, and rules that the platform has for services. */
  check(given: z.output<Schema> | undefined, context: PlatformContext, report: Report): void;
  /** What is allowed, but should be known to whoever reads the plan. */
  warnings?(settings: Settings): string[];
}
