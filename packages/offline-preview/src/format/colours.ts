import picocolors from "picocolors";

/** Colours where a terminal shows them. */
export const colours = picocolors.createColors(process.stdout.isTTY === true && !process.env.NO_COLOR);
