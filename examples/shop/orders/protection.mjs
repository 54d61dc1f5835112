import { log } from "./log.mjs";

/** Minutes after which ECS ends the protection of a task that has stopped working without saying so. */
const longest = 5;

/**
 * Does some work which ECS doesn't interrupt, neither because fewer tasks are needed nor for a deployment: the agent of ECS
 * protects the task until the work is done or has failed. Elsewhere, as on EKS, there is no agent, and stopSeconds has to suffice.
 */
export async function uninterrupted(work) {
  await protect(true);
  try {
    return await work();
  } finally {
    await protect(false);
  }
}

/** Without protection the work is done all the same: what it didn't finish is received again. */
async function protect(enabled) {
  const { ECS_AGENT_URI: agent } = process.env;
  if (agent === undefined) return;
  try {
    const response = await fetch(`${agent}/task-protection/v1/state`, {
      method: "PUT",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ProtectionEnabled: enabled, ...(enabled && { ExpiresInMinutes: longest }) }),
      signal: AbortSignal.timeout(5_000),
    });
    const { failure, error } = await response.json();
    if (failure || error) log("warn", "task not protected", { reason: failure?.Reason ?? error.Code });
  } catch (error) {
    log("warn", "task not protected", { reason: `${error.name}: ${error.message}` });
  }
}
