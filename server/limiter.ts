/** Token buckets by key: `rate` a second, `burst` at once. Memory stays bounded: full buckets are forgotten. */
export function createLimiter(rate: number, burst: number): (key: string, cost?: number) => boolean {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (key, cost = 1) => {
    const now = performance.now();
    const bucket = buckets.get(key) ?? { tokens: burst, at: now };
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * rate);
    bucket.at = now;
    if (buckets.size > 10_000) for (const [k, b] of buckets) if (now - b.at > (burst / rate) * 1000) buckets.delete(k);
    buckets.set(key, bucket);
    if (bucket.tokens < cost) return false;
    bucket.tokens -= cost;
    return true;
  };
}

/** The same for one holder. */
export function createBucket({ rate, burst }: { rate: number; burst: number }): (cost?: number) => boolean {
  let tokens = burst;
  let at = performance.now();
  return (cost = 1) => {
    const now = performance.now();
    tokens = Math.min(burst, tokens + ((now - at) / 1000) * rate);
    at = now;
    // A debt is paid off with time: what is dear is let through once and then waited for.
    tokens -= cost;
    return tokens >= 0;
  };
}
