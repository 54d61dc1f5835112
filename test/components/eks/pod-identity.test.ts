import assert from "node:assert/strict";
import { EksCluster, EksLoadBalancer, Workload } from "../../../components/eks";
import type { ServiceDescription } from "../../../components/service";
import { json, planOf, type RecordedPlan } from "../../support/plan";
import { described, network } from "./described";

const policyArn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";

function planOfWorkload(changes: Partial<ServiceDescription>): Promise<RecordedPlan> {
  return planOf(() => {
    const service = described(changes);
    const cluster = new EksCluster("eks", {
      clusterName: "shop",
      containerLogs: false,
      network,
      services: [service],
    });
    const loadBalancer = new EksLoadBalancer("eks", { cluster, services: { hello: service } });
    new Workload("hello", { cluster, loadBalancer, service });
  });
}

interface Template {
  metadata: { annotations?: object };
  spec: { containers: { args?: string[]; volumeMounts: object[] }[]; volumes: object[] };
}

function templateOf(plan: RecordedPlan): Template {
  return (plan.resource("hello-deployment").inputs.spec as { template: Template }).template;
}

describe("Workload: its permissions", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfWorkload({
      permissions: [policyArn, { actions: ["s3:PutObject"], resources: ["arn:aws:s3:::uploads/*"] }],
    });
  });

  it("are those of a role that only the pods of its service account can assume", () => {
    const role = plan.resource("hello-pod");
    assert.deepEqual(json(role.inputs.assumeRolePolicy), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "pods.eks.amazonaws.com" },
          Action: ["sts:AssumeRole", "sts:TagSession"],
          Condition: {
            StringEquals: {
              "aws:RequestTag/eks-cluster-name": "shop",
              "aws:RequestTag/kubernetes-namespace": "services",
              "aws:RequestTag/kubernetes-service-account": "hello",
            },
          },
        },
      ],
    });
    assert.deepEqual(plan.resource("hello-pod-identity").inputs, {
      clusterName: "shop",
      namespace: "services",
      serviceAccount: "hello",
      roleArn: role.outputs.arn,
    });
    const { name } = role.outputs;
    assert.deepEqual(plan.resource("hello-aws-AmazonS3ReadOnlyAccess").inputs, { role: name, policyArn });
    assert.deepEqual(json(plan.resource("hello-permissions").inputs.policy), {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: ["s3:PutObject"], Resource: ["arn:aws:s3:::uploads/*"] }],
    });
  });

  it("are there before its pods start, which the first of them replaces", async () => {
    const dependencies = plan.dependenciesOf(plan.resource("hello-deployment"));
    for (const name of ["hello-pod-identity", "hello-permissions", "hello-aws-AmazonS3ReadOnlyAccess"]) {
      assert.ok(dependencies.includes(name), name);
    }
    assert.deepEqual(templateOf(plan).metadata.annotations, {
      "aws-containers/role-arn": plan.resource("hello-pod").outputs.arn,
    });
    const without = await planOfWorkload({});
    assert.equal(templateOf(without).metadata.annotations, undefined);
    assert.deepEqual(without.ofType("PodIdentityAssociation"), []);
  });
});

describe("Workload: what its container runs and writes", () => {
  it("is the described command as the image's arguments, without the kubelet's replacements", async () => {
    const plan = await planOfWorkload({ command: ["node", "server.js", "--price=$5", "$(HOME)"] });
    assert.deepEqual(templateOf(plan).spec.containers[0]?.args, [
      ...["node", "server.js", "--price=$$5", "$$(HOME)"],
    ]);
    assert.equal(templateOf(await planOfWorkload({})).spec.containers[0]?.args, undefined);
  });

  it("is a volume for each writable directory, of the same name as on ECS", async () => {
    const { spec } = templateOf(await planOfWorkload({ writablePaths: ["/var/cache/nginx", "/data"] }));
    assert.deepEqual(spec.containers[0]?.volumeMounts, [
      { name: "data", mountPath: "/data" },
      { name: "var-cache-nginx-447d5b2b", mountPath: "/var/cache/nginx" },
    ]);
    assert.deepEqual(spec.volumes, [
      { name: "data", emptyDir: { sizeLimit: "256Mi" } },
      { name: "var-cache-nginx-447d5b2b", emptyDir: { sizeLimit: "256Mi" } },
    ]);
  });
});
