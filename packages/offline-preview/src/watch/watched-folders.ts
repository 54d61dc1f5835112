import { createHash } from "node:crypto";
import {
  existsSync,
  type FSWatcher,
  lstatSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  watch,
} from "node:fs";
import { basename, dirname, join, sep } from "node:path";

/** Waits for more of the same save before it tells of it: editors write several files at once. */
const quietMs = 60;

/** Larger files are told by size and time, not by their content. */
const mostHashedBytes = 4_000_000;

/** Folders that no program is made of, beside those that begin with a dot. */
const ignoredFolders = new Set(["node_modules", "coverage", "__pycache__"]);

/** What editors write beside a file while they save it, and logs. */
const ignoredFiles = /^(\.#|#|4913$|\.goutputstream)|(~|\.sw[a-z]|\.tmp|\.log)$/;

/** Watches folders with all that is in them, and tells when the content of a file is another one. */
export class WatchedFolders {
  readonly #watchers = new Map<string, FSWatcher>();
  /** What is known of the content of files that changed before. */
  readonly #seen = new Map<string, string>();
  /** Files that were written since the last time. */
  readonly #written = new Set<string>();
  #hasNewFolder = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly onChange: () => void) {}

  /** Watches a folder, or a file alone; what is watched already stays so. */
  add(path: string): void {
    if (!existsSync(path)) return;
    const place = realpathSync(path);
    if (statSync(place).isDirectory()) this.#addFolder(place);
    // Editors put another file in the place of the one that they save: its folder tells.
    else this.#watch(place, dirname(place), (name) => name === basename(place));
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #addFolder(path: string): void {
    if (!this.#watch(path, path, (name) => !ignoredFiles.test(name))) return;
    for (const folder of foldersIn(path)) this.#addFolder(join(path, folder));
  }

  /** Watches what is in `folder`; returns whether that is new. */
  #watch(key: string, folder: string, isWatched: (name: string) => boolean): boolean {
    if (this.#watchers.has(key)) return false;
    try {
      const watcher = watch(folder, (_, name) => {
        if (name !== null && isWatched(name)) this.#look(join(folder, name));
      });
      // A folder that goes ends its watching; the one above it tells that it went.
      watcher.on("error", () => this.#forget(key));
      this.#watchers.set(key, watcher);
      return true;
    } catch {
      return false;
    }
  }

  #forget(path: string): void {
    for (const [folder, watcher] of this.#watchers) {
      if (folder !== path && !folder.startsWith(path + sep)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
  }

  #look(path: string): void {
    if (isFolder(path)) {
      if (isIgnored(basename(path)) || this.#watchers.has(path)) return;
      this.#addFolder(path);
      this.#hasNewFolder = true;
    } else this.#written.add(path);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), quietMs);
  }

  /** Reads files once they are quiet: in the middle of a save they are empty. */
  #tell(): void {
    const changed = [...this.#written].filter((path) => this.#isChanged(path));
    const isNew = this.#hasNewFolder || changed.length > 0;
    this.#written.clear();
    this.#hasNewFolder = false;
    if (isNew) this.onChange();
  }

  /** Not if it was touched, or written again as it was. */
  #isChanged(path: string): boolean {
    const print = printOf(path);
    if (this.#seen.get(path) === print) return false;
    this.#seen.set(path, print);
    if (print === gone) this.#forget(path);
    return true;
  }
}

const gone = "gone";

function printOf(path: string): string {
  try {
    const { size, mtimeMs } = statSync(path);
    if (size > mostHashedBytes) return `${size} ${mtimeMs}`;
    return createHash("sha1").update(readFileSync(path)).digest("base64");
  } catch {
    return gone;
  }
}

function isFolder(path: string): boolean {
  try {
    return lstatSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Links are left out, so that no folder is in itself. */
function foldersIn(path: string): string[] {
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory() && !isIgnored(entry.name)).map(({ name }) => name);
  } catch {
    return [];
  }
}

function isIgnored(folder: string): boolean {
  return folder.startsWith(".") || ignoredFolders.has(folder);
}
