/**
 * Ends the process when nobody reads its output any more, as with `npm run test:docker | head`: mocha takes the failed write
 * for one of a test, reports that too, and never ends. What the tests made is removed by their handlers of `exit`.
 */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(1);
  throw error;
});
