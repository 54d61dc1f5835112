import { always, type Resource, type Rule, securityHub } from "../rule";
import { at, blocks, isProperties, json, type Properties, texts, unknown, type Value } from "../values";

const policies = [
  "aws:iam/policy:Policy",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/userPolicy:UserPolicy",
  "aws:iam/groupPolicy:GroupPolicy",
];
const role = "aws:iam/role:Role";
const attachments = [
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:iam/userPolicyAttachment:UserPolicyAttachment",
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
];

/** Rules for who may do what. */
export const iamRules: Rule[] = [
  {
    id: "iam-no-star-actions",
    title: "Nobody may do everything",
    controls: ["IAM.1", "IAM.21"],
    url: securityHub("IAM.1"),
    severity: "high",
    enforcement: always,
    types: [...policies, role, ...attachments],
    needs: "resource",
    check: (resource) => [
      ...granted(resource).flatMap((statement) => [
        ...texts(at(statement, "Action"))
          .filter((action) => /^(([a-z0-9-]+|\*):)?\*$/i.test(action))
          .map((action) => `It allows every action (${action}): name the actions that are needed.`),
        ...texts(at(statement, "NotAction"))
          .slice(0, 1)
          .map(() => "It allows all but some actions: use Action instead of NotAction."),
      ]),
      ...policyArns(resource)
        .filter((arn) => arn.endsWith(":policy/AdministratorAccess"))
        .map(() => "It may do everything (AdministratorAccess): name the actions that are needed."),
    ],
  },
  {
    id: "iam-pass-role",
    title: "Roles are handed only to the services that they are for",
    controls: ["AWS guidance"],
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    severity: "high",
    enforcement: always,
    types: [...policies, role],
    needs: "resource",
    check: (resource) =>
      granted(resource)
        .filter((statement) =>
          texts(at(statement, "Action")).some((action) => action.toLowerCase() === "iam:passrole"),
        )
        .flatMap((statement) => [
          ...(texts(at(statement, "Resource")).includes("*")
            ? ["It may hand on every role: name the roles in Resource."]
            : []),
          ...(condition(statement, "StringEquals", "iam:PassedToService") === undefined
            ? ["It may hand roles to any service: add the condition StringEquals iam:PassedToService."]
            : []),
        ]),
  },
  {
    id: "iam-exact-oidc-trust",
    title: "Only one repository, branch or service account can take a role by OpenID Connect",
    controls: ["AWS guidance"],
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html",
    severity: "critical",
    enforcement: always,
    types: [role],
    needs: "resource",
    check: ({ inputs }) =>
      statements(at(inputs, "assumeRolePolicy"))
        .filter((statement) => at(statement, "Effect") === "Allow")
        .filter((statement) =>
          texts(at(statement, "Action")).some((action) =>
            /^sts:(AssumeRoleWithWebIdentity|\*)$/i.test(action),
          ),
        )
        .flatMap((statement) =>
          ["aud", "sub"]
            .filter((claim) => !isExact(condition(statement, "StringEquals", `:${claim}`)))
            .map(
              (claim) =>
                `Others can take this role: add the condition StringEquals …:${claim} with its exact value.`,
            ),
        ),
  },
];

/** The statements of a policy document, JSON or data. */
function statements(document: Value): Properties[] {
  return blocks(at(json(document), "Statement"));
}

/** What a resource allows. */
function granted({ inputs }: Resource): Properties[] {
  const documents: Value[] = [
    at(inputs, "policy"),
    ...blocks(at(inputs, "inlinePolicies")).map((inline) => at(inline, "policy")),
  ];
  return documents
    .flatMap((document) => statements(document))
    .filter((statement) => at(statement, "Effect") === "Allow");
}

function policyArns({ inputs }: Resource): string[] {
  return [...texts(at(inputs, "policyArn")), ...texts(at(inputs, "managedPolicyArns"))];
}

/** The value that a condition compares a key with. Keys may have a provider's name in front, and any case. */
function condition(statement: Properties, operator: string, key: string): Value {
  const conditions = statement.Condition;
  if (conditions === unknown) return unknown;
  const compared = isProperties(conditions) ? conditions[operator] : undefined;
  if (compared === unknown) return unknown;
  const found = Object.entries(isProperties(compared) ? compared : {}).find(([name]) =>
    name.toLowerCase().endsWith(key.toLowerCase()),
  );
  return found?.[1];
}

function isExact(value: Value): boolean {
  if (value === unknown) return true;
  const allowed = texts(value);
  return allowed.length > 0 && allowed.every((text) => text !== "" && !/[*?]/.test(text));
}
