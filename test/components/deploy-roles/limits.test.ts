import assert from "node:assert/strict";
import { json, type RecordedPlan } from "../../support/plan";
import { named, roleArn } from "./creation/arn";
import { allows, listOf, permissions, planOfRoles } from "./described";
import { actionsOf, boundary, servicePolicy, state } from "./planned-roles";

const clientSecret = (index: number) =>
  `arn:aws:secretsmanager:us-east-1:111122223333:secret:a-service-name-${index}-login-AbCdEf`;

describe("the limits of a deploy role", () => {
  let stateful: RecordedPlan;
  let bounded: RecordedPlan;

  before(async () => {
    stateful = await planOfRoles({ state });
    bounded = await planOfRoles({ state, permissionsBoundaryArn: boundary });
  });

  it("fits into what IAM allows a policy and a role", async () => {
    const components = Array.from({ length: 20 }, (_, index) => `a-service-name-${index}`);
    const clusters = components.slice(0, 8);
    const plan = await planOfRoles({
      state,
      permissionsBoundaryArn: boundary,
      components,
      clusters,
      servicePolicies: Array.from({ length: 20 }, (_, index) => servicePolicy(index)),
      clientSecrets: Array.from({ length: 5 }, (_, index) => clientSecret(index)),
      stacks: ["dev"],
    });
    for (const { name, inputs } of plan.ofType("iam/policy:Policy")) {
      const length = JSON.stringify(json(inputs.policy)).length;
      assert.ok(length <= 6144, `${name} has ${length} characters`);
    }
    const inline = plan.ofType("iam/rolePolicy:RolePolicy");
    for (const { inputs } of inline) {
      const ofRole = inline.filter((policy) => policy.inputs.role === inputs.role);
      const length = ofRole.reduce(
        (sum, policy) => sum + JSON.stringify(json(policy.inputs.policy)).length,
        0,
      );
      assert.ok(length <= 10_240, `${inputs.role} has ${length} characters in inline policies`);
    }
    const attachments = plan.ofType("RolePolicyAttachment").map(({ inputs }) => inputs.role);
    for (const role of new Set(attachments)) {
      assert.ok(attachments.filter((other) => other === role).length <= 10);
    }
  });

  it("passes the components' roles to these services only", async () => {
    const granted = permissions(
      await planOfRoles({ components: ["hello"], stacks: ["dev"] }),
      "github-deploy-dev",
    );
    assert.deepEqual(
      granted.filter(({ Action }) => listOf(Action).includes("iam:PassRole")),
      [
        {
          Sid: "PassRoles",
          Effect: "Allow",
          Action: "iam:PassRole",
          Resource: [roleArn("aws-containers/dev/*"), roleArn("aws-containers-dev-eks-nodes")],
          Condition: {
            StringEquals: {
              "iam:PassedToService": [
                "backup.amazonaws.com",
                "batch.amazonaws.com",
                "chatbot.amazonaws.com",
                "ec2.amazonaws.com",
                "ecs-tasks.amazonaws.com",
                "ecs.amazonaws.com",
                "eks-fargate-pods.amazonaws.com",
                "eks.amazonaws.com",
                "events.amazonaws.com",
                "lambda.amazonaws.com",
                "pods.eks.amazonaws.com",
                "scheduler.amazonaws.com",
                "states.amazonaws.com",
                "vpc-flow-logs.amazonaws.com",
              ],
            },
          },
        },
        {
          Sid: "PassMonitoringRoles",
          Effect: "Allow",
          Action: "iam:PassRole",
          Resource: [roleArn("aws-containers/dev/*")],
          Condition: { StringEquals: { "iam:PassedToService": "monitoring.rds.amazonaws.com" } },
        },
      ],
    );
  });

  it("changes no role of its own kind, no user, no policy and no identity provider but those of EKS clusters", async () => {
    const granted = permissions(stateful, "github-deploy-dev");
    const changes = actionsOf(granted).filter((action) => action.startsWith("iam:"));
    const foreign = [
      "github-preview-1234567",
      "github-deploy-dev-1234567",
      "Administrator",
      // Names that begin as the components' do, and other stacks.
      "eks-admin",
      "ecs-deployer",
      "network-admin",
      "hello-execution-94d1f15",
      "aws-containers/prod/hello-execution-94d1f15",
      "aws-containers/dev-eu/hello-execution-94d1f15",
      "other/dev/hello-execution-94d1f15",
    ];
    for (const role of foreign) {
      for (const action of changes.filter((action) => !/ServiceLinked/.test(action))) {
        assert.ok(!allows(granted, action, roleArn(role)), `${action} on ${role}`);
      }
    }
    assert.doesNotMatch(changes.join(), /User|Group|SAML|iam:\w*Policy\w*Version|CreatePolicy/);
    const github = `arn:aws:iam::000000000000:oidc-provider/token.actions.githubusercontent.com`;
    for (const action of changes.filter((each) => !/ServiceLinked/.test(each))) {
      assert.ok(!allows(granted, action, github), action);
    }
  });

  it("changes the clusters of its own stack alone, and data whose names are those of the components", async () => {
    const granted = permissions(
      await planOfRoles({ project: "shop.web", clusters: ["eks", "batch"] }),
      "github-deploy-dev",
    );
    const mayDelete = (cluster: string) =>
      allows(granted, "eks:DeleteCluster", named("eks", `cluster/${cluster}`));
    assert.ok(mayDelete("shop-web-dev-eks") && mayDelete("shop-web-dev-batch"));
    assert.ok(!mayDelete("shop-web-dev-eu-eks") && !mayDelete("shop-web-prod-eks"));
    const mayLog = (group: string) =>
      allows(granted, "logs:DeleteLogGroup", named("logs", `log-group:/aws/eks/${group}/cluster`));
    assert.ok(mayLog("shop-web-dev-eks") && !mayLog("shop-web-dev-eu-eks"));
    const mayMeasure = (group: string) =>
      allows(
        granted,
        "logs:CreateLogGroup",
        named("logs", `log-group:/aws/containerinsights/${group}/performance`),
      );
    assert.ok(mayMeasure("shop-web-dev-eks") && !mayMeasure("shop-web-dev-eu-eks"));
    const mayOpen = (bucket: string) => allows(granted, "s3:PutBucketPolicy", `arn:aws:s3:::${bucket}`);
    assert.ok(mayOpen("ecs-access-logs-0a1b2c3") && !mayOpen("ecs-access-logs-0a1b2c3-copy"));
    const mayEmpty = (bucket: string) =>
      allows(granted, "s3:DeleteObject", `arn:aws:s3:::${bucket}/AWSLogs/1.gz`);
    assert.ok(mayEmpty("ecs-access-logs-0a1b2c3") && !mayEmpty("ecs-access-logs-archive-2"));
    const mayUse = (...[action, arn]: [string, string]) => allows(granted, action, arn);
    assert.ok(!mayUse("s3:DeleteObject", "arn:aws:s3:::hello-bucket-of-others/1"));
    assert.ok(!mayUse("sqs:DeleteQueue", named("sqs", "hello-queue-of-others")));
    assert.ok(!mayUse("dynamodb:DeleteTable", named("dynamodb", "table/hello-table-of-others")));
  });

  it("grants permissions only to roles with a boundary, by argument", async () => {
    const granted = permissions(bounded, "github-deploy-dev");
    for (const action of [
      "iam:CreateRole",
      "iam:PutRolePolicy",
      "iam:AttachRolePolicy",
      "iam:PutRolePermissionsBoundary",
    ]) {
      const statements = granted.filter(({ Action }) => listOf(Action).includes(action));
      assert.deepEqual(
        statements.map(({ Condition }) => Condition?.StringEquals),
        [{ "iam:PermissionsBoundary": boundary }],
        action,
      );
    }
    assert.ok(!actionsOf(granted).includes("iam:DeleteRolePermissionsBoundary"));
  });

  it("is limited to the stacks' regions and, where it deletes by id, to the stack's tags", async () => {
    const regions = ["us-east-1", "eu-central-1"];
    const granted = permissions(await planOfRoles({ regions, stacks: ["dev"] }), "github-deploy-dev");
    const global = granted
      .filter(({ Condition }) => Condition?.StringEquals?.["aws:RequestedRegion"] === undefined)
      .map(({ Sid }) => Sid);
    assert.deepEqual(global.sort(), [
      "AttachPolicies",
      "ChangeAccessLogBuckets",
      "ChangeChatsAndDashboards",
      "ChangeDataBuckets",
      "ChangeDistributions",
      "ChangeInstanceProfiles",
      "ChangeRoles",
      "ChangeTokenIssuers",
      "CreateDistributions",
      "CreatePrivateZones",
      "CreateServiceRoles",
      "CreateTokenIssuers",
      "GrantToRoles",
      "PassMonitoringRoles",
      "PassRoles",
      "ReadDistributions",
      "ReadRolesAndBuckets",
      "UsePrivateDns",
    ]);
    const tags = (of: string) => ({ [`aws:${of}/project`]: "aws-containers", [`aws:${of}/stack`]: ["dev"] });
    const conditionOf = (sid: string) => granted.find(({ Sid }) => Sid === sid)?.Condition;
    assert.deepEqual(conditionOf("CreateDistributions"), { StringEquals: tags("RequestTag") });
    assert.deepEqual(conditionOf("ChangeDistributions"), { StringEquals: tags("ResourceTag") });
    assert.deepEqual(conditionOf("CreateTokenIssuers"), { StringEquals: tags("RequestTag") });
    assert.deepEqual(conditionOf("ChangeTokenIssuers"), { StringEquals: tags("ResourceTag") });
    const deletion = granted.find(({ Action }) => listOf(Action).includes("ec2:DeleteVpc"));
    assert.deepEqual(deletion?.Condition, {
      StringEquals: {
        "aws:RequestedRegion": regions,
        "aws:ResourceTag/project": "aws-containers",
        "aws:ResourceTag/stack": ["dev"],
      },
    });
  });

  it("writes the state of its own stack and of no other", async () => {
    const granted = permissions(stateful, "github-deploy-dev");
    const may = (action: string, path: string) =>
      allows(granted, action, `${state.bucketArn}/.pulumi/${path}`);
    for (const path of [
      "stacks/aws-containers/dev.json",
      "stacks/aws-containers/dev.json.bak",
      "stacks/aws-containers/dev.json.gz",
      "stacks/aws-containers/dev.json.gz.bak",
      "stacks/aws-containers/dev.pulumi-tags",
      "backups/aws-containers/dev/dev.1.json",
      "history/aws-containers/dev/dev-1.history.json",
      "locks/organization/aws-containers/dev/0a1b.json",
    ]) {
      assert.ok(may("s3:PutObject", path), path);
    }
    for (const path of [
      "meta.yaml",
      "stacks/aws-containers/prod.json",
      "stacks/aws-containers/dev.eu.json",
      "stacks/aws-containers/dev-eu.json",
      "stacks/deploy-roles/account.json",
    ]) {
      assert.ok(!may("s3:PutObject", path), path);
    }
    assert.ok(may("s3:GetObject", "meta.yaml"));
    assert.deepEqual(
      granted.filter(({ Sid }) => Sid === "UseStateKey").map(({ Action, Resource }) => [Action, Resource]),
      [[["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"], state.keyArn]],
    );
  });
});
