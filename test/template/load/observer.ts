// Loaded into the service's process before it: tells over the parent's channel what it holds once garbage is gone.
process.on("message", () => {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const sockets = process.getActiveResourcesInfo().filter((each) => each === "TCPSocketWrap").length;
  process.send?.({ rss, heapUsed, sockets });
});
process.channel?.unref();
