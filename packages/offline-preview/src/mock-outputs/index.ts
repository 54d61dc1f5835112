import type { PlannedResource } from "../engine/plan";
import { parseUrn, type StackName } from "../engine/urn";
import { decodeProperties, encodeProperties, type PropertyMap } from "../engine/value";
import type { PreviewConfig } from "../preview-config";
import { autoName, nameProperty } from "./auto-name";
import { awsRow, awsTable } from "./aws";
import { certificateOutputs } from "./certificate";
import { eksClusterOutputs } from "./eks-cluster";
import { invokeTable } from "./invokes";
import { kubernetesOutputs } from "./kubernetes";
import { Labels } from "./labels";
import { remoteTable } from "./remote";
import { TypedOutputs } from "./sdk/typed-outputs";
import { account, type Facts, fillRow, hexOf } from "./template";

/** What the program gets to see of a resource that doesn't exist yet. */
export interface MockedOutputs {
  id?: string;
  outputs: PropertyMap;
}

/** What mock outputs are made from, besides the resources. */
export interface MockSources {
  /** The project's own mock outputs. Default: none. */
  mockOutputs?: PreviewConfig["mockOutputs"];
  /** The stack's configuration, for them. Default: empty. */
  config?: Record<string, string>;
  /**
   * Folder of the program, whose SDKs declare the outputs that no table knows. Default: these stay unknown.
   */
  directory?: string;
}

/**
 * Values of the right shape for what only the cloud can compute: by the project's own mock outputs, else by our tables, else
 * by the types that a provider's SDK declares. They follow from the URN alone, so that two plans agree and each can be
 * traced to the resource that it belongs to. The rest stays unknown.
 */
export class MockOutputs {
  readonly labels = new Labels();
  readonly #typed: TypedOutputs | undefined;
  #hasTyped = false;
  /** Logical names and ids of what a remote component makes, until they are labelled. */
  readonly #childIds: [name: string, id: string][] = [];

  constructor(
    private readonly at: StackName,
    /** Region of the stack. */
    private readonly region: string,
    private readonly sources: MockSources = {},
  ) {
    this.labels.addText("account", account);
    const { directory } = sources;
    if (directory !== undefined) this.#typed = new TypedOutputs(at, directory);
  }

  /** Whether the program got values that are known by their types alone, and may take them for what they aren't. */
  get hasTyped(): boolean {
    return this.#hasTyped;
  }

  /** Identity and outputs of `resource`, its inputs left out. */
  ofResource(resource: PlannedResource, region = this.region): MockedOutputs {
    const { urn, type, name: logical, inputs } = resource;
    const facts: Facts = { urn, logical, name: physicalName(resource), region, inputs };
    const { id, ...outputs } = this.#outputs(type, facts, resource.remote);
    this.labels.add(logical, id === undefined ? outputs : { ...outputs, id }, [inputs, region]);
    // After the component's own outputs, which say it better: `network.vpcId`.
    for (const [child, childId] of this.#childIds.splice(0)) this.labels.add(child, { id: childId }, region);
    return { id: typeof id === "string" ? id : undefined, outputs };
  }

  /** A resource that a remote component makes, known by its URN alone. */
  ofUrn(urn: string): MockedOutputs {
    const { region } = this;
    const { type, name: logical } = parseUrn(urn);
    const facts = { urn, logical, name: autoName(type, logical, urn), region, inputs: {} };
    const { id, ...outputs } = this.#outputs(type, facts, false);
    this.labels.add(logical, outputs, region);
    if (typeof id === "string") this.#childIds.push([logical, id]);
    return { id: typeof id === "string" ? id : undefined, outputs };
  }

  /** What a provider's function returns, or nothing when it isn't listed. */
  ofInvoke(token: string, args: PropertyMap, region = this.region): PropertyMap | undefined {
    const row = invokeTable[token];
    const seed = `${token}${JSON.stringify(args)}`;
    const name = token.split(":").at(-1) ?? token;
    const result =
      row?.({ region, args, hex: (length) => hexOf(seed, length) }) ??
      this.#noted(this.#typed?.ofInvoke({ token, seed, name, region }, args));
    if (result !== undefined) this.labels.add(name, result, [args, region]);
    return result;
  }

  /** What a method of a remote component returns, or nothing when it isn't listed. */
  ofCall(token: string, resource: PlannedResource | undefined): PropertyMap | undefined {
    const method = token.split("/").at(-1);
    return method === "getKubeconfig" && resource?.outputs.kubeconfigJson !== undefined
      ? { result: resource.outputs.kubeconfigJson }
      : undefined;
  }

  #outputs(type: string, facts: Facts, isRemote: boolean): PropertyMap {
    const { mockOutputs = {}, config = {} } = this.sources;
    const mocked = mockOutputs[type];
    if (mocked !== undefined) {
      const { urn, logical: name, region, inputs } = facts;
      return decodeProperties(mocked({ urn, name, region, inputs: encodeProperties(inputs), config }))
        .properties;
    }
    const child = (urn: string) => this.ofUrn(urn);
    const remote = remoteTable[type];
    if (remote !== undefined) return remote({ facts, at: this.at, child });
    if (type.startsWith("kubernetes:")) return kubernetesOutputs(type, facts);
    if (type === "aws:acm/certificate:Certificate") return certificateOutputs(facts);
    if (type === "aws:eks/cluster:Cluster") return eksClusterOutputs(facts);
    const row = awsTable[type];
    if (row !== undefined) return fillRow(row, facts);
    const { urn, logical, region, inputs } = facts;
    const owner = { token: type, seed: urn, name: logical, region };
    const typed = this.#noted(this.#typed?.ofResource(owner, urn, inputs, isRemote ? child : undefined));
    return { ...typed, ...(type.startsWith("aws:") ? fillRow(awsRow(type), facts) : {}) };
  }

  #noted(typed: PropertyMap | undefined): PropertyMap | undefined {
    this.#hasTyped ||= typed !== undefined;
    return typed;
  }
}

function physicalName({ urn, type, name, inputs }: PlannedResource): string {
  const given = inputs[nameProperty(type)];
  if (typeof given === "string") return given;
  const prefix = inputs.namePrefix;
  const suffix = inputs.fifoQueue === true || inputs.fifoTopic === true ? ".fifo" : "";
  return `${typeof prefix === "string" ? `${prefix}${hexOf(urn, 26)}` : autoName(type, name, urn)}${suffix}`;
}
