// Property values as plain data in the messages of the protocol. A protobuf structure is a message, an array and a map for each
// value in it, which take longer to make and to read than all else of a message.
const replaced = new WeakSet();

/**
 * Has `Struct` of this protocol module keep plain data as it is, until somebody asks for its fields. As an array, such a
 * structure is a list of that data alone, which only `Struct` of a module that was treated alike understands.
 */
function keepStructsPlain(protocol) {
  const { Struct } = protocol;
  if (replaced.has(Struct)) return;

  class PlainStruct extends Struct {
    #plain;
    #whole;

    constructor(array) {
      super(array);
      if (isPlain(array)) this.#plain = array[0];
    }

    static fromJavaScript(values) {
      return new PlainStruct([copyOf(values)]);
    }

    toJavaScript() {
      return this.#plain !== undefined && this.#whole === undefined ? this.#plain : super.toJavaScript();
    }

    getFieldsMap(...args) {
      if (this.#plain === undefined) return super.getFieldsMap(...args);
      this.#whole ??= Struct.fromJavaScript(this.#plain);
      return this.#whole.getFieldsMap(...args);
    }
  }

  replaced.add(PlainStruct);
  protocol.Struct = PlainStruct;
}

/** Whether an array isn't that of a protobuf structure, whose one element is the list of its fields. */
function isPlain(array) {
  const content = array?.[0];
  return typeof content === "object" && content !== null && !Array.isArray(content);
}

/** What a protobuf structure would give back: without prototypes, sorted by name. */
function copyOf(value) {
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
      return value;
    case "object":
      if (value === null) return null;
      return Array.isArray(value) ? Array.from(value, copyOf) : sortedCopyOf(value);
    default:
      throw new Error("Unexpected struct type.");
  }
}

function sortedCopyOf(values) {
  const names = [];
  for (const name in values) names.push(name);
  const copy = {};
  for (const name of names.sort()) copy[name] = copyOf(values[name]);
  return copy;
}

module.exports = { keepStructsPlain };
