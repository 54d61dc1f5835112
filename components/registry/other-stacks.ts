import * as pulumi from "@pulumi/pulumi";
import { type ImageUris, tagsOf } from "./existing-image";

/** The stacks whose output `imageUris` counts here, each asked once. */
export class OtherStacks {
  private readonly references = new Map<string, pulumi.StackReference>();

  /** @param parent What the references belong to. */
  constructor(private readonly parent: pulumi.Resource) {}

  /** The images that a stack (organization/project/stack) says it runs. */
  public imagesOf(stack: string): pulumi.Output<ImageUris | undefined> {
    const known = this.references.get(stack);
    const reference = known ?? new pulumi.StackReference(stack, {}, { parent: this.parent });
    this.references.set(stack, reference);
    return reference.getOutput("imageUris");
  }

  /** The tags of a repository's images that stacks run. */
  public tagsIn(stacks: readonly string[], repositoryUrl: pulumi.Input<string>): pulumi.Output<string[]> {
    if (stacks.length === 0) {
      return pulumi.output([]);
    }
    return pulumi
      .all([repositoryUrl, pulumi.all(stacks.map((stack) => this.imagesOf(stack)))])
      .apply(([url, others]) => others.flatMap((images) => tagsOf(url, images)));
  }
}
