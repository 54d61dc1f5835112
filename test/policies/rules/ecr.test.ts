import { ecrRules } from "../../../policies/rules/ecr";
import { resource, testRules } from "../states";

const repository = (inputs: object) => resource("aws:ecr/repository:Repository", { ...inputs });
const named = repository({ name: "hello" });
const policy = "aws:ecr/lifecyclePolicy:LifecyclePolicy";
const forever =
  "Images are kept and paid for forever: add an aws.ecr.LifecyclePolicy (ImageRetention makes one).";

testRules("ecr", ecrRules, {
  "ecr-scan-on-push": {
    passes: [[repository({ imageScanningConfiguration: { scanOnPush: true } })]],
    fails: [
      [
        [repository({ imageScanningConfiguration: { scanOnPush: false } })],
        "Images are not scanned: set aws-containers:registry.scanning: basic (imageScanningConfiguration.scanOnPush: true).",
      ],
    ],
  },
  "ecr-immutable-tags": {
    passes: [[repository({ imageTagMutability: "IMMUTABLE" })]],
    fails: [
      [
        [repository({ imageTagMutability: "MUTABLE" })],
        "Tags can be overwritten: set imageTagMutability: IMMUTABLE.",
      ],
      [[repository({})], "Tags can be overwritten: set imageTagMutability: IMMUTABLE."],
    ],
  },
  "ecr-lifecycle-policy": {
    passes: [
      [named, resource(policy, { repository: "x" }, { from: { repository: [named] } })],
      [named, resource(policy, { repository: "hello" })],
    ],
    fails: [
      [[named], forever],
      [[named, resource(policy, { repository: "other" })], forever],
    ],
  },
});
