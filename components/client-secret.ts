import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { parseSecretReference } from "../facts/secret-references";

/** What a client secret can be that isn't the secret itself, as words that follow "must be". */
export const clientSecretForms =
  "the ARN of a secret that holds it alone, such as arn:aws:secretsmanager:us-east-1:111122223333:secret:login-AbCdEf";

/** Whether a client secret is an ARN, valid or not, and not the secret itself. */
export function isClientSecretArn(clientSecret: pulumi.Input<string>): clientSecret is string {
  return typeof clientSecret === "string" && clientSecret.startsWith("arn:");
}

/** Whether an ARN names a whole secret of Secrets Manager: neither a key of its JSON nor a version. */
export function isWholeSecret(text: string): boolean {
  const reference = parseSecretReference(text);
  return reference?.store === "secretsmanager" && reference.arn === text;
}

/**
 * The client secret of a login, secret: as given, or read from Secrets Manager where an ARN is given. A load balancer takes the
 * value alone, so that the deployment reads it, and Pulumi's state holds it encrypted.
 */
export function clientSecretOf(
  given: pulumi.Input<string>,
  options: pulumi.InvokeOptions,
): pulumi.Output<string> {
  return pulumi.secret(
    isClientSecretArn(given)
      ? aws.secretsmanager.getSecretVersionOutput({ secretId: given }, options).secretString
      : given,
  );
}
