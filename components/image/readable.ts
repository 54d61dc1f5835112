import * as pulumi from "@pulumi/pulumi";

/**
 * Reads a part of a build context.
 * @throws pulumi.RunError that names what can't be read, and why.
 */
export function readable<T>(location: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new pulumi.RunError(
      `${location} can't be read, so the image can't be built from it (${reason}). Make it readable or add it to .dockerignore.`,
    );
  }
}
