import { launchTemplateRules } from "../../../policies/rules/launch-templates";
import { resource, testRules } from "../states";

const template = (inputs: object) => resource("aws:ec2/launchTemplate:LaunchTemplate", { ...inputs });
const taken = "The instance's role can be taken with one request: set metadataOptions.httpTokens: required.";

testRules("launch templates", launchTemplateRules, {
  "ec2-imdsv2": {
    passes: [
      [template({ metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 } })],
      [template({ metadataOptions: { httpEndpoint: "disabled" } })],
    ],
    fails: [
      [[template({})], taken],
      [
        [
          resource("aws:ec2/instance:Instance", {
            metadataOptions: { httpTokens: "optional", httpPutResponseHopLimit: 2 },
          }),
        ],
        taken,
        "Containers reach the instance's role: set metadataOptions.httpPutResponseHopLimit: 1.",
      ],
    ],
  },
  "ec2-encrypted-disks": {
    passes: [
      [template({ blockDeviceMappings: [{ ebs: { encrypted: "true" } }, { noDevice: "" }] })],
      [template({})],
    ],
    fails: [
      [
        [template({ blockDeviceMappings: [{ ebs: { volumeSize: 20 } }] })],
        "A disk is not encrypted: set blockDeviceMappings[].ebs.encrypted: true.",
      ],
    ],
  },
});
