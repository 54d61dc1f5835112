import { always, type Rule } from "../rule";
import { at, blocks, isMissing } from "../values";

const url = "https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html";

/** Rules for the managed node groups of EKS clusters. */
export const eksNodeRules: Rule[] = [
  {
    id: "eks-node-launch-template",
    title: "Node groups have a launch template, and no SSH access",
    controls: ["AWS guidance"],
    url,
    severity: "high",
    enforcement: always,
    types: ["aws:eks/nodeGroup:NodeGroup"],
    needs: "resource",
    check: ({ inputs }) => [
      ...(isMissing(inputs, "launchTemplate")
        ? [
            "Without a launch template pods can read the node's credentials, and volumes may not be encrypted: set launchTemplate, with metadataOptions.httpPutResponseHopLimit: 1.",
          ]
        : []),
      ...(blocks(at(inputs, "remoteAccess")).length === 0
        ? []
        : ["Nodes can be reached by SSH: remove remoteAccess; use kubectl debug, or Session Manager."]),
    ],
  },
];
