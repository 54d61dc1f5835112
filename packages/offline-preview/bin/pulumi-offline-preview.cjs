#!/usr/bin/env node
const { existsSync } = require("node:fs");
const { join } = require("node:path");
const { keepCompiled } = require("../preload/compile-cache.cjs");

keepCompiled("preview", require);

const isCheckout = existsSync(join(__dirname, "..", "src"));
if (isCheckout) require("../typescript.cjs");

require(isCheckout ? "../src/main.ts" : "../dist/main.js");
