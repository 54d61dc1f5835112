import { eksRules } from "../../../policies/rules/eks";
import { resource, testRules } from "../states";

/** The component, as an offline plan has it. */
const component = (inputs: object) => resource("eks:index:Cluster", { ...inputs });
/** The cluster that the component creates, as the Pulumi engine has it. */
const cluster = (inputs: object) => resource("aws:eks/cluster:Cluster", { ...inputs });
/** The component as the Pulumi engine has it. */
const opened = component({});

const open =
  "The API server endpoint is open to the internet: set aws-containers:eks.endpointCidrs to your address ranges.";
const version =
  'Standard support of the Kubernetes version has ended or ends soon: set aws-containers:eks.version to "1.35" or "1.36".';
const key =
  "Kubernetes Secrets are not encrypted with a customer managed key: set encryptionConfigKeyArn (aws-containers:tier: prod does).";
const audit = "Audit logging is disabled: add audit to enabledClusterLogTypes.";
const access = "Access depends on the aws-auth ConfigMap: set authenticationMode: API.";
const support =
  "Extended support costs six times as much once standard support of the version ends: set upgradePolicy.supportType: STANDARD.";
const deletion =
  "Deletion protection is off: set aws-containers:protection: true (deletionProtection: true).";

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
