import type { z } from "zod";
import { choice, keys, wholeNumber } from "./kinds";
import type { ByTier, Tier } from "./tier";

/** What a stack file may say about the registry. */
export const registrySchema = keys(
  {
    scanning: choice(
      ["basic", "off"],
      "Whether images are scanned for known vulnerabilities when they are pushed. Free.",
    ),
    keepImages: wholeNumber(
      2,
      10000,
      "Images that each repository keeps; older ones expire. $0.10 a GB and month.",
    ),
    expireUntaggedAfterDays: wholeNumber(1, 365, "Days after which images without a tag expire."),
    encryption: choice(
      ["aes256", "kms"],
      "Encryption of the images: with a key of AWS, or with a KMS key of the stack's own ($1 a month).",
    ),
  },
  "The private image repositories, one for each service with a source.",
);

/** The registry. In dev its images go with it; in prod it is protected. */
export interface RegistrySettings {
  scanning: "basic" | "off";
  keepImages: number;
  expireUntaggedAfterDays: number;
  encryption: "aes256" | "kms";
  forceDelete: boolean;
  protect: boolean;
}

type Settable = Omit<RegistrySettings, "forceDelete" | "protect">;

/** The registry of a stack that says nothing about it. */
export const registryDefaults: ByTier<Settable> = {
  dev: { scanning: "basic", keepImages: 30, expireUntaggedAfterDays: 1, encryption: "aes256" },
  prod: { scanning: "basic", keepImages: 30, expireUntaggedAfterDays: 1, encryption: "kms" },
};

/** The registry, complete. */
export function registrySettings(
  given: z.output<typeof registrySchema> | undefined,
  tier: Tier,
): RegistrySettings {
  const prod = tier === "prod";
  return { ...registryDefaults[tier], ...given, forceDelete: !prod, protect: prod };
}
