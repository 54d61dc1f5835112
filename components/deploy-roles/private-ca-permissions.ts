import type * as aws from "@pulumi/aws";
import { inRegions, regional, type Scope, taggedAsStack } from "./scope";

/** Reading of private CAs and of their own certificates. */
export const readAuthorities = [
  "acm-pca:DescribeCertificateAuthority",
  "acm-pca:GetCertificate",
  "acm-pca:GetCertificateAuthorityCertificate",
  "acm-pca:GetCertificateAuthorityCsr",
  "acm-pca:ListTags",
];

/**
 * Private CAs, which have random ids, and are the stack's by their tags from creation on.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsprivatecertificateauthority.html (read 2026-11-22)
 */
export function changeAuthorities(scope: Scope): aws.iam.PolicyStatement[] {
  return [
    {
      Sid: "CreateAuthorities",
      Effect: "Allow",
      // Tags of a request are authorized as tags of a CA that has none yet.
      Action: ["acm-pca:CreateCertificateAuthority", "acm-pca:TagCertificateAuthority"],
      Resource: "*",
      Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope, "RequestTag") } },
    },
    {
      Sid: "ChangeAuthorities",
      Effect: "Allow",
      Action: [
        "acm-pca:DeleteCertificateAuthority",
        "acm-pca:ImportCertificateAuthorityCertificate",
        "acm-pca:IssueCertificate",
        "acm-pca:RevokeCertificate",
        "acm-pca:TagCertificateAuthority",
        "acm-pca:UntagCertificateAuthority",
        "acm-pca:UpdateCertificateAuthority",
      ],
      Resource: regional(scope, "acm-pca", "certificate-authority/*"),
      Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope) } },
    },
  ];
}
