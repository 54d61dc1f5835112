import type { ServiceError } from "@grpc/grpc-js";
import type { CallbacksClient } from "@pulumi/pulumi/proto/callback_grpc_pb";
import { type Callback, CallbackInvokeRequest } from "@pulumi/pulumi/proto/callback_pb";
import type { Message } from "google-protobuf";
import { Refusal, status } from "../../preload/channel.cjs";
import type { MessageClass } from "./message-class";

/**
 * Runs the function that the program keeps under `token` with a message as an array; nothing comes back where it changes
 * nothing. Rejects with UNIMPLEMENTED where that function can't be found.
 */
export type RunCallback = (token: string, request: unknown) => Promise<unknown>;

/** Runs functions of the program, such as transforms: by `runCallback`, else by gRPC. */
export class Callbacks {
  readonly #clients = new Map<string, CallbacksClient>();

  constructor(private readonly runCallback: RunCallback) {}

  /** The response; nothing where the function changes nothing. */
  async run<Response>(
    callback: Callback,
    request: Message,
    responses: MessageClass<Response>,
  ): Promise<Response | undefined> {
    try {
      const response = await this.runCallback(callback.getToken(), request.toArray());
      return response === undefined ? undefined : new responses(response);
    } catch (error) {
      const { code, details } = Refusal.of(error);
      if (code !== status.UNIMPLEMENTED) throw new Error(details);
      return responses.deserializeBinary(await this.#runByGrpc(callback, request.serializeBinary()));
    }
  }

  /** Ends the connections to the program. */
  close(): void {
    for (const client of this.#clients.values()) client.close();
    this.#clients.clear();
  }

  #runByGrpc(callback: Callback, request: Uint8Array): Promise<Uint8Array> {
    const message = new CallbackInvokeRequest();
    message.setToken(callback.getToken());
    message.setRequest(request);
    return new Promise((resolve, reject) => {
      this.#client(callback.getTarget()).invoke(message, (error: ServiceError | null, response) => {
        if (error) reject(new Error(error.details));
        else resolve(response.getResponse_asU8());
      });
    });
  }

  #client(target: string): CallbacksClient {
    const { credentials }: typeof import("@grpc/grpc-js") = require("@grpc/grpc-js");
    const protocol: typeof import("@pulumi/pulumi/proto/callback_grpc_pb") = require("@pulumi/pulumi/proto/callback_grpc_pb");
    const client =
      this.#clients.get(target) ?? new protocol.CallbacksClient(target, credentials.createInsecure());
    this.#clients.set(target, client);
    return client;
  }
}
