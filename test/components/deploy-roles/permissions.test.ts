import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { targetGroupPrefix } from "../../../components/shortened-name";
import { scheduleGroupPrefixes } from "../../../components/stack-name";
import type { RecordedPlan } from "../../support/plan";
import { creation } from "./creation";
import { named, zone } from "./creation/arn";
import { allows, listOf, permissions, planOfRoles, type Statement } from "./described";
import { actionsOf, boundary, servicePolicy, state } from "./planned-roles";

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

let plain: RecordedPlan;

let stateful: RecordedPlan;

let bounded: RecordedPlan;

before(async () => {
  plain = await planOfRoles({ hostedZoneIds: [zone] });
  stateful = await planOfRoles({ state });
  bounded = await planOfRoles({ state, permissionsBoundaryArn: boundary });
});

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

  it("is to change the records of named zones only, and no certificate without one", async () => {
    const ofDomains = (statements: Statement[]) =>
      statements.filter(
        ({ Action, Sid }) =>
          Sid !== "CreatePrivateZones" &&
          listOf(Action).some((each) => /^(acm|route53):(?!Associate)/.test(each)),
      );
    const granted = permissions(plain, "github-deploy-dev");
    assert.ok(!allows(granted, "route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/Z1"));
    const [zones] = granted.filter(({ Sid }) => Sid === "CreatePrivateZones");
    assert.deepEqual(zones, {
      Sid: "CreatePrivateZones",
      Effect: "Allow",
      Action: ["route53:CreateHostedZone", "route53:GetHostedZone", "route53:ListHostedZonesByName"],
      Resource: "*",
    });
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
    const owned = (service: string, resource: string) => named(service, resource).replace("us-east-1", "*");
    for (const [service, resources] of [
      [
        "servicediscovery",
        [owned("servicediscovery", "namespace/*"), owned("servicediscovery", "service/*")],
      ],
      ["kms", owned("kms", "key/*")],
    ] as const) {
      const tagging = permissions(plain, "github-deploy-dev").filter(({ Action }) =>
        listOf(Action).includes(`${service}:TagResource`),
      );
      assert.deepEqual(
        tagging.map(({ Resource, Condition }) => ({ Resource, Condition })),
        [
          { Resource: "*", Condition: { StringEquals: { ...region, ...tags("RequestTag") } } },
          {
            Resource: resources,
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
});
