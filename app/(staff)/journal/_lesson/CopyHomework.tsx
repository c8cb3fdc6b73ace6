import { useState } from 'react';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import { Dialog } from '#app/_ui/Dialog.tsx';
import type { CommandAnswer } from '#lib/contract/commands.ts';
import type { JournalLesson } from '#lib/contract/journalView.ts';
import type { HomeworkIdeas, ParallelTarget } from '#lib/contract/reads.ts';
import { targetLesson } from '#lib/domain/homework.ts';
import { plural } from '#lib/domain/people.ts';
import type { Homework } from '#lib/domain/records.ts';
import { dayMonth, weekdayShort } from '#lib/domain/time.ts';

type Parallel = HomeworkIdeas['parallels'][number];
const lessonWords = ({ date, number }: ParallelTarget): string =>
  `${weekdayShort(date)} ${dayMonth(date)}, ${number} урок`;

/** «Повторить на параллель»: what goes where, before it goes. A lesson that has homework already is left alone unless it is
 *  chosen. Each is an ordinary command of its own lesson. */
export function CopyHomework({
  lesson,
  value,
  parallels,
  send,
  onClose,
}: {
  lesson: JournalLesson;
  value: Homework;
  parallels: readonly Parallel[];
  send(command: NewCommand): Promise<CommandAnswer>;
  onClose(): void;
}) {
  const [lessonOf, setLesson] = useState(
    () => new Map(parallels.map((group) => [group.groupId, targetLesson(lesson, group.lessons)?.id ?? null])),
  );
  const targetOf = (group: Parallel) => group.lessons.find((l) => l.id === lessonOf.get(group.groupId));
  const [chosen, setChosen] = useState<ReadonlySet<number>>(
    () => new Set(parallels.filter((g) => targetOf(g)?.homework === null).map((g) => g.groupId)),
  );
  const [results, setResults] = useState<ReadonlyMap<number, string>>(new Map());
  const open = parallels.filter((group) => chosen.has(group.groupId) && targetOf(group) && !results.has(group.groupId));
  function copy() {
    for (const group of open) {
      const target = targetOf(group);
      if (!target) continue;
      const change = {
        field: 'homework',
        state: 'given',
        text: value.text,
        minutes: value.minutes,
        links: value.links,
      } as const;
      setResults((all) => new Map(all).set(group.groupId, 'отправляется…'));
      send({ name: 'lesson.record', input: { lessonId: target.id, change }, base: target.v }).then((answer) =>
        setResults((all) => new Map(all).set(group.groupId, answer.ok ? 'записано' : answer.message)),
      );
    }
  }
  return (
    <Dialog title="Повторить на параллель" onClose={onClose}>
      <p className="mt-2 whitespace-pre-line rounded-control bg-sunken px-2 py-1.5">{value.text}</p>
      {parallels.length === 0 && (
        <p className="mt-2 text-ink-2">Других групп по этому предмету в параллели вы не ведёте: повторять некому.</p>
      )}
      <ul className="mt-2 grid gap-2">
        {parallels.map((group) => {
          const target = targetOf(group);
          const result = results.get(group.groupId);
          return (
            <li key={group.groupId} className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-2">
              <input
                type="checkbox"
                className="checkbox"
                aria-label={group.label}
                disabled={!target || result !== undefined}
                checked={target !== undefined && chosen.has(group.groupId)}
                onChange={(event) => {
                  const next = new Set(chosen);
                  if (event.target.checked) next.add(group.groupId);
                  else next.delete(group.groupId);
                  setChosen(next);
                }}
              />
              <b>{group.label}</b>
              {target ? (
                <select
                  className="chip"
                  aria-label={`Урок: ${group.label}`}
                  disabled={result !== undefined}
                  value={target.id}
                  onChange={(event) => setLesson(new Map(lessonOf).set(group.groupId, Number(event.target.value)))}
                >
                  {group.lessons.map((l) => (
                    <option key={l.id} value={l.id}>
                      {lessonWords(l)}
                    </option>
                  ))}
                </select>
              ) : (
                <span className="text-ink-3 text-small">нет урока поблизости</span>
              )}
              <span className="col-start-2 col-end-4 text-ink-2 text-small" role={result ? 'status' : undefined}>
                {result ??
                  (!target
                    ? ''
                    : target.homework === null
                      ? `${target.topic ?? 'тема не внесена'} · задание пусто`
                      : `${target.topic ?? 'тема не внесена'} · заменит: ${target.homework.text ?? 'не задано'}`)}
              </span>
            </li>
          );
        })}
      </ul>
      <div className="mt-3 flex justify-end gap-2">
        <button type="button" className="btn" onClick={onClose}>
          {results.size > 0 ? 'Закрыть' : 'Не нужно'}
        </button>
        {open.length > 0 && (
          <button type="button" className="btn primary" onClick={copy}>
            Записать в {open.length} {plural(open.length, 'группу', 'группы', 'групп')}
          </button>
        )}
      </div>
    </Dialog>
  );
}
