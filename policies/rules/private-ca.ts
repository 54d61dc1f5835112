import { type Rule, reported, securityHub } from "../rule";
import { at } from "../values";

/** Rules for private CAs. */
export const privateCaRules: Rule[] = [
  {
    id: "pca-root-disabled",
    title: "A root CA issues no certificates of services",
    controls: ["PCA.1"],
    url: securityHub("PCA.1"),
    severity: "low",
    enforcement: reported,
    types: ["aws:acmpca/certificateAuthority:CertificateAuthority"],
    needs: "resource",
    check({ inputs }) {
      return at(inputs, "type") === "ROOT" && at(inputs, "enabled") !== false
        ? [
            "A root CA that issues certificates can't be kept disabled: set ecs.serviceConnect.certificateAuthorityArn to a subordinate CA.",
          ]
        : [];
    },
  },
];
