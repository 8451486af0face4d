/**
 * The service types of stage 1 (C9, C13; policy-defaults 20): what a need can ask for, how long it usually takes,
 * who may do it and what the helper reads before she goes. Texts are keys of `src/locale`.
 */

export const SERVICE_TYPES = [
  "parcel",
  "errand",
  "childcare",
  "walk",
  "phone_help",
  "bills",
  "trash",
  "other",
] as const;
export type ServiceType = (typeof SERVICE_TYPES)[number];

export interface ServiceTemplate {
  /** Agreed time that is filled in, in seconds. */
  readonly seconds: number;
  /** Lengths offered as chips, in seconds. */
  readonly choices: readonly number[];
  /** The helper's age must have been attested. 25 for what S3 calls 托管. */
  readonly age: 18 | 25;
  /** First stage of a community in which it is offered. */
  readonly stage: 1 | 2 | 3;
  /** Keys of the checklist lines, in order. */
  readonly checklist: readonly string[];
  /** Where the helper usually goes. */
  readonly place: "door" | "lobby" | "gate" | "home" | "other";
}

const minutes = (count: number): number => count * 60;

export const SERVICES: Readonly<Record<ServiceType, ServiceTemplate>> = {
  parcel: {
    seconds: minutes(10),
    choices: [10, 20, 30].map(minutes),
    age: 18,
    stage: 1,
    checklist: ["call", "code", "door"],
    place: "door",
  },
  errand: {
    seconds: minutes(10),
    choices: [10, 20, 30, 60].map(minutes),
    age: 18,
    stage: 1,
    checklist: ["call", "money", "door"],
    place: "door",
  },
  // ≤ 30 minutes and with an adult present, until 托管 comes with its own rules (policy-defaults 20).
  childcare: {
    seconds: minutes(20),
    choices: [10, 20, 30].map(minutes),
    age: 18,
    stage: 1,
    checklist: ["call", "adult_present", "stay"],
    place: "home",
  },
  walk: {
    seconds: minutes(30),
    choices: [20, 30, 60].map(minutes),
    age: 18,
    stage: 1,
    checklist: ["call", "pace", "home_safe"],
    place: "lobby",
  },
  phone_help: {
    seconds: minutes(30),
    choices: [20, 30, 60].map(minutes),
    age: 18,
    stage: 1,
    checklist: ["call", "no_passwords", "own_hands"],
    place: "home",
  },
  bills: {
    seconds: minutes(20),
    choices: [10, 20, 30].map(minutes),
    age: 18,
    stage: 1,
    checklist: ["call", "money", "receipt"],
    place: "door",
  },
  trash: {
    seconds: minutes(10),
    choices: [10, 20].map(minutes),
    age: 18,
    stage: 1,
    checklist: ["call", "door"],
    place: "door",
  },
  other: {
    seconds: minutes(30),
    choices: [10, 20, 30, 60].map(minutes),
    age: 18,
    stage: 1,
    checklist: ["call", "agree", "no_money"],
    place: "home",
  },
};
