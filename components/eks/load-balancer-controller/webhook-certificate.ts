import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { AddonVersions } from "../../../facts/eks-addons";
import { createAddon } from "../addon";

/** The certificate of the controller's webhooks. */
export interface WebhookCertificate {
  /** Name of the Certificate, by which cert-manager writes its certificate authority into the webhooks. */
  name: string;
  /** Name of the Secret that cert-manager keeps it in. */
  secretName: string;
  ready: pulumi.Resource[];
}

/** Name of the Service of the webhooks, in kube-system. */
export const webhookService = "aws-load-balancer-webhook";

const namespace = "kube-system";
const authority = "aws-load-balancer-authority";

/**
 * Creates the add-on of cert-manager, a certificate authority of the controller's own, and the certificate of its webhooks, which
 * cert-manager renews a month before it ends. The authority lives for ten years, so that a renewed certificate is trusted at once.
 *
 * @see https://cert-manager.io/docs/configuration/selfsigned/#bootstrapping-ca-issuers (read 2026-11-21)
 */
export function createWebhookCertificate(
  name: string,
  {
    clusterName,
    addonVersions,
    dependsOn,
  }: { clusterName: pulumi.Input<string>; addonVersions: AddonVersions; dependsOn: pulumi.Resource[] },
  options: { parent: pulumi.Resource; provider: k8s.Provider },
): WebhookCertificate {
  const certManager = createAddon(
    `${name}-cert-manager`,
    {
      clusterName,
      addonVersions,
      addonName: "cert-manager",
    },
    { parent: options.parent, dependsOn },
  );
  const create = (kind: string, ofName: string, spec: object, needed: pulumi.Resource) =>
    new k8s.apiextensions.CustomResource(
      `${name}-${ofName.replace(/^aws-load-balancer-/, "")}-${kind.toLowerCase()}`,
      {
        apiVersion: "cert-manager.io/v1",
        kind,
        metadata: { name: ofName, namespace },
        spec,
      },
      { ...options, dependsOn: [needed] },
    );
  const selfSigned = create("Issuer", "aws-load-balancer-self-signed", { selfSigned: {} }, certManager);
  const root = create(
    "Certificate",
    authority,
    {
      isCA: true,
      commonName: authority,
      secretName: authority,
      duration: "87600h",
      privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Never" },
      issuerRef: issuer("aws-load-balancer-self-signed"),
    },
    selfSigned,
  );
  const issuedBy = create("Issuer", authority, { ca: { secretName: authority } }, root);
  const certificate = create(
    "Certificate",
    webhookService,
    {
      secretName: webhookService,
      dnsNames: [`${webhookService}.${namespace}.svc`],
      duration: "2160h",
      renewBefore: "720h",
      privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
      issuerRef: issuer(authority),
    },
    issuedBy,
  );
  return { name: `${namespace}/${webhookService}`, secretName: webhookService, ready: [certificate] };
}

function issuer(name: string): { group: string; kind: string; name: string } {
  return { group: "cert-manager.io", kind: "Issuer", name };
}
