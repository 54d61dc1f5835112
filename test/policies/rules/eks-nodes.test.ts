import { eksNodeRules } from "../../../policies/rules/eks-nodes";
import { resource, testRules } from "../states";

const group = (inputs: object) => resource("aws:eks/nodeGroup:NodeGroup", { ...inputs });

testRules("eks-nodes", eksNodeRules, {
  "eks-node-launch-template": {
    passes: [[group({ launchTemplate: { id: "lt-1", version: "1" } })]],
    fails: [
      [
        [group({})],
        "Without a launch template pods can read the node's credentials, and volumes may not be encrypted: set launchTemplate, with metadataOptions.httpPutResponseHopLimit: 1.",
      ],
      [
        [group({ launchTemplate: { id: "lt-1", version: "1" }, remoteAccess: { ec2SshKey: "key" } })],
        "Nodes can be reached by SSH: remove remoteAccess; use kubectl debug, or Session Manager.",
      ],
    ],
  },
});
