/** Frames of one socket, one after the other: who is too fast is read more slowly, and never sent away for it. */
import type { WebSocket } from "ws";
import { FRAMES_WAITING_MAX } from "./limits.ts";
import { CLOSE, type Seat } from "./seat.ts";

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
  #isRunning = false;

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
    void this.#run();
  }

  async #run(): Promise<void> {
    if (this.#isRunning || this.#seat === null) return;
    this.#isRunning = true;
    const socket = this.#socket;
    const waiting = this.#waiting;
    try {
      for (let frame = waiting.shift(); frame !== undefined; frame = waiting.shift()) {
        if (socket.readyState !== socket.OPEN) break;
        const { ms } = await this.#seat.take(frame);
        if (ms > 0) await pauseFor(socket, ms);
        if (socket.isPaused && waiting.length < FRAMES_WAITING_MAX / 2) socket.resume();
      }
    } catch (error) {
      this.#onFault?.(error);
    } finally {
      this.#isRunning = false;
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
