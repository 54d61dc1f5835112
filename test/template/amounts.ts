import { hoursPerMonth, type PriceId, referencePrices } from "../../facts/prices";
import { type UsagePriceId, usagePrices } from "../../facts/usage-prices";

/** Dollars for a unit, by the name of the row. */
export type Dollars = Readonly<Record<PriceId | UsagePriceId, number>>;

/** All prices of facts, as they are. */
export const currentPrices: Dollars = Object.fromEntries(
  Object.entries({ ...referencePrices, ...usagePrices }).map(([id, { amount }]) => [id, amount]),
) as Dollars;

/** An amount that sentences may name: what it is now, and words of which the sentence has to have one. */
export type Amount = readonly [dollars: number, about: RegExp];

const million = 1e6;
const thousand = 1000;

/** The amounts that sentences of documents, meanings and comments may name, by what they are, computed from prices. */
export function amountsOf(price: Dollars): Readonly<Record<string, Amount>> {
  const month = (hourly: number) => hourly * hoursPerMonth;
  const armCpu = price.fargateArmCpu;
  const armMemory = price.fargateArmMemory;
  const armTask = (cpu: number, memory: number) => month(cpu * armCpu + memory * armMemory);
  const pod = (cpu: number, memory: number) =>
    month(cpu * price.fargateX86Cpu + memory * price.fargateX86Memory);
  const smallDisk = 30 * price.diskGp3;
  const autoModeDisk = 80 * price.diskGp3;
  const onOwnInstance = (hourly: number) => month(hourly) + smallDisk;
  const address = month(price.publicAddress);
  const webAcl = price.webAcl + 5 * price.webAclRule;
  const call = price.functionCall + 0.5 * 0.125 * price.functionGigabyteSecond;
  const endpoint = month(price.interfaceEndpoint);
  const loadBalancer = month(price.applicationLoadBalancer) + 2 * address;
  const autoModeNode = month(price.c6g * (price.instanceSpot + price.eksAutoMode)) + autoModeDisk;
  const devOnEks = month(price.eksCluster) + autoModeNode + loadBalancer;
  const devOnEcs = armTask(0.25, 0.5) * price.fargateSpot + loadBalancer + 2 * price.alarm;
  const devNetwork = month(price.natGateway) + address;
  const callAMinute =
    43_200 * (price.functionCall + 0.25 * 0.125 * price.functionGigabyteSecond) + 0.01 * price.logIngestion;
  return {
    nothing: [0, /disabled/],
    "dev stack": [
      devOnEks + devOnEcs + devNetwork + 25 * price.enhancedInsightsMetric + 3 * price.key,
      /for dev/,
    ],
    "EKS of the dev stack": [devOnEks, /of it/],
    key: [price.key, /\bkeys?\b|encrypt/i],
    secret: [price.secret, /secret|accessToken/i],
    alarm: [price.alarm, /alarm|metric/i],
    "two alarms": [2 * price.alarm, /alarm|metric|queue|cost at rest/i],
    "four alarms": [4 * price.alarm, /alarm|metric|without a load balancer/i],
    "seven alarms": [7 * price.alarm, /public service/],
    "eight alarms": [8 * price.alarm, /public service/],
    dashboard: [price.dashboard, /dashboard|what the tasks cost/i],
    metric: [price.insightsMetric, /metric/i],
    "enhanced metric": [price.enhancedInsightsMetric, /metric/i],
    "runtime monitoring": [price.runtimeMonitoring, /Runtime Monitoring|vCPU and month/],

    "NAT gateway": [month(price.natGateway), /NAT gateway/],
    "GB of a NAT gateway": [price.natGigabyte, /NAT gateway/],
    address: [address, /address|for each zone/i],
    endpoint: [endpoint, /endpoint/i],
    "endpoints in two zones": [5 * 2 * endpoint, /endpoint/i],
    "endpoints of EKS in two zones": [9 * 2 * endpoint, /endpoint/i],
    "GB of an endpoint": [price.endpointGigabyte, /endpoint/i],
    "Application Load Balancer": [
      month(price.applicationLoadBalancer),
      /load balancer|LCU|one for each platform|HTTPS/i,
    ],
    "Network Load Balancer": [
      month(price.networkLoadBalancer),
      /load balancer|connections|capacity unit|zones/i,
    ],
    "load balancer in two zones": [loadBalancer, /two zones/],
    "Network Load Balancer in two zones": [month(price.networkLoadBalancer) + 2 * address, /two zones/],
    LCU: [month(price.applicationCapacityUnit), /capacity unit/],
    NLCU: [month(price.networkCapacityUnit), /capacity unit/],
    "web ACL": [price.webAcl, /web ACL|each of its 5 rules/i],
    "rule of a web ACL": [price.webAclRule, /web ACL|rules/i],
    "web ACL with its rules": [webAcl, /web ACL|waf|limit of requests/i],
    "request through a web ACL": [million * price.filteredRequest, /per million requests/],
    "GB of a distribution": [price.distributionGigabyte, /¤ per GB and/],
    "request to a distribution": [10 * thousand * price.distributionRequest, /per 10,000 requests/],
    "hosted zone": [price.hostedZone, /zone|domain/i],
    "DNS query": [million * price.dnsQuery, /zone.*¤ per million/],
    "private CA": [price.privateCa, /certificates/],
    "private CA, short-lived": [price.shortLivedPrivateCa, /certificates|CA of/],

    "vCPU on Fargate": [armCpu, /per hour/],
    "GiB on Fargate": [armMemory, /per GiB/],
    "vCPU on Fargate, a month": [month(armCpu), /per vCPU/],
    "GiB on Fargate, a month": [month(armMemory), /per GiB/],
    "vCPU of x86_64 on Fargate, a month": [month(price.fargateX86Cpu), /x86_64/],
    "GiB of x86_64 on Fargate, a month": [month(price.fargateX86Memory), /x86_64/],
    "256 CPU units, an hour": [armCpu / 4, /256 CPU units/],
    "512 MiB, an hour": [armMemory / 2, /512 MiB/],
    "smallest task, an hour": [(armCpu + 2 * armMemory) / 4, /256 CPU units/],
    "256 CPU units": [month(armCpu / 4), /for 256/],
    "512 MiB": [month(armMemory / 2), /for 512/],
    "smallest task": [armTask(0.25, 0.5), /256 CPU units/],
    "eight smallest tasks": [8 * armTask(0.25, 0.5), /8 of 256 CPU units/],
    "24 tasks of 1 vCPU": [24 * armTask(1, 2), /24 of 1024 CPU units/],
    "12 tasks of 2 vCPU": [12 * armTask(2, 14), /12 of 2048 CPU units/],
    "GiB of ephemeral storage": [month(price.fargateStorage), /¤.{0,40}above 20/],
    "external instance, an hour": [price.externalInstance, /hour that/],
    "external instance": [month(price.externalInstance), /regist(er|ra)/],

    "m6g.large": [month(price.m6g), /m6g\.large/],
    "m6g.large with its disk": [onOwnInstance(price.m6g), /m6g\.large/],
    "four m6g.large": [4 * onOwnInstance(price.m6g), /four m6g\.large/],
    "twelve m6g.large": [12 * onOwnInstance(price.m6g), /twelve m6g\.large/],
    "twelve r6g.large": [12 * onOwnInstance(price.r6g), /twelve r6g\.large/],
    "managed m6g.large": [
      onOwnInstance(price.m6g) + month(price.m6g * price.ecsManagedInstances),
      /m6g\.large with its volume and fee/,
    ],
    "GiB of a disk": [price.diskGp3, /^(?!.*¤.{0,40}above 20).*(GiB|volume|gp3|snapshot)/],
    "disk of a node": [smallDisk, /disk|volume/],
    "GiB of a disk, an hour": [smallDisk / hoursPerMonth, /a volume is/],
    "disk of a node of Auto Mode": [autoModeDisk, /disk/],
    "IOPS of gp3": [price.diskGp3Iops, /iops|3000/i],
    "MiB/s of gp3": [price.diskGp3Throughput, /throughput|MiB\/s/],
    "GiB of io2": [price.diskIo2, /io2|99\.999/],
    "IOPS of io2": [price.diskIo2Iops, /io2|iops/],
    "IOPS of io2 above 32000": [price.diskIo2IopsAbove, /above 32000/],
    "GiB of st1": [price.diskSt1, /st1|read as a whole/],
    "GiB of sc1": [price.diskSc1, /sc1/],

    "control plane": [month(price.eksCluster), /standard support/],
    "control plane, extended": [month(price.eksClusterExtended), /extended support/],
    "c6g.large": [month(price.c6g), /c6g\.large/],
    "c6g.large on Spot": [month(price.c6g * price.instanceSpot), /c6g\.large/],
    "fee of Auto Mode for c6g.large": [month(price.c6g * price.eksAutoMode), /for Auto Mode/],
    "vCPU of nodes": [month(price.c6g) / 2, /vCPUs/],
    "g4dn.xlarge, an hour": [price.g4dnXlarge, /g4dn\.xlarge/],
    "g4dn.xlarge": [month(price.g4dnXlarge), /g4dn\.xlarge/],
    "fee of Auto Mode for g4dn.xlarge": [month(price.g4dnXlarge * price.eksAutoMode), /for Auto/],
    "smallest pod on Fargate": [pod(0.25, 0.5), /256 MiB|0\.5 GB|x86_64/],
    "pod on Fargate with 1 GB": [pod(0.25, 1), /1 GB/],
    "pod on Fargate with 4 GB": [pod(1, 4), /4 GB/],
    "four smallest pods on Fargate": [4 * pod(0.25, 0.5), /four pods/],
    "five smallest pods on Fargate": [5 * pod(0.25, 0.5), /five more/],

    "GB of logs": [price.logIngestion, /^(?!.*metric.{0,20}¤).*(\bper GB\b|ingest)/i],
    "GB-month of logs": [price.logStorage, /per GB-month stored/],
    "year of logs": [12 * price.logStorage, /storage for each GB/],
    "GB of metrics": [price.metricIngestion, /metric.{0,20}¤ per GB/],
    observation: [million * price.observation, /million observations/],
    "recorded trace": [million * price.traceRecorded, /per million/],
    "13 million traces": [13 * million * price.traceRecorded, /13 million traces/],
    "read trace": [million * price.traceRead, /per million that are read/],
    "GB of Firehose": [price.firehoseIngestion, /Firehose|delivery stream|log router/],
    "GB-month of objects": [price.objectStorage, /GB(-month| and month)/],
    "written object": [thousand * price.objectWrite, /per 1,000/],
    "read object": [thousand * price.objectRead, /per 1,000 reads/],
    "GB-month of snapshots": [price.snapshotStorage, /snapshots/],
    "GB-month of images": [price.imageStorage, /^(?!.*¤.{0,50}(I\/O|tables)).*GB/],
    "scanned image": [price.imageScan, /image/],
    "image scanned again": [price.imageRescan, /rescan|scanned again/],
    "call of a function": [call, /call|Lambda|start|function/],
    "a call of a function each minute": [callAMinute, /a month for|function that scales/],
    "two calls of functions each minute": [2 * callAMinute, /isn't open/],
    "ten minutes of a function": [600 * 0.125 * price.functionGigabyteSecond, /Lambda/],
    transition: [price.stateTransition, /state tr/],
    "two transitions": [2 * price.stateTransition, /state transitions|restart/],
    "three transitions": [3 * price.stateTransition, /state transitions/],
    "six transitions": [6 * price.stateTransition, /restart/],
    "4,000 transitions": [4000 * price.stateTransition, /4,000 state transitions/],
    event: [million * price.event, /per million/],

    message: [million * price.message, /queue|million requests/],
    "message of a FIFO queue": [million * price.fifoMessage, /fifo|message group/i],
    "GB-month of a table": [price.tableStorage, /GB-month/],
    "write to a table": [million * price.tableWrite, /million writes/],
    "read of a table": [million * price.tableRead, /million reads/],
    "GB-month of a table's backup": [price.tableBackup, /any second|pointInTimeRecovery/],
    ACU: [price.auroraCapacity, /ACU/],
    "0.5 ACU": [month(price.auroraCapacity / 2), /0\.5/],
    "database in prod": [month(price.auroraCapacity), /database|instances/],
    "GB-month of a database": [price.databaseStorage, /million I\/O requests|I\/O \$/],
    "request of a database": [million * price.databaseRequest, /I\/O/],
    "GB-month of a database's backup": [price.databaseBackup, /GB-month/],
    "GB of a cache": [month(price.valkeyGigabyte), /for each|each that is used|a month for each/],
    "smallest cache": [month(price.valkeyGigabyte / 10), /cache|100 MB/],
    "million ECPUs": [million * price.cacheUnit, /million ECPUs/],
    "thousand ECPUs a second": [hoursPerMonth * 3600 * thousand * price.cacheUnit, /each 1,000 that/],
    "GB-month of a cache's snapshot": [price.cacheSnapshot, /snapshots/],
    "GB-month of a file system": [price.fileStorage, /GB-month/],
    "GB-month in Infrequent Access": [price.infrequentFileStorage, /Infrequent Access/],
    "GB read from a file system": [price.fileRead, /per GB read/],
    "GB written to a file system": [price.fileWrite, /per GB written/],
    "GB-month of file systems in a vault": [price.fileBackup, /backup|file systems/i],
    "GB-month of tables in a vault": [price.tableVault, /tables/],
  };
}

/** An amount in a text, with the words around it, in which ¤ stands for the amount. */
export interface Mention {
  /** As it is written, without the dollar sign. */
  written: string;
  around: string;
}

/** The amounts in a text, but for what is written from a plan between two comments. */
export function mentionsIn(text: string): Mention[] {
  const own = text.replace(/<!-- ([a-z ]+) -->[\s\S]*?<!-- (?:\/|end of )[a-z ]+ -->/g, "");
  const joined = own
    .replace(/["`] \+\n\s*["`]/g, "")
    .replace(/\s*\n\s*(?:\*(?!\*)|\/\/|#)?\s*/g, " ")
    .replace(/\u0020{2,}/g, " ");
  return [...joined.matchAll(/(?<![\w\\)\]])\$(\d[\d,]*(?:\.\d+)?)(?!\d|["_/}])/g)].map((match) => ({
    written: (match[1] ?? "").replace(/,$/, ""),
    around: `${joined.slice(Math.max(0, match.index - 120), match.index)}¤${joined.slice(match.index + match[0].length).slice(0, 70)}`,
  }));
}

/** Names of the amounts that a mention can be of: equal at the digits that it has, and rounded by a tenth at most. */
export function namesOf({ written, around }: Mention, amounts: Readonly<Record<string, Amount>>): string[] {
  const digits = written.split(".")[1]?.length ?? 0;
  const value = Number(written.replaceAll(",", ""));
  return Object.entries(amounts)
    .filter(([, [dollars, about]]) => {
      const difference = Math.abs(dollars - value);
      const isEqual = difference <= 0.5 * 10 ** -digits + 1e-9 && difference <= dollars / 10 + 1e-12;
      return isEqual && about.test(around);
    })
    .map(([name]) => name);
}
