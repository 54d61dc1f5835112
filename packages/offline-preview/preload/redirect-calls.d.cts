import type { Message } from "google-protobuf";

/** A method of the protocol, as the SDK's clients have it. */
export interface MethodDefinition {
  readonly requestSerialize: (request: Message) => Uint8Array;
  readonly responseType: abstract new (...args: never[]) => Message;
  readonly responseDeserialize: (response: Uint8Array) => Message;
}

export function redirectCalls(
  sdk: (id: string) => unknown,
  isOurs: (target: string) => boolean,
  call: (name: string, definition: MethodDefinition, request: Message, target: string) => Promise<Message>,
): void;
