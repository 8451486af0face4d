/** One picture for a group chat, drawn by hand on a canvas: what, where, when, and a code that opens it. */
import { encodeQR } from "qr";
import { PICTURES } from "../../ui/picture-strokes.ts";
import type { PictureName } from "../../ui/pictures.tsx";
import { modulesToPath } from "../../ui/qr-code.tsx";

export interface ShoutWords {
  readonly community: string;
  readonly call: string;
  readonly title: string;
  readonly facts: readonly string[];
  readonly amount: string;
  readonly scan: string;
  readonly picture: PictureName;
  readonly link: string;
}

// A picture is light whatever the phone's theme: it leaves the phone.
const INK = "#1c1b1a";
const MUTED = "#5f5a55";
const PAPER = "#fffdf9";
const HAIRLINE = "#e7e1d6";
const PERSIMMON = "#9c3510";
const TINT = "#fbe9df";

const WIDTH = 1080;
const HEIGHT = 1350;
const MARGIN = 88;
const DISC = 220;
const CODE = 300;
const PICTURE_UNITS = 96;
const CODE_QUIET = 2;
const TITLE_LINES = 2;
const FONT =
  '"PingFang SC", "MiSans", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Zen Hei", system-ui, sans-serif';

/** The picture as PNG; null where the browser gives no canvas. */
export function drawShout(words: ShoutWords): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const pen = canvas.getContext("2d");
  if (pen === null) return Promise.resolve(null);
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  pen.textBaseline = "top";
  drawHead(pen, words);
  const below = drawMatter(pen, words);
  drawFoot(pen, words, Math.max(below, HEIGHT - MARGIN - CODE));
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

function drawHead(pen: CanvasRenderingContext2D, words: ShoutWords): void {
  write(pen, words.community, MARGIN, MARGIN, 40, MUTED);
  write(pen, words.call, MARGIN, MARGIN + 60, 52, PERSIMMON, 600);
  pen.fillStyle = HAIRLINE;
  pen.fillRect(MARGIN, MARGIN + 156, WIDTH - 2 * MARGIN, 3);
}

/** The disc with its drawing, the title, the facts; answers where it ends. */
function drawMatter(pen: CanvasRenderingContext2D, words: ShoutWords): number {
  const top = MARGIN + 212;
  drawDisc(pen, words.picture, MARGIN, top);
  write(pen, words.amount, MARGIN + DISC + 48, top + DISC / 2 - 36, 64, INK, 600);
  let y = top + DISC + 56;
  for (const line of wrap(pen, words.title, 96, WIDTH - 2 * MARGIN).slice(0, TITLE_LINES)) {
    write(pen, line, MARGIN, y, 96, INK, 600);
    y += 124;
  }
  y += 12;
  for (const fact of words.facts) {
    write(pen, fact, MARGIN, y, 48, MUTED);
    y += 70;
  }
  return y + 32;
}

function drawDisc(pen: CanvasRenderingContext2D, name: PictureName, x: number, y: number): void {
  pen.save();
  pen.fillStyle = TINT;
  pen.beginPath();
  pen.arc(x + DISC / 2, y + DISC / 2, DISC / 2, 0, 2 * Math.PI);
  pen.fill();
  const scale = (DISC * 0.66) / PICTURE_UNITS;
  pen.translate(x + DISC * 0.17, y + DISC * 0.17);
  pen.scale(scale, scale);
  pen.lineCap = "round";
  pen.lineJoin = "round";
  pen.lineWidth = 3.5;
  const { wash, ink, warm } = PICTURES[name];
  pen.fillStyle = PAPER;
  pen.fill(new Path2D(wash));
  pen.strokeStyle = INK;
  pen.stroke(new Path2D(ink));
  pen.strokeStyle = PERSIMMON;
  pen.stroke(new Path2D(warm));
  pen.restore();
}

function drawFoot(pen: CanvasRenderingContext2D, words: ShoutWords, y: number): void {
  const modules = encodeQR(words.link, "raw", { ecc: "medium", border: CODE_QUIET });
  pen.save();
  pen.translate(WIDTH - MARGIN - CODE, y);
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, CODE, CODE);
  pen.scale(CODE / modules.length, CODE / modules.length);
  pen.fillStyle = "#000";
  pen.fill(new Path2D(modulesToPath(modules)));
  pen.restore();
  const room = WIDTH - 2 * MARGIN - CODE - 48;
  const lines = wrap(pen, words.scan, 44, room);
  lines.forEach((line, at) => {
    write(pen, line, MARGIN, y + CODE - (lines.length - at) * 62, 44, INK);
  });
}

function write(
  pen: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  size: number,
  colour: string,
  weight = 400,
): void {
  pen.font = `${weight} ${size}px ${FONT}`;
  pen.fillStyle = colour;
  pen.fillText(text, x, y);
}

/** Lines that fit: Chinese breaks anywhere, words of letters stay whole. */
function wrap(pen: CanvasRenderingContext2D, text: string, size: number, room: number): readonly string[] {
  pen.font = `600 ${size}px ${FONT}`;
  const lines: string[] = [];
  let line = "";
  for (const piece of text.match(/[\w'’-]+\s*|./gu) ?? []) {
    if (line !== "" && pen.measureText(line + piece).width > room) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += piece;
  }
  return [...lines, line];
}
