/** What creating a resource of a type takes, and the ARN that it has when the stack dev creates it. */
export type Creation = Readonly<Record<string, readonly (readonly [action: string, arn: string])[]>>;

export const account = "000000000000";
export const zone = "Z0123456789ABCDEFGHIJ";
export const roleArn = (name: string) => `arn:aws:iam::${account}:role/${name}`;
export const named = (service: string, resource: string) =>
  `arn:aws:${service}:us-east-1:${account}:${resource}`;
