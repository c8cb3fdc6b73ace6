'use client';

import { useSearchParams } from 'next/navigation';
import { useMemo, useState } from 'react';
import { useLive } from '#app/_live/useLive.ts';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { UndoBar } from '#app/_ui/UndoBar.tsx';
import { useSeen } from '#app/_ui/useSeen.ts';
import { BreachList } from '#app/(staff)/control-works/BreachList.tsx';
import { Calendar } from '#app/(staff)/control-works/Calendar.tsx';
import { ControlHead } from '#app/(staff)/control-works/ControlHead.tsx';
import { DayList } from '#app/(staff)/control-works/DayList.tsx';
import { boardOf } from '#app/(staff)/control-works/model.ts';
import { usePlacing } from '#app/(staff)/control-works/usePlacing.ts';
import { type Asked, WorkDialog } from '#app/(staff)/control-works/WorkDialog.tsx';
import type { ControlWorksView } from '#lib/contract/controlWorksView.ts';
import './controlWorks.css';

/** A choice that stays in the address; «back» undoes it. */
function setParam(name: string, value: string) {
  const url = new URL(window.location.href);
  if (value) url.searchParams.set(name, value);
  else url.searchParams.delete(name);
  window.history.pushState(null, '', url);
}

/** «Контрольные работы»: the calendar of a parallel or of one class, where its teachers place works together. */
export function ControlWorks({ initial, viewer }: { initial: ControlWorksView; viewer: { personId: number } }) {
  const live = useLive(initial, { view: 'controlWorks', grade: initial.grade }, viewer);
  const placing = usePlacing(live);
  const params = useSearchParams();
  const classId = Number(params.get('class')) || null;
  const search = params.get('q') ?? '';
  const { view } = placing;
  const board = useMemo(() => boardOf(view, { classId, search }), [view, classId, search]);
  const [asked, setAsked] = useState<Asked | null>(null);
  const changed = useSeen(new Map(live.view.plans.map((plan) => [`p${plan.id}`, plan.v])));
  const mayPlace = view.groups.some((group) => group.mine);
  const open = asked?.key ? (board.all.find((entry) => entry.key === asked.key) ?? null) : null;
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <ControlHead
        view={view}
        classId={board.cls?.id ?? null}
        search={search}
        online={live.online}
        onClass={(id) => setParam('class', id === null ? '' : String(id))}
        onSearch={(text) => setParam('q', text)}
        onPlace={mayPlace ? () => setAsked({ key: null, classId: board.cls?.id ?? null }) : undefined}
      />
      {view.lessons.length === 0 ? (
        <EmptyState title="В этом месяце уроков нет">
          {view.dayOffs[0]?.title ?? 'Расписания на эти дни ещё нет.'} Контрольные ставят на урок: выберите другой
          месяц.
        </EmptyState>
      ) : (
        <div className="cwbody">
          <Calendar board={board} placing={placing} changed={changed} onOpen={setAsked} mayPlace={mayPlace} />
          <DayList board={board} onOpen={setAsked} />
          <BreachList board={board} onOpen={setAsked} />
        </div>
      )}
      {asked && (asked.key === null || open) && (
        <WorkDialog
          key={asked.key ?? 'new'}
          view={view}
          board={board}
          entry={open}
          asked={asked}
          placing={placing}
          onClose={() => setAsked(null)}
        />
      )}
      <UndoBar note={placing.note} onClose={placing.dismiss} />
    </main>
  );
}
