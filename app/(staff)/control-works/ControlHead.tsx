import Link from 'next/link';
import { useEffect, useState } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';
import { SegmentedControl } from '#app/_ui/SegmentedControl.tsx';
import type { ControlWorksView } from '#lib/contract/controlWorksView.ts';
import { addDays, monthName } from '#lib/domain/time.ts';

const monthOf = (day: string): string => day.slice(0, 7);

/** Which parallel, class, month and subject; «Поставить». */
export function ControlHead({
  view,
  classId,
  search,
  online,
  onClass,
  onSearch,
  onPlace,
}: {
  view: ControlWorksView;
  classId: number | null;
  search: string;
  online: boolean;
  onClass(id: number | null): void;
  onSearch(text: string): void;
  /** Absent: this person places nothing here. */
  onPlace: (() => void) | undefined;
}) {
  const hrefOf = (grade: number, month: string) => `/control-works?grade=${grade}&month=${month}`;
  const month = monthOf(view.from);
  const [before, after] = [monthOf(addDays(view.from, -1)), monthOf(addDays(view.to, 1))];
  const keep = classId === null ? '' : `&class=${classId}`;
  const [typed, setTyped] = useState(search);
  useEffect(() => setTyped(search), [search]);
  return (
    <div className="pagehead cwhead">
      <h1>Контрольные работы</h1>
      <nav className="segmented cwgrades" aria-label="Параллель">
        {view.grades.map((grade) => (
          <Link
            key={grade}
            href={hrefOf(grade, month)}
            prefetch={false}
            aria-current={grade === view.grade ? 'true' : undefined}
            aria-label={`${grade} классы`}
          >
            {grade}
          </Link>
        ))}
      </nav>
      <SegmentedControl
        label="Класс"
        options={[
          { value: '', label: 'Параллель' },
          ...view.classes.map((cls) => ({ value: String(cls.id), label: cls.label })),
        ]}
        value={classId === null ? '' : String(classId)}
        onChange={(value) => onClass(value === '' ? null : Number(value))}
      />
      <nav className="segmented" aria-label="Месяц">
        <Link href={`${hrefOf(view.grade, before)}${keep}`} prefetch={false} aria-label="Предыдущий месяц">
          <Icon name="left" size="small" />
        </Link>
        <span className="cwmonth">
          {monthName(view.from)} {view.from.slice(0, 4)}
        </span>
        <Link href={`${hrefOf(view.grade, after)}${keep}`} prefetch={false} aria-label="Следующий месяц">
          <Icon name="right" size="small" />
        </Link>
      </nav>
      <input
        type="search"
        className="field cwsearch"
        aria-label="Предмет"
        placeholder="Предмет"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          onSearch(event.target.value);
        }}
      />
      {!online && (
        <span className="tag warn" role="status">
          <Icon name="offline" size="small" />
          Нет связи, чужие переносы не видны
        </span>
      )}
      <span className="ml-auto flex items-center gap-2">
        <Link className="btn" href={`/control-works/schedule?grade=${view.grade}`} prefetch={false}>
          График
        </Link>
        {onPlace && (
          <button type="button" className="btn primary" onClick={onPlace}>
            Поставить контрольную
          </button>
        )}
      </span>
    </div>
  );
}
