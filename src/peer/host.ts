/** What acts need of the station that carries them out. */
import type { Founding } from "../domain/founding.ts";
import type { Id } from "../domain/units.ts";
import { bad } from "./answers.ts";
import type { Recovering } from "./keeping.ts";
import type { Ground, Session } from "./session.ts";
import type { Answer, LostMarker } from "./station.ts";
import type { EntryKept, IdentityKept, RecoveryKept } from "./vault.ts";

/** Watches what becomes of this phone's request to a steward (recovering.ts). */
export interface RecoveryWatch {
  readonly kept: RecoveryKept;
  view(): Recovering;
  /** Asks the relay what has become of it. */
  check(): Promise<void>;
  stop(): void;
}

export interface Host {
  readonly ground: Ground;
  readonly hasEd25519: boolean;
  session(): Session | null;
  /** Keeps a new identity with what it signed, and opens it. Null when the browser did not keep it. */
  settle(identity: IdentityKept, founding: Founding, entries: readonly EntryKept[]): Promise<Session | null>;
  /** Forgets an identity and all that it has here; `isLost`: somebody's account is still to come back to this phone. */
  forget(account: Id, isLost?: boolean): Promise<void>;
  /** Opens an identity of this phone anew, with what has changed in it. */
  reopen(identity: IdentityKept): Promise<void>;
  /** Who was here before the browser threw the store away. */
  lostMarker(): LostMarker | null;
  /** This phone's own request to a steward. */
  recovery(): RecoveryWatch | null;
  /** Keeps a request and watches what becomes of it; null ends it. */
  setRecovery(kept: RecoveryKept | null): Promise<RecoveryWatch | null>;
  news(): void;
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
