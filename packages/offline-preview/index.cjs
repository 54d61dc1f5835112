// A published package has its sources compiled; in a checkout they run as they are, without a build.
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const isCheckout = existsSync(join(__dirname, "src"));
if (isCheckout) require("./typescript.cjs");

module.exports = require(isCheckout ? "./src/index.ts" : "./dist/index.js");
