import Link from 'next/link';
import type { ReactNode } from 'react';
import { useUnmarked } from '#app/(staff)/_day/useUnmarked.ts';
import type { DayHomeroom, DayLesson, MyDayView } from '#lib/contract/myDayView.ts';
import type { FinalsDue, UnmarkedWork } from '#lib/contract/reads.ts';
import { isOverdue } from '#lib/domain/absences.ts';
import { classPlanDue } from '#lib/domain/classPlan.ts';
import { countdown } from '#lib/domain/homeworkDeadline.ts';
import {
  dayHref,
  endOf,
  type Gap,
  gapsBy,
  gapsOf,
  isToFill,
  lessonsOn,
  lessonWords,
  type MarksDue,
  marksDue,
  WRITTEN_DAYS,
} from '#lib/domain/myDay.ts';
import { plural } from '#lib/domain/people.ts';
import { planTitle } from '#lib/domain/plans/plan.ts';
import { addDays, dayMonth, daysBetween, monthName } from '#lib/domain/time.ts';

/** How many gaps of one kind are named: the rest is counted. */
const NAMED = 6;
const GAP_WORDS: Record<Gap['field'], [string, string, string]> = {
  topic: ['пустая тема', 'пустые темы', 'пустых тем'],
  roll: ['урок без присутствия', 'урока без присутствия', 'уроков без присутствия'],
  homework: ['урок без домашнего задания', 'урока без домашнего задания', 'уроков без домашнего задания'],
};

/** «Сделать»: homework of the lessons held today, marks of control works, gaps of the month; each leads to its cell. */
export function ToDo({ view, now }: { view: MyDayView; now: number }) {
  const homework = lessonsOn(view, view.today).filter(
    (l) => isToFill(l, view.today) && !l.homework && l.record && endOf(l, view.tz) <= now,
  );
  const marks = marksDue(view);
  const gaps = gapsOf(view);
  const homerooms = view.homerooms.filter((own) => own.unreasoned.length + own.notices.length > 0);
  const { works, finals } = useUnmarked(view.today);
  const plans = view.homerooms.flatMap((own) => {
    const due = classPlanDue(own.planned, view.today, own.study);
    return due ? [{ own, due }] : [];
  });
  const count =
    plans.length +
    homework.length +
    marks.length +
    gaps.length +
    works.length +
    finals.length +
    homerooms.length +
    view.returned.length;
  return (
    <section className="panel dtodo" aria-labelledby="day-todo">
      <h2 id="day-todo">
        Сделать <span className="ml-auto font-normal text-ink-3">{count}</span>
      </h2>
      {count === 0 && (
        <p className="py-1 text-ink-2">Всё заполнено: пустых записей и контрольных без отметок за месяц нет.</p>
      )}
      {homerooms.map((own) => (
        <HomeroomTask key={own.classId} own={own} today={view.today} reasonDays={view.reasonDays} />
      ))}
      {plans.map(({ own, due }) => (
        <ClassPlanTask key={own.classId} own={own} due={due} />
      ))}
      {view.returned.map((plan) => (
        <Task
          key={plan.planId}
          title={
            <Link href={`/plans/${plan.planId}`} prefetch={false}>
              {`КТП возвращён: ${planTitle(plan)}`}
            </Link>
          }
          aside={<span className="text-warn">исправить</span>}
        >
          {plan.note}
        </Task>
      ))}
      {homework.map((lesson) => (
        <HomeworkDue key={lesson.id} lesson={lesson} tz={view.tz} now={now} />
      ))}
      {marks.map((due) => (
        <MarksTask key={due.lesson.id} due={due} />
      ))}
      {finals.map((due) => (
        <FinalsTask key={`${due.groupId}:${due.periodId}`} due={due} today={view.today} />
      ))}
      {works.map((work) => (
        <UnmarkedTask key={work.workId} work={work} />
      ))}
      {gaps.map((gap) => (
        <GapTask key={gap.field} gap={gap} today={view.today} />
      ))}
    </section>
  );
}

function Task({ title, aside, children }: { title: ReactNode; aside: ReactNode; children?: ReactNode }) {
  return (
    <div className="dtask">
      <span>{title}</span>
      <span className="whitespace-nowrap text-right text-small">{aside}</span>
      {children && <span className="dunder col-span-2 text-ink-3">{children}</span>}
    </div>
  );
}

/** Absences of one's own class that nobody has explained, and what its parents have reported. */
function HomeroomTask({ own, today, reasonDays }: { own: DayHomeroom; today: string; reasonDays: number }) {
  const days = new Set(own.unreasoned.map((cell) => `${cell.date}:${cell.studentId}`)).size;
  const overdue = own.unreasoned.some((cell) => isOverdue(cell.date, today, reasonDays));
  return (
    <Task
      title={
        days > 0 ? (
          <Link href={`/attendance?class=${own.classId}&tab=unreasoned`} prefetch={false}>
            {`${own.className}: пропуски без причины: ${days}`}
          </Link>
        ) : (
          <Link href={`/attendance?class=${own.classId}&tab=papers`} prefetch={false}>
            {`${own.className}: родители сообщили об отсутствии: ${own.notices.length}`}
          </Link>
        )
      }
      aside={
        days > 0 && <span className={overdue ? 'text-bad' : 'text-warn'}>{overdue ? 'просрочено' : 'сегодня'}</span>
      }
    >
      {days > 0 && own.notices.length > 0 && (
        <Link href={`/attendance?class=${own.classId}&tab=papers`} prefetch={false} className="text-ink-2">
          Родители сообщили об отсутствии: {own.notices.length}
        </Link>
      )}
    </Task>
  );
}

/** The month's plan of extracurricular classes that is still to be entered (004 1ж). */
function ClassPlanTask({ own, due }: { own: DayHomeroom; due: NonNullable<ReturnType<typeof classPlanDue>> }) {
  const month = monthName(`${due.month}-01`).toLowerCase();
  return (
    <Task
      title={
        <Link href={`/plans/class?class=${own.classId}&month=${due.month}`} prefetch={false}>
          {`${own.className}: план внеурочных занятий на ${month} не внесён`}
        </Link>
      }
      aside={
        <span className={due.late ? 'text-bad' : 'text-warn'}>
          {due.late ? 'просрочено, до' : 'до'} {dayMonth(due.by)}
        </span>
      }
    />
  );
}

function HomeworkDue({ lesson, tz, now }: { lesson: DayLesson; tz: string; now: number }) {
  const term = countdown(Date.parse(lesson.record?.homeworkBy ?? ''), now, tz);
  return (
    <Task
      title={
        <Link href={dayHref(lesson, 'homework')} prefetch={false}>
          {`${lessonWords(lesson)}: домашнее задание`}
        </Link>
      }
      aside={<span className={`tabular-nums ${term.late ? 'text-bad' : 'text-warn'}`}>{term.words}</span>}
    />
  );
}

function FinalsTask({ due, today }: { due: FinalsDue; today: string }) {
  const late = today > due.by;
  return (
    <Task
      title={
        <Link href={`/journal/${due.groupId}?period=${due.periodId}`} prefetch={false}>
          {`${lessonWords(due)}: итоговые, ${due.period}`}
        </Link>
      }
      aside={
        <span className={late ? 'text-bad' : 'text-warn'}>
          {late ? 'просрочено, до' : 'до'} {dayMonth(due.by)}
        </span>
      }
    >
      Осталось {due.missing} из {due.students}
    </Task>
  );
}

function UnmarkedTask({ work }: { work: UnmarkedWork }) {
  return (
    <Task
      title={
        <Link href={`/journal/${work.groupId}?lesson=${work.lessonId}`} prefetch={false}>
          {`${lessonWords(work)}: нет отметок`}
        </Link>
      }
      aside={<span className="text-bad">просрочено, до {dayMonth(addDays(work.date, WRITTEN_DAYS))}</span>}
    >
      {dayMonth(work.date)}. {work.type}
    </Task>
  );
}

function MarksTask({ due: { lesson, missing, by, overdue } }: { due: MarksDue }) {
  return (
    <Task
      title={
        <Link href={dayHref(lesson, 'marks')} prefetch={false}>
          {`${lessonWords(lesson)}: отметки за контрольную`}
        </Link>
      }
      aside={
        <span className={overdue ? 'text-bad' : ''}>
          {overdue ? 'просрочено, до' : 'до'} {dayMonth(by)}
        </span>
      }
    >
      {dayMonth(lesson.date)}. Осталось {missing} из {lesson.due}
    </Task>
  );
}

function GapTask({ gap: { field, lessons }, today }: { gap: Gap; today: string }) {
  const by = gapsBy(today);
  const days = daysBetween(today, by);
  const [first] = lessons;
  const rest = lessons.length - NAMED;
  return (
    <Task
      title={
        first && (
          <Link href={dayHref(first, field)} prefetch={false}>
            {`До ${Number(by.slice(8))} числа: ${lessons.length} ${plural(lessons.length, ...GAP_WORDS[field])}`}
          </Link>
        )
      }
      aside={days === 0 ? 'сегодня' : `${days} ${plural(days, 'день', 'дня', 'дней')}`}
    >
      {lessons.slice(0, NAMED).map((lesson, i) => (
        <span key={lesson.id}>
          {i > 0 && ' · '}
          <Link href={dayHref(lesson, field)} prefetch={false} className="text-ink-2">
            {lesson.className}, {dayMonth(lesson.date)}
          </Link>
        </span>
      ))}
      {rest > 0 && ` · ещё ${rest}`}
    </Task>
  );
}
