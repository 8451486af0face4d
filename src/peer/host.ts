/** What acts need of the station that carries them out. */
import type { Founding } from "../domain/founding.ts";
import type { Id } from "../domain/units.ts";
import { bad } from "./answers.ts";
import type { NewDevice } from "./device.ts";
import type { Ground, Session } from "./session.ts";
import type { Answer } from "./station.ts";
import type { EntryKept, IdentityKept } from "./vault.ts";

export interface Host {
  readonly ground: Ground;
  readonly hasEd25519: boolean;
  session(): Session | null;
  /** Keeps a new identity with what it signed, and opens it. Null when the browser did not keep it. */
  settle(
    identity: IdentityKept,
    made: NewDevice,
    founding: Founding,
    entries: readonly EntryKept[],
  ): Promise<Session | null>;
  /** Forgets an identity and all that it has here. */
  forget(account: Id): Promise<void>;
  /** Opens another identity of this phone. */
  switchTo(community: Id, account: Id): Promise<boolean>;
  /** A community that this phone has met; fetched and checked otherwise. */
  founding(community: Id): Promise<Founding | null>;
  noteElder(entry: Id, name: string): Promise<void>;
  markNoticesRead(): Promise<void>;
}

/** Runs an act of whoever is at work on this phone. */
export function asMe<T>(host: Host, act: (me: Session) => Promise<Answer<T>>): Promise<Answer<T>> {
  const session = host.session();
  return session === null ? Promise.resolve(bad("no_identity")) : act(session);
}
