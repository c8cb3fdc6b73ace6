import type { PlanRow } from '#lib/domain/plans/rows.ts';

/** Behind the last row. */
export function AddRows({ onAdd }: { onAdd(kind: PlanRow['kind']): void }) {
  return (
    <div className="padd">
      <button type="button" className="btn quiet small" onClick={() => onAdd('lesson')}>
        + Строка
      </button>
      <button type="button" className="btn quiet small" onClick={() => onAdd('section')}>
        + Раздел
      </button>
    </div>
  );
}
