/**
 * Frames of one socket, in their order: who is too fast is read more slowly, and never sent away for it. A few small
 * updates are begun together, so that the thread pool checks the next while this thread writes the last.
 */
import type { WebSocket } from "ws";
import { isUpdateMessage } from "../src/board/sync.ts";
import { FRAME_AHEAD_BYTES_MAX, FRAMES_AHEAD_MAX, FRAMES_WAITING_MAX } from "./limits.ts";
import { CLOSE, type Seat, type Waits } from "./seat.ts";

export interface FrameQueue {
  /** Gives the frames to a seat, those that came before it too. */
  start(seat: Seat, onFault: (error: unknown) => void): void;
}

/** The socket is not read while too many frames wait, or while its owner has to. */
export const createFrameQueue = (socket: WebSocket): FrameQueue => new SocketFrames(socket);

/** One of these for each of thousands of sockets that say nothing: a class costs a third of closures. */
class SocketFrames implements FrameQueue {
  readonly #socket: WebSocket;
  readonly #waiting: Uint8Array[] = [];
  #seat: Seat | null = null;
  #onFault: ((error: unknown) => void) | null = null;
  /** Given to the seat and not yet answered, the oldest first. */
  readonly #begun: Promise<Waits>[] = [];
  /** Whether what has begun may be followed before it is answered. */
  #isAhead = false;
  #isRunning = false;
  #isPausing = false;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.binaryType = "nodebuffer";
    socket.on("message", (data: Buffer, isBinary: boolean) => this.#take(data, isBinary));
  }

  start(seat: Seat, onFault: (error: unknown) => void): void {
    this.#seat = seat;
    this.#onFault = onFault;
    void this.#run();
  }

  #take(data: Buffer, isBinary: boolean): void {
    if (!isBinary) {
      this.#socket.close(CLOSE.grammar, "grammar");
      return;
    }
    this.#waiting.push(data);
    if (this.#waiting.length >= FRAMES_WAITING_MAX) this.#socket.pause();
    if (this.#isRunning) this.#begin();
    else void this.#run();
  }

  async #run(): Promise<void> {
    if (this.#isRunning || this.#seat === null) return;
    this.#isRunning = true;
    const socket = this.#socket;
    try {
      for (this.#begin(); this.#begun.length > 0; this.#begin()) {
        const { ms } = (await this.#begun[0]) as Waits;
        this.#begun.shift();
        if (ms > 0) await this.#pause(ms);
        if (socket.isPaused && this.#waiting.length < FRAMES_WAITING_MAX / 2) socket.resume();
      }
    } catch (error) {
      this.#onFault?.(error);
    } finally {
      this.#isRunning = false;
    }
  }

  async #pause(ms: number): Promise<void> {
    this.#isPausing = true;
    await pauseFor(this.#socket, ms);
    this.#isPausing = false;
  }

  /** Gives the seat what may be begun with. */
  #begin(): void {
    const [seat, waiting, begun] = [this.#seat, this.#waiting, this.#begun];
    while (seat !== null && !this.#isPausing && this.#socket.readyState === this.#socket.OPEN) {
      const frame = waiting[0];
      if (frame === undefined) break;
      const isSmall = frame.length <= FRAME_AHEAD_BYTES_MAX && isUpdateMessage(frame);
      if (begun.length > 0 && !(isSmall && this.#isAhead && begun.length < FRAMES_AHEAD_MAX)) break;
      waiting.shift();
      const answer = seat.take(frame);
      // Whoever waits for it hears of its failure; after an earlier failure nobody does.
      answer.catch(() => {});
      begun.push(answer);
      this.#isAhead = isSmall;
    }
  }
}

/** Waiting ends with the socket. */
function pauseFor(socket: WebSocket, ms: number): Promise<void> {
  socket.pause();
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      socket.removeListener("close", done);
      socket.resume();
      resolve();
    }
    socket.once("close", done);
  });
}
