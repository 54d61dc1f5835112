import { iamRules } from "../../../policies/rules/iam";
import { resource, testRules } from "../states";

const document = (...statements: object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (Action: string | string[], rest: object = {}) => ({
  Effect: "Allow",
  Action,
  Resource: "*",
  ...rest,
});
const policy = (...statements: object[]) =>
  resource("aws:iam/rolePolicy:RolePolicy", { policy: document(...statements) });
const role = (inputs: object) => resource("aws:iam/role:Role", { ...inputs });
const trust = (Condition?: object) =>
  role({
    assumeRolePolicy: document({ Effect: "Allow", Action: "sts:AssumeRoleWithWebIdentity", Condition }),
  });

const github = "token.actions.githubusercontent.com";
const aud = { [`${github}:aud`]: "sts.amazonaws.com" };
const sub = { [`${github}:sub`]: "repo:acme/shop:environment:prod" };
const others = (claim: string) =>
  `Other identities can assume the role: add the condition StringEquals …:${claim} with its exact value.`;
const every = (action: string) => `It allows all actions (${action}): name the actions that are needed.`;

testRules("iam", iamRules, {
  "iam-no-star-actions": {
    passes: [
      [policy(allow(["ecr:BatchGetImage", "ecr:Get*"]))],
      [policy({ Effect: "Deny", Action: "*", Resource: "*" })],
      [role({ inlinePolicies: [{ policy: document(allow("logs:PutLogEvents")) }] })],
    ],
    fails: [
      [[policy(allow("*"))], every("*")],
      [[policy(allow(["s3:GetObject", "iam:*"]))], every("iam:*")],
      [[policy({ Effect: "Allow", Action: "*:*", Resource: "*" })], every("*:*")],
      [[role({ inlinePolicies: [{ policy: document(allow("*")) }] })], every("*")],
      [
        [policy({ Effect: "Allow", NotAction: "iam:*", Resource: "*" })],
        "It allows all actions but some: use Action instead of NotAction.",
      ],
      [
        [
          resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", {
            policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
          }),
        ],
        "It allows all actions (AdministratorAccess): name the actions that are needed.",
      ],
    ],
  },
  "iam-pass-role": {
    passes: [
      [
        policy(
          allow("iam:PassRole", {
            Resource: "arn:aws:iam::000000000000:role/task",
            Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
          }),
        ),
      ],
    ],
    fails: [
      [
        [policy(allow(["iam:GetRole", "iam:passrole"]))],
        "It can pass any role: name the roles in Resource.",
        "It can pass roles to any service: add the condition StringEquals iam:PassedToService.",
      ],
    ],
  },
  "iam-exact-oidc-trust": {
    passes: [
      [trust({ StringEquals: { ...aud, ...sub } })],
      [role({ assumeRolePolicy: document({ Effect: "Allow", Action: "sts:AssumeRole" }) })],
    ],
    fails: [
      [[trust()], others("aud"), others("sub")],
      [[trust({ StringEquals: aud, StringLike: sub })], others("sub")],
      [[trust({ StringEquals: { ...aud, [`${github}:sub`]: "repo:acme/*" } })], others("sub")],
      [
        [trust({ StringEquals: { ...aud, [`${github}:sub`]: ["repo:acme/shop:ref:refs/heads/main", "*"] } })],
        others("sub"),
      ],
    ],
  },
});
