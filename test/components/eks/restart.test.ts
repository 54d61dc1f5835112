import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  EksCluster,
  type EksClusterArgs,
  EksLoadBalancer,
  ExistingCluster,
  Workload,
} from "../../../components/eks";
import type { ServiceDescription } from "../../../components/service";
import { json, planOf, type RecordedPlan } from "../../support/plan";
import { described, network } from "./described";

const token = "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop/token-AbCdEf";
const topicArn = "arn:aws:sns:us-east-1:000000000000:alarms";

function planOfWorkload(
  changes: Partial<ServiceDescription> = {},
  ofCluster: Partial<EksClusterArgs> = {},
): Promise<RecordedPlan> {
  return planOf(() => {
    const service = described({ secrets: { TOKEN: token }, restartOnRotation: true, ...changes });
    const cluster = new EksCluster("eks", {
      clusterName: "shop",
      containerLogs: false,
      network,
      services: [service],
      ...ofCluster,
    });
    const loadBalancer = new EksLoadBalancer("eks", { cluster, services: { hello: service } });
    const topic = { arn: pulumi.output(topicArn) };
    new Workload("hello", { cluster, loadBalancer, service, topic });
  });
}

interface Definition {
  States: { Restart: { Type: string; Branches: { StartAt: string; States: Record<string, object> }[] } };
}

function branchOf(plan: RecordedPlan) {
  const { States } = json(plan.resource("StateMachine", "hello-restart").inputs.definition) as Definition;
  const [branch] = States.Restart.Branches;
  assert.ok(branch);
  return { states: States, ...branch };
}

describe("Workload: restartOnRotation", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfWorkload();
  });

  it("deletes the Secret, which the driver writes again, and annotates the pods as they are", () => {
    const { states, StartAt, States } = branchOf(plan);
    const { name } = plan.resource("hello-secrets").inputs.metadata as { name: string };
    const { Arguments } = States.Read as { Arguments: Record<string, string> };
    const { CertificateAuthority, Endpoint } = Arguments;
    assert.match(String(CertificateAuthority), /^[0-9a-f]{32}$/);
    assert.match(String(Endpoint), /^https:\/\/[0-9a-f]{32}\.gr7\.us-east-1\.eks\.amazonaws\.com$/);
    const called = { ClusterName: "shop", CertificateAuthority, Endpoint };
    const call = { Type: "Task", Resource: "arn:aws:states:::eks:call" };
    const Path = "/apis/apps/v1/namespaces/services/deployments/hello";
    assert.equal(StartAt, "DeleteSecret");
    assert.deepEqual(States, {
      DeleteSecret: {
        ...call,
        Arguments: { ...called, Method: "DELETE", Path: `/api/v1/namespaces/services/secrets/${name}` },
        Catch: [{ ErrorEquals: ["EKS.404"], Next: "Read" }],
        Next: "Read",
      },
      Read: {
        ...call,
        Arguments: { ...called, Method: "GET", Path },
        Output: "{% $states.result.ResponseBody %}",
        Next: "Write",
      },
      Write: {
        ...call,
        Arguments: {
          ...called,
          Method: "PUT",
          Path,
          QueryParameters: { fieldManager: ["restart-on-rotation"] },
          RequestBody:
            "{% $states.input ~> |spec.template.metadata|{'annotations': $merge([annotations, " +
            "{'kubectl.kubernetes.io/restartedAt': $states.context.Execution.StartTime}])}| %}",
        },
        Output: { restarted: "hello" },
        End: true,
      },
    });
    assert.deepEqual(Object.keys(states), ["Restart", "Report", "Failed"]);
    assert.equal(plan.resource("StateMachine", "hello-restart").inputs.name, "shop-hello_restart");
  });

  it("may do that to nothing else in the cluster, nor anything in AWS but report a failure", () => {
    const { name } = plan.resource("hello-secrets").inputs.metadata as { name: string };
    const metadata = { name: "hello-restart", namespace: "services" };
    const { apiVersion, kind, ...role } = plan.resource(
      "rbac.authorization.k8s.io/v1:Role",
      "hello-restart",
    ).inputs;
    assert.deepEqual([apiVersion, kind], ["rbac.authorization.k8s.io/v1", "Role"]);
    assert.deepEqual(role, {
      metadata,
      rules: [
        {
          apiGroups: ["apps"],
          resources: ["deployments"],
          resourceNames: ["hello"],
          verbs: ["get", "update"],
        },
        { apiGroups: [""], resources: ["secrets"], resourceNames: [name], verbs: ["delete"] },
      ],
    });
    const { roleRef, subjects } = plan.resource("RoleBinding", "hello-restart").inputs;
    const apiGroup = "rbac.authorization.k8s.io";
    assert.deepEqual(roleRef, { apiGroup, kind: "Role", name: "hello-restart" });
    assert.deepEqual(subjects, [{ apiGroup, kind: "Group", name: "hello-restart:services" }]);
    assert.deepEqual(plan.resource("AccessEntry", "hello-restart").inputs, {
      clusterName: "shop",
      principalArn: plan.resource("iam/role:Role", "hello-restart").outputs.arn,
      kubernetesGroups: ["hello-restart:services"],
    });
    const { policy } = plan.resource("RolePolicy", "hello-restart").inputs;
    assert.deepEqual((json(policy) as { Statement: object[] }).Statement, [
      { Sid: "ReportFailures", Effect: "Allow", Action: "sns:Publish", Resource: topicArn },
    ]);
  });

  it("is started by new values of exactly its secrets", () => {
    assert.deepEqual(json(plan.resource("EventRule", "hello-restart-secrets").inputs.eventPattern), {
      source: ["aws.secretsmanager"],
      "detail-type": ["Secret Label Updated"],
      resources: [token],
      detail: { labelUpdated: ["AWSCURRENT"] },
    });
  });

  it("leaves the Deployment as it is without", async () => {
    const without = await planOfWorkload({ restartOnRotation: false });
    assert.deepEqual(plan.resource("hello-deployment").inputs, without.resource("hello-deployment").inputs);
    assert.deepEqual(without.ofType("StateMachine"), []);
  });

  it("restarts a StatefulSet", async () => {
    const stateful = await planOfWorkload({ volumes: { "/data": { storageGib: 10 } } });
    const { rules } = stateful.resource("rbac.authorization.k8s.io/v1:Role", "hello-restart").inputs;
    assert.deepEqual((rules as { resources: string[] }[])[0]?.resources, ["statefulsets"]);
    const { Arguments } = branchOf(stateful).States.Read as { Arguments: { Path: string } };
    assert.equal(Arguments.Path, "/apis/apps/v1/namespaces/services/statefulsets/hello");
  });

  const needs =
    'Invalid arguments for Workload "hello":\n' +
    "  - service.restartOnRotation needs a cluster of EKS which has it among its services, or nothing calls its API: must be left out";

  it("has a function in the VPC call an API that isn't open to the internet", async () => {
    const inVpc = await planOfWorkload({}, { endpoint: "private", endpointCidrs: ["10.0.0.0/16"] });
    const { arn } = inVpc.resource("lambda/function:Function", "eks-api-calls").outputs;
    const { DeleteSecret, Read, Write } = branchOf(inVpc).States as Record<
      "DeleteSecret" | "Read" | "Write",
      { Resource: string; Arguments: { FunctionName: string; Payload: object }; Output: string }
    >;
    const secret = inVpc.resource("hello-secrets").inputs.metadata as { name: string };
    const Path = "/apis/apps/v1/namespaces/services/deployments/hello";
    for (const { Resource, Arguments } of [DeleteSecret, Read, Write]) {
      assert.deepEqual([Resource, Arguments.FunctionName], ["arn:aws:states:::lambda:invoke", arn]);
    }
    assert.deepEqual(DeleteSecret.Arguments.Payload, {
      Method: "DELETE",
      Path: `/api/v1/namespaces/services/secrets/${secret.name}`,
    });
    assert.deepEqual(Read.Arguments.Payload, { Method: "GET", Path });
    assert.equal(Read.Output, "{% $states.result.Payload.ResponseBody %}");
    assert.deepEqual(Write.Arguments.Payload, {
      Method: "PUT",
      Path,
      QueryParameters: { fieldManager: ["restart-on-rotation"] },
      RequestBody:
        "{% $states.input ~> |spec.template.metadata|{'annotations': $merge([annotations, " +
        "{'kubectl.kubernetes.io/restartedAt': $states.context.Execution.StartTime}])}| %}",
    });
    const { policy } = inVpc.resource("RolePolicy", "hello-restart").inputs;
    assert.deepEqual((json(policy) as { Statement: object[] }).Statement[0], {
      Sid: "CallCluster",
      Effect: "Allow",
      Action: "lambda:InvokeFunction",
      Resource: arn,
    });
    const { subjects } = inVpc.resource("RoleBinding", "hello-restart").inputs;
    assert.equal((subjects as { name: string }[])[0]?.name, "eks-api-calls");
    const open = await planOfWorkload({}, { endpointCidrs: ["0.0.0.0/0"] });
    assert.deepEqual(open.ofType("lambda/function:Function"), []);
  });

  it("is refused by a cluster that doesn't know of it", async () => {
    const closed = { endpointCidrs: ["203.0.113.0/24"], services: [described()] };
    await assert.rejects(planOfWorkload({}, closed), (error: Error) => {
      assert.ok(error.message.includes(needs.split("\n")[1] ?? ""), error.message);
      return true;
    });
  });

  it("is by a state machine of 80 characters where the names of cluster and service have more", async () => {
    const long = await planOfWorkload({}, { clusterName: "c".repeat(70) });
    assert.equal(
      long.theOne("sfn/stateMachine:StateMachine").inputs.name,
      `${"c".repeat(63)}-76e645b0_restart`,
    );
  });

  const planOfExisting = (existing: ConstructorParameters<typeof ExistingCluster>[1]["existing"]) =>
    planOf(() => {
      const service = described({
        secrets: { TOKEN: token },
        restartOnRotation: true,
        exposure: "internal",
        routes: [],
      });
      const cluster = new ExistingCluster("eks", { existing, services: [service] });
      const loadBalancer = new EksLoadBalancer("eks", { cluster, services: { hello: service } });
      new Workload("hello", { cluster, loadBalancer, service });
    });

  it("calls an existing cluster of EKS, and no other", async () => {
    const existing = await planOfExisting({ name: "shared", namespace: "shop", secretsStore: true });
    assert.deepEqual(existing.resource("AccessEntry", "hello-restart").inputs.clusterName, "shared");
    const { Arguments } = branchOf(existing).States.Read as { Arguments: Record<string, string> };
    assert.match(String(Arguments.Endpoint), /^https:/);
    assert.ok(Arguments.CertificateAuthority);
    await assert.rejects(planOfExisting({ kubeconfig: "kind: Config" }), (error: Error) => {
      assert.ok(error.message.includes(needs.split("\n")[1] ?? ""), error.message);
      return true;
    });
  });
});
