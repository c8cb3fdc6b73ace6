import Link from 'next/link';
import { EmptyState } from '#app/_ui/EmptyState.tsx';

/** A plan without rows: what to begin with. */
export function EmptyPlan({
  planId,
  mayWrite,
  onFirst,
  onSection,
}: {
  planId: number;
  mayWrite: boolean;
  onFirst(): void;
  onSection(): void;
}) {
  if (!mayWrite)
    return (
      <EmptyState title="В плане пока нет строк">Они появятся здесь сами, когда авторы начнут его писать.</EmptyState>
    );
  return (
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
      Возьмите план из файла Excel или Word (подойдёт выгрузка «Конструктора рабочих программ» и прошлогодний план) или
      начните с первой строки. Таблицу можно и вставить: скопируйте её и нажмите здесь Ctrl V.
    </EmptyState>
  );
}
