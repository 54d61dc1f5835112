import assert from "node:assert/strict";
import { EksCluster, type EksClusterArgs, EksLoadBalancer, Workload } from "../../../components/eks";
import type { ServiceDescription } from "../../../components/service";
import { invalidManifests, manifestsIn } from "../../support/manifests";
import { planOf, type RecordedPlan } from "../../support/plan";
import { described, network } from "./described";

function planOfManaged(
  services: Record<string, Partial<ServiceDescription>>,
  ofCluster: Partial<EksClusterArgs> = {},
): Promise<RecordedPlan> {
  return planOf(() => {
    const complete = Object.entries(services).map(([name, service]) => [name, described(service)] as const);
    const all = Object.fromEntries(complete);
    const cluster = new EksCluster("eks", {
      compute: "managed",
      clusterName: "shop",
      network,
      services: Object.values(all),
      ...ofCluster,
    });
    const loadBalancer = new EksLoadBalancer("eks", { cluster, services: all });
    for (const [name, service] of complete) new Workload(name, { cluster, loadBalancer, service });
  });
}

type Statement = { Sid: string; Action: string | string[]; Resource: string; Condition?: object };

describe("A cluster on managed node groups: load balancers", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfManaged({ hello: {}, mqtt: { protocol: "tcp", port: 1883, routes: [] } });
  });

  const dependsOn = (name: string, type: string, ...needed: string[]) => {
    const { dependencies } = plan.theOne(type);
    for (const each of needed) {
      assert.ok(
        dependencies.some((urn) => urn.endsWith(`::${each}`)),
        `${name} depends on ${each}`,
      );
    }
  };

  it("are created by the AWS Load Balancer Controller, with region and VPC, since pods don't see the node's metadata", () => {
    const { inputs } = plan.resource("apps/v1:Deployment", "eks-load-balancer-controller");
    const { replicas, template } = inputs.spec as {
      replicas: number;
      template: {
        spec: { serviceAccountName: string; containers: Record<string, unknown>[]; volumes: object[] };
      };
    };
    const [container] = template.spec.containers;
    assert.equal(replicas, 2);
    assert.equal(template.spec.serviceAccountName, "aws-load-balancer-controller");
    assert.equal(container?.image, "public.ecr.aws/eks/aws-load-balancer-controller:v3.5.0");
    assert.deepEqual(container?.args, [
      "--cluster-name=shop",
      "--aws-region=us-east-1",
      "--aws-vpc-id=vpc-1",
      "--webhook-bind-port=9443",
      "--enable-shield=false",
      "--enable-waf=false",
      "--feature-gates=ALBGatewayAPI=false,NLBGatewayAPI=false",
    ]);
    assert.deepEqual(container?.volumeMounts, [
      { name: "certificate", mountPath: "/tmp/k8s-webhook-server/serving-certs", readOnly: true },
    ]);
    assert.deepEqual(template.spec.volumes, [
      { name: "certificate", secret: { secretName: "aws-load-balancer-webhook" } },
    ]);
  });

  it("are those of the services' ingress class and load balancer class, by the controller's names", () => {
    const parameters = plan.theOne("elbv2.k8s.aws/v1beta1:IngressClassParams");
    assert.deepEqual((parameters.inputs.metadata as { name: string }).name, "alb");
    assert.deepEqual(plan.theOne("IngressClass").inputs.spec, {
      controller: "ingress.k8s.aws/alb",
      parameters: { apiGroup: "elbv2.k8s.aws", kind: "IngressClassParams", name: "alb" },
    });
    for (const ingress of ["eks-ingress", "hello-target-group"]) {
      const { ingressClassName } = plan.resource(ingress).inputs.spec as { ingressClassName: string };
      assert.equal(ingressClassName, "alb");
    }
    const { loadBalancerClass } = plan.resource("mqtt-service").inputs.spec as { loadBalancerClass: string };
    assert.equal(loadBalancerClass, "service.k8s.aws/nlb");
    const { labels } = plan.resource("eks-namespace").inputs.metadata as { labels: object };
    assert.deepEqual(labels, {
      "pod-security.kubernetes.io/enforce": "restricted",
      "pod-security.kubernetes.io/audit": "restricted",
      "pod-security.kubernetes.io/warn": "restricted",
      "elbv2.k8s.aws/pod-readiness-gate-inject": "enabled",
    });
  });

  it("go before the controller, and pods start with the readiness gates of its webhook", () => {
    const webhooks = ["eks-load-balancer-controller-mutating", "eks-load-balancer-controller-validating"];
    dependsOn("parameters", "elbv2.k8s.aws/v1beta1:IngressClassParams", ...webhooks);
    dependsOn("namespace", "core/v1:Namespace", ...webhooks);
    const { dependencies } = plan.resource("mqtt-service");
    assert.ok(dependencies.some((urn) => urn.endsWith("::eks-load-balancer-controller-mutating")));
    const mutating = plan.theOne("MutatingWebhookConfiguration");
    const service = plan.resource("eks-load-balancer-controller-webhooks");
    assert.ok(mutating.dependencies.includes(service.urn));
    assert.ok(service.dependencies.some((urn) => urn.includes("Deployment::eks-load-balancer-controller")));
    const [pods] = mutating.inputs.webhooks as { failurePolicy: string; namespaceSelector: object }[];
    assert.deepEqual(
      [pods?.failurePolicy, pods?.namespaceSelector],
      ["Ignore", { matchLabels: { "elbv2.k8s.aws/pod-readiness-gate-inject": "enabled" } }],
    );
  });

  it("have webhooks whose certificate cert-manager issues, renews, and has the API server trust", () => {
    const addon = plan.resource("eks-load-balancer-controller-cert-manager");
    assert.equal(addon.inputs.addonName, "cert-manager");
    const authority = plan.resource("eks-load-balancer-controller-authority-certificate");
    const serving = plan.resource("eks-load-balancer-controller-webhook-certificate");
    assert.deepEqual(serving.inputs.spec, {
      secretName: "aws-load-balancer-webhook",
      dnsNames: ["aws-load-balancer-webhook.kube-system.svc"],
      duration: "2160h",
      renewBefore: "720h",
      privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
      issuerRef: { group: "cert-manager.io", kind: "Issuer", name: "aws-load-balancer-authority" },
    });
    assert.equal((authority.inputs.spec as { isCA: boolean }).isCA, true);
    for (const { inputs } of plan.ofType("WebhookConfiguration")) {
      assert.deepEqual((inputs.metadata as { annotations: object }).annotations, {
        "cert-manager.io/inject-ca-from": "kube-system/aws-load-balancer-webhook",
      });
    }
  });

  it("are all that its role may change: those with the cluster's tag, and rules of the cluster's security group", () => {
    const { policy } = plan.resource("iam/rolePolicy:RolePolicy", "eks-load-balancer-controller").inputs;
    const { Statement: statements } = JSON.parse(String(policy)) as { Statement: Statement[] };
    const unlimited = statements.filter(({ Condition, Resource }) => !Condition && Resource === "*");
    assert.deepEqual(
      unlimited.map(({ Sid }) => Sid),
      ["Describe", "AssociateWebAcls"],
    );
    const [change] = statements.filter(({ Sid }) => Sid === "ChangeLoadBalancers");
    assert.deepEqual(change?.Condition, {
      StringEquals: { "aws:ResourceTag/elbv2.k8s.aws/cluster": "shop" },
    });
    const [open] = statements.filter(({ Sid }) => Sid === "OpenTheClusterToLoadBalancers");
    assert.deepEqual(open?.Condition, {
      StringEquals: { "aws:ResourceTag/kubernetes.io/cluster/shop": "owned" },
    });
    assert.ok(String(policy).length <= 10_240, "inline policies of a role");
    const { assumeRolePolicy } = plan.resource("eks-load-balancer-controller-pod").inputs;
    assert.match(
      String(assumeRolePolicy),
      /"aws:RequestTag\/kubernetes-service-account":"aws-load-balancer-controller"/,
    );
  });

  it("are objects that the API server takes", () => {
    assert.deepEqual(invalidManifests(manifestsIn(plan)), []);
  });

  it("have no controller where no service is public, nor in Auto Mode", async () => {
    const internal = await planOfManaged({ hello: { exposure: "internal", routes: [] } });
    const auto = await planOfManaged({ hello: {} }, { compute: "auto" });
    for (const each of [internal, auto]) {
      assert.deepEqual(each.ofType("WebhookConfiguration"), []);
      assert.equal(
        each.resources.some(({ name }) => name.includes("load-balancer-controller")),
        false,
      );
    }
  });

  it("read the Secret of a login, and no other, by the controller's account", async () => {
    const oidc = {
      issuer: "https://login.example.com",
      authorizationEndpoint: "https://login.example.com/authorize",
      tokenEndpoint: "https://login.example.com/token",
      userInfoEndpoint: "https://login.example.com/user",
      clientId: "hello",
      clientSecret: "s3cret",
    };
    const withLogin = await planOf(() => {
      const service = described({ routes: [{ path: "/*", priority: 1, auth: { oidc } }] });
      const https = {
        certificateArn: "arn:aws:acm:eu-central-1:111122223333:certificate/1",
        hostName: "a.example.com",
      };
      const cluster = new EksCluster("eks", { compute: "managed", network, services: [service], https });
      new EksLoadBalancer("eks", { cluster, services: { hello: service }, https });
    });
    assert.deepEqual(withLogin.resource("RoleBinding", "hello-login").inputs.subjects, [
      { kind: "ServiceAccount", name: "aws-load-balancer-controller", namespace: "kube-system" },
    ]);
    const [rule] = withLogin.resource("v1:Role", "hello-login").inputs.rules as { verbs: string[] }[];
    assert.deepEqual(rule?.verbs, ["get", "list", "watch"]);
  });
});

describe("A cluster on managed node groups: block volumes", () => {
  const stateful = { volumes: { "/data": { storageGib: 20 } }, scaling: { min: 1, max: 1 } };

  it("are those of the EBS CSI driver's add-on, with a role of AWS's policy, and other ones than Auto Mode's", async () => {
    const plan = await planOfManaged(
      { hello: { ...stateful, exposure: "internal", routes: [] } },
      { volumeSnapshots: true },
    );
    const addon = plan.resource("Addon", "eks-ebs-driver");
    assert.deepEqual(addon.inputs, {
      clusterName: "shop",
      addonName: "aws-ebs-csi-driver",
      addonVersion: "v1.63.1-eksbuild.1",
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
    });
    assert.equal(
      plan.resource("RolePolicyAttachment", "eks-ebs-driver").inputs.policyArn,
      "arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicyV2",
    );
    assert.deepEqual(
      plan
        .ofType("StorageClass")
        .map(({ inputs }) => [(inputs.metadata as { name: string }).name, inputs.provisioner]),
      ["delete", "retain"].map((what) => [`ebs-gp3-${what}`, "ebs.csi.aws.com"]),
    );
    assert.equal(plan.theOne("VolumeSnapshotClass").inputs.driver, "ebs.csi.aws.com");
    const claim = plan.theOne("PersistentVolumeClaim");
    const { name } = claim.inputs.metadata as { name: string };
    const { template, volumeClaimTemplates } = plan.theOne("StatefulSet").inputs.spec as {
      template: { spec: { containers: { volumeMounts: { name: string }[] }[] } };
      volumeClaimTemplates: { metadata: { name: string } }[];
    };
    const [volume] = volumeClaimTemplates.map(({ metadata }) => metadata.name);
    assert.match(volume ?? "", /^data-ebs-gp3-[0-9a-f]{8}$/);
    assert.equal(name, `${volume}-hello-0`);
    assert.equal(template.spec.containers[0]?.volumeMounts.at(-1)?.name, volume);
    assert.ok(plan.theOne("core/v1:Namespace").dependencies.includes(addon.urn));
    assert.deepEqual(invalidManifests(manifestsIn(plan)), []);
  });
});
