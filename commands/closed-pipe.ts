/**
 * Calls `closed` once nobody reads the output anymore, as behind `| head`: by default that ends the program with a stack trace.
 *
 * @param streams What the command writes to.
 */
export function onClosedPipe(
  closed: () => void,
  streams: readonly Pick<NodeJS.WritableStream, "on">[] = [process.stdout, process.stderr],
): void {
  for (const stream of streams) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      closed();
    });
  }
}
