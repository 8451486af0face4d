// The Yjs document that shows what a board holds, for providers that want one (y-websocket, y-indexeddb).
// It is made when somebody asks for it. It is written here and nowhere else, and only with updates that
// encodeUpdate made; Yjs takes nothing out without leaving a trace, so taking out means a new document.
import * as Y from "yjs";

/** A Yjs document that follows a board. */
export interface Mirror {
  /** The document of now. */
  doc(): Y.Doc;
  /** Adds one update of ours, which is made only when somebody follows. `origin` is what Yjs tells its listeners. */
  apply(makeUpdate: () => Uint8Array | null, origin: unknown): void;
  /** Starts anew; gives the document that was there, for its listeners to be told before it is destroyed. */
  restart(): Y.Doc | null;
  destroy(): void;
}

/** `everything` is the update of all that the board's map holds. */
export function createMirror(everything: () => Uint8Array): Mirror {
  let current: Y.Doc | null = null;

  function create(): Y.Doc {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, everything());
    return doc;
  }

  return {
    doc: () => {
      current ??= create();
      return current;
    },
    apply: (makeUpdate, origin) => {
      const update = current === null ? null : makeUpdate();
      if (current !== null && update !== null) Y.applyUpdate(current, update, origin);
    },
    restart: () => {
      const before = current;
      if (before !== null) current = create();
      return before;
    },
    destroy: () => current?.destroy(),
  };
}

/** Every binary value in a Yjs update, also the hidden, the deleted and the gaps' neighbours; none if it is none. */
export function valuesOfUpdate(update: Uint8Array): readonly Uint8Array[] {
  try {
    return Y.decodeUpdate(update).structs.flatMap((struct) =>
      struct instanceof Y.Item && struct.content instanceof Y.ContentBinary ? [struct.content.content] : [],
    );
  } catch {
    return [];
  }
}
