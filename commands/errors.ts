/** Wrong usage of a command: exit status 2. */
export class UsageError extends Error {}

/** What an error says, with its name where a client of AWS has given it one. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === "Error" || error instanceof UsageError
    ? error.message
    : `${error.name}: ${error.message}`;
}

/** What gives a command credentials. */
export const credentialsAdvice =
  "aws sso login, or AWS_PROFILE, or the variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";

/** Names of the errors of clients that have no credentials, or ones that are no longer valid. */
const withoutCredentials: readonly string[] = [
  "CredentialsProviderError",
  "ExpiredToken",
  "ExpiredTokenException",
  "InvalidClientTokenId",
  "TokenProviderError",
  "UnrecognizedClientException",
];

/** The same, with what to do where it is for lack of credentials. */
export function messageWithAdvice(error: unknown): string {
  const isUnsigned = error instanceof Error && withoutCredentials.includes(error.name);
  return isUnsigned ? `${messageOf(error)}\nIt needs credentials: ${credentialsAdvice}` : messageOf(error);
}
