import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import type { MockOutputs } from "../mock-outputs";
import type { Callbacks } from "./callbacks";
import type { Diagnostic, Plan, PlannedResource } from "./plan";
import { type Reading, readResource, registeredResource } from "./planned-resource";
import { type ProviderRequest, providerUrn } from "./providers";
import type { Registration } from "./registration";
import { Transforms } from "./transforms";
import { createUrn, packageOf, parseUrn, providedPackage, type StackName, stackType } from "./urn";
import { type PropertyMap, ResourceReference, Secret } from "./value";

/**
 * Records what a program asks for, and answers as the engine does in the preview of a stack that doesn't exist yet,
 * except that mock outputs take the place of what only the providers could compute. The rules are those of
 * pkg/resource/deploy/source_eval.go and step_generator.go of pulumi/pulumi.
 */
export class Monitor {
  readonly #resources = new Map<string, PlannedResource>();
  readonly #ownTransforms = new Map<string, Callback[]>();
  readonly #stackTransforms: Callback[] = [];
  readonly #invokeTransforms: Callback[] = [];
  readonly #packages = new Map<string, ProviderRequest>();
  readonly #diagnostics: Diagnostic[] = [];
  readonly #transforms: Transforms;
  #stack: string | undefined;
  #ended = false;
  #hasOutputs = false;

  constructor(
    private readonly at: StackName,
    private readonly mockOutputs: MockOutputs,
    callbacks: Callbacks,
  ) {
    this.#transforms = new Transforms(callbacks);
  }

  /** Registers a resource after its transforms, its ancestors' and the stack's ran over it. */
  async register(registration: Registration, transforms: Callback[]): Promise<PlannedResource> {
    const { type, name, custom, remote } = registration;
    if (type !== stackType) registration.parent ??= this.#stack;
    const parent = this.#parentOf(registration.parent);
    if (parent !== undefined && !parent.remote) this.#inherit(registration, parent);
    if (custom || remote) registration.options.provider = this.#explicitProvider(registration);
    await this.#transforms.apply(registration, transforms, this.#inheritedTransforms(registration.parent));

    const { options } = registration;
    if (!custom) {
      for (const [name, reference] of Object.entries(parent?.providers ?? {})) {
        if (!options.providers.has(name)) options.providers.set(name, reference);
      }
    }
    const urn = this.#newUrn(registration.parent, type, name);
    const request = this.#providerRequest(registration);
    const resource = registeredResource(this.at, registration, { urn, request, parent });
    if (resource.provider !== undefined) this.#fillIn(resource);
    this.#resources.set(urn, resource);
    this.#ownTransforms.set(urn, transforms);
    if (type === stackType) this.#stack = urn;
    return resource;
  }

  /** Sets the outputs that a component says it has. */
  registerOutputs(urn: string, outputs: PropertyMap): void {
    const resource = this.#resources.get(urn);
    if (resource === undefined) throw new Error(`${urn} registers outputs, but was never registered itself`);
    resource.outputs = outputs;
    if (resource.type === stackType) this.#hasOutputs = true;
  }

  /** Records that the program reads a resource that exists already. */
  read(reading: Reading): PlannedResource {
    const parent = reading.parent ?? this.#stack;
    const urn = this.#newUrn(parent, reading.type, reading.name);
    const resource = readResource(this.at, reading, { urn, parent });
    this.#fillIn(resource);
    resource.id = reading.id;
    this.#resources.set(resource.urn, resource);
    return resource;
  }

  /** Answers a provider's function with mock outputs; nothing where there are none. */
  async invoke(token: string, args: PropertyMap, provider: string): Promise<PropertyMap | undefined> {
    if (token === "pulumi:pulumi:getResource") return this.#getResource(String(args.urn));
    const transformed = await this.#transforms.applyToInvoke(this.#invokeTransforms, token, args);
    return this.mockOutputs.ofInvoke(token, transformed, this.#regionOf(provider, transformed));
  }

  /** Answers a method of a remote component with mock outputs; nothing where there are none. */
  call(token: string, args: PropertyMap): PropertyMap | undefined {
    const self = args.__self__;
    const resource = self instanceof ResourceReference ? this.#resources.get(self.urn) : undefined;
    return this.mockOutputs.ofCall(token, resource);
  }

  /** Runs `callback` over every resource that is registered from now on. */
  addStackTransform(callback: Callback): void {
    this.#stackTransforms.push(callback);
  }

  /** Runs `callback` over every invoke from now on. */
  addInvokeTransform(callback: Callback): void {
    this.#invokeTransforms.push(callback);
  }

  /** Remembers a package that is parameterized, and returns the name that the program refers to it by. */
  registerPackage(request: ProviderRequest): string {
    const reference = JSON.stringify(request);
    this.#packages.set(reference, request);
    return reference;
  }

  /** Records what the program says. */
  log(diagnostic: Diagnostic): void {
    this.#diagnostics.push(diagnostic);
  }

  /** Notes that the program came to its end. */
  finish(): void {
    this.#ended = true;
  }

  /** Whether the program said that it came to its end. */
  get hasEnded(): boolean {
    return this.#ended;
  }

  /** Whether all of the stack's outputs are settled. */
  get hasOutputs(): boolean {
    return this.#hasOutputs;
  }

  /** URN of the stack, once it is registered. */
  get root(): string | undefined {
    return this.#stack;
  }

  /** Everything that was recorded until now. */
  plan(): Plan {
    const resources = [...this.#resources.values()].sort(
      (a, b) => Number(b.type === stackType) - Number(a.type === stackType) || (a.urn < b.urn ? -1 : 1),
    );
    const stack = this.#stack === undefined ? undefined : this.#resources.get(this.#stack);
    return { ...this.at, resources, outputs: stack?.outputs ?? {}, diagnostics: [...this.#diagnostics] };
  }

  #parentOf(urn: string | undefined): PlannedResource | undefined {
    return urn === undefined ? undefined : this.#resources.get(urn);
  }

  #newUrn(parent: string | undefined, type: string, name: string): string {
    const urn = createUrn(this.at, parent, type, name);
    if (this.#resources.has(urn)) {
      throw new Error(`Duplicate resource URN '${urn}'; try giving it a unique name`);
    }
    return urn;
  }

  #inherit(registration: Registration, parent: PlannedResource): void {
    const { options, custom, remote, type } = registration;
    options.deletedWith ||= parent.deletedWith ?? "";
    if (parent.protect) options.protect ??= true;
    if (parent.retainOnDelete) options.retainOnDelete ??= true;
    if (options.provider !== "" || parent.provider === undefined) return;
    const samePackage = providedPackage(parseUrn(providerUrn(parent.provider)).type) === packageOf(type);
    if ((!custom && !remote) || samePackage) options.provider = parent.provider;
  }

  #explicitProvider({ options, type, parent }: Registration): string {
    const name = packageOf(type);
    return options.provider || options.providers.get(name) || this.#parentOf(parent)?.providers[name] || "";
  }

  #inheritedTransforms(parent: string | undefined): Callback[] {
    const inherited: Callback[] = [];
    for (let urn = parent; urn !== undefined; urn = this.#resources.get(urn)?.parent) {
      inherited.push(...(this.#ownTransforms.get(urn) ?? []));
    }
    return [...inherited, ...this.#stackTransforms];
  }

  #providerRequest({ type, packageRef, options }: Registration): ProviderRequest {
    const registered = this.#packages.get(packageRef);
    if (registered !== undefined) return registered;
    const { version, pluginDownloadUrl } = options;
    return { package: packageOf(type), version, pluginDownloadUrl };
  }

  /** Gives `resource` the outputs that a program gets to see before anything exists. */
  #fillIn(resource: PlannedResource): void {
    const region = this.#regionOf(resource.provider ?? "", resource.inputs);
    const { id, outputs } = this.mockOutputs.ofResource(resource, region);
    const all: PropertyMap = resource.remote ? outputs : { ...resource.inputs, ...outputs };
    for (const name of resource.additionalSecretOutputs) {
      const value = all[name];
      if (value !== undefined && !(value instanceof Secret)) all[name] = new Secret(value);
    }
    resource.outputs = all;
    if (resource.custom) resource.id = resource.importId ?? id;
  }

  /** The region that a resource or an invoke says itself, or its provider, or the stack. */
  #regionOf(provider: string, args: PropertyMap): string | undefined {
    if (typeof args.region === "string") return args.region;
    const region = this.#resources.get(providerUrn(provider))?.inputs.region;
    return typeof region === "string" ? region : undefined;
  }

  #getResource(urn: string): PropertyMap {
    // A resource inside of a remote component is known by its URN alone.
    const resource = this.#resources.get(urn) ?? this.mockOutputs.ofUrn(urn);
    return { urn, id: resource.id ?? "", state: resource.outputs };
  }
}
