/** What a page is watched for while it loads: runs inside the page, before its own scripts. */

export interface Seen {
  /** Milliseconds since the navigation began. */
  readonly lcp: number;
  /** Blocking milliseconds beyond 50 of each task, over the whole watch. */
  readonly tbt: number;
  readonly longest: number;
  readonly cls: number;
  /** When what was looked for was first painted; null never. */
  readonly shown: number | null;
  /** When the station had opened; null where there is none. */
  readonly ready: number | null;
}

/** Installs the watch; `selector` is what a person waits for. */
export function watchPage(selector: string): void {
  const seen = { lcp: 0, tbt: 0, longest: 0, cls: 0, shown: null as number | null };
  Reflect.set(window, "seen", seen);
  const watch = (type: string, take: (entry: PerformanceEntry) => void): void => {
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  };
  watch("largest-contentful-paint", (entry) => {
    seen.lcp = entry.startTime;
  });
  watch("longtask", ({ duration }) => {
    seen.tbt += Math.max(0, duration - 50);
    seen.longest = Math.max(seen.longest, duration);
  });
  watch("layout-shift", (entry) => {
    if (Reflect.get(entry, "hadRecentInput") !== true) seen.cls += Reflect.get(entry, "value") as number;
  });
  const look = (): void => {
    if (document.querySelector(selector) === null) requestAnimationFrame(look);
    // The frame after the one in which it stands there has been painted.
    else
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
          seen.shown = performance.now();
        };
        channel.port2.postMessage(null);
      });
  };
  look();
}

/** Milliseconds from a tap on `from` until `to` is painted. */
export function tapToPaint([from, to]: readonly [string, string]): Promise<number> {
  return new Promise((resolve, reject) => {
    const target = document.querySelector<HTMLElement>(from);
    if (target === null) return reject(new Error(`nothing to tap: ${from}`));
    const began = performance.now();
    const look = (): void => {
      if (document.querySelector(to) === null) {
        requestAnimationFrame(look);
        return;
      }
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve(performance.now() - began);
        channel.port2.postMessage(null);
      });
    };
    target.click();
    look();
  });
}
