import type * as pulumi from "@pulumi/pulumi";

/** A listener of a Gateway. */
export interface GatewayListener {
  name: string;
  protocol: "HTTP" | "HTTPS";
  port: number;
  /** Host whose requests it takes. @default any */
  hostname?: string;
  /** Its certificate, of an HTTPS listener. @default none */
  tls?: { mode: "Terminate"; certificateRefs: { kind: "Secret"; name: string }[] };
  allowedRoutes: { namespaces: { from: "Same" } };
}

/** What a Gateway consists of. */
export interface GatewayArgs {
  metadata: {
    name: string;
    namespace: pulumi.Input<string>;
    annotations?: Readonly<Record<string, pulumi.Input<string>>>;
  };
  spec: {
    gatewayClassName: pulumi.Input<string>;
    listeners: GatewayListener[];
    infrastructure?: { parametersRef: { group: string; kind: string; name: pulumi.Input<string> } };
  };
}
