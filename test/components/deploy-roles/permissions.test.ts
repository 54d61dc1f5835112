import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { targetGroupPrefix } from "../../../components/shortened-name";
import { scheduleGroupPrefixes } from "../../../components/stack-name";
import { json, type RecordedPlan } from "../../support/plan";
import { creation } from "./creation";
import { named, roleArn, zone } from "./creation/arn";
import { allows, listOf, permissions, planOfRoles, type Statement } from "./described";

const state = {
  bucketArn: "arn:aws:s3:::octo-state",
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/0f1e2d3c",
};
const boundary = "arn:aws:iam::111122223333:policy/boundary";

/** What is the account's as a whole, or public: no deploy role may change it, as docs/deploying.md says. */
const ofTheAdministrator = [
  "ecr.PullThroughCacheRule",
  "ecr.RegistryPolicy",
  "ecr.RegistryScanningConfiguration",
  "ecr.ReplicationConfiguration",
  "ecr.RepositoryCreationTemplate",
  "ecrpublic.Repository",
  "guardduty.Detector",
  "guardduty.DetectorFeature",
];

/** Every class of AWS resources that the components make themselves. */
function classesInComponents(): string[] {
  const components = join(__dirname, "..", "..", "..", "components");
  const sources = readdirSync(components, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.startsWith("deploy-roles"))
    .map((file) => readFileSync(join(components, file), "utf8"));
  const made = sources.flatMap((source) =>
    [...source.matchAll(/new aws\.(\w+\.\w+)\(/g)].map(([, made = ""]) => made),
  );
  return [...new Set(made)].sort();
}

const classOf = (type: string) => type.replace(/\/\w+:/, ".");

const actionsOf = (statements: Statement[]) =>
  statements.filter(({ Effect }) => Effect === "Allow").flatMap(({ Action }) => listOf(Action));

let plain: RecordedPlan;
let stateful: RecordedPlan;
let bounded: RecordedPlan;
before(async () => {
  plain = await planOfRoles({ hostedZoneIds: [zone] });
  stateful = await planOfRoles({ state });
  bounded = await planOfRoles({ state, permissionsBoundaryArn: boundary });
});

const clientSecret = (index: number) =>
  `arn:aws:secretsmanager:us-east-1:111122223333:secret:a-service-name-${index}-login-AbCdEf`;

const servicePolicy = (index: number) =>
  `arn:aws:iam::111122223333:policy/teams/shop/a-service-policy-${index}`;

describe("what a deploy role may do", () => {
  it("is to create everything that the components create", () => {
    const granted = permissions(plain, "github-deploy-dev");
    const known = [...Object.keys(creation).map(classOf), ...ofTheAdministrator];
    assert.deepEqual(
      classesInComponents().filter((made) => !known.includes(made)),
      [],
      "classes that this test has no action for",
    );
    const refused = Object.values(creation)
      .flat()
      .filter(([action, arn]) => !allows(granted, action, arn));
    assert.deepEqual(refused, []);
  });

  it("names every action: no service whole, no wildcard but in what is read", async () => {
    for (const role of ["github-deploy-dev", "github-deploy-prod", "github-preview"]) {
      for (const action of actionsOf(permissions(bounded, role))) {
        assert.match(action, /^[a-z0-9-]+:([A-Z][A-Za-z0-9]+|(Describe|List|GetBucket)\*)$/);
      }
    }
  });

  it("creates target groups of a service with a long name by their beginning and hash, and of no other that begins alike", async () => {
    const granted = permissions(
      await planOfRoles({ stacks: ["dev"], components: ["ecs", "notification-dispatcher"] }),
      "github-deploy-dev",
    );
    const allowed = (name: string) =>
      allows(
        granted,
        "elasticloadbalancing:CreateTargetGroup",
        named("elasticloadbalancing", `targetgroup/${name}/0123456789abcdef`),
      );
    assert.ok(allowed("notifica-489455dc-target-6e8b35d"));
    assert.ok(allowed("notifica-489455dc-second-6e8b35d"));
    assert.ok(!allowed(`${targetGroupPrefix("notification-dispatcher-2")}-target-6e8b35d`));
    assert.ok(!allowed("notifica-489455de-target-6e8b35d"));
  });

  it("changes schedules of a stack whose name is too long for a schedule group, in the group of the shortened name", async () => {
    const project = "acme-platform-containers-production";
    const stacks = ["feature-some-long-branch-name"];
    const granted = permissions(await planOfRoles({ project, stacks }), `github-deploy-${stacks}`);
    const allowed = (group: string) =>
      allows(
        granted,
        "scheduler:CreateSchedule",
        named("scheduler", `schedule/${group}/report-schedule-6e8b35d`),
      );
    const [, short] = scheduleGroupPrefixes(project, String(stacks));
    assert.ok(allowed(`${short}-batch`));
    assert.ok(allowed(`${project}-${stacks}-ecs`));
    assert.ok(!allowed(`${project}-feature-ecs`));
  });

  it("attaches the managed policies that services may have, besides those of EKS", async () => {
    const granted = permissions(
      await planOfRoles({ stacks: ["dev"], servicePolicies: [servicePolicy(7)] }),
      "github-deploy-dev",
    );
    const [attach] = granted.filter(({ Sid }) => Sid === "AttachPolicies");
    assert.ok(attach);
    const { ArnEquals } = attach.Condition as { ArnEquals: { "iam:PolicyARN": string[] } };
    assert.deepEqual(ArnEquals["iam:PolicyARN"].slice(-2), [
      "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
      servicePolicy(7),
    ]);
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

  it("is to change the records of named zones only, and no certificate without one", async () => {
    const ofDomains = (statements: Statement[]) =>
      statements.filter(({ Action }) =>
        listOf(Action).some((each) => /^(acm|route53):(?!Associate)/.test(each)),
      );
    const granted = permissions(plain, "github-deploy-dev");
    assert.ok(!allows(granted, "route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/Z1"));
    assert.deepEqual(ofDomains(permissions(stateful, "github-deploy-dev")), []);
    assert.deepEqual(ofDomains(permissions(stateful, "github-preview")), []);
    const certificates = named("acm", "certificate/*").replace("us-east-1", "*");
    const region = { "aws:RequestedRegion": ["us-east-1"] };
    const tags = (of: string) => ({ [`aws:${of}/project`]: "aws-containers", [`aws:${of}/stack`]: ["dev"] });
    assert.deepEqual(ofDomains(granted), [
      {
        Sid: "RequestCertificates",
        Effect: "Allow",
        Action: ["acm:AddTagsToCertificate", "acm:RequestCertificate"],
        Resource: "*",
        Condition: { StringEquals: { ...region, ...tags("RequestTag") } },
      },
      {
        Sid: "ChangeCertificates",
        Effect: "Allow",
        Action: ["acm:AddTagsToCertificate", "acm:DeleteCertificate", "acm:RemoveTagsFromCertificate"],
        Resource: certificates,
        Condition: { StringEquals: { ...region, ...tags("ResourceTag") } },
      },
      {
        Sid: "ChangeRecords",
        Effect: "Allow",
        Action: "route53:ChangeResourceRecordSets",
        Resource: [`arn:aws:route53:::hostedzone/${zone}`],
      },
      {
        Sid: "WaitForRecords",
        Effect: "Allow",
        Action: "route53:GetChange",
        Resource: "arn:aws:route53:::change/*",
      },
      {
        Sid: "ReadCertificates",
        Effect: "Allow",
        Action: ["acm:DescribeCertificate", "acm:ListTagsForCertificate"],
        Resource: certificates,
        Condition: { StringEquals: region },
      },
      {
        Sid: "ReadRecords",
        Effect: "Allow",
        Action: ["route53:GetHostedZone", "route53:ListResourceRecordSets"],
        Resource: [`arn:aws:route53:::hostedzone/${zone}`],
      },
    ]);
  });

  it("is to tag namespaces and keys as the stack's when they are created, and those of the stack afterwards", () => {
    const region = { "aws:RequestedRegion": ["us-east-1"] };
    const tags = (of: string) => ({ [`aws:${of}/project`]: "aws-containers", [`aws:${of}/stack`]: ["dev"] });
    for (const [service, resource] of [
      ["servicediscovery", "namespace/*"],
      ["kms", "key/*"],
    ] as const) {
      const tagging = permissions(plain, "github-deploy-dev").filter(({ Action }) =>
        listOf(Action).includes(`${service}:TagResource`),
      );
      assert.deepEqual(
        tagging.map(({ Resource, Condition }) => ({ Resource, Condition })),
        [
          { Resource: "*", Condition: { StringEquals: { ...region, ...tags("RequestTag") } } },
          {
            Resource: named(service, resource).replace("us-east-1", "*"),
            Condition: { StringEquals: { ...region, ...tags("ResourceTag") } },
          },
        ],
      );
    }
  });

  it("is to create functions with the stack's tags, to change those alone, and to invoke those of commands", () => {
    const region = { "aws:RequestedRegion": ["us-east-1"] };
    const tags = (of: string) => ({ [`aws:${of}/project`]: "aws-containers", [`aws:${of}/stack`]: ["dev"] });
    const granted = permissions(plain, "github-deploy-dev").filter(({ Action }) =>
      listOf(Action).some((action) => /^lambda:(?!Get|List)/.test(action)),
    );
    const functions = (kind: string) =>
      named("lambda", `function:*-${kind}-???????`).replace("us-east-1", "*");
    const Resource = ["before", "api-calls", "job-successes", "worker-scaling"].map(functions);
    const Condition = { StringEquals: { ...region, ...tags("ResourceTag") } };
    assert.deepEqual(granted, [
      {
        Sid: "CreateFunctions",
        Effect: "Allow",
        Action: ["lambda:CreateFunction", "lambda:TagResource"],
        Resource,
        Condition: { StringEquals: { ...region, ...tags("RequestTag") } },
      },
      {
        Sid: "ChangeFunctions",
        Effect: "Allow",
        Action: [
          "lambda:AddPermission",
          "lambda:DeleteFunction",
          "lambda:RemovePermission",
          "lambda:TagResource",
          "lambda:UntagResource",
          "lambda:UpdateFunctionCode",
          "lambda:UpdateFunctionConfiguration",
        ],
        Resource,
        Condition,
      },
      {
        Sid: "InvokeFunctions",
        Effect: "Allow",
        Action: "lambda:InvokeFunction",
        Resource: functions("before"),
        Condition,
      },
    ]);
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

  it("attaches AWS's policies for EKS and AWS Backup, and those by which ECS shifts requests and has instances, alone", async () => {
    const [attach] = permissions(plain, "github-deploy-dev").filter(({ Action }) =>
      listOf(Action).includes("iam:AttachRolePolicy"),
    );
    assert.deepEqual(attach?.Condition, {
      ArnEquals: {
        "iam:PolicyARN": [
          "arn:aws:iam::aws:policy/AmazonEKSWorkerNode*",
          "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
          "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy",
          "arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicyV2",
          "arn:aws:iam::aws:policy/AmazonEKSFargatePodExecutionRolePolicy",
          "arn:aws:iam::aws:policy/AmazonEKSBlockStoragePolicy",
          "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy",
          "arn:aws:iam::aws:policy/AmazonEKSComputePolicy",
          "arn:aws:iam::aws:policy/AmazonEKSLoadBalancingPolicy",
          "arn:aws:iam::aws:policy/AmazonEKSNetworkingPolicy",
          "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy",
          "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
          "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
          "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyFor*",
          "arn:aws:iam::aws:policy/AmazonECSInstanceRolePolicyForManagedInstances",
          "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role",
          "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
        ],
      },
    });
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

describe("a deploy role whose stack reads others", () => {
  it("reads their current state and nothing else of theirs", async () => {
    const granted = permissions(
      await planOfRoles({ state, stacks: ["prod"], reads: ["dev", "shared"] }),
      "github-deploy-prod",
    );
    const file = (path: string) => `${state.bucketArn}/.pulumi/stacks/${path}`;
    assert.deepEqual(
      granted.filter(({ Sid }) => Sid === "ReadOtherStacks"),
      [
        {
          Sid: "ReadOtherStacks",
          Effect: "Allow",
          Action: "s3:GetObject",
          Resource: [
            file("aws-containers/dev.json"),
            file("aws-containers/dev.json.gz"),
            file("aws-containers/shared.json"),
            file("aws-containers/shared.json.gz"),
          ],
        },
      ],
    );
    assert.ok(!allows(granted, "s3:PutObject", file("aws-containers/dev.json")));
    assert.ok(!allows(granted, "s3:GetObject", file("aws-containers/dev.json.bak")));
    assert.ok(!allows(granted, "s3:GetObject", file("aws-containers/dev.eu.json")));
  });

  it("reads none by default", () => {
    const granted = permissions(stateful, "github-deploy-prod");
    assert.ok(!allows(granted, "s3:GetObject", `${state.bucketArn}/.pulumi/stacks/aws-containers/dev.json`));
  });
});

describe("what the preview role may do", () => {
  it("is to read: not one action that changes", async () => {
    const granted = permissions(stateful, "github-preview");
    for (const action of actionsOf(granted)) {
      assert.match(action, /:(Describe|Get|List)|^kms:Decrypt$|^states:ValidateStateMachineDefinition$/);
    }
    const [decrypt] = granted.filter(({ Action }) => listOf(Action).includes("kms:Decrypt"));
    assert.equal(decrypt?.Resource, state.keyArn);
  });

  it("reads no secret, no log line, no image and no object but the state", async () => {
    const granted = permissions(stateful, "github-preview");
    for (const action of [
      "secretsmanager:GetSecretValue",
      "ssm:GetParameter",
      "ssm:GetParameters",
      "logs:GetLogEvents",
      "logs:FilterLogEvents",
      "ecr:GetDownloadUrlForLayer",
      "ecr:BatchGetImage",
      "s3:GetObject",
      "sqs:ReceiveMessage",
      "dynamodb:GetItem",
      "kms:Decrypt",
    ]) {
      for (const resource of [named("any", "thing"), "arn:aws:s3:::ecs-access-logs-0a1b2c3/AWSLogs/1.gz"]) {
        assert.ok(!allows(granted, action, resource), `${action} on ${resource}`);
      }
    }
    assert.deepEqual(
      granted.filter(({ Effect }) => Effect === "Deny").map(({ Sid, Resource }) => [Sid, Resource]),
      [
        ["NoSecretsOfSecretsManager", "*"],
        ["NoSecretValues", "*"],
      ],
    );
  });

  it("reads the client secrets that logins name, as deploy roles do, and no others", async () => {
    const secret = "arn:aws:secretsmanager:us-east-1:111122223333:secret:login-AbCdEf";
    const plan = await planOfRoles({ stacks: ["dev"], clientSecrets: [secret] });
    for (const role of ["github-preview", "github-deploy-dev"]) {
      const granted = permissions(plan, role);
      const may = (arn: string) => allows(granted, "secretsmanager:GetSecretValue", arn);
      assert.deepEqual([may(secret), may(secret.replace("login", "db"))], [true, false], role);
    }
    const [denied] = permissions(plan, "github-preview").filter(({ Effect }) => Effect === "Deny");
    assert.deepEqual(denied, {
      Sid: "NoSecretsOfSecretsManager",
      Effect: "Deny",
      Action: ["secretsmanager:GetSecretValue"],
      NotResource: [secret],
    });
  });

  it("reads the state of the project's stacks, and decrypts nothing without a key", async () => {
    const granted = permissions(
      await planOfRoles({ state: { bucketArn: state.bucketArn }, stacks: ["dev"] }),
      "github-preview",
    );
    const may = (path: string) => allows(granted, "s3:GetObject", `${state.bucketArn}/.pulumi/${path}`);
    assert.ok(may("meta.yaml") && may("stacks/aws-containers/prod.json"));
    assert.ok(!may("stacks/deploy-roles/account.json"));
    assert.ok(!actionsOf(granted).includes("kms:Decrypt"));
  });
});
