/** Arguments of {@link ExistingLustre}. */
export interface ExistingLustreArgs {
  /**
   * What `mount -t lustre` takes, in the region of the provider: DNS name, mount name and, if it isn't to be all of the file system, a
   * directory, such as `fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com@tcp:/abcdefgh/shop`.
   */
  existing: string;
  /** Id of the security group of its network interfaces, which gets rules for the nodes of the cluster. */
  securityGroupId: string;
}
