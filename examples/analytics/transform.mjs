// One container of the array: counts the views of each page in its share of the raw objects.
//
// SIGTERM may end it at any time, as Spot does: a count is written before its raw object is deleted, and a container that runs
// again writes the same count once more.
import { createHash } from "node:crypto";
import { required } from "./environment.mjs";
import { log } from "./log.mjs";
import { openBucket } from "./stores.mjs";

const { SHARES, AWS_BATCH_JOB_ARRAY_INDEX } = required("SHARES", "AWS_BATCH_JOB_ARRAY_INDEX");
const share = { index: Number(AWS_BATCH_JOB_ARRAY_INDEX), of: Number(SHARES) };
const bucket = await openBucket();

let objects = 0;
for (const key of await bucket.list("raw/")) {
  if (shareOf(key) !== share.index) continue;
  const views = {};
  for (const { page } of JSON.parse(await bucket.read(key))) views[page] = (views[page] ?? 0) + 1;
  await bucket.write(key.replace("raw/", "counts/"), JSON.stringify(views));
  await bucket.remove(key);
  objects += 1;
}
log("info", "transformed", { ...share, objects });

/** By the object's name, so that no two containers have the same. */
function shareOf(key) {
  return createHash("sha256").update(key).digest().readUInt32BE() % share.of;
}
