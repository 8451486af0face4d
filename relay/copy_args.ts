/** Arguments of `backup` and `restore`: one folder, `--data` (or YIZHAN_DATA), and named switches. */
import { parseArgs } from "node:util";
import { err, ok, type Result } from "../crypto/result.ts";

export interface CopyArgs {
  readonly folder: string;
  readonly data: string;
  /** A file with a checkpoint, of `--newest`. */
  readonly newest: string | null;
  readonly switches: ReadonlySet<string>;
}

export function readCopyArgs(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  allowed: readonly string[],
): Result<CopyArgs, string> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        data: { type: "string" },
        ...Object.fromEntries(
          allowed.map((name) => [name, { type: name === "newest" ? "string" : "boolean" } as const]),
        ),
      },
    });
    const [folder, ...more] = positionals;
    if (folder === undefined || more.length > 0) return err("name one folder");
    const { data, newest } = values as Readonly<Record<string, string | boolean | undefined>>;
    return ok({
      folder,
      data: typeof data === "string" ? data : environment.YIZHAN_DATA || "data",
      newest: typeof newest === "string" ? newest : null,
      switches: new Set(allowed.filter((name) => (values as Record<string, unknown>)[name] === true)),
    });
  } catch (error) {
    return err(error instanceof Error ? (error.message.split("\n")[0] as string) : "unknown option");
  }
}
