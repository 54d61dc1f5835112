/**
 * How instances and tasks of Fargate are paid for: On-Demand, or Spot, which AWS interrupts with two minutes' notice.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html (read 2026-11-22)
 */
export const capacities = ["on-demand", "spot"] as const;

/** How an instance or a task of Fargate is paid for. */
export type Capacity = (typeof capacities)[number];
