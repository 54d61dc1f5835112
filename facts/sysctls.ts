/**
 * Kernel parameters of a container's own namespaces, which ECS sets on Fargate and on instances.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_SystemControl.html (read 2026-11-21)
 */
const names =
  /^(kernel\.(msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)|fs\.mqueue\.[a-z_]{1,60}|net\.[a-zA-Z0-9_.-]{1,120})$/;

/** What the name of a kernel parameter must be. */
export const sysctlNames = {
  pattern: names,
  allowed: "a namespaced kernel parameter of net., fs.mqueue. or kernel., such as net.core.somaxconn",
} as const;

/** Whether ECS sets a kernel parameter. */
export function isSysctl(name: string): boolean {
  return names.test(name);
}

/** By which a container without root and capabilities listens on ports below 1024. */
export const unprivilegedPortStart = "net.ipv4.ip_unprivileged_port_start";
