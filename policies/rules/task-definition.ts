import { at, blocks, json, type Properties } from "../values";

/** The type of a task definition. */
export const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";

/** The containers of an ECS task definition: none where they are unknown. */
export function containersOf(inputs: Properties): Properties[] {
  return blocks(json(at(inputs, "containerDefinitions")));
}
