import type { Labels } from "../../mock-outputs/labels";
import type { PlannedService } from "../../preview-config";
import type { DrawnResources } from "../drawn-resources";
import type { BoxView, LinkView } from "../view";
import { Boxes } from "./boxes";
import { Frames } from "./frames";
import { linksBetween } from "./links";
import { unitsOf } from "./units";

/** The architecture as people draw it: boxes in boxes, and arrows between them. */
export function pictureOf(
  drawn: DrawnResources,
  labels: Labels,
  services: readonly PlannedService[],
): { boxes: BoxView[]; links: LinkView[] } {
  const units = unitsOf(drawn, labels, services);
  const links = linksBetween(units);
  const boxes = new Boxes(drawn);
  const frames = new Frames(units, links, boxes, labels);
  return {
    boxes: frames.all,
    links: [
      ...frames.waysIn,
      ...links.map(({ from, to, kind }) => ({ from: from.resource.urn, to: to.resource.urn, kind })),
      ...boxes.links,
    ],
  };
}
