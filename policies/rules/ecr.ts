import { inProd, type Rule, securityHub } from "../rule";
import { at, differs, unknown } from "../values";

const repository = "aws:ecr/repository:Repository";

/** Rules for image registries. */
export const ecrRules: Rule[] = [
  {
    id: "ecr-scan-on-push",
    title: "Images are scanned when they are pushed",
    controls: ["ECR.1"],
    url: securityHub("ECR.1"),
    severity: "high",
    enforcement: inProd,
    types: [repository],
    needs: "resource",
    check: ({ inputs }) =>
      differs(inputs, "imageScanningConfiguration.scanOnPush", true)
        ? [
            "Images are not scanned: set aws-containers:registry.scanning: basic (imageScanningConfiguration.scanOnPush: true).",
          ]
        : [],
  },
  {
    id: "ecr-immutable-tags",
    title: "A tag never comes to mean another image",
    controls: ["ECR.2"],
    url: securityHub("ECR.2"),
    severity: "medium",
    enforcement: inProd,
    types: [repository],
    needs: "resource",
    check: ({ inputs }) =>
      differs(inputs, "imageTagMutability", "IMMUTABLE")
        ? ["Tags can be overwritten: set imageTagMutability: IMMUTABLE."]
        : [],
  },
  {
    id: "ecr-lifecycle-policy",
    title: "A repository forgets images that nobody runs",
    controls: ["ECR.3"],
    url: securityHub("ECR.3"),
    severity: "low",
    enforcement: inProd,
    types: [repository],
    needs: "stack",
    check(resource, stack) {
      const name = at(resource.inputs, "name");
      const kept = stack.ofType("aws:ecr/lifecyclePolicy:LifecyclePolicy").some((policy) => {
        const target = at(policy.inputs, "repository");
        return stack.refers(policy, "repository", resource) || (typeof name === "string" && target === name);
      });
      return kept || name === unknown
        ? []
        : [
            "Images are kept and paid for forever: add an aws.ecr.LifecyclePolicy (ImageRetention makes one).",
          ];
    },
  },
];
