/** Has `Struct` of this protocol module, `google-protobuf/google/protobuf/struct_pb`, keep plain data as it is. */
export function keepStructsPlain(protocol: object): void;
