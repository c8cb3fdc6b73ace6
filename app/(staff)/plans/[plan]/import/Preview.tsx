'use client';

import { useRouter } from 'next/navigation';
import { useMemo, useState, useTransition } from 'react';
import { sendCommand } from '#app/_live/sendCommands.ts';
import { Dialog } from '#app/_ui/Dialog.tsx';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { Icon } from '#app/_ui/Icon.tsx';
import { LineTable } from '#app/(staff)/plans/[plan]/import/LineTable.tsx';
import { PreviewSide } from '#app/(staff)/plans/[plan]/import/PreviewSide.tsx';
import type { PlanImportPage } from '#lib/contract/planImportPage.ts';
import { plural } from '#lib/domain/people.ts';
import type { BlockChoices } from '#lib/domain/planImport/blocks.ts';
import { type ImportMode, mergePlan, mergeProblem } from '#lib/domain/planImport/merge.ts';
import { NO_CHOICES, recognise } from '#lib/domain/planImport/recognise.ts';
import type { PlanSource } from '#lib/domain/planImport/source.ts';
import { planTitle } from '#lib/domain/plans/planSheet.ts';
import type { PlanRowDraft } from '#lib/domain/plans/rows.ts';

type Props = { page: PlanImportPage; name: string; source: PlanSource; onAnother(): void };

/** What becomes of every row of the source, before anything does. The reading is repeated here at each change of a choice. */
export function Preview({ page, name, source, onAnother }: Props) {
  const router = useRouter();
  const [, refresh] = useTransition();
  const [choices, setChoices] = useState<BlockChoices>(NO_CHOICES);
  const [mode, setMode] = useState<ImportMode>('replace');
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { plan, rows, workTypes, passed } = page;
  const read = useMemo(
    () => recognise(source, { types: workTypes, grade: plan.grade }, choices),
    [source, workTypes, plan.grade, choices],
  );
  const drafts = useMemo(() => read.rows.map(({ dates: _, facts: __, ...draft }): PlanRowDraft => draft), [read]);
  const merge = useMemo(() => mergePlan(rows, new Set(passed), drafts, mode), [rows, passed, drafts, mode]);
  const refused = drafts.length === 0 ? null : mergeProblem(rows, merge);

  async function apply() {
    setBusy(true);
    setProblem(null);
    const answer = await sendCommand({
      name: 'plan.import',
      input: { planId: plan.id, rows: drafts, mode, seq: plan.seq, source: name.slice(0, 120) },
    });
    setAsking(false);
    if (!answer.ok) {
      setBusy(false);
      setProblem(answer.message);
      // The preview shows the plan as it is now.
      refresh(() => router.refresh());
      return;
    }
    const told = answer.events.find((event) => event.name === 'plan.rows');
    const made = told?.name === 'plan.rows' ? told.data.versions.find((version) => version.kind === 'imported') : null;
    router.push(`/plans/${plan.id}${made ? `?imported=${made.number}` : ''}`);
  }

  return (
    <>
      <div className="pagehead flex-wrap max-lg:py-2" aria-busy={busy}>
        <button type="button" className="btn quiet -ml-2" onClick={onAnother} aria-label="Выбрать другой файл">
          <Icon name="left" />
        </button>
        <h1 className="min-w-0 truncate" title={name}>
          {planTitle(plan)} · {name}
        </h1>
        <span className="ml-auto flex items-center gap-3">
          {refused && <span className="text-ink-2 text-small">{refused}</span>}
          <button
            type="button"
            className="btn primary"
            disabled={busy || drafts.length === 0 || refused !== null}
            onClick={() => setAsking(true)}
          >
            Применить
          </button>
        </span>
      </div>
      {problem && (
        <p role="alert" className="px-5 pb-2 text-bad">
          {problem}
        </p>
      )}
      <div className="impview">
        <PreviewSide {...{ page, source, read, merge, mode, choices }} onMode={setMode} onChoices={setChoices} />
        {drafts.length === 0 && read.blocks.length === 0 ? (
          <section className="panel impblock" aria-label="План не найден">
            <EmptyState
              title="План в источнике не найден"
              action={
                <button type="button" className="btn" onClick={onAnother}>
                  Выбрать другой файл
                </button>
              }
            >
              Нужна таблица со столбцом «Тема» или «Содержание» и ещё хотя бы одним: номер, часы, дата. Если она есть,
              укажите слева строку её заголовка.
            </EmptyState>
          </section>
        ) : (
          <LineTable read={read} workTypes={workTypes} />
        )}
      </div>
      {asking && (
        <Dialog title="Применить к плану?" onClose={() => setAsking(false)}>
          <ul className="mt-2 grid list-disc gap-1 pl-5">
            {merge.removed.length > 0 && <li>Уйдёт строк: {merge.removed.length}.</li>}
            {merge.added.length > 0 && <li>Добавится строк: {merge.added.length}.</li>}
            {merge.changed.length > 0 && <li>Дополнится строк: {merge.changed.length}, написанное останется.</li>}
            {passed.length > 0 && mode === 'replace' && (
              <li>
                Проведённые темы ({passed.length}) остаются на местах
                {merge.met > 0 && `; из них в источнике ${merge.met}, второй раз они не добавятся`}.
              </li>
            )}
            {merge.over > 0 && <li>Не поместится уроков источника: {merge.over}, в плане для них нет строк.</li>}
            {read.counts.out > 0 && (
              <li>
                Не перенесётся {read.counts.out} {plural(read.counts.out, 'строка', 'строки', 'строк')} источника.
              </li>
            )}
            <li>План до импорта сохранится версией: вернуть его можно одной кнопкой.</li>
          </ul>
          <div className="mt-4 flex justify-end gap-2">
            <button type="button" className="btn" onClick={() => setAsking(false)}>
              Ещё проверить
            </button>
            <button type="button" className="btn primary" disabled={busy} onClick={() => void apply()}>
              {busy ? 'Применяется…' : 'Применить'}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
