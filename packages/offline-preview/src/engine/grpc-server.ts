import type { Socket } from "node:net";
import {
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type sendUnaryData,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import type { Message } from "google-protobuf";
import { Refusal } from "../../preload/channel.cjs";
import type { Method, Methods, Services } from "./services";

/** Resources and invokes can be large: 400 MiB, as the SDK has it. */
const channelOptions = {
  "grpc.max_receive_message_length": 400 * 1024 * 1024,
  // Nobody asks gRPC for its own diagnosis.
  "grpc.enable_channelz": 0,
};

/** Answers whoever speaks gRPC to the engine: other copies of the SDK than the program's, and what the program starts. */
export class GrpcServer {
  readonly #server = new Server(channelOptions);
  readonly #injector;

  constructor({ monitor, engine }: Services) {
    this.#server.addService(ResourceMonitorService, implementation(monitor));
    this.#server.addService(EngineService, implementation(engine));
    this.#injector = this.#server.createConnectionInjector(ServerCredentials.createInsecure());
  }

  /** Answers on a connection that was accepted. */
  serve(socket: Socket): void {
    this.#injector.injectConnection(socket);
  }

  close(): void {
    this.#server.forceShutdown();
  }
}

function implementation(methods: Methods): UntypedServiceImplementation {
  return Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, handler(method)]));
}

function handler({ answer }: Method) {
  return async (call: ServerUnaryCall<Message, Message>, reply: sendUnaryData<Message>): Promise<void> => {
    try {
      reply(null, await answer(call.request));
    } catch (error) {
      const { code, details } = Refusal.of(error);
      reply({ code, details });
    }
  };
}
