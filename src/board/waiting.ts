// Statements by keys that the roster does not know yet. They are neither applied nor sent on; when the roster
// moves they are judged again. The oldest leave when the box is full: whoever brought them still has them.

/** The box of one document. */
export interface WaitingBox {
  /** Bytes that wait. */
  readonly bytes: number;
  add(key: string, statement: Uint8Array): void;
  /** Empties the box. */
  takeAll(): readonly Uint8Array[];
}

/** A box for so many bytes of statements. */
export function createWaitingBox(bytesMax: number): WaitingBox {
  const statementByKey = new Map<string, Uint8Array>();
  let bytes = 0;

  function drop(key: string): void {
    bytes -= statementByKey.get(key)?.length ?? 0;
    statementByKey.delete(key);
  }

  return {
    get bytes() {
      return bytes;
    },
    add: (key, statement) => {
      drop(key);
      statementByKey.set(key, statement);
      bytes += statement.length;
      for (const oldest of statementByKey.keys()) {
        if (bytes <= bytesMax) break;
        drop(oldest);
      }
    },
    takeAll: () => {
      const all = [...statementByKey.values()];
      statementByKey.clear();
      bytes = 0;
      return all;
    },
  };
}
