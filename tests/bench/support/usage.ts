/** Loaded before a measured server: tells the bench what its process has used. The product itself knows nothing of it. */

export type Usage = {
  /** CPU time of the process since its start, ms. */
  cpu: number;
  /** Resident memory, bytes. */
  rss: number;
};

process.on('message', (question) => {
  if (question !== 'usage') return;
  // Garbage that nobody has collected yet is no cost of a connection; --expose-gc makes this possible.
  globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  process.send?.({ cpu: (user + system) / 1000, rss: process.memoryUsage.rss() } satisfies Usage);
});
// A server must not outlive the bench that started it, however that ended.
process.on('disconnect', () => process.exit());
// The channel alone must not keep a server alive that wants to end.
process.channel?.unref();
