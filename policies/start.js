// The Pulumi engine starts a policy pack without the runtime options of PulumiPolicy.yaml, and so without tsx.
// The pack has no packages of its own: Node finds those of the project in the folder above.
require("tsx/cjs");
require("./pack");
