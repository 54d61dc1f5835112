import { dataArns } from "../../../facts/data-arns";
import { withDefault } from "../../toolkit/defaults";
import { boolean, string } from "../../toolkit/kinds";
import { dataType } from "./data-type";

/** An S3 bucket. */
export const bucket = dataType({
  title: "S3 bucket",
  synonyms: ["s3"],
  keys: {
    notifies: string(
      /^/,
      "the name of a queue of the stack",
      "Bucket: the queue, by its name, that receives an event for each object that is created. Default: none.",
    ),
    versioning: withDefault(
      { dev: false, prod: true },
      boolean(
        "Bucket: whether S3 keeps what is overwritten or deleted for 30 days, at the price of storage. Turned off, it is suspended.",
      ),
    ),
  },
  arn: dataArns.bucket,
  described: ({ notifies, versioning }, protect) => ({
    type: "bucket",
    ...(notifies !== undefined && { notifies }),
    versioning,
    protect,
  }),
});
