import * as pulumi from "@pulumi/pulumi";

/**
 * Stops the program when there are mistakes in a component's arguments, with one error that tells them all and
 * prints without a stack trace. Each mistake names the argument, what it is and what it may be.
 */
export function refuse(component: string, mistakes: string[]): void {
  if (mistakes.length > 0) {
    throw new pulumi.RunError(
      `${component} can't be made:\n${mistakes.map((line) => `  ${line}`).join("\n")}`,
    );
  }
}
