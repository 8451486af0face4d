/** Opens the rooms of the one community that a relay serves, around its ledger and log. */
import type { RandomBytes } from "../crypto/keys.ts";
import type { Verify } from "../crypto/verify.ts";
import type { Founding } from "../src/domain/founding.ts";
import { isRegistryLeaf, type Ledger } from "../src/domain/ledger.ts";
import { createBoardStore } from "./boards.ts";
import { createBox } from "./box.ts";
import { type Booked, createClerk } from "./clerk.ts";
import type { Data } from "./data.ts";
import { createEvents } from "./events.ts";
import type { Community } from "./house.ts";
import type { Log } from "./log.ts";
import { createManifestStore } from "./manifest.ts";
import type { Metrics } from "./metrics.ts";
import { createRooms } from "./rooms.ts";

export interface CommunityDeps {
  readonly data: Data;
  readonly nowMs: () => number;
  readonly random: RandomBytes;
  readonly verify: Verify;
  readonly metrics: Metrics;
  /** A disk failed: `what` says which. */
  readonly onFault: (error: unknown, what: string) => void;
  /** The roster moved. */
  readonly onRoster: () => void;
}

/** A ledger, folded from its journal or just founded. */
export interface Found {
  readonly founding: Founding;
  readonly ledger: Ledger;
  readonly log: Log;
}

export async function openCommunity(
  { founding, ledger, log }: Found,
  readOnly: string | null,
  deps: CommunityDeps,
): Promise<Community> {
  const { data, nowMs, verify, metrics, onFault, onRoster } = deps;
  const { journal, newest, keys, boards } = data;
  const onStop = (error: unknown): void => onFault(error, "the ledger stopped");
  const clerk = createClerk({
    ledger,
    log,
    journal,
    newest,
    verify,
    metrics,
    readOnly,
    onStop,
    now: nowMs,
  });
  const events = createEvents();
  const rooms = createRooms({
    ledger,
    verify,
    metrics,
    nowMs,
    store: createBoardStore(boards, (error) => onFault(error, "the boards' disk failed")),
    signer: keys.log,
    rosterIndex: () => log.registry.at(-1) ?? null,
  });
  const manifest = await createManifestStore(journal, ledger, verify);
  clerk.onBooked((booked) => {
    events.tellBooked(booked, ledger, isOfRegistry);
    if (!booked.some(isOfRegistry)) return;
    onRoster();
    rooms.rejudge().catch((error) => onFault(error, "a board could not be judged again"));
  });
  return {
    id: founding.community,
    founding,
    clerk,
    journal,
    manifest,
    rooms,
    events,
    box: createBox(boards, deps.random),
  };
}

const isOfRegistry = ({ index, leaf, entry }: Booked): boolean =>
  isRegistryLeaf(leaf, index === 0 ? "founding" : (entry?.kind ?? null));
