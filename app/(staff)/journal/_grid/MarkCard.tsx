import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';
import type { WorkTypeRef } from '#lib/contract/views.ts';
import { formatMean, formatWeight, parseWeight } from '#lib/domain/averages.ts';
import { markText, markTone } from '#lib/domain/marks.ts';
import { dayMonth, weekdayShort } from '#lib/domain/time.ts';
import { DraftField } from '../_lesson/DraftField.tsx';
import { Select } from '../_lesson/Select.tsx';
import type { CardSubject } from '../_model/card.ts';
import type { Column } from '../_model/columns.ts';
import { Anchored } from './Anchored.tsx';
import { cellId } from './Cell.tsx';

const VALUES = [5, 4, 3, 2, 0] as const;

type Props = {
  subject: CardSubject;
  column: Column;
  types: readonly WorkTypeRef[];
  focus: 'value' | 'comment';
  onClose(): void;
};

/** «Карточка отметки»: everything about one cell. Values act at once; texts are sent when their field is left. */
export function MarkCard({ subject, column, types, focus, onClose }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const [second, setSecond] = useState(false);
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
  const { student, marksLocked } = subject;
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
          {subject.problem && (
            <p role="alert" className="mt-1 text-bad text-caption">
              {subject.problem}
            </p>
          )}
          {subject.work && <WorkFields subject={subject} types={types} />}
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
        <div className="flex items-center gap-2 text-small">
          <span className="text-ink-3">
            {subject.mean === null ? 'Отметок нет' : `Ср. балл ${formatMean(subject.mean)}`}
            {subject.path && `, ${subject.path}`}
          </span>
          {subject.clear && (
            <button type="button" className="link danger ml-auto" onClick={subject.clear}>
              Удалить
            </button>
          )}
        </div>
      </div>
    </Anchored>
  );
}

/** «Вид работы» and «Вес» belong to the work, so they change the whole column. */
function WorkFields({ subject, types }: { subject: CardSubject; types: readonly WorkTypeRef[] }) {
  const { work, marksLocked } = subject;
  const weight = work?.weight ?? types.find((type) => type.id === work?.typeId)?.weight ?? 100;
  const typeField = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const bad = typed !== null && (parseWeight(typed) ?? 1001) > 1000;
  if (!work) return null;
  function commit() {
    const parsed = typed === null ? null : parseWeight(typed);
    if (parsed === null || parsed > 1000) return;
    setTyped(null);
    if (parsed !== weight) subject.setWork({ typeId: work?.typeId ?? 0, weight: parsed });
  }
  return (
    <div className="mt-2 grid grid-cols-[minmax(0,1fr)_3.25rem] gap-x-2">
      <div className="jlabel">
        <span>
          <label htmlFor={typeField}>Вид работы</label>
        </span>
        <Select
          id={typeField}
          className="field"
          disabled={marksLocked !== null}
          value={work.typeId}
          onChange={(event) => subject.setWork({ typeId: Number(event.target.value), weight: null })}
        >
          {types.map((type) => (
            <option key={type.id} value={type.id}>
              {type.name}
            </option>
          ))}
        </Select>
      </div>
      <label className="jlabel">
        <span>Вес</span>
        <input
          className="field"
          inputMode="decimal"
          disabled={marksLocked !== null}
          aria-invalid={bad}
          value={typed ?? formatWeight(weight)}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit();
          }}
        />
      </label>
      <p className={`col-span-2 mt-0.5 text-caption ${bad ? 'text-bad' : 'text-ink-3'}`}>
        {bad ? 'Вес — от 0 до 10' : 'Вид и вес — для всего столбца'}
      </p>
    </div>
  );
}
