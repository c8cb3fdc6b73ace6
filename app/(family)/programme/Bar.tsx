/** How much of so many hours has been passed: a bar and its words. */
export function Bar({ passed, total, label }: { passed: number; total: number; label?: string }) {
  const part = total > 0 ? Math.min(100, (passed * 100) / total) : 0;
  return (
    <span className="mt-0.5 flex items-center gap-2 text-ink-2 text-small">
      <span className="h-1.5 min-w-0 flex-1 overflow-hidden rounded-full bg-line" aria-hidden="true">
        <span className="block h-full rounded-full bg-ok-fill" style={{ width: `${part}%` }} />
      </span>
      <span className="flex-none tabular-nums">
        {label}
        {passed} из {total} ч
      </span>
    </span>
  );
}
