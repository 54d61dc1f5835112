import type { CompleteContainer } from "./complete-container";
import { isLustre } from "./file-system";

/** Refuses file systems of FSx for Lustre on a platform that doesn't mount them. */
export function validateWithoutLustre(
  at: string,
  { volumes }: Pick<CompleteContainer, "volumes">,
  platform: string,
): string[] {
  return Object.entries(volumes).flatMap(([path, fileSystem]) =>
    isLustre(fileSystem)
      ? [
          `${at}.volumes["${path}"] is "${fileSystem.name}", of FSx for Lustre, which ${platform} doesn't mount: must be of EFS, or run on EKS`,
        ]
      : [],
  );
}
