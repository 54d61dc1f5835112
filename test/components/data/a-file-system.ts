import { DataFileSystem } from "../../../components/data";
import { dataNetwork } from "./worker-data";

/** A file system with a mount target in two zones. */
export function fileSystem(name = "shared"): DataFileSystem {
  return new DataFileSystem(name, { network: dataNetwork });
}
