import { always, inProd, type Rule, securityHub } from "../rule";
import { at, blocks, differs, isProperties, json, texts, unknown, type Value } from "../values";

const repository = "aws:ecr/repository:Repository";
const repositoryPolicy = "aws:ecr/repositoryPolicy:RepositoryPolicy";
const creationTemplate = "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate";

/** Condition keys that restrict a statement to named principals or sources. */
const principalKeys =
  /^aws:(PrincipalOrgID|PrincipalOrgPaths|PrincipalAccount|PrincipalArn|SourceAccount|SourceArn|SourceOrgID)$/i;

/** Rules for ECR. */
export const ecrRules: Rule[] = [
  {
    id: "ecr-scan-on-push",
    title: "Images are scanned on push",
    controls: ["ECR.1"],
    url: securityHub("ECR.1"),
    severity: "high",
    enforcement: inProd,
    types: [repository],
    needs: "resource",
    check: ({ inputs }) =>
      differs(inputs, "imageScanningConfiguration.scanOnPush", true)
        ? [
            "Images are not scanned on push: set aws-containers:registry.scanning: basic (imageScanningConfiguration.scanOnPush: true).",
          ]
        : [],
  },
  {
    id: "ecr-immutable-tags",
    title: "Tags are immutable",
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
    title: "The repository has a lifecycle policy",
    controls: ["ECR.3"],
    url: securityHub("ECR.3"),
    severity: "low",
    enforcement: inProd,
    types: [repository],
    needs: "stack",
    check(resource, stack) {
      const name = at(resource.inputs, "name");
      const hasPolicy = stack.ofType("aws:ecr/lifecyclePolicy:LifecyclePolicy").some((policy) => {
        const target = at(policy.inputs, "repository");
        return stack.refers(policy, "repository", resource) || (typeof name === "string" && target === name);
      });
      return hasPolicy || name === unknown
        ? []
        : ["Images never expire: add an aws.ecr.LifecyclePolicy (the component ImageRetention creates one)."];
    },
  },
  {
    id: "ecr-no-public-access",
    title: "Only named accounts have access to private repositories",
    controls: ["AWS guidance"],
    url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html",
    severity: "high",
    enforcement: always,
    types: [repositoryPolicy, creationTemplate],
    needs: "resource",
    check: ({ type, inputs }) =>
      blocks(at(json(at(inputs, type === repositoryPolicy ? "policy" : "repositoryPolicy")), "Statement"))
        .filter((statement) => at(statement, "Effect") === "Allow" && isPublic(at(statement, "Principal")))
        .filter((statement) => !namesPrincipals(at(statement, "Condition")))
        .map(
          () =>
            "Every AWS account has access to the repository: name accounts (aws-containers:registry.pullAccounts), or add a condition such as aws:PrincipalOrgID or aws:SourceAccount.",
        ),
  },
  {
    id: "ecr-immutable-replicas",
    title: "Tags of replicated images are immutable",
    controls: ["ECR.2"],
    url: securityHub("ECR.2"),
    severity: "medium",
    enforcement: inProd,
    types: [creationTemplate],
    needs: "resource",
    check: ({ inputs }) =>
      texts(at(inputs, "appliedFors")).includes("REPLICATION") &&
      differs(inputs, "imageTagMutability", "IMMUTABLE")
        ? ["Tags of replicated images can be overwritten: set imageTagMutability: IMMUTABLE."]
        : [],
  },
];

/** Every account, or a service, which acts on behalf of any account. */
function isPublic(principal: Value): boolean {
  return (
    texts(principal).includes("*") ||
    texts(at(principal, "AWS")).includes("*") ||
    texts(at(principal, "Service")).length > 0
  );
}

function namesPrincipals(condition: Value): boolean {
  return (
    isProperties(condition) &&
    Object.values(condition).some(
      (keys) => isProperties(keys) && Object.keys(keys).some((key) => principalKeys.test(key)),
    )
  );
}
