/** Rules and how to flip them, one line of the program each; test/tidy.test.ts finds a line that has moved. */
export interface Mutant {
  readonly rule: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly tests: string;
}

export const MUTANTS: readonly Mutant[] = [
  {
    rule: "S + L is accepted",
    file: "crypto/strict.ts",
    from: "isBelow(signature, L, 32);",
    to: "true;",
    tests: "test/crypto/verify",
  },
  {
    rule: "a question is answered before the updates that came before it",
    file: "relay/frames.ts",
    from: "isSmall && this.#isAhead && begun.length",
    to: "begun.length",
    tests: "test/relay/crowd",
  },
  {
    rule: "a need of the first moment of next month enters this month",
    file: "src/board/epoch.ts",
    from: "momentMs >= start && momentMs < end;",
    to: "momentMs >= start && momentMs <= end;",
    tests: "test/board/document",
  },
  {
    rule: "a hold is confirmed twice",
    file: "src/domain/judge_hold.ts",
    from: 'found.value.phase.phase === "over" ? err("hold_over") : then(found.value)',
    to: "then(found.value)",
    tests: "test/domain/ledger",
  },
  {
    rule: "auto_confirm after 23 hours",
    file: "src/domain/hold.ts",
    from: "at: addSeconds(phase.endedAt, hold.autoConfirmSeconds),",
    to: "at: addSeconds(phase.endedAt, hold.autoConfirmSeconds - 3600),",
    tests: "test/domain/ledger",
  },
  {
    rule: "the payer voids after the start",
    file: "src/domain/judge_hold.ts",
    from: 'default:\n      return "already_started";',
    to: "default:\n      return null;",
    tests: "test/domain/ledger",
  },
  {
    rule: "the helper confirms her own work",
    file: "src/domain/judge_hold.ts",
    from: 'if (found.value.payer !== judging.as) return err("not_yours_to_say");',
    to: "",
    tests: "test/domain/ledger",
  },
  {
    rule: "a household pays itself",
    file: "src/domain/authority.ts",
    from: "if (helperAccount.household === requesterAccount.household) return true;",
    to: "",
    tests: "test/domain/ledger",
  },
  {
    rule: "a party resolves her own dispute",
    file: "src/domain/judge_hold.ts",
    from: 'return isParty ? "same_person" : null;',
    to: "return null;",
    tests: "test/domain/ledger",
  },
  {
    rule: "an unvouched person takes",
    file: "src/domain/judge_hold.ts",
    from: 'if (standing(ledger.authority, speaker.id, now) !== "vouched") return "not_vouched";',
    to: "",
    tests: "test/domain/ledger",
  },
  {
    rule: "silence pays more than the log saw pass",
    file: "src/domain/hold.ts",
    from: "Math.min(phase.served, dueFor(hold, elapsed))",
    to: "phase.served",
    tests: "test/domain/ledger",
  },
  {
    rule: "a removed key still speaks",
    file: "src/domain/speaker.ts",
    from: 'if (stands === "removed") return err("key_removed");',
    to: "",
    tests: "test/domain/authority",
  },
  {
    rule: "the steward cosigns her own opening",
    file: "src/domain/enrol.ts",
    from: 'if (steward === null || steward.id === witness.value.id) return err("same_person");',
    to: 'if (steward === null) return err("same_person");',
    tests: "test/domain/authority",
  },
  {
    rule: "a locked number needs one key",
    file: "src/domain/registry.ts",
    from: ".length === 0)\n      return put(policyChange(entry, judging));",
    to: ".length >= 0)\n      return put(policyChange(entry, judging));",
    tests: "test/domain/authority",
  },
  {
    rule: "an invite is used twice",
    file: "src/domain/invite.ts",
    from: 'if (invite.uses > 0 && invite.used >= invite.uses) return "invite_used";',
    to: "",
    tests: "test/domain/authority",
  },
  {
    rule: "the same number twice",
    file: "src/domain/ledger.ts",
    from: 'if (ledger.seqsByKey.get(entry.key)?.has(entry.seq)) return err("seq_used");',
    to: "",
    tests: "test/domain/ledger",
  },
  {
    rule: "ratings are shown at once",
    file: "src/domain/need.ts",
    from: "(ratings.length === 2 && isSettled) || isRevealed ? ratings : []",
    to: "ratings",
    tests: "test/domain/need",
  },
  {
    rule: "a stranger's hold counts",
    file: "src/domain/need.ts",
    from: "if (entry.as !== requester) return service;",
    to: "",
    tests: "test/domain/need",
  },
  {
    rule: "a non-empty delete set is admitted",
    file: "src/board/update.ts",
    from: 'if (deletes > 0) fail(reader, "delete_set");',
    to: "",
    tests: "test/board/update",
  },
];
