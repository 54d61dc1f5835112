import { eksRules } from "../../../policies/rules/eks";
import { resource, testRules } from "../states";

/** The component, as an offline plan has it. */
const component = (inputs: object) => resource("eks:index:Cluster", { ...inputs });
/** The cluster that the component makes, as the Pulumi engine has it. */
const cluster = (inputs: object) => resource("aws:eks/cluster:Cluster", { ...inputs });
/** The component as the Pulumi engine has it. */
const opened = component({});

const open = "Its API is open to the world: set aws-containers:eks.endpointCidrs to your networks.";
const version =
  'Its Kubernetes version isn\'t one in standard support: set aws-containers:eks.version: "1.34" or later.';
const key =
  "Its secrets have no key of the account's own: set an encryption key (aws-containers:tier: prod does).";
const audit = "Nobody can tell who changed what: add audit to enabledClusterLogTypes.";
const access = "Access hangs on a ConfigMap inside the cluster: set authenticationMode: API.";
const support =
  "An old version costs $0.60 an hour instead of $0.10: set upgradePolicy.supportType: STANDARD.";
const deletion = "One call deletes it: set deletionProtection: true (aws-containers:tier: prod does).";

testRules("eks", eksRules, {
  "eks-endpoint": {
    passes: [
      [opened],
      [component({ endpointPublicAccess: true, publicAccessCidrs: ["203.0.113.0/24"] })],
      [cluster({ vpcConfig: { endpointPublicAccess: true, publicAccessCidrs: ["203.0.113.0/24"] } })],
      [cluster({ vpcConfig: { endpointPublicAccess: false } })],
    ],
    fails: [
      [[component({ endpointPublicAccess: true, publicAccessCidrs: ["0.0.0.0/0"] })], open],
      [[cluster({ vpcConfig: { endpointPublicAccess: true, publicAccessCidrs: ["0.0.0.0/0"] } })], open],
      [[cluster({ vpcConfig: [{ publicAccessCidrs: ["10.0.0.0/8", "::/0"] }] })], open],
      [[component({ endpointPublicAccess: true })], open],
    ],
  },
  "eks-supported-version": {
    passes: [[component({ version: "1.35" })], [cluster({ version: "1.36" })], [opened]],
    fails: [
      [[component({ version: "1.29" })], version],
      [[cluster({})], version],
    ],
  },
  "eks-secrets-encryption": {
    passes: [
      [component({ encryptionConfigKeyArn: "arn:aws:kms:…" })],
      [cluster({ encryptionConfig: { provider: {} } })],
    ],
    fails: [
      [[component({ encryptionConfigKeyArn: null })], key],
      [[cluster({})], key],
    ],
  },
  "eks-audit-log": {
    passes: [[cluster({ enabledClusterLogTypes: ["api", "audit"] })]],
    fails: [
      [[component({ enabledClusterLogTypes: ["api"] })], audit],
      [[cluster({})], audit],
    ],
  },
  "eks-access-entries": {
    passes: [
      [component({ authenticationMode: "API" })],
      [cluster({ accessConfig: { authenticationMode: "API" } })],
    ],
    fails: [
      [[component({ authenticationMode: "CONFIG_MAP" })], access],
      [[cluster({ accessConfig: { authenticationMode: "API_AND_CONFIG_MAP" } })], access],
    ],
  },
  "eks-standard-support": {
    passes: [[component({ upgradePolicy: { supportType: "STANDARD" } })]],
    fails: [
      [[cluster({ upgradePolicy: { supportType: "EXTENDED" } })], support],
      [[cluster({})], support],
    ],
  },
  "eks-deletion-protection": {
    passes: [[cluster({ deletionProtection: true })]],
    fails: [[[component({ deletionProtection: false })], deletion]],
  },
});
