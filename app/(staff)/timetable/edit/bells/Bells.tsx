'use client';

import { useState } from 'react';
import { useLive } from '#app/_live/useLive.ts';
import { BellRules } from '#app/(staff)/timetable/edit/bells/BellRules.tsx';
import { BellSetForm } from '#app/(staff)/timetable/edit/bells/BellSetForm.tsx';
import { OfficeNav } from '#app/(staff)/timetable/edit/OfficeNav.tsx';
import { statusWords } from '#app/(staff)/timetable/edit/statusWords.ts';
import type { TimetableOfficeView } from '#lib/contract/draftViews.ts';
import '../office.css';
import './bells.css';

/** «Звонки»: sets of bells with their times, and for whom and when each rings. Lessons to come follow at once. */
export function Bells({ initial, viewer }: { initial: TimetableOfficeView; viewer: { personId: number } }) {
  const live = useLive(initial, { view: 'timetableOffice' }, viewer);
  const { view } = live;
  const [adding, setAdding] = useState(false);
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <div className="pagehead flex-wrap">
        <h1>Звонки</h1>
        <OfficeNav current="/timetable/edit/bells" />
        <span role="status" className="ml-auto text-ink-3 text-small">
          {statusWords(live.status, view.tz)}
        </span>
        {view.mayWrite && (
          <button type="button" className="btn" onClick={() => setAdding(true)}>
            Новые звонки
          </button>
        )}
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5 max-sm:px-2">
        <p className="mb-2 text-ink-2">
          Уроки, которые ещё не начались, сразу идут по новым звонкам: у учителей, учеников и родителей. Прошедшие не
          меняются.
        </p>
        <div className="bellsets">
          {adding && <BellSetForm live={live} set={null} onDone={() => setAdding(false)} />}
          {view.bellSets.map((set) => (
            <BellSetForm key={`${set.id}:${set.v}`} live={live} set={set} onDone={() => undefined} />
          ))}
        </div>
        <BellRules live={live} />
      </div>
    </main>
  );
}
