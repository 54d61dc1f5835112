import { always, inProd, type Rule, securityHub } from "../rule";
import { at, blocks, differs, isProperties, json, texts, unknown, type Value } from "../values";

const repository = "aws:ecr/repository:Repository";
const repositoryPolicy = "aws:ecr/repositoryPolicy:RepositoryPolicy";
const creationTemplate = "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate";

/** Keys of conditions that hold a statement to known callers. */
const callerKeys =
  /^aws:(PrincipalOrgID|PrincipalOrgPaths|PrincipalAccount|PrincipalArn|SourceAccount|SourceArn|SourceOrgID)$/i;

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
  {
    id: "ecr-known-callers",
    title: "Only known accounts pull private images",
    controls: ["AWS guidance"],
    url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html",
    severity: "high",
    enforcement: always,
    types: [repositoryPolicy, creationTemplate],
    needs: "resource",
    check: ({ type, inputs }) =>
      blocks(at(json(at(inputs, type === repositoryPolicy ? "policy" : "repositoryPolicy")), "Statement"))
        .filter(
          (statement) => at(statement, "Effect") === "Allow" && isForAnybody(at(statement, "Principal")),
        )
        .filter((statement) => !namesCallers(at(statement, "Condition")))
        .map(
          () =>
            "Anybody in AWS can use the repository: name accounts (registry.pullAccounts), or add a condition such as aws:PrincipalOrgID or aws:SourceAccount.",
        ),
  },
  {
    id: "ecr-immutable-copies",
    title: "A tag of a copy never comes to mean another image",
    controls: ["ECR.2"],
    url: securityHub("ECR.2"),
    severity: "medium",
    enforcement: inProd,
    types: [creationTemplate],
    needs: "resource",
    check: ({ inputs }) =>
      texts(at(inputs, "appliedFors")).includes("REPLICATION") &&
      differs(inputs, "imageTagMutability", "IMMUTABLE")
        ? ["Tags of copies can be overwritten: set imageTagMutability: IMMUTABLE."]
        : [],
  },
];

/** Everybody, or a service that acts for whoever asks it. */
function isForAnybody(principal: Value): boolean {
  return (
    texts(principal).includes("*") ||
    texts(at(principal, "AWS")).includes("*") ||
    texts(at(principal, "Service")).length > 0
  );
}

function namesCallers(condition: Value): boolean {
  return (
    isProperties(condition) &&
    Object.values(condition).some(
      (keys) => isProperties(keys) && Object.keys(keys).some((key) => callerKeys.test(key)),
    )
  );
}
