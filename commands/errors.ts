/** Wrong usage of a command: exit status 2. */
export class UsageError extends Error {}

/** What an error says, with its name where a client of AWS has given it one. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === "Error" || error instanceof UsageError
    ? error.message
    : `${error.name}: ${error.message}`;
}
