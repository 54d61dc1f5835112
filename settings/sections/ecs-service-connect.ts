import type { z } from "zod";
import { certificateAuthorityArn, certificateAuthorityArnForm } from "../../facts/private-ca";
import type { ServiceOnPlatform, StackContext } from "../section";
import { withDefault } from "../toolkit/defaults";
import { boolean, object, string } from "../toolkit/kinds";
import { formatPath } from "../toolkit/path";
import type { ValidationErrors } from "../toolkit/validation-errors";

/** How services call one another. */
export const serviceConnectSchema = withDefault(
  {},
  object(
    {
      tls: withDefault(
        false,
        boolean(
          "Whether calls between services are encrypted, with TLS 1.3 between the proxies of Service Connect: $50 per month for a private CA of " +
            "short-lived certificates, unless certificateAuthorityArn is set, and $0.40 for the secret of each called service. The address " +
            "in NAME_URL stays http:// or tcp://. While it is changed, calls between services that run may fail.",
        ),
      ),
      certificateAuthorityArn: string(
        certificateAuthorityArn,
        certificateAuthorityArnForm,
        "A private CA that issues the certificates, with tls only: of AWS Private CA, in the stack's region, and with the tag AmazonECSManaged: true, " +
          "which ECS requires. Default: a root CA of the stack's own, whose certificate is valid for ten years.",
      ),
    },
    "Service Connect, by which services call one another on ECS.",
  ),
);

type Given = z.output<typeof serviceConnectSchema>;

const at = ["ecs", "serviceConnect"];

/** Adds a CA that issues no certificates, or whose region isn't the stack's. */
export function validateServiceConnect(
  { tls = false, certificateAuthorityArn: arn }: Given = {},
  { region }: StackContext,
  errors: ValidationErrors,
): void {
  if (arn === undefined || errors.has(at)) return;
  const path = [...at, "certificateAuthorityArn"];
  const found = certificateAuthorityArn.exec(arn)?.[1];
  if (!tls) {
    errors.add(
      path,
      `has no effect without ${formatPath([...at, "tls"])}: set that to true, or remove this.`,
    );
  } else if (region !== undefined && found !== region) {
    errors.add(path, `is in ${found}, but the services are in ${region}, where the CA has to be.`);
  }
}

type Calling = Readonly<Record<string, Pick<ServiceOnPlatform, "calls" | "protocol">>>;

/** The calls of a service that go through proxies: datagrams don't. */
export function proxiedCalls({ calls }: Pick<ServiceOnPlatform, "calls">, services: Calling): string[] {
  return calls.filter((called) => services[called]?.protocol !== "udp");
}

/** Encryption of calls that no service makes creates nothing. */
export function warningsAboutEncryption(services: Calling, { tls }: { tls: boolean }): string[] {
  return tls && Object.values(services).every((service) => proxiedCalls(service, services).length === 0)
    ? [`${formatPath([...at, "tls"])} creates nothing: no service on ECS calls another, but by UDP.`]
    : [];
}
