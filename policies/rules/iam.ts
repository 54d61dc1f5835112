import type { Resource } from "../resource";
import { always, type Rule, securityHub } from "../rule";
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

/** Rules for IAM policies and roles. */
export const iamRules: Rule[] = [
  {
    id: "iam-no-star-actions",
    title: "Policies don't allow all actions",
    controls: ["IAM.1", "IAM.21"],
    url: securityHub("IAM.1"),
    severity: "high",
    enforcement: always,
    types: [...policies, role, ...attachments],
    needs: "resource",
    check: (resource) => [
      ...allowStatements(resource).flatMap((statement) => [
        ...texts(at(statement, "Action"))
          .filter((action) => /^(([a-z0-9-]+|\*):)?\*$/i.test(action))
          .map((action) => `It allows all actions (${action}): name the actions that are needed.`),
        ...texts(at(statement, "NotAction"))
          .slice(0, 1)
          .map(() => "It allows all actions but some: use Action instead of NotAction."),
      ]),
      ...policyArns(resource)
        .filter((arn) => arn.endsWith(":policy/AdministratorAccess"))
        .map(() => "It allows all actions (AdministratorAccess): name the actions that are needed."),
    ],
  },
  {
    id: "iam-pass-role",
    title: "iam:PassRole is limited to roles and services",
    controls: ["AWS guidance"],
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    severity: "high",
    enforcement: always,
    types: [...policies, role],
    needs: "resource",
    check: (resource) =>
      allowStatements(resource)
        .filter((statement) =>
          texts(at(statement, "Action")).some((action) => action.toLowerCase() === "iam:passrole"),
        )
        .flatMap((statement) => [
          ...(texts(at(statement, "Resource")).includes("*")
            ? ["It can pass any role: name the roles in Resource."]
            : []),
          ...(condition(statement, "StringEquals", "iam:PassedToService") === undefined
            ? ["It can pass roles to any service: add the condition StringEquals iam:PassedToService."]
            : []),
        ]),
  },
  {
    id: "iam-exact-oidc-trust",
    title: "Roles trust exact OpenID Connect subjects",
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
                `Other identities can assume the role: add the condition StringEquals …:${claim} with its exact value.`,
            ),
        ),
  },
];

/** The statements of a policy document, as JSON or as an object. */
function statements(document: Value): Properties[] {
  return blocks(at(json(document), "Statement"));
}

/** The Allow statements of a resource. */
function allowStatements({ inputs }: Resource): Properties[] {
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

/** The value of a condition key. Keys may have a provider's name as prefix, and any case. */
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
