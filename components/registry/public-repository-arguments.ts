import type { CatalogData } from "./registry-arguments";

/** Arguments of {@link PublicRepository}. */
export interface PublicRepositoryArgs extends CatalogData {
  /** Name of the repository, below the account's alias in the gallery. */
  repository: string;
  /** Whether it is deleted even if it contains images. @default false */
  forceDelete?: boolean;
  /** Whether Pulumi refuses to delete it. @default false */
  protect?: boolean;
}
