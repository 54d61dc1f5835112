import type { Socket } from "node:net";

/** Answers the calls of the other end. Throws a {@link Refusal} where the caller has to know its code. */
export type Serve = (name: string, message: unknown) => unknown;

/** One end of the pipe between the program and the preview. */
export class Channel {
  constructor(socket: Socket, serve: Serve);
  /** Calls the other end with any data. Rejects with a {@link Refusal}. */
  call(name: string, message: unknown): Promise<unknown>;
  /** Ends the calls of both ends. */
  close(): void;
}

/** A call that failed, with gRPC's status code. */
export class Refusal extends Error {
  constructor(code: number, details: string);
  readonly code: number;
  readonly details: string;
  static of(error: unknown): Refusal;
}

/** gRPC's numbers of the statuses that are in use here. */
export const status: {
  readonly UNKNOWN: 2;
  readonly UNIMPLEMENTED: 12;
  readonly INTERNAL: 13;
  readonly UNAVAILABLE: 14;
};
