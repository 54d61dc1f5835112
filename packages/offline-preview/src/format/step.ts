/** One step of `pulumi preview --json`. */
export interface Step {
  op: string;
  urn: string;
  [key: string]: unknown;
}
