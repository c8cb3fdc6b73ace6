'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { sendCommand } from '#app/_live/sendCommands.ts';
import { Icon } from '#app/_ui/Icon.tsx';
import { ApplyDialog } from '#app/(staff)/timetable/import/_parts/ApplyDialog.tsx';
import { Findings } from '#app/(staff)/timetable/import/_parts/Findings.tsx';
import { STATE_TAGS, STATE_WORDS } from '#app/(staff)/timetable/import/_parts/Imports.tsx';
import { Names } from '#app/(staff)/timetable/import/_parts/Names.tsx';
import { WeekGrid } from '#app/(staff)/timetable/import/_parts/WeekGrid.tsx';
import type { ImportView, NameLine } from '#lib/contract/importPage.ts';
import { dayFull, isDay } from '#lib/domain/time.ts';
import type { Choice } from '#lib/domain/timetableImport/school.ts';
import '#app/(staff)/_import/import.css';
import './import.css';

/** What a file's timetable would change. Nothing does until «Применить»; «Отменить импорт» brings back what was before. */
export function Preview({ view }: { view: ImportView }) {
  const router = useRouter();
  const [refreshing, refresh] = useTransition();
  const [asking, setAsking] = useState<'apply' | 'revert' | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { counts } = view;
  const draft = view.state === 'draft';
  const address = (from: string, classId: number | null) =>
    `/timetable/import/${view.id}?from=${from}${classId === null ? '' : `&class=${classId}`}`;

  /** Decisions go one after another: each has its own version. */
  async function decide(lines: readonly NameLine[], choice: Choice | null) {
    setBusy(true);
    setProblem(null);
    for (const { kind, key, v } of lines) {
      const answer = await sendCommand({
        name: 'import.choose',
        input: { importId: view.id, kind, key, choice },
        base: v,
      });
      if (!answer.ok) {
        setProblem(answer.message);
        break;
      }
    }
    setBusy(false);
    refresh(() => router.refresh());
  }
  async function carryOut() {
    setBusy(true);
    setProblem(null);
    const answer =
      asking === 'revert'
        ? await sendCommand({ name: 'import.revert', input: { importId: view.id } })
        : await sendCommand({ name: 'timetable.apply', input: { importId: view.id, from: view.from }, base: view.v });
    setBusy(false);
    setAsking(null);
    if (!answer.ok) setProblem(answer.message);
    refresh(() => router.refresh());
  }

  return (
    <main className="flex min-h-0 flex-1 flex-col" aria-busy={busy || refreshing}>
      <div className="pagehead flex-wrap max-lg:py-2">
        <Link className="btn quiet -ml-2" href="/timetable/import" prefetch={false} aria-label="К загруженным файлам">
          <Icon name="left" />
        </Link>
        <h1 className="min-w-0 truncate" title={view.fileName}>
          {view.fileName}
        </h1>
        <span className={STATE_TAGS[view.state]}>
          {STATE_WORDS[view.state]}
          {!draft && ` с ${dayFull(view.from)}`}
        </span>
        <div className="ml-auto flex flex-wrap items-center gap-3">
          {draft && (
            <>
              <label className="flex items-center gap-2 text-ink-2">
                С какого дня
                <input
                  type="date"
                  className="field w-36"
                  value={view.from}
                  min={view.today}
                  max={view.lastDay ?? undefined}
                  onChange={(event) =>
                    isDay(event.target.value) &&
                    refresh(() => router.replace(address(event.target.value, view.week?.classId ?? null)))
                  }
                />
              </label>
              <button
                type="button"
                className="btn primary"
                disabled={busy || counts.mapped === 0}
                onClick={() => setAsking('apply')}
              >
                Применить
              </button>
            </>
          )}
          {view.state === 'applied' && (
            <button type="button" className="btn" disabled={busy} onClick={() => setAsking('revert')}>
              Отменить импорт
            </button>
          )}
        </div>
      </div>
      {problem && (
        <p role="alert" className="px-5 pb-2 text-bad">
          {problem}
        </p>
      )}
      <div className="impview">
        <div className="impside">
          <section className="panel impblock" aria-label="Итоги чтения">
            <dl className="impcounts">
              <div>
                <dt>прочитано мест</dt>
                <dd>{counts.read}</dd>
              </div>
              <div>
                <dt>уроков в неделе</dt>
                <dd>{counts.lessons}</dd>
              </div>
              <div>
                <dt>перенесётся</dt>
                <dd>{counts.mapped}</dd>
              </div>
              <div>
                <dt>не перенесено</dt>
                <dd>{counts.out}</dd>
              </div>
            </dl>
          </section>
          <Names view={view} busy={busy || refreshing} onDecide={decide} />
          <Findings view={view} />
        </div>
        <WeekGrid view={view} address={(classId) => address(view.from, classId)} />
      </div>
      {asking && (
        <ApplyDialog
          view={view}
          what={asking}
          busy={busy}
          onClose={() => setAsking(null)}
          onYes={() => void carryOut()}
        />
      )}
    </main>
  );
}
