/** A reference to a secret of Secrets Manager: all of it, or one key of its JSON, of the current version or another. */
export interface SecretsManagerReference {
  store: "secretsmanager";
  /** ARN of the secret, with the six characters that Secrets Manager appends to its name. */
  arn: string;
  /** Key of the JSON in the secret. */
  key?: string;
  /** Staging label, such as AWSPREVIOUS. */
  stage?: string;
  /** Id of a version. */
  version?: string;
}

/** A reference to a parameter of Systems Manager Parameter Store. */
export interface ParameterReference {
  store: "ssm";
  /** Name of the parameter, in the region of the stack. */
  name: string;
}

/** Where the value of a variable is. */
export type SecretReference = SecretsManagerReference | ParameterReference;

/**
 * ARN of a secret. Without the suffix of six characters ECS can't find a key in it.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html (read 2026-11-21)
 */
const secretArn = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]{1,30}:\d{12}:secret:[\w/+=.@-]{1,512}$/;
const secretSuffix = /-[A-Za-z0-9]{6}$/;

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html (read 2026-11-21) */
const parameterName = /^(\/[\w.-]{1,200}){1,15}$/;

/** A key of the JSON, a staging label or an id, without the colons between them. */
const part = /^[^:\s]{0,256}$/;

/** The forms that `parseSecretReference` reads, as words that follow "must be". */
export const secretReferenceForms =
  "the ARN of a secret with its suffix, such as arn:aws:secretsmanager:us-east-1:111122223333:secret:db-AbCdEf, with :KEY, " +
  ":KEY:STAGE or :KEY::VERSION behind it for a part of it, or the name of a parameter, such as /shop/token";

/** Reads a reference; nothing where it is none. */
export function parseSecretReference(text: string): SecretReference | undefined {
  if (parameterName.test(text)) return { store: "ssm", name: text };
  const parts = text.split(":");
  const arn = parts.slice(0, 7).join(":");
  const [key = "", stage = "", version = "", ...rest] = parts.slice(7);
  const isValid =
    secretArn.test(arn) &&
    secretSuffix.test(arn) &&
    [key, stage, version].every((each) => part.test(each)) &&
    rest.length === 0 &&
    // ECS takes a staging label or a version, not both.
    (stage === "" || version === "");
  return isValid
    ? {
        store: "secretsmanager",
        arn,
        ...(key && { key }),
        ...(stage && { stage }),
        ...(version && { version }),
      }
    : undefined;
}
