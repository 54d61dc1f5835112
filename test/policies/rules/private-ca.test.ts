import { privateCaRules } from "../../../policies/rules/private-ca";
import { resource, testRules } from "../states";

const authority = (inputs: object) =>
  resource("aws:acmpca/certificateAuthority:CertificateAuthority", { ...inputs });

testRules("private CAs", privateCaRules, {
  "pca-root-disabled": {
    passes: [
      [authority({ type: "SUBORDINATE" })],
      [authority({})],
      [authority({ type: "ROOT", enabled: false })],
    ],
    fails: [
      [
        [authority({ type: "ROOT" })],
        "A root CA that issues certificates can't be kept disabled: set ecs.serviceConnect.certificateAuthorityArn to a subordinate CA.",
      ],
    ],
  },
});
