'use client';

import { useMemo, useRef, useState } from 'react';
import { sendCommand } from '#app/_live/sendCommands.ts';
import { useRead } from '#app/_live/useRead.ts';
import { Dialog } from '#app/_ui/Dialog.tsx';
import { FailedRead } from '#app/_ui/FailedRead.tsx';
import { SkeletonRows } from '#app/_ui/Skeleton.tsx';
import type { PlanView } from '#lib/contract/planView.ts';
import type { UnboundLesson } from '#lib/contract/reads.ts';
import { plural } from '#lib/domain/people.ts';
import { type BindHow, proposeRows } from '#lib/domain/plans/bind.ts';
import { dayMonth } from '#lib/domain/time.ts';
import './bind.css';

type Group = PlanView['groups'][number];
type Chosen = { row: string | null; how: BindHow | 'hand' | null; taken: boolean };
/** Lessons that were bound, as they stood before. */
type Bound = { lessonId: number; v: number }[];

const HOW: Record<BindHow | 'hand', string> = {
  same: 'тема совпадает',
  similar: 'тема похожа',
  order: 'по порядку',
  hand: 'выбрано вами',
};

/** «Связать проведённые уроки с темами плана»: what each held lesson has passed, proposed by its topic and its place, looked at, and
 *  bound by one act that one act takes back. */
export function BindDialog({
  view,
  group,
  onClose,
}: {
  view: Pick<PlanView, 'plan' | 'rows' | 'dates'>;
  group: Group;
  onClose(): void;
}) {
  const title = `Связать проведённые уроки с темами плана: ${[group.className, group.name].filter(Boolean).join(' ')}`;
  const found = useRead('plan.unbound', { planId: view.plan.id, groupId: group.id });
  return (
    <Dialog title={title} onClose={onClose}>
      {found.state === 'loading' && <SkeletonRows rows={6} height="h-8" />}
      {found.state === 'failed' && <FailedRead message={found.message} again={found.again} className="mt-2" />}
      {found.state === 'done' && (
        <Bindings view={view} group={group} lessons={found.answer.lessons} onClose={onClose} />
      )}
    </Dialog>
  );
}

function Bindings({
  view,
  group,
  lessons,
  onClose,
}: Parameters<typeof BindDialog>[0] & { lessons: readonly UnboundLesson[] }) {
  // Lessons alone are counted, as in the grid.
  const rows = useMemo(
    () =>
      new Map(
        view.rows
          .filter(({ kind }) => kind === 'lesson')
          .map(({ id, topic }, at) => [id, `${at + 1}. ${topic || 'без темы'}`]),
      ),
    [view.rows],
  );
  const [chosen, setChosen] = useState(() => propose(view, group, lessons));
  const [other, setOther] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const [words, setWords] = useState<{ text: string; bad: boolean } | null>(null);
  const [bound, setBound] = useState<Bound | null>(null);
  const unanswered = useRef<{ id: string; text: string } | null>(null);
  const taken = lessons.filter(({ id }) => chosen.get(id)?.taken && chosen.get(id)?.row);
  const change = (id: number, to: Partial<Chosen>) =>
    setChosen(new Map(chosen).set(id, { ...(chosen.get(id) ?? { row: null, how: null, taken: false }), ...to }));
  async function bind(asked: { lessonId: number; rows: string[]; v: number }[]): Promise<boolean> {
    setBusy(true);
    setWords(null);
    const input = { planId: view.plan.id, groupId: group.id, lessons: asked };
    // Asked again after no answer it is the same act: what was done already is told as done.
    const text = JSON.stringify(input);
    const { id } = unanswered.current?.text === text ? unanswered.current : { id: crypto.randomUUID() };
    unanswered.current = { id, text };
    const answer = await sendCommand({ name: 'plan.bind', input }, id);
    if (answer.ok || answer.code !== 'busy') unanswered.current = null;
    setBusy(false);
    setWords(answer.ok ? null : { text: answer.message, bad: true });
    return answer.ok;
  }
  async function bindAll() {
    const asked = taken.map(({ id, v }) => ({ lessonId: id, rows: [chosen.get(id)?.row ?? ''], v }));
    if (!(await bind(asked))) return;
    setBound(asked.map(({ lessonId, v }) => ({ lessonId, v: v + 1 })));
    setWords({ text: `Связано: ${asked.length} ${plural(asked.length, 'урок', 'урока', 'уроков')}.`, bad: false });
  }
  async function undo() {
    if (!bound || !(await bind(bound.map(({ lessonId, v }) => ({ lessonId, rows: [], v }))))) return;
    onClose();
  }
  if (lessons.length === 0) return <p className="mt-2">Все проведённые уроки уже связаны с темами плана.</p>;
  return (
    <div className="pbind">
      <p className="text-ink-2">
        Эти уроки проведены, но какая тема плана в них пройдена, неизвестно. Записи в журнале не изменятся.
      </p>
      <ul>
        {lessons.map((lesson) => {
          const own = chosen.get(lesson.id);
          const row = own?.row ? rows.get(own.row) : undefined;
          return (
            <li key={lesson.id}>
              <label>
                <input
                  type="checkbox"
                  className="checkbox"
                  checked={Boolean(own?.taken && row)}
                  disabled={!row || busy || bound !== null}
                  onChange={(event) => change(lesson.id, { taken: event.target.checked })}
                />
                <span className="tabular-nums">{dayMonth(lesson.date)}</span>
                <span>{lesson.topic}</span>
              </label>
              {other === lesson.id ? (
                <select
                  className="field"
                  aria-label={`Тема плана для урока ${dayMonth(lesson.date)}`}
                  // biome-ignore lint/a11y/noAutofocus: it stands where the button was that opened it
                  autoFocus
                  value={own?.row ?? ''}
                  onChange={(event) => {
                    const picked = event.target.value || null;
                    change(lesson.id, { row: picked, how: picked === null ? null : 'hand', taken: picked !== null });
                  }}
                  onBlur={() => setOther(null)}
                >
                  <option value="">Нет такой темы</option>
                  {[...rows].map(([id, words]) => (
                    <option key={id} value={id}>
                      {words}
                    </option>
                  ))}
                </select>
              ) : (
                <p>
                  <span className={row ? undefined : 'text-ink-3'}>{row ?? 'темы не нашлось'}</span>
                  {own?.how && (
                    <span className={own.how === 'order' ? 'text-small text-warn' : 'text-ink-2 text-small'}>
                      {HOW[own.how]}
                    </span>
                  )}
                  {bound === null && (
                    <button type="button" className="link text-small" onClick={() => setOther(lesson.id)}>
                      Другая…
                    </button>
                  )}
                </p>
              )}
            </li>
          );
        })}
      </ul>
      <div className="flex flex-wrap items-center gap-2">
        {words && (
          <p role={words.bad ? 'alert' : 'status'} className={words.bad ? 'text-bad' : undefined}>
            {words.text}
          </p>
        )}
        {bound ? (
          <span className="ml-auto flex gap-2">
            <button type="button" className="btn" disabled={busy} onClick={() => void undo()}>
              Вернуть
            </button>
            <button type="button" className="btn primary" onClick={onClose}>
              Готово
            </button>
          </span>
        ) : (
          <button
            type="button"
            className="btn primary ml-auto"
            disabled={busy || taken.length === 0}
            onClick={() => void bindAll()}
          >
            {busy ? 'Сохраняется…' : `Связать ${taken.length} из ${lessons.length}`}
          </button>
        )}
      </div>
    </div>
  );
}

/** What the rule proposes over the hours that no lesson has passed. */
function propose(
  { rows, dates }: Pick<PlanView, 'rows' | 'dates'>,
  group: Group,
  lessons: readonly UnboundLesson[],
): ReadonlyMap<number, Chosen> {
  const bound = (dates.find(({ groupId }) => groupId === group.id)?.lessons ?? []).filter(({ how }) => how === 'rows');
  return new Map(
    proposeRows(rows, bound, lessons).map(({ lessonId, row, how }) => [lessonId, { row, how, taken: row !== null }]),
  );
}
