import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { nameLengths } from "../../facts/name-lengths";
import { awsContextOf } from "../aws-context";
import type { CompleteService } from "../complete-service";
import type { FailureTopic } from "../failure-topic";
import { RestartOnRotation } from "../rotation/restart-on-rotation";
import { rotatingSecrets } from "../rotation/rotating-secrets";
import { shortened } from "../shortened-name";
import { answerOf, type CalledCluster, callStatements, kubernetesCall } from "./cluster-api";
import type { MountedSecrets } from "./mounted-secrets";
import { createRoleAccess } from "./role-access";
import type { WorkloadCluster } from "./workload-cluster";
import type { WorkloadMetadata } from "./workload-metadata";

/** What is restarted. */
interface Restarted {
  cluster: CalledCluster;
  namespace: pulumi.Input<string>;
  /** Name of the Deployment or StatefulSet, and its resource in the API. */
  name: string;
  resource: "deployments" | "statefulsets";
  /** The Secret with the values that its pods have, which the driver wrote for them. */
  secretName: pulumi.Input<string>;
}

/**
 * Creates what restarts a service when its secrets rotate, if it says so: as `kubectl rollout restart` does, after the Secret is
 * deleted, which the driver writes again only then, with the new values.
 *
 * The annotation of the restart belongs to a field manager of its own: the next update of the stack neither removes nor reports it.
 */
export function createRestart(
  name: string,
  parts: {
    service: CompleteService;
    cluster: WorkloadCluster;
    metadata: WorkloadMetadata;
    mountedSecrets: MountedSecrets | undefined;
    resource: Restarted["resource"];
    topic?: FailureTopic | undefined;
  },
  parent: pulumi.Resource,
): RestartOnRotation | undefined {
  const { service, cluster, mountedSecrets, resource, topic } = parts;
  const { name: clusterName, api } = cluster;
  if (!service.restartOnRotation || !mountedSecrets || clusterName === undefined || !api) return undefined;
  const { namespace } = parts.metadata;
  const { name: secretName } = mountedSecrets;
  const called = { name: clusterName, api };
  const restarted = { cluster: called, namespace, name, resource, secretName };
  const restart = new RestartOnRotation(
    `${name}-restart`,
    {
      service: name,
      secrets: rotatingSecrets(service),
      stateMachineName: stateMachineName(clusterName, name),
      restart: restartState(restarted),
      statements: callStatements(called),
      context: awsContextOf(parent),
      topic,
    },
    { parent },
  );
  const { role } = restart;
  createRoleAccess(
    `${name}-restart`,
    { cluster: called, namespace, role, rules: rulesOf(restarted) },
    { parent: restart },
  );
  return restart;
}

/** With an underscore, which no name of a job has. */
function stateMachineName(clusterName: string, name: string): string {
  const ending = "_restart";
  return `${shortened(`${clusterName}-${name}`, nameLengths.stateMachine - ending.length)}${ending}`;
}

/** Validates that Step Functions can restart the service in its cluster. */
export function validateRestart(
  { restartOnRotation }: CompleteService,
  { name, api }: Pick<WorkloadCluster, "name" | "api">,
): string[] {
  return restartOnRotation && (name === undefined || api === undefined)
    ? [
        "service.restartOnRotation needs a cluster of EKS which has it among its services, or nothing calls its API: must be left out",
      ]
    : [];
}

/** Nothing but this one object, and the deletion of this one Secret. */
function rulesOf({ name, resource, secretName }: Restarted): k8s.types.input.rbac.v1.PolicyRule[] {
  return [
    { apiGroups: ["apps"], resources: [resource], resourceNames: [name], verbs: ["get", "update"] },
    { apiGroups: [""], resources: ["secrets"], resourceNames: [secretName], verbs: ["delete"] },
  ];
}

/**
 * Reads the object and writes it back with the annotation: with the version that was read, so that a concurrent
 * change is a conflict, and all of it is repeated.
 */
function restartState({ cluster, namespace, name, resource, secretName }: Restarted): object {
  const path = pulumi.interpolate`/apis/apps/v1/namespaces/${namespace}/${resource}/${name}`;
  const annotations =
    "{'annotations': $merge([annotations, {'kubectl.kubernetes.io/restartedAt': $states.context.Execution.StartTime}])}";
  return {
    Type: "Parallel",
    Branches: [
      {
        StartAt: "DeleteSecret",
        States: {
          DeleteSecret: {
            ...kubernetesCall(cluster, {
              Method: "DELETE",
              Path: pulumi.interpolate`/api/v1/namespaces/${namespace}/secrets/${secretName}`,
            }),
            Catch: [{ ErrorEquals: ["EKS.404"], Next: "Read" }],
            Next: "Read",
          },
          Read: {
            ...kubernetesCall(cluster, { Method: "GET", Path: path }),
            Output: `{% ${answerOf(cluster)} %}`,
            Next: "Write",
          },
          Write: {
            ...kubernetesCall(cluster, {
              Method: "PUT",
              Path: path,
              QueryParameters: { fieldManager: ["restart-on-rotation"] },
              RequestBody: `{% $states.input ~> |spec.template.metadata|${annotations}| %}`,
            }),
            Output: { restarted: name },
            End: true,
          },
        },
      },
    ],
  };
}
