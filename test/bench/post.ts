/** Batches to a relay over connections that stay open, as a courier's phone has them. */
import { Agent, request } from "node:http";
import { decodeCborSequence } from "../../crypto/cbor.ts";

export interface Post {
  send(url: string, body: Uint8Array): Promise<Uint8Array>;
  close(): void;
}

export function createPost(): Post {
  const agent = new Agent({ keepAlive: true });
  return {
    send: (url, body) =>
      new Promise((resolve, reject) => {
        const headers = { "Content-Type": "application/cbor", "Content-Length": body.length };
        const asked = request(url, { agent, method: "POST", headers }, (answer) => {
          const chunks: Buffer[] = [];
          answer.on("data", (chunk: Buffer) => chunks.push(chunk));
          answer.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
        });
        asked.on("error", reject);
        asked.end(body);
      }),
    close: () => agent.destroy(),
  };
}

/** How many of the answers are receipts; anything refused is a broken measurement and named. */
export function countReceipts(sequence: Uint8Array): number {
  const answers = decodeCborSequence(sequence, 1000);
  if (!answers.ok) throw new Error(`answers: ${answers.error}`);
  const refused = answers.value.find((answer) => Array.isArray(answer) && answer[0] === "refused");
  if (Array.isArray(refused)) throw new Error(`refused: ${refused[1]}`);
  return answers.value.length;
}
