/**
 * Units and ids of the domain. Each is a brand with one door (style rule 8).
 * Points are integer **seconds of service**: 3600 = 1 point, 36 = 0.01 积分, 72 = 1 好心分 (ledger.md).
 */
import { base32ToBytes, bytesToBase32, bytesToBase64url } from "../../crypto/bytes.ts";

declare const secondsBrand: unique symbol;
declare const momentBrand: unique symbol;
declare const hlcBrand: unique symbol;
declare const idBrand: unique symbol;
declare const keyBrand: unique symbol;

/** Seconds of service, a whole number of 0 or more. */
export type Seconds = number & { readonly [secondsBrand]: true };
/** Unix time in whole seconds. */
export type Moment = number & { readonly [momentBrand]: true };
/** Hybrid logical clock: unix milliseconds × 2048 + counter. */
export type Hlc = number & { readonly [hlcBrand]: true };
/** 16 bytes as 26 characters of base32: a statement, an account, a community. */
export type Id = string & { readonly [idBrand]: true };
/** An Ed25519 public key as base64url, for use as a map key. */
export type KeyText = string & { readonly [keyBrand]: true };

export const SECONDS_PER_POINT = 3600;
export const HLC_PER_MS = 2048;
export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 86_400;

/** The door of Seconds; null when it is not a whole number of 0 or more. */
export function seconds(value: unknown): Seconds | null {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as Seconds) : null;
}

/** The door of Moment; null when it is not a whole number of 0 or more. */
export function moment(value: unknown): Moment | null {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as Moment) : null;
}

/** The door of Hlc. `ms` is unix milliseconds, `counter` 0–2047. */
export const hlc = (ms: number, counter = 0): Hlc => (ms * HLC_PER_MS + counter) as Hlc;
export const hlcToMs = (at: number): number => Math.floor(at / HLC_PER_MS);
export const hlcToMoment = (at: number): Moment => Math.floor(hlcToMs(at) / 1000) as Moment;
export const addSeconds = (at: Moment, more: number): Moment => (at + more) as Moment;

/** 16 bytes to an id; null when the length differs. */
export const bytesToId = (bytes: Uint8Array): Id | null =>
  bytes.length === 16 ? (bytesToBase32(bytes) as Id) : null;

/** 26 characters to an id; null when it is not canonical base32 of 16 bytes. */
export function parseId(text: string): Id | null {
  const bytes = base32ToBytes(text);
  return bytes === null || bytes.length !== 16 ? null : (text as Id);
}

/** The 16 bytes of an id. */
export function idToBytes(id: Id): Uint8Array {
  const bytes = base32ToBytes(id);
  if (bytes === null || bytes.length !== 16) throw new Error("an Id is always 16 bytes");
  return bytes;
}

export const keyText = (key: Uint8Array): KeyText => bytesToBase64url(key) as KeyText;

/** Seconds as points, exact to 0.01 (36 s). */
export const secondsToPoints = (amount: number): number =>
  Math.round((amount / SECONDS_PER_POINT) * 100) / 100;

/** Time rounded up to the policy step, at least one step (D10: ten minutes are 0.2). */
export function roundUpToStep(amount: number, step: number): Seconds {
  return (Math.max(1, Math.ceil(amount / step)) * step) as Seconds;
}
