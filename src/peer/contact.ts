/**
 * Sealed contact: how two people of one service learn how to reach each other, and nobody else does. A contact is a
 * small signed statement `[1, "contact", need, account it is about, way, number]`, sealed for one device at a time
 * through the relay's post box; whoever knows it passes it on to the helper once there is one.
 */
import { type Cbor, decodeCborSequence, encodeCbor } from "../../crypto/cbor.ts";
import { type Opened, openStatement, signStatement } from "../../crypto/cose.ts";
import type { Verify } from "../../crypto/verify.ts";
import {
  accountOfKey,
  delegationsFor,
  isStewardOf,
  liveKeysOf,
  speaksFor,
  standing,
  stewardsOf,
} from "../domain/authority.ts";
import type { DeviceKey } from "../domain/keys_held.ts";
import type { NeedView } from "../domain/need.ts";
import { addSeconds, bytesToId, type Id, idToBytes, keyText } from "../domain/units.ts";
import { isCleanText } from "../domain/words.ts";
import type { Clock } from "./clock.ts";
import type { Device } from "./device.ts";
import type { Http } from "./http.ts";
import { CONTACT_SECONDS } from "./limits.ts";
import { createRepeated } from "./mutex.ts";
import type { StationDeps } from "./platform.ts";
import type { Roster } from "./roster.ts";
import type { Contact } from "./station.ts";
import type { ContactKept, Vault } from "./vault.ts";

/** tweetnacl's box: loaded with the first post. */
const sealing = () => import("../../crypto/seal.ts");

export interface Contacts {
  /** What the owner of this phone typed for herself or for somebody she speaks for. */
  own(account: Id): Contact | null;
  setOwn(account: Id, contact: Contact): Promise<void>;
  /** What is known about one side of a need. */
  of(need: Id, about: Id): Contact | null;
  /** Needs whose contact still has to leave this phone. */
  waiting(): readonly Id[];
  /** Sends what is due. */
  send(): Promise<void>;
  /** Fetches what lies in the post box. */
  fetch(): Promise<void>;
  reload(): Promise<void>;
  onChange(listener: () => void): () => void;
}

export interface ContactDeps {
  readonly account: Id;
  readonly device: Device;
  readonly roster: Roster;
  readonly http: Http;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly verify: Verify;
  readonly needs: () => readonly NeedView[];
  readonly platform: Pick<StationDeps, "random">;
}

/** A contact that has to leave this phone: for which phones of whom. */
interface Due {
  readonly need: NeedView;
  readonly about: Id;
  readonly to: readonly { readonly id: Id; readonly keys: readonly DeviceKey[] }[];
}

const LIVE: ReadonlySet<NeedView["status"]> = new Set([
  "waiting_points",
  "open",
  "taken",
  "running",
  "ended",
  "disputed",
]);

export async function openContacts(deps: ContactDeps): Promise<Contacts> {
  const { account, device, roster, http, clock, vault } = deps;
  const { community } = roster.founding;
  const listeners = new Set<() => void>();
  let rows = new Map<string, ContactKept>();
  let own: Readonly<Record<string, Contact>> = {};
  const ownKeyText = keyText(device.signer.publicKey);
  const ownKey = `contacts/${community}/${account}`;
  await reload();

  async function reload(): Promise<void> {
    const now = clock.moment();
    const mine = (await vault.all("contacts")).filter((row) => row.community === community);
    const over = mine.filter(({ until }) => until < now);
    if (over.length > 0) await vault.write({}, { contacts: over.map(({ key }) => key) });
    rows = new Map(mine.filter(({ until }) => until >= now).map((row) => [row.key, row]));
    own = (await vault.kept<Record<string, Contact>>(ownKey)) ?? {};
    tell();
  }

  function tell(): void {
    for (const listener of [...listeners]) listener();
  }

  async function put(row: ContactKept): Promise<void> {
    await vault.write({ contacts: [row] });
    rows.set(row.key, row);
    tell();
  }

  /** Contacts that this phone should pass on, and to whom it has not yet. */
  function due(): readonly Due[] {
    const authority = roster.authority();
    const now = clock.moment();
    return deps
      .needs()
      .filter(({ status }) => LIVE.has(status))
      .flatMap((need) => {
        const proxies = delegationsFor(authority, need.requester, now).map(({ proxy }) => proxy);
        const building = authority.accounts.get(need.requester)?.building ?? "";
        const stewards = stewardsOf(authority, building, now).map(({ id }) => id);
        const isHelper = need.helper === account;
        const isOurs = need.by === account || need.requester === account;
        const mine = need.by === account ? [need.requester, ...proxies, ...stewards] : [];
        const helpers = need.helper === null || isHelper ? [] : [need.helper];
        // The other phones of this account are told what this one knows, also one that was added since.
        const ours = isOurs || isHelper ? [account] : [];
        return [
          { need, about: need.requester, to: [...(isHelper ? [] : [...mine, ...helpers]), ...ours] },
          { need, about: account, to: isHelper ? [need.requester, ...proxies, ...ours] : [] },
          { need, about: need.helper ?? account, to: isHelper || need.helper === null ? [] : ours },
        ];
      })
      .flatMap(({ need, about, to }) => {
        const row = rows.get(`${need.id}/${about}`);
        const canSay = row !== undefined || (isMineToGive(need, about) && own[about] !== undefined);
        const left = [...new Set(to)].flatMap((id) => {
          const keys = liveKeysOf(authority, id, now).filter(
            ({ key }) => key !== ownKeyText && !(row?.sentTo ?? []).includes(key),
          );
          return keys.length > 0 ? [{ id, keys }] : [];
        });
        return canSay && left.length > 0 ? [{ need, about, to: left }] : [];
      });
  }

  const mayPost = (): boolean => standing(roster.authority(), account, clock.moment()) === "vouched";
  const isMineToGive = (need: NeedView, about: Id): boolean => about === account || need.by === account;

  async function rowFor(need: NeedView, about: Id): Promise<ContactKept | null> {
    const key = `${need.id}/${about}`;
    const contact = own[about];
    const known = rows.get(key);
    if (known !== undefined || contact === undefined) return known ?? null;
    const row = {
      key,
      community,
      need: need.id,
      about,
      contact,
      bytes: await signContact(need.id, about, contact),
      sentTo: [],
      until: addSeconds(clock.moment(), CONTACT_SECONDS),
    };
    await put(row);
    return row;
  }

  function signContact(need: Id, about: Id, contact: Contact): Promise<Uint8Array> {
    const number = contact.way === "phone" ? contact.number : "";
    const payload: Cbor = [1, "contact", idToBytes(need), idToBytes(about), contact.way, number];
    return signStatement(encodeCbor(payload), "contact", idToBytes(community), device.signer);
  }

  /** The phones for which it lies in the box now; null when nothing can be posted for the moment. */
  async function post(
    row: ContactKept,
    to: Id,
    keys: readonly DeviceKey[],
  ): Promise<readonly DeviceKey[] | null> {
    const { seal } = await sealing();
    const sealed = keys.map((key) => [key.seal, seal(row.bytes, key.seal, deps.platform.random)]);
    const body = encodeCbor([idToBytes(to), sealed, row.until]);
    const as = { signer: device.signer, community };
    const reply = await http.ask({ method: "POST", path: `/c/${community}/box`, body, as });
    if (reply.ok) return keys;
    if (reply.code !== "box_full") return null;
    // The box of a phone in a drawer is full: the others are not to wait for it.
    if (keys.length === 1) return [];
    const posted: DeviceKey[] = [];
    for (const key of keys) {
      const one = await post(row, to, [key]);
      if (one === null) return null;
      posted.push(...one);
    }
    return posted;
  }

  const send = createRepeated(async () => {
    if (!mayPost()) return;
    for (const { need, about, to } of due()) {
      for (const { id, keys } of to) {
        const row = await rowFor(need, about);
        const posted = row === null ? null : await post(row, id, keys);
        if (row === null || posted === null) return;
        if (posted.length === 0) continue;
        const latest = rows.get(row.key) ?? row;
        await put({ ...latest, sentTo: [...latest.sentTo, ...posted.map(({ key }) => key)] });
      }
    }
  });

  /** The row of a contact statement, if its author may speak about that person. */
  async function read(plain: Uint8Array): Promise<ContactKept | "unknown" | null> {
    const opened = await openStatement(plain, idToBytes(community), deps.verify);
    if (!opened.ok) return null;
    const contact = readContact(opened.value);
    if (contact === null) return null;
    const authority = roster.authority();
    const now = clock.moment();
    const by = accountOfKey(authority, keyText(opened.value.publicKey), now);
    const about = authority.accounts.get(contact.about);
    if (by === null || about === undefined) return "unknown";
    const maySay =
      speaksFor(authority, by.id, about.id, 0, now) || isStewardOf(authority, by.id, about.building, now);
    if (!maySay) return null;
    const until = addSeconds(now, CONTACT_SECONDS);
    return {
      ...contact,
      key: `${contact.need}/${contact.about}`,
      community,
      bytes: plain,
      sentTo: [],
      until,
    };
  }

  const fetch = createRepeated(async () => {
    const as = { signer: device.signer, community };
    const reply = await http.ask({ path: `/c/${community}/box`, as });
    const posts = reply.ok ? decodeCborSequence(reply.bytes, 10_000) : null;
    if (posts?.ok !== true) return;
    for (const item of posts.value) {
      const [id, , ciphertext] = Array.isArray(item) ? (item as readonly Cbor[]) : [];
      const post = id instanceof Uint8Array ? bytesToId(id) : null;
      if (post === null || !(ciphertext instanceof Uint8Array)) continue;
      const plain = (await sealing()).openSeal(ciphertext, (await device.box()).secretKey);
      const row = plain === null ? null : await read(plain);
      if (row === "unknown") continue;
      if (row !== null && !rows.has(row.key)) await put(row);
      await http.ask({ method: "DELETE", path: `/c/${community}/box/${post}`, as });
    }
  });

  return {
    own: (about) => own[about] ?? null,
    async setOwn(about, contact) {
      own = { ...own, [about]: contact };
      await vault.keep(ownKey, own);
      tell();
    },
    of: (need, about) => rows.get(`${need}/${about}`)?.contact ?? null,
    // Who is not vouched for has no post box: it leaves later, and is no news until then.
    waiting: () => (mayPost() ? [...new Set(due().map(({ need }) => need.id))] : []),
    send,
    fetch,
    reload,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function readContact(
  said: Opened,
): { readonly need: Id; readonly about: Id; readonly contact: Contact } | null {
  const [version, kind, needBytes, aboutBytes, way, number] = said.payload;
  if (said.payload.length !== 6 || version !== 1 || kind !== "contact") return null;
  const need = needBytes instanceof Uint8Array ? bytesToId(needBytes) : null;
  const about = aboutBytes instanceof Uint8Array ? bytesToId(aboutBytes) : null;
  if (need === null || about === null || typeof number !== "string") return null;
  if (!isCleanText(number) || number.length > 32) return null;
  if (way === "phone") return { need, about, contact: { way, number } };
  return way === "knock" || way === "steward" ? { need, about, contact: { way } } : null;
}
