/** Placeholder until the sockets stand. */
import type { Moment } from "../src/domain/units.ts";

export interface Rooms {
  openNeeds(building: string, now: Moment): Promise<readonly object[]>;
  rejudge(): Promise<void>;
  close(): Promise<void>;
  readonly size: number;
  readonly sockets: number;
}
