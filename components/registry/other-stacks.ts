import * as pulumi from "@pulumi/pulumi";
import type { ImageUris } from "../image/existing-image";

/** The output `imageUris` of other stacks, with one reference to each stack. */
export class OtherStacks {
  private readonly references = new Map<string, pulumi.StackReference>();

  /** @param parent The parent of the references. */
  constructor(private readonly parent: pulumi.Resource) {}

  /** The images that a stack (organization/project/stack) runs, by its output. */
  public imagesOf(stack: string): pulumi.Output<ImageUris | undefined> {
    const known = this.references.get(stack);
    const reference = known ?? new pulumi.StackReference(stack, {}, { parent: this.parent });
    this.references.set(stack, reference);
    return reference.getOutput("imageUris");
  }

  /** Tags of a repository's images that stacks run. */
  public tagsIn(stacks: readonly string[], repositoryUrl: pulumi.Input<string>): pulumi.Output<string[]> {
    if (stacks.length === 0) {
      return pulumi.output([]);
    }
    return pulumi
      .all([repositoryUrl, pulumi.all(stacks.map((stack) => this.imagesOf(stack)))])
      .apply(([url, outputs]) => outputs.flatMap((imageUris) => tagsOf(url, imageUris)));
  }
}

/** Tags of a repository's images among those that another stack runs. */
function tagsOf(repositoryUrl: string, imageUris: ImageUris | undefined): string[] {
  return Object.values(imageUris ?? {})
    .map((image) => image?.tag ?? "")
    .filter((reference) => reference.startsWith(`${repositoryUrl}:`))
    .map((reference) => reference.slice(repositoryUrl.length + 1))
    .sort();
}
