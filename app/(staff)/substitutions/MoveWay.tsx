import { useEffect, useState } from 'react';
import { askRead } from '#app/_live/askRead.ts';
import { SkeletonRows } from '#app/_ui/Skeleton.tsx';
import { Consequences, whoLearns } from '#app/(staff)/substitutions/Consequences.tsx';
import type { Change } from '#app/(staff)/substitutions/useChange.ts';
import type { LessonAffected, ReadAnswers } from '#lib/contract/reads.ts';
import type { SubstitutionLesson, SubstitutionsView } from '#lib/contract/substitutionsView.ts';
import { roomWords } from '#lib/domain/diary.ts';
import { homeOf } from '#lib/domain/substitutions.ts';
import { addDays, dayMonth, isDay, weekdayOf, weekdayShort } from '#lib/domain/time.ts';

type Slots = ReadAnswers['lesson.slots'] | { problem: string } | null;

const nextWeekday = (date: string): string => addDays(date, weekdayOf(date) >= 5 ? 8 - weekdayOf(date) : 1);

/** «Перенести»: a day, one of its lessons that is free for the class and its teacher, and a room. */
export function MoveWay({
  view,
  lesson,
  affected,
  saving,
  onChange,
}: {
  view: SubstitutionsView;
  lesson: SubstitutionLesson;
  affected: LessonAffected | null;
  saving: boolean;
  onChange(change: Change, words: string): void;
}) {
  const [picked, setDate] = useState<string | null>(null);
  // Whether the class comes on a Saturday is the timetable's to say.
  const date = picked ?? affected?.nextDay ?? nextWeekday(view.date);
  const [number, setNumber] = useState<number | null>(null);
  const [room, setRoom] = useState(lesson.change?.was.room ?? lesson.room);
  const [slots, setSlots] = useState<Slots>(null);
  // Asked anew when somebody has changed the day that is shown.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the view's seq is what tells that slots may have moved
  useEffect(() => {
    const stop = new AbortController();
    if (!isDay(date)) return;
    askRead('lesson.slots', { lessonId: lesson.id, date }, stop.signal).then((asked) => {
      if (!stop.signal.aborted) setSlots(asked.ok ? asked.answer : { problem: asked.message });
    });
    return () => stop.abort();
  }, [lesson.id, date, view.seq]);
  const list = slots && 'slots' in slots ? slots.slots : [];
  const chosen = list.find((slot) => slot.number === number && slot.taken === null);
  const own = lesson.change?.was.room ?? lesson.room;
  const roomTaken = chosen && room.trim() === own ? chosen.roomTaken : null;
  return (
    <>
      <div className="flex flex-wrap items-end gap-3">
        <label className="sfield">
          <span>День</span>
          <input
            type="date"
            className="field"
            value={date}
            min={view.today}
            onChange={(event) => {
              setDate(event.target.value);
              setNumber(null);
            }}
          />
        </label>
        <label className="sfield">
          <span>Кабинет</span>
          <input className="field w-24" maxLength={20} value={room} onChange={(event) => setRoom(event.target.value)} />
        </label>
      </div>
      {slots === null ? (
        <SkeletonRows rows={4} height="h-8" />
      ) : 'problem' in slots ? (
        <p role="alert" className="text-bad">
          {slots.problem}
        </p>
      ) : slots.dayOff ? (
        <p className="text-ink-2">
          {dayMonth(date)} уроков нет: {slots.dayOff.toLowerCase()}. Выберите другой день.
        </p>
      ) : (
        <ul className="sslots" aria-label="Уроки дня">
          {slots.slots.map((slot) => (
            <li key={slot.number}>
              <button
                type="button"
                aria-pressed={slot.number === number}
                disabled={slot.taken !== null}
                onClick={() => setNumber(slot.number)}
              >
                <b>{slot.number}</b>
                <span>
                  {slot.starts}–{slot.ends}
                </span>
                <span className="text-small">
                  {slot.taken ?? (slot.roomTaken ? `кабинет занят: ${slot.roomTaken}` : 'свободно')}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {chosen && (
        <Consequences
          title={`Если перенести на ${dayMonth(date)}, ${chosen.number}-й урок`}
          rows={[
            [
              'Урок',
              `${lesson.subject}, ${weekdayShort(date)} ${dayMonth(date)}, ${chosen.starts}–${chosen.ends}, ${roomWords(room)}`,
            ],
            ['Ведёт', lesson.teacher.name],
            ['Задание', 'Домашнее задание к этому уроку переезжает вместе с ним'],
            ['Узнают сразу', `${lesson.teacher.name} — «Мой день», ${whoLearns(lesson, affected)}`],
          ]}
        />
      )}
      {roomTaken && (
        <p className="text-warn">
          Кабинет {room} в это время занят: {roomTaken}. Впишите другой.
        </p>
      )}
      <button
        type="button"
        className="btn primary justify-self-start"
        disabled={saving || !view.mayWrite || !chosen || room.trim() === ''}
        onClick={() =>
          chosen &&
          onChange(
            { kind: 'move', date, number: chosen.number, room: room.trim() },
            `${homeOf(lesson)}: перенесён на ${dayMonth(date)}, ${chosen.number}-й урок`,
          )
        }
      >
        Перенести урок
      </button>
    </>
  );
}
