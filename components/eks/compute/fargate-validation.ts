import { fargatePodSize, largestPod, podStorageGib } from "../../../facts/eks-fargate";
import { mustBe } from "../../invalid-arguments";
import type { EksClusterArgs, NodeRequirements } from "../cluster-arguments";
import { describesSecrets } from "../container-secrets";
import { nodeDemand } from "../node-demand";

/** Validates what of a cluster's arguments Fargate can't do. */
export function validateFargate(args: EksClusterArgs): string[] {
  const {
    maxCpus,
    nodes,
    nodeGroups = {},
    network,
    insights = "disabled",
    volumeSnapshots = false,
    services,
  } = args;
  return [
    ...(maxCpus === undefined
      ? []
      : [
          "maxCpus is of Auto Mode: must be left out with compute fargate, where each pod has a size of its own",
        ]),
    ...(nodes === undefined
      ? []
      : ["nodes are of node groups: must be left out with compute fargate, which has none"]),
    ...(Object.keys(nodeGroups).length === 0
      ? []
      : ["nodeGroups are of nodes: must be left out with compute fargate, which has none"]),
    ...(network.assignPublicIp
      ? [
          "network.assignPublicIp is true: must be false with compute fargate, whose pods have no public addresses",
        ]
      : []),
    ...(insights === "disabled"
      ? []
      : [mustBe("insights", insights, "disabled with compute fargate, which runs no agent beside pods")]),
    ...(volumeSnapshots
      ? ["volumeSnapshots is true: must be false with compute fargate, which mounts no block volumes"]
      : []),
    ...services.flatMap((service, index) => validateOnFargate(`services[${index}]`, service)),
  ];
}

/** Validates a service for Fargate. */
function validateOnFargate(at: string, service: NodeRequirements): string[] {
  const { architecture = "arm64", gpu, ephemeralStorageGib, volumes = {} } = service;
  const { min, max } = podStorageGib;
  const { cpu: cpuMost, memory: memoryMost } = largestPod;
  return [
    ...nodeDemand([service]).flatMap(({ cpu, memory }) =>
      fargatePodSize({ cpu, memory })
        ? []
        : [
            `${at} requests ${cpu} CPU units and ${memory} MiB: must be at most ${cpuMost} and ${memoryMost} with compute fargate`,
          ],
    ),
    ...(architecture === "x86_64"
      ? []
      : [mustBe(`${at}.architecture`, architecture, "x86_64 with compute fargate, which has no other")]),
    ...(gpu === undefined ? [] : [mustBe(`${at}.gpu`, gpu, "left out with compute fargate, which has none")]),
    ...(Object.keys(volumes).length === 0
      ? []
      : [`${at}.volumes need a driver on each node: must be left out with compute fargate, which has none`]),
    ...(describesSecrets(service)
      ? [`${at}.secrets need a driver on each node: must be left out with compute fargate, which has none`]
      : []),
    ...(ephemeralStorageGib !== undefined && ephemeralStorageGib > max
      ? [mustBe(`${at}.ephemeralStorageGib`, ephemeralStorageGib, `${min} to ${max} with compute fargate`)]
      : []),
  ];
}
