import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** Texts in files, by their paths. */
export class DirectoryBucket {
  #directory;

  constructor(directory) {
    this.#directory = join(directory, "bucket");
  }

  async list(prefix) {
    const entries = await readdir(this.#directory, { recursive: true, withFileTypes: true }).catch(() => []);
    return entries
      .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
      .map((entry) => relative(this.#directory, join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
      .filter((key) => key.startsWith(prefix))
      .sort();
  }

  async read(key) {
    return readFile(join(this.#directory, key), "utf8").catch(() => undefined);
  }

  /** Whole or not at all, as S3 does it. */
  async write(key, text) {
    const file = join(this.#directory, key);
    await mkdir(dirname(file), { recursive: true });
    const draft = join(dirname(file), `.${randomUUID()}`);
    await writeFile(draft, text);
    await rename(draft, file);
  }

  async remove(key) {
    await rm(join(this.#directory, key), { force: true });
  }
}

/** Messages in files. One is received until it is done. */
export class DirectoryQueue {
  #messages;

  constructor(directory) {
    this.#messages = new DirectoryBucket(join(directory, "queue"));
  }

  async send(body) {
    await this.#messages.write(randomUUID(), body);
  }

  async receive(signal) {
    const ids = await this.#messages.list("");
    if (ids.length === 0) await pause(50, undefined, { signal }).catch(() => {});
    return Promise.all(ids.slice(0, 10).map(async (id) => ({ id, body: await this.#messages.read(id) })));
  }

  async done({ id }) {
    await this.#messages.remove(id);
  }
}
