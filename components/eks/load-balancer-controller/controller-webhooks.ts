import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { podLabels } from "../workload-metadata";
import { controllerName } from "./controller-account";
import { webhookPort } from "./controller-deployment";
import { webhookService } from "./webhook-certificate";

type Rule = k8s.types.input.admissionregistration.v1.RuleWithOperations;

/** The label of namespaces whose pods get readiness gates. */
export const readinessGateLabel = "elbv2.k8s.aws/pod-readiness-gate-inject";

const pods: Rule[] = [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] }];
const written = (apiGroup: string, apiVersion: string, resource: string): Rule[] => [
  {
    apiGroups: [apiGroup],
    apiVersions: [apiVersion],
    operations: ["CREATE", "UPDATE"],
    resources: [resource],
  },
];

/**
 * Creates the webhooks of the controller: pods of labelled namespaces get the readiness gates of their target groups, and what the
 * controller couldn't create a load balancer for is refused at once. Without the one of Services of other classes, which would become the
 * controller's. cert-manager writes its certificate authority into them.
 *
 * While the controller doesn't answer, pods start without a gate, rather than not at all, as in the controller's own chart.
 *
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/config/webhook/manifests.yaml (read 2026-11-21)
 */
export function createControllerWebhooks(
  name: string,
  args: {
    /** The Certificate, with its namespace. */
    certificateName: string;
    /** The controller, which answers. */
    deployment: k8s.apps.v1.Deployment;
  },
  options: { parent: pulumi.Resource; provider: k8s.Provider },
): pulumi.Resource[] {
  const labels = podLabels(controllerName);
  const service = new k8s.core.v1.Service(
    `${name}-webhooks`,
    {
      metadata: { name: webhookService, namespace: "kube-system", labels },
      spec: { selector: labels, ports: [{ name: "webhooks", port: 443, targetPort: webhookPort }] },
    },
    { ...options, dependsOn: [args.deployment] },
  );
  const metadata = {
    name: webhookService,
    annotations: { "cert-manager.io/inject-ca-from": args.certificateName },
  };
  const webhook = (of: string, path: string, rules: Rule[], failurePolicy = "Fail") => ({
    name: `${of}.elbv2.k8s.aws`,
    admissionReviewVersions: ["v1"],
    clientConfig: {
      service: { name: webhookService, namespace: "kube-system", path, port: 443 },
    },
    rules,
    failurePolicy,
    sideEffects: "None",
  });
  const bindings = written("elbv2.k8s.aws", "v1beta1", "targetgroupbindings");
  const dependent = { ...options, dependsOn: [service] };
  return [
    new k8s.admissionregistration.v1.MutatingWebhookConfiguration(
      `${name}-mutating`,
      {
        metadata,
        webhooks: [
          {
            ...webhook("mpod", "/mutate-v1-pod", pods, "Ignore"),
            namespaceSelector: { matchLabels: { [readinessGateLabel]: "enabled" } },
          },
          webhook("mtargetgroupbinding", "/mutate-elbv2-k8s-aws-v1beta1-targetgroupbinding", bindings),
        ],
      },
      dependent,
    ),
    new k8s.admissionregistration.v1.ValidatingWebhookConfiguration(
      `${name}-validating`,
      {
        metadata,
        webhooks: [
          webhook(
            "vingressclassparams",
            "/validate-elbv2-k8s-aws-v1beta1-ingressclassparams",
            written("elbv2.k8s.aws", "v1beta1", "ingressclassparams"),
          ),
          webhook("vtargetgroupbinding", "/validate-elbv2-k8s-aws-v1beta1-targetgroupbinding", bindings),
          webhook(
            "vingress",
            "/validate-networking-v1-ingress",
            written("networking.k8s.io", "v1", "ingresses"),
          ),
        ],
      },
      dependent,
    ),
  ];
}
