import { useState } from 'react';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { CommandAnswer } from '#lib/contract/commands.ts';
import type { JournalView } from '#lib/contract/journalView.ts';
import { dayMonth, weekdayShort } from '#lib/domain/time.ts';
import { Select } from '../_lesson/Select.tsx';
import { weightWords } from '../_model/card.ts';
import type { Columns, WorkHead } from '../_model/columns.ts';
import { entryLockedOf } from '../_model/entry.ts';

const workWords = ({ work, type, weight }: WorkHead): string =>
  [work?.name, `${type?.name ?? 'Работа'}${weightWords(weight)}`].filter(Boolean).join(' · ');

/** Which lesson and which of its works; or a new work of the lesson. */
export function WorkPicker({
  view,
  columns,
  workId,
  onWork,
  issue,
}: {
  view: JournalView;
  columns: Columns;
  workId: number;
  onWork(workId: number): void;
  issue(command: NewCommand): Promise<CommandAnswer> | null;
}) {
  const [adding, setAdding] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const lessons = columns.lessons.filter(({ lesson }) => entryLockedOf(view, lesson) === null);
  const head = lessons.find(({ works }) => works.some(({ work }) => work?.id === workId));
  function add(form: FormData) {
    const typeId = Number(form.get('type'));
    const name = String(form.get('name') ?? '').trim() || null;
    if (!head || !typeId) return;
    issue({ name: 'work.add', input: { lessonId: head.lesson.id, typeId, name } })?.then((answer) => {
      if (!answer.ok) return setFailure(answer.message);
      const added = answer.events.find((event) => event.name === 'work.added');
      setAdding(false);
      setFailure(null);
      if (added?.name === 'work.added') onWork(added.data.work.id);
    });
  }
  return (
    <>
      <Select
        className="field"
        aria-label="Урок"
        value={head?.lesson.id ?? ''}
        onChange={(event) => {
          const other = lessons.find(({ lesson }) => lesson.id === Number(event.target.value));
          const work = other?.works.find(({ type }) => type?.control) ?? other?.works[0];
          if (work?.work) onWork(work.work.id);
        }}
      >
        {lessons.toReversed().map(({ lesson }) => (
          <option key={lesson.id} value={lesson.id}>
            {dayMonth(lesson.date)}, {weekdayShort(lesson.date)}, {lesson.number} урок
            {lesson.topic ? ` · ${lesson.topic.slice(0, 50)}` : ''}
          </option>
        ))}
      </Select>
      <Select
        className="field"
        aria-label="Работа"
        value={workId}
        onChange={(event) => {
          const value = Number(event.target.value);
          if (value) onWork(value);
          else setAdding(true);
        }}
      >
        {head?.works.map((work) => (
          <option key={work.key} value={work.work?.id}>
            {workWords(work)}
          </option>
        ))}
        <option value={0}>Новая работа…</option>
      </Select>
      {adding && (
        <form className="jentry-new" action={add}>
          <Select
            className="field"
            name="type"
            aria-label="Вид новой работы"
            autoFocus
            defaultValue={view.workTypes.find((t) => t.control)?.id}
          >
            {view.workTypes.map((type) => (
              <option key={type.id} value={type.id}>
                {type.name}
                {weightWords(type.weight)}
              </option>
            ))}
          </Select>
          <input
            className="field"
            name="name"
            maxLength={120}
            placeholder="Название, если нужно"
            aria-label="Название новой работы"
          />
          <button type="submit" className="btn">
            Добавить
          </button>
          <button type="button" className="btn quiet" onClick={() => setAdding(false)}>
            Не нужно
          </button>
          {failure && (
            <span role="alert" className="text-bad text-small">
              {failure}
            </span>
          )}
        </form>
      )}
    </>
  );
}
