import { always, type Rule, securityHub } from "../rule";
import { at, blocks, differs, isMissing, number } from "../values";

const launchTemplate = "aws:ec2/launchTemplate:LaunchTemplate";

/** Rules for virtual machines that run containers. */
export const launchTemplateRules: Rule[] = [
  {
    id: "ec2-imdsv2",
    title: "Containers can't take the role of their host",
    controls: ["EC2.8", "EC2.170"],
    url: securityHub("EC2.170"),
    severity: "high",
    enforcement: always,
    types: [launchTemplate, "aws:ec2/instance:Instance"],
    needs: "resource",
    check({ inputs }) {
      const hops = number(at(inputs, "metadataOptions.httpPutResponseHopLimit"));
      return [
        ...(differs(inputs, "metadataOptions.httpTokens", "required") &&
        at(inputs, "metadataOptions.httpEndpoint") !== "disabled"
          ? ["The instance's role can be taken with one request: set metadataOptions.httpTokens: required."]
          : []),
        ...(hops !== undefined && hops > 1
          ? ["Containers reach the instance's role: set metadataOptions.httpPutResponseHopLimit: 1."]
          : []),
      ];
    },
  },
  {
    id: "ec2-encrypted-disks",
    title: "Disks are encrypted",
    controls: ["EC2.181"],
    url: securityHub("EC2.181"),
    severity: "medium",
    enforcement: always,
    types: [launchTemplate],
    needs: "resource",
    check: ({ inputs }) =>
      blocks(at(inputs, "blockDeviceMappings"))
        .filter((disk) => !isMissing(disk, "ebs") && differs(disk, "ebs.encrypted", true))
        .map(() => "A disk is not encrypted: set blockDeviceMappings[].ebs.encrypted: true."),
  },
];
