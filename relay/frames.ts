/** Frames of one socket, one after the other: who is too fast is read more slowly, and never sent away for it. */
import type { WebSocket } from "ws";
import { FRAMES_WAITING_MAX } from "./limits.ts";
import { CLOSE, type Seat } from "./seat.ts";

export interface FrameQueue {
  /** Gives the frames to a seat, those that came before it too. */
  start(seat: Seat, onFault: (error: unknown) => void): void;
}

/** The socket is not read while too many frames wait, or while its owner has to. */
export function createFrameQueue(socket: WebSocket): FrameQueue {
  const waiting: Uint8Array[] = [];
  let seated: { readonly seat: Seat; readonly onFault: (error: unknown) => void } | null = null;
  let isRunning = false;

  socket.binaryType = "nodebuffer";
  socket.on("message", (data: Buffer, isBinary: boolean) => {
    if (!isBinary) return socket.close(CLOSE.grammar, "grammar");
    waiting.push(data);
    if (waiting.length >= FRAMES_WAITING_MAX) socket.pause();
    void run();
  });

  async function run(): Promise<void> {
    if (isRunning || seated === null) return;
    isRunning = true;
    const { seat, onFault } = seated;
    try {
      for (let frame = waiting.shift(); frame !== undefined; frame = waiting.shift()) {
        if (socket.readyState !== socket.OPEN) break;
        const { ms } = await seat.take(frame);
        if (ms > 0) await pauseFor(ms);
        if (socket.isPaused && waiting.length < FRAMES_WAITING_MAX / 2) socket.resume();
      }
    } catch (error) {
      onFault(error);
    } finally {
      isRunning = false;
    }
  }

  /** Waiting ends with the socket. */
  function pauseFor(ms: number): Promise<void> {
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

  return {
    start(seat, onFault) {
      seated = { seat, onFault };
      void run();
    },
  };
}
