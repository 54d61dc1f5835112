import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { EksCluster, EksLoadBalancer, Workload } from "../../../components/eks";
import type { ServiceDescription } from "../../../components/service";
import { json, planOf, type RecordedPlan } from "../../support/plan";
import { described, network } from "./described";

const token = "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop/token-AbCdEf";

function planOfWorkload(changes: Partial<ServiceDescription>, ofCluster = changes): Promise<RecordedPlan> {
  return planOf(() => {
    const service = described(changes);
    const cluster = new EksCluster("eks", {
      clusterName: "shop",
      containerLogs: false,
      network,
      services: [described(ofCluster)],
    });
    const loadBalancer = new EksLoadBalancer("eks", { cluster, services: { hello: service } });
    new Workload("hello", { cluster, loadBalancer, service });
  });
}

interface PodSpec {
  containers: { env: { name: string }[]; volumeMounts: object[] }[];
  volumes: object[];
}

function podOf(plan: RecordedPlan): PodSpec {
  return (plan.resource("hello-deployment").inputs.spec as { template: { spec: PodSpec } }).template.spec;
}

describe("Workload: its secrets", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfWorkload({
      environment: { GREETING: "Hello" },
      secrets: {
        TOKEN: token,
        SAME: token,
        PASSWORD: `${token}:pass-word:AWSPREVIOUS`,
        API_KEY: "/shop/api-key",
      },
    });
  });
  const nameOf = (of: RecordedPlan) => {
    const { name } = of.resource("hello-secrets").inputs.metadata as { name: string };
    return name;
  };

  it("are read by the driver with the pod's role, each value once, into a Kubernetes Secret", () => {
    const name = nameOf(plan);
    assert.match(name, /^hello-secrets-[0-9a-f]{8}$/);
    const { metadata, spec, ...kind } = plan.resource("hello-secrets").inputs as {
      metadata: object;
      spec: { parameters: { objects: string } };
    };
    assert.deepEqual(kind, { apiVersion: "secrets-store.csi.x-k8s.io/v1", kind: "SecretProviderClass" });
    assert.deepEqual(metadata, {
      name,
      namespace: "services",
      labels: { "app.kubernetes.io/name": "hello" },
    });
    const { objects, ...parameters } = spec.parameters;
    assert.deepEqual(JSON.parse(objects), [
      { objectName: "/shop/api-key", objectType: "ssmparameter", objectAlias: "API_KEY" },
      {
        objectName: token,
        objectType: "secretsmanager",
        objectAlias: "PASSWORD.json",
        objectVersionLabel: "AWSPREVIOUS",
        jmesPath: [{ path: '"pass-word" && to_string("pass-word")', objectAlias: "PASSWORD" }],
      },
      { objectName: token, objectType: "secretsmanager", objectAlias: "SAME" },
    ]);
    assert.deepEqual(
      { ...spec, parameters },
      {
        provider: "aws",
        parameters: { region: "us-east-1", usePodIdentity: "true" },
        secretObjects: [
          {
            secretName: name,
            type: "Opaque",
            data: [
              { objectName: "API_KEY", key: "API_KEY" },
              { objectName: "PASSWORD", key: "PASSWORD" },
              { objectName: "SAME", key: "SAME" },
              { objectName: "SAME", key: "TOKEN" },
            ],
          },
        ],
      },
    );
  });

  it("are variables of the container, whose pod mounts what the driver reads", () => {
    const name = nameOf(plan);
    const from = (key: string) => ({ name: key, valueFrom: { secretKeyRef: { name, key } } });
    const { containers, volumes } = podOf(plan);
    assert.deepEqual(containers[0]?.env, [
      from("API_KEY"),
      { name: "GREETING", value: "Hello" },
      from("PASSWORD"),
      { name: "PLATFORM", value: "eks" },
      { name: "PORT", value: "8080" },
      from("SAME"),
      from("TOKEN"),
    ]);
    assert.deepEqual(containers[0]?.volumeMounts[1], {
      name: "mounted-secrets",
      mountPath: "/mnt/secrets",
      readOnly: true,
    });
    assert.deepEqual(volumes[1], {
      name: "mounted-secrets",
      csi: {
        driver: "secrets-store.csi.k8s.io",
        readOnly: true,
        volumeAttributes: { secretProviderClass: name },
      },
    });
  });

  it("and no others can be read by the pod's role", () => {
    const parameter = "arn:aws:ssm:us-east-1:000000000000:parameter/shop/api-key";
    assert.deepEqual(json(plan.resource("hello-read-secrets").inputs.policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ReadSecrets",
          Effect: "Allow",
          Action: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
          Resource: [token],
        },
        {
          Sid: "DecryptSecrets",
          Effect: "Allow",
          Action: ["kms:Decrypt"],
          Resource: ["arn:aws:kms:us-east-1:111122223333:key/*"],
          Condition: { StringEquals: { "kms:EncryptionContext:SecretARN": [token] } },
        },
        { Sid: "ReadParameters", Effect: "Allow", Action: ["ssm:GetParameters"], Resource: [parameter] },
        {
          Sid: "DecryptParameters",
          Effect: "Allow",
          Action: ["kms:Decrypt"],
          Resource: ["arn:aws:kms:us-east-1:000000000000:key/*"],
          Condition: { StringEquals: { "kms:EncryptionContext:PARAMETER_ARN": [parameter] } },
        },
      ],
    });
    const dependencies = plan.dependenciesOf(plan.resource("hello-deployment"));
    for (const name of ["hello-secrets", "hello-read-secrets", "hello-pod-identity"]) {
      assert.ok(dependencies.includes(name), name);
    }
  });

  it("have another name when they come from elsewhere, so that pods are replaced", async () => {
    const other = await planOfWorkload({ secrets: { TOKEN: "/shop/token" } });
    assert.notEqual(nameOf(other), nameOf(plan));
  });

  it("may be PLATFORM, which is then there once", async () => {
    const other = await planOfWorkload({
      secrets: { PLATFORM: "/shop/platform" },
      secretEnvironment: { GREETING: pulumi.secret("hunter2") },
      environment: {},
    });
    const names = podOf(other).containers[0]?.env.map(({ name }) => name);
    assert.deepEqual(names, ["GREETING", "PLATFORM", "PORT"]);
    const ofProgram = await planOfWorkload({
      secretEnvironment: { PLATFORM: pulumi.secret("hunter2") },
      environment: {},
    });
    assert.deepEqual(
      podOf(ofProgram).containers[0]?.env.map((variable) => Object.keys(variable)),
      [
        ["name", "valueFrom"],
        ["name", "value"],
      ],
    );
  });

  it("leave every name to the volumes of writable directories, but not their own directory", async () => {
    const secrets = { TOKEN: token };
    const { volumes } = podOf(await planOfWorkload({ secrets, writablePaths: ["/secrets", "/mnt"] }));
    assert.deepEqual(
      volumes.map((volume) => (volume as { name: string }).name),
      ["mnt", "secrets", "mounted-secrets"],
    );
    const writablePaths = ["/mnt/secrets", "/mnt/secrets/more", "/mnt/secrets-too"];
    await assert.rejects(planOfWorkload({ secrets, writablePaths: writablePaths.slice(0, 1) }), {
      message:
        'Invalid arguments for Workload "hello":\n' +
        '  - service.writablePaths[0] is "/mnt/secrets": must be outside of /mnt/secrets, where the secrets are mounted',
    });
    await assert.rejects(
      planOfWorkload({ secrets, writablePaths: writablePaths.slice(1) }),
      /writablePaths\[0\] is "\/mnt\/secrets\/more": must be outside of \/mnt\/secrets, where the secrets are mounted$/,
    );
    await planOfWorkload({ writablePaths: writablePaths.slice(0, 1) });
  });

  it("need a store in the cluster, which has one where a service says so", async () => {
    assert.deepEqual(plan.resource("aws:eks/addon:Addon", "eks-secrets-store").inputs, {
      clusterName: "shop",
      addonName: "aws-secrets-store-csi-driver-provider",
      addonVersion: "v3.1.2-eksbuild.1",
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
    });
    assert.deepEqual(plan.resource("ClusterRoleBinding", "eks-secrets-store-sync").inputs.subjects, [
      { kind: "ServiceAccount", name: "secrets-store-csi-driver", namespace: "aws-secrets-manager" },
    ]);
    assert.deepEqual(plan.resource("ClusterRole", "eks-secrets-store-sync").inputs.rules, [
      {
        apiGroups: [""],
        resources: ["secrets"],
        verbs: ["create", "delete", "get", "list", "patch", "update", "watch"],
      },
    ]);
    const dependencies = plan.dependenciesOf(plan.resource("hello-secrets"));
    assert.ok(dependencies.includes("eks-secrets-store") && dependencies.includes("eks-secrets-store-sync"));
    const without = await planOfWorkload({});
    assert.deepEqual(without.ofType("ClusterRole"), []);
    await assert.rejects(
      planOfWorkload({ secrets: { TOKEN: token } }, {}),
      /Invalid arguments for Workload "hello":\n {2}- cluster has no secrets store: must have it/,
    );
  });
});
