import Link from 'next/link';
import { type ClipboardEvent, useEffect, useRef } from 'react';
import { EmptyState } from '#app/_ui/EmptyState.tsx';

/** A plan without rows: what to begin with. */
export function EmptyPlan({
  planId,
  mayWrite,
  onPaste,
  onFirst,
  onSection,
}: {
  planId: number;
  mayWrite: boolean;
  onPaste(event: ClipboardEvent): void;
  onFirst(): void;
  onSection(): void;
}) {
  const place = useRef<HTMLDivElement>(null);
  // «Ctrl V» works at once.
  useEffect(() => place.current?.focus({ preventScroll: true }), []);
  if (!mayWrite)
    return (
      <EmptyState title="В плане пока нет строк">Они появятся здесь сами, когда авторы начнут его писать.</EmptyState>
    );
  return (
    <div ref={place} tabIndex={-1} className="pempty" onPaste={onPaste}>
      <EmptyState
        title="В плане пока нет строк"
        action={
          <span className="flex flex-wrap justify-center gap-2">
            <Link className="btn primary" href={`/plans/${planId}/import`} prefetch={false}>
              Импорт из файла
            </Link>
            <button type="button" className="btn" onClick={onFirst}>
              Первая строка
            </button>
            <button type="button" className="btn" onClick={onSection}>
              Первый раздел
            </button>
          </span>
        }
      >
        Возьмите план из файла Excel или Word (подойдёт выгрузка «Конструктора рабочих программ» и прошлогодний план)
        или начните с первой строки. Таблицу можно и вставить: скопируйте её и нажмите здесь Ctrl V.
      </EmptyState>
    </div>
  );
}
