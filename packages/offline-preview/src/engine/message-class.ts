/** A class of the protocol's messages, made from the array that a message is in memory, or from its binary form. */
export interface MessageClass<Of> {
  new (array: unknown): Of;
  deserializeBinary(bytes: Uint8Array): Of;
}
