import * as pulumi from "@pulumi/pulumi";

/**
 * Ends the program with one error that lists all mistakes in a component's arguments; does nothing if there are none.
 *
 * @param component What was to be made, such as FargateService.
 * @param name Name of the component.
 * @param mistakes Each names an argument, what it is and what is allowed.
 * @throws pulumi.RunError, which prints without a stack trace.
 */
export function refuse(component: string, name: string, mistakes: string[]): void {
  if (mistakes.length > 0) {
    throw new pulumi.RunError(
      [`${component} "${name}" can't be made:`, ...mistakes.map((mistake) => `  - ${mistake}`)].join("\n"),
    );
  }
}
