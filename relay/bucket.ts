/** Token buckets: so many at once, so many more each second. Time comes in as an argument. */

export interface Bucket {
  /** Takes that many, or nothing. True when they were there. */
  take(count: number, nowMs: number): boolean;
  /** Takes that many in any case; how many milliseconds to wait until the debt is paid. */
  borrow(count: number, nowMs: number): number;
}

export function createBucket(burst: number, perSecond: number): Bucket {
  let tokens = burst;
  let last = 0;
  function refill(nowMs: number): void {
    // A clock that is set back refills nothing.
    const passed = Math.max(0, nowMs - last);
    tokens = Math.min(burst, tokens + (passed / 1000) * perSecond);
    last = nowMs;
  }
  return {
    take(count, nowMs) {
      refill(nowMs);
      if (tokens < count) return false;
      tokens -= count;
      return true;
    },
    borrow(count, nowMs) {
      refill(nowMs);
      tokens -= count;
      return tokens >= 0 ? 0 : (-tokens / perSecond) * 1000;
    },
  };
}

/** One bucket a name; the longest unused are forgotten first. */
export function createBuckets(burst: number, perSecond: number, namesMax: number): (name: string) => Bucket {
  const bucketByName = new Map<string, Bucket>();
  return (name) => {
    const bucket = bucketByName.get(name) ?? createBucket(burst, perSecond);
    bucketByName.delete(name);
    bucketByName.set(name, bucket);
    if (bucketByName.size > namesMax) bucketByName.delete(bucketByName.keys().next().value as string);
    return bucket;
  };
}
