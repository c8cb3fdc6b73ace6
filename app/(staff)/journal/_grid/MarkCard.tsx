import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';
import { SegmentedControl } from '#app/_ui/SegmentedControl.tsx';
import { WHY_LIMIT } from '#lib/contract/commands.ts';
import type { WorkTypeRef } from '#lib/contract/viewParts.ts';
import { formatMean } from '#lib/domain/averages.ts';
import { markText, markTone } from '#lib/domain/marks.ts';
import { dayMonth, weekdayShort } from '#lib/domain/time.ts';
import { DraftField } from '../_lesson/DraftField.tsx';
import type { CardSubject } from '../_model/card.ts';
import type { Column } from '../_model/columns.ts';
import { Anchored } from './Anchored.tsx';
import { cellId } from './Cell.tsx';
import { CellHistory } from './CellHistory.tsx';
import { KindFields, WorkFields } from './KindFields.tsx';
import { Reasons } from './Reasons.tsx';

const VALUES = [5, 4, 3, 2, 0] as const;
const SCOPES = [
  { value: 'mark', label: 'Отметка' },
  { value: 'column', label: 'Столбец' },
] as const;

type Props = {
  subject: CardSubject;
  column: Column;
  types: readonly WorkTypeRef[];
  tz: string;
  focus: 'value' | 'comment';
  onClose(): void;
};

/** «Карточка отметки»: everything about one cell. Values act at once; texts are sent when their field is left. */
export function MarkCard({ subject, column, types, tz, focus, onClose }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const [second, setSecond] = useState(false);
  const [scope, setScope] = useState<'mark' | 'column'>('mark');
  const [history, setHistory] = useState(false);
  const number = second ? 2 : 1;
  const value = subject.marks[number - 1];
  useEffect(() => {
    const wanted = focus === 'comment' ? 'textarea' : 'button[aria-pressed="true"], .jkeys button, textarea';
    root.current?.querySelector<HTMLElement>(wanted)?.focus({ preventScroll: true });
  }, [focus]);
  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    event.stopPropagation();
    if (event.key === 'Escape') {
      event.preventDefault();
      onClose();
      return;
    }
    if (event.target instanceof HTMLButtonElement && subject.press(event)) event.preventDefault();
  }
  const { student, marksLocked, because } = subject;
  // What is said here goes with what is changed in this card, and with nothing after it.
  useEffect(() => () => because(null), [because]);
  return (
    <Anchored cell={cellId(student.id, column.key)} side="right">
      <div ref={root} role="dialog" aria-label={`Отметка: ${student.name}`} className="pop jcard" onKeyDown={onKeyDown}>
        <div className="flex items-center gap-2">
          <b className="grow truncate">{student.name}</b>
          <span className="text-ink-3 text-small">
            {dayMonth(column.date)}, {weekdayShort(column.date)}
          </span>
          <button type="button" className="btn quiet tiny -mr-1.5" aria-label="Закрыть" onClick={onClose}>
            <Icon name="close" size="small" />
          </button>
        </div>
        <div>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset brings a form's meaning, this is a toolbar */}
          <div className="jkeys" role="group" aria-label="Значение">
            {VALUES.map((option) => (
              <button
                key={option}
                type="button"
                disabled={marksLocked !== null}
                aria-pressed={value === option}
                aria-label={option === 0 ? 'Точка' : undefined}
                className={value === option ? markTone(option) : ''}
                onClick={() => subject.setMark(number, option)}
              >
                {markText(option)}
              </button>
            ))}
            <button
              type="button"
              aria-pressed={subject.code === 'absent'}
              title="Отсутствует"
              onClick={() => subject.setAbsence('absent')}
            >
              Н
            </button>
            <button
              type="button"
              aria-pressed={subject.code === 'late'}
              title="Опоздал(а)"
              onClick={() => subject.setAbsence('late')}
            >
              О
            </button>
            <button
              type="button"
              aria-pressed={second}
              aria-label="Вторая отметка"
              title="Вторая отметка"
              disabled={subject.marks[0] === null}
              onClick={() => setSecond(!second)}
            >
              /
            </button>
          </div>
          {subject.reason && <Reasons reason={subject.reason} />}
          {subject.problem && (
            <p role="alert" className="mt-1 text-bad text-caption">
              {subject.problem}
            </p>
          )}
          {subject.correcting && (
            <label className="mt-2 block text-caption text-ink-3">
              Причина исправления
              <input
                className="field mt-0.5 w-full"
                maxLength={WHY_LIMIT}
                placeholder="Необязательно: останется в истории"
                onChange={(event) => because(event.target.value)}
              />
            </label>
          )}
          {subject.minutes !== null && (
            <p className="mt-1 text-caption text-late">Опоздание {subject.minutes} мин. Изменить — F2 в ячейке.</p>
          )}
          {subject.work && (
            <div className="mt-2">
              <SegmentedControl label="Вид и вес" options={SCOPES} value={scope} onChange={(next) => setScope(next)} />
              {scope === 'column' ? (
                <WorkFields subject={subject} types={types} />
              ) : (
                <KindFields subject={subject} types={types} number={number} />
              )}
            </div>
          )}
        </div>
        <div className="grid gap-1.5">
          <DraftField
            name={`comment:${column.key}:${student.id}:${number}`}
            label={second ? 'Комментарий ко второй' : 'Комментарий'}
            aside="видно родителям"
            placeholder={value === null ? 'Сначала поставьте отметку' : 'Добавить…'}
            text={subject.comment(number).text}
            version={subject.comment(number).version}
            limit={300}
            off={value === null || marksLocked !== null}
            onCommit={(text) => subject.setComment(number, text)}
          />
          <DraftField
            name={`note:${column.key}:${student.id}`}
            label="Личная заметка"
            aside="только я"
            placeholder="Добавить…"
            text={subject.note.text}
            version={subject.note.version}
            limit={300}
            off={marksLocked !== null || column.workId === null}
            onCommit={subject.setNote}
          />
        </div>
        <div className="text-small">
          <p className="text-ink-3">
            {subject.mean === null ? 'Отметок нет' : `Ср. балл ${formatMean(subject.mean)}`}
            {subject.path && `, ${subject.path}`}
          </p>
          <p className="mt-1 flex items-center gap-2">
            {subject.place && (
              <button type="button" className="link" aria-expanded={history} onClick={() => setHistory(!history)}>
                История изменений
              </button>
            )}
            {subject.clear && (
              <button type="button" className="link danger ml-auto" onClick={subject.clear}>
                Удалить
              </button>
            )}
          </p>
        </div>
        {history && subject.place && <CellHistory place={subject.place} types={types} tz={tz} />}
      </div>
    </Anchored>
  );
}
