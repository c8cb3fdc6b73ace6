'use client';

import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { useMemo, useState } from 'react';
import { useLive } from '#app/_live/useLive.ts';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { Icon } from '#app/_ui/Icon.tsx';
import { AwayDialog } from '#app/(staff)/substitutions/AwayDialog.tsx';
import { AwayList } from '#app/(staff)/substitutions/AwayList.tsx';
import { ChangeSheet } from '#app/(staff)/substitutions/ChangeSheet.tsx';
import { DaySwitch, dayHref } from '#app/(staff)/substitutions/DaySwitch.tsx';
import { LessonList } from '#app/(staff)/substitutions/LessonList.tsx';
import { Settle, useAffected } from '#app/(staff)/substitutions/Settle.tsx';
import { useChange } from '#app/(staff)/substitutions/useChange.ts';
import type { SubstitutionsView } from '#lib/contract/substitutionsView.ts';
import { CHANGE_KINDS, type ChangeKind } from '#lib/domain/lessonChange.ts';
import { plural } from '#lib/domain/people.ts';
import { type AwayTeacher, awayTeachers, lacksHolder } from '#lib/domain/substitutions.ts';
import './substitutions.css';

function setParams(params: Record<string, string | null>) {
  const url = new URL(window.location.href);
  for (const [name, value] of Object.entries(params))
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  window.history.replaceState(null, '', url);
}

/** «Замены»: who is away, his lessons, who is free for each, and the sheet for the wall. Two deputies work here at once. */
export function Substitutions({
  initial,
  viewer,
  school,
  signer,
}: {
  initial: SubstitutionsView;
  viewer: { personId: number };
  school: string;
  signer: { post: string; name: string };
}) {
  const live = useLive(initial, { view: 'substitutions' }, viewer);
  const { view } = live;
  const router = useRouter();
  const params = useSearchParams();
  const changing = useChange(live);
  const [dialog, setDialog] = useState<number | 'new' | null>(null);
  const teachers = useMemo(() => awayTeachers(view), [view]);
  const lessonId = Number(params.get('lesson')) || null;
  const teacherId = Number(params.get('teacher')) || null;
  const named = teachers.find((t) => t.id === teacherId);
  // A lesson whose substitute is away stands under both: the address says under whom it was opened.
  const hasLesson = (t: AwayTeacher | undefined) => t?.lessons.some((l) => l.id === lessonId) ?? false;
  const chosen =
    (hasLesson(named) ? named : teachers.find(hasLesson)) ??
    named ??
    teachers.find((t) => t.settled < t.lessons.length) ??
    teachers[0] ??
    null;
  const lesson =
    chosen?.lessons.find((l) => l.id === lessonId) ?? chosen?.lessons.find((l) => lacksHolder(view, l)) ?? null;
  const asked = params.get('way');
  const way: ChangeKind = CHANGE_KINDS.find((kind) => kind === asked) ?? 'substitute';
  const affected = useAffected(lesson?.id ?? null);
  const listed = [...new Set(teachers.flatMap((t) => t.lessons))];
  const total = listed.length;
  const settled = listed.filter((l) => !lacksHolder(view, l)).length;
  const choose = (teacher: AwayTeacher) => {
    changing.forget();
    setParams({ teacher: String(teacher.id), lesson: null, way: null });
  };
  const away = typeof dialog === 'number' ? (view.absences.find((a) => a.id === dialog) ?? null) : null;
  return (
    <main className="subpage">
      <div className="pagehead">
        <h1>Замены</h1>
        <DaySwitch view={view} onDay={(date) => router.push(dayHref(date))} />
        <span className="text-ink-2 max-sm:hidden">
          {total > 0 && `${total} ${plural(total, 'урок', 'урока', 'уроков')}, назначено ${settled}`}
        </span>
        <span className="ml-auto flex items-center gap-2">
          {!live.online && <span className="text-small text-warn">Нет связи</span>}
          <Link className="btn quiet" href={`/substitutions/log?month=${view.date.slice(0, 7)}`} prefetch={false}>
            <span className="max-lg:hidden">Журнал пропущенных и замещённых уроков</span>
            <span className="lg:hidden">Журнал</span>
          </Link>
          {view.mayWrite && (
            <button type="button" className="btn" onClick={() => setDialog('new')}>
              <Icon name="plus" size="small" />
              <span className="max-sm:hidden">Учитель отсутствует</span>
              <span className="sm:hidden">Отсутствует</span>
            </button>
          )}
        </span>
      </div>
      <div className="subst">
        {chosen ? (
          <>
            <AwayList view={view} teachers={teachers} chosenId={chosen.id} onChoose={choose} onEdit={setDialog} />
            <div className="swork">
              <LessonList
                view={view}
                teacher={chosen}
                chosenId={lesson?.id ?? null}
                students={affected?.students ?? null}
                onChoose={(next) => {
                  changing.forget();
                  setParams({ lesson: String(next.id), teacher: String(chosen.id), way: null });
                }}
              />
              {lesson ? (
                <Settle
                  key={lesson.id}
                  {...{ view, lesson, affected, changing, way }}
                  onWay={(next) => setParams({ way: next, lesson: String(lesson.id) })}
                  onSettled={() => {
                    // On to the next one that nobody has: two clicks a lesson, one when they follow each other.
                    const next = chosen.lessons.find((l) => lacksHolder(view, l) && l.id !== lesson.id);
                    setParams({ lesson: next ? String(next.id) : null, teacher: String(chosen.id), way: null });
                  }}
                />
              ) : chosen.lessons.length === 0 ? (
                <EmptyState title="Уроков в этот день нет">Замены не нужны.</EmptyState>
              ) : (
                <p className="text-ink-2">Все уроки этого дня распределены.</p>
              )}
            </div>
          </>
        ) : (
          <div className="snobody">
            <EmptyState
              title={view.dayOff ?? 'Все учителя на месте'}
              action={
                view.mayWrite && !view.dayOff ? (
                  <button type="button" className="btn" onClick={() => setDialog('new')}>
                    Учитель отсутствует
                  </button>
                ) : undefined
              }
            >
              {view.dayOff
                ? 'В этот день уроков нет.'
                : view.lessons.length === 0
                  ? 'На этот день нет уроков в расписании.'
                  : 'Отметьте, кто отсутствует: его уроки появятся здесь вместе со свободными учителями.'}
            </EmptyState>
          </div>
        )}
        <ChangeSheet view={view} school={school} signer={signer} />
      </div>
      {dialog !== null && (dialog === 'new' || away) && (
        <AwayDialog
          key={dialog}
          live={live}
          away={away}
          onClose={(saved) => {
            setDialog(null);
            if (saved) setParams({ teacher: String(saved.teacherId), lesson: null, way: null });
          }}
        />
      )}
      <div role="status">
        {changing.done && (
          <div className="toast">
            <span>{changing.done.words}</span>
            <button type="button" onClick={changing.done.undo}>
              Вернуть
            </button>
            <button type="button" onClick={changing.forget} aria-label="Закрыть">
              <Icon name="close" size="small" />
            </button>
          </div>
        )}
      </div>
    </main>
  );
}
