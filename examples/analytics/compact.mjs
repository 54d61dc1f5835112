// Adds the counts of each day to one object. Interrupted, it starts again: the object says which counts it has.
import { log } from "./log.mjs";
import { openBucket } from "./stores.mjs";

const bucket = await openBucket();
const parts = await bucket.list("counts/");
for (const day of new Set(parts.map((key) => key.split("/")[1]))) {
  await compact(
    day,
    parts.filter((key) => key.startsWith(`counts/${day}/`)),
  );
}

async function compact(day, keys) {
  const key = `days/${day}.json`;
  const { views, has } = JSON.parse((await bucket.read(key)) ?? '{"views":{},"has":[]}');
  const missing = keys.filter((part) => !has.includes(part));
  for (const part of missing) {
    for (const [page, count] of Object.entries(JSON.parse(await bucket.read(part)))) {
      views[page] = (views[page] ?? 0) + count;
    }
  }
  await bucket.write(key, JSON.stringify({ views, has: [...has, ...missing] }));
  for (const part of keys) await bucket.remove(part);
  log("info", "compacted", { day, parts: missing.length });
}
