import type { RetainedImage } from "../image/image-source";
import type { Retention } from "./lifecycle";

/** Arguments of {@link ImageRetention}: the image that never expires, and the retention of the others. */
export interface ImageRetentionArgs extends Retention, RetainedImage {}
