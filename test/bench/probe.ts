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

export interface Watch {
  /** What a person waits for. */
  readonly selector: string;
  /** The page is not quiet before its station has opened. */
  readonly hasStation: boolean;
  /** Name of the binding that is told what was seen, as JSON, once the page has been quiet for a second. */
  readonly tell: string;
}

/**
 * Installs the watch. Nothing is asked of the page while it loads: a question from outside brings a script of its
 * own, which costs a slow phone a tenth of a second.
 */
export function watchPage({ selector, hasStation, tell }: Watch): void {
  const seen = {
    lcp: 0,
    tbt: 0,
    longest: 0,
    cls: 0,
    shown: null as number | null,
    ready: null as number | null,
  };
  const watch = (type: string, take: (entry: PerformanceEntry) => void): void => {
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  };
  let lastBusyMs = performance.now();
  watch("largest-contentful-paint", (entry) => {
    seen.lcp = entry.startTime;
  });
  watch("longtask", ({ duration, startTime }) => {
    seen.tbt += Math.max(0, duration - 50);
    seen.longest = Math.max(seen.longest, duration);
    lastBusyMs = Math.max(lastBusyMs, startTime + duration);
  });
  watch("layout-shift", (entry) => {
    if (Reflect.get(entry, "hadRecentInput") !== true) seen.cls += Reflect.get(entry, "value") as number;
  });
  const afterPaint = (then: () => void): void => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = then;
      channel.port2.postMessage(null);
    });
  };
  const observer = new MutationObserver(() => {
    if (document.querySelector(selector) === null) return;
    observer.disconnect();
    afterPaint(() => {
      seen.shown = performance.now();
    });
  });
  observer.observe(document, { childList: true, subtree: true });
  const timer = setInterval(() => {
    seen.ready = performance.getEntriesByName("station")[0]?.startTime ?? null;
    if (seen.shown === null || (hasStation && seen.ready === null)) return;
    if (performance.now() - Math.max(lastBusyMs, seen.shown, seen.ready ?? 0) < 1_000) return;
    clearInterval(timer);
    (Reflect.get(window, tell) as (text: string) => void)(JSON.stringify(seen));
  }, 100);
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
