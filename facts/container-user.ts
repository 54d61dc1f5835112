/** User and group of every container: neither root nor known to the host, and the owner of the files of a file system. */
export const containerUser = 65532;
