import { useEffect, useId, useState } from 'react';
import type { WorkTypeRef } from '#lib/contract/viewParts.ts';
import { formatWeight, parseWeight } from '#lib/domain/averages.ts';
import { POINT } from '#lib/domain/marks.ts';
import { dayMonth } from '#lib/domain/time.ts';
import { Select } from '../_lesson/Select.tsx';
import type { CardSubject } from '../_model/card.ts';

/** The heaviest weight, hundredths. */
const MOST = 1000;

/** Type and weight of one mark, whether it counts, and the day a «точка» is due. */
export function KindFields({
  subject,
  types,
  number,
}: {
  subject: CardSubject;
  types: readonly WorkTypeRef[];
  number: 1 | 2;
}) {
  const { own, inherited, due } = subject.kind(number);
  const value = subject.marks[number - 1] ?? null;
  const off = value === null || subject.marksLocked !== null;
  const columnType = types.find((type) => type.id === inherited.typeId);
  const typeField = useId();
  return (
    <div className="mt-1.5 grid grid-cols-[minmax(0,1fr)_3.25rem] gap-x-2 gap-y-1.5">
      <div className="jlabel">
        <span>
          <label htmlFor={typeField}>Вид работы</label>
        </span>
        <Select
          id={typeField}
          className="field"
          disabled={off}
          value={own.typeId ?? 0}
          onChange={(event) => {
            const typeId = Number(event.target.value) || null;
            subject.setKind(number, { ...own, typeId, weight: null });
          }}
        >
          <option value={0}>как у столбца: {columnType?.name ?? 'работа'}</option>
          <TypeOptions types={types} current={own.typeId} />
        </Select>
      </div>
      <WeightField
        weight={own.weight ?? inherited.weight}
        off={off}
        onSet={(weight) => subject.setKind(number, { ...own, weight: weight === inherited.weight ? null : weight })}
      />
      {value === POINT ? (
        <label className="jlabel col-span-2">
          <span>
            Срок точки <i>{own.dueOn === null ? 'по правилу школы' : 'назначен учителем'}</i>
          </span>
          <input
            type="date"
            className="field"
            disabled={off}
            value={due}
            onChange={(event) => {
              if (event.target.value) subject.setKind(number, { ...own, dueOn: event.target.value });
            }}
          />
        </label>
      ) : (
        <label className="col-span-2 flex items-center gap-1.5 text-small">
          <input
            type="checkbox"
            className="checkbox"
            disabled={off}
            checked={!own.counted}
            onChange={(event) => subject.setKind(number, { ...own, counted: !event.target.checked })}
          />
          Не учитывать в среднем
        </label>
      )}
      <p className="col-span-2 text-caption text-ink-3">{words(value, due)}</p>
    </div>
  );
}

const words = (value: number | null, due: string): string => {
  if (value === null) return 'Сначала поставьте отметку';
  return value === POINT ? `Точка в средний балл не входит. Сдать до ${dayMonth(due)}` : 'Только для этой отметки';
};

/** An archived type is offered only where it stands. */
function TypeOptions({ types, current }: { types: readonly WorkTypeRef[]; current: number | null }) {
  return types
    .filter((type) => !type.archived || type.id === current)
    .map((type) => (
      <option key={type.id} value={type.id}>
        {type.name}
      </option>
    ));
}

function WeightField({ weight, off, onSet }: { weight: number; off: boolean; onSet(weight: number): void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const parsed = typed === null ? weight : parseWeight(typed);
  const bad = parsed === null || parsed > MOST;
  // Another mark or column is shown in the same field.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the weight is what it watches
  useEffect(() => setTyped(null), [weight]);
  function commit() {
    if (bad || parsed === null) return;
    setTyped(null);
    if (parsed !== weight) onSet(parsed);
  }
  return (
    <label className="jlabel">
      <span>Вес</span>
      <input
        className="field"
        inputMode="decimal"
        disabled={off}
        aria-invalid={bad}
        title={bad ? 'Вес — от 0 до 10' : undefined}
        value={typed ?? formatWeight(weight)}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
        }}
      />
      {bad && <span className="sr-only">Вес — от 0 до 10</span>}
    </label>
  );
}

/** «Вид работы» and «Вес» of the work, so of the whole column. */
export function WorkFields({ subject, types }: { subject: CardSubject; types: readonly WorkTypeRef[] }) {
  const { work, marksLocked } = subject;
  const typeField = useId();
  if (!work) return null;
  const weight = work.weight ?? types.find((type) => type.id === work.typeId)?.weight ?? 100;
  const off = marksLocked !== null;
  return (
    <div className="mt-1.5 grid grid-cols-[minmax(0,1fr)_3.25rem] gap-x-2">
      <div className="jlabel">
        <span>
          <label htmlFor={typeField}>Вид работы</label>
        </span>
        <Select
          id={typeField}
          className="field"
          disabled={off}
          value={work.typeId}
          onChange={(event) => subject.setWork({ typeId: Number(event.target.value), weight: null })}
        >
          <TypeOptions types={types} current={work.typeId} />
        </Select>
      </div>
      <WeightField weight={weight} off={off} onSet={(next) => subject.setWork({ typeId: work.typeId, weight: next })} />
      <p className="col-span-2 mt-0.5 text-caption text-ink-3">Для всех отметок столбца, у которых нет своих</p>
    </div>
  );
}
