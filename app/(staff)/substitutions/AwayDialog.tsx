import { type FormEvent, useState } from 'react';
import type { LiveView } from '#app/_live/useLive.ts';
import { Dialog } from '#app/_ui/Dialog.tsx';
import type { SubstitutionsView, TeacherAway } from '#lib/contract/substitutionsView.ts';
import { madeFor, teachersNamed } from '#lib/domain/substitutions.ts';
import {
  ABSENCE_REASONS,
  refuseAway,
  TEACHER_REASON_LABELS,
  type TeacherAbsenceReason,
} from '#lib/domain/teacherAbsence.ts';

const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8];

/** «+ Учитель отсутствует», or a change of an absence: who, when, why, on what order. */
export function AwayDialog({
  live,
  away,
  onClose,
}: {
  live: LiveView<SubstitutionsView>;
  /** The absence to change; null: a new one. */
  away: TeacherAway | null;
  onClose(saved: { teacherId: number } | null): void;
}) {
  const { view } = live;
  const [name, setName] = useState(away?.teacher.name ?? '');
  const [from, setFrom] = useState(away?.from ?? view.date);
  const [to, setTo] = useState(away?.to ?? view.date);
  const [numbers, setNumbers] = useState<number[] | null>(away?.numbers ?? null);
  const [reason, setReason] = useState<TeacherAbsenceReason>(away?.reason ?? 'sick');
  const [orderNo, setOrderNo] = useState(away?.orderNo ?? '');
  const [orderOn, setOrderOn] = useState(away?.orderOn ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const made = away ? madeFor(view, away) : [];

  async function send(command: Parameters<typeof live.send>[0], teacherId: number) {
    setSaving(true);
    const answer = await live.send(command);
    setSaving(false);
    if (answer.ok) return onClose({ teacherId });
    live.dismissRefusal();
    live.closeOutcomes((outcome) => outcome.command.name === command.name);
    setProblem(answer.message);
  }
  /** Each by the timetable again; the first that is refused stops it and says why. */
  async function takeBack() {
    setSaving(true);
    setProblem(null);
    // First those that were held together with his other lessons: a host is not let go before.
    for (const { id, v } of [...made].sort((a, b) => Number(b.intoId !== null) - Number(a.intoId !== null))) {
      const answer = await live.send({ name: 'lesson.change', input: { lessonId: id, change: null }, base: v });
      if (answer.ok) continue;
      live.dismissRefusal();
      live.closeOutcomes((outcome) => outcome.command.name === 'lesson.change');
      setProblem(answer.message);
      break;
    }
    setSaving(false);
  }
  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    const input = { from, to, numbers, reason, orderNo: orderNo || null, orderOn: orderOn || null };
    const refused = refuseAway(input, []);
    if (refused) return setProblem(refused.message);
    if (away)
      return send(
        { name: 'teacherAbsence.change', input: { absenceId: away.id, ...input }, base: away.v },
        away.teacher.id,
      );
    const [teacher, ...others] = teachersNamed(view.teachers, name);
    if (!teacher) return setProblem('Такого учителя нет: начните вводить фамилию и выберите из списка.');
    if (others.length > 0) return setProblem(severalWords([teacher, ...others]));
    await send({ name: 'teacherAbsence.add', input: { teacherId: teacher.id, ...input } }, teacher.id);
  }
  const toggle = (number: number) =>
    setNumbers((old) => {
      const own = old ?? [];
      return own.includes(number) ? own.filter((n) => n !== number) : [...own, number].sort((a, b) => a - b);
    });
  return (
    <Dialog title={away ? `Отсутствие: ${away.teacher.name}` : 'Учитель отсутствует'} onClose={() => onClose(null)}>
      <form className="mt-3 grid gap-3" onSubmit={onSubmit}>
        {!away && (
          <label className="sfield">
            <span>Учитель</span>
            <input
              className="field"
              list="away-teachers"
              autoComplete="off"
              placeholder="Фамилия"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
            <datalist id="away-teachers">
              {view.teachers.map((one) => (
                <option key={one.id} value={one.name} />
              ))}
            </datalist>
          </label>
        )}
        <div className="grid grid-cols-2 gap-3">
          <label className="sfield">
            <span>С</span>
            <input
              type="date"
              className="field"
              required
              value={from}
              onChange={(event) => {
                setFrom(event.target.value);
                if (event.target.value > to) setTo(event.target.value);
              }}
            />
          </label>
          <label className="sfield">
            <span>По</span>
            <input type="date" className="field" required value={to} onChange={(event) => setTo(event.target.value)} />
          </label>
        </div>
        <fieldset className="sfield">
          <legend>Уроки</legend>
          <div className="flex flex-wrap items-center gap-1.5">
            <button type="button" className="chip" aria-pressed={numbers === null} onClick={() => setNumbers(null)}>
              весь день
            </button>
            {NUMBERS.map((number) => (
              <button
                key={number}
                type="button"
                className="chip"
                aria-label={`${number}-й урок`}
                aria-pressed={numbers?.includes(number) ?? false}
                onClick={() => toggle(number)}
              >
                {number}
              </button>
            ))}
          </div>
        </fieldset>
        <label className="sfield">
          <span>Причина</span>
          <select
            className="field"
            value={reason}
            onChange={(event) => setReason(ABSENCE_REASONS.find((one) => one === event.target.value) ?? 'sick')}
          >
            {ABSENCE_REASONS.map((one) => (
              <option key={one} value={one}>
                {TEACHER_REASON_LABELS[one]}
              </option>
            ))}
          </select>
        </label>
        <div className="grid grid-cols-2 gap-3">
          <label className="sfield">
            <span>Приказ №</span>
            <input
              className="field"
              maxLength={40}
              value={orderNo}
              onChange={(event) => setOrderNo(event.target.value)}
            />
          </label>
          <label className="sfield">
            <span>от</span>
            <input type="date" className="field" value={orderOn} onChange={(event) => setOrderOn(event.target.value)} />
          </label>
        </div>
        {problem && (
          <p role="alert" className="text-bad">
            {problem}
          </p>
        )}
        {made.length > 0 && (
          <p className="flex flex-wrap items-center gap-2 text-ink-2">
            <span>Назначено замен: {made.length}. Если отсутствия не было, они останутся.</span>
            <button type="button" className="btn small" disabled={saving} onClick={takeBack}>
              Вернуть уроки по расписанию
            </button>
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          <button type="submit" className="btn primary" disabled={saving}>
            {saving ? 'Сохраняется…' : 'Сохранить'}
          </button>
          <button type="button" className="btn" onClick={() => onClose(null)}>
            Не сохранять
          </button>
          {away && (
            <button
              type="button"
              className="btn danger ml-auto"
              disabled={saving}
              onClick={() =>
                send({ name: 'teacherAbsence.cancel', input: { absenceId: away.id }, base: away.v }, away.teacher.id)
              }
            >
              Отсутствия не было
            </button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

/** So many names at most: more are found by typing on. */
const NAMED = 4;
function severalWords(teachers: readonly { name: string }[]): string {
  const names = teachers.slice(0, NAMED).map((one) => one.name);
  return `Несколько: ${names.join(', ')}${teachers.length > NAMED ? ' и другие' : ''}. Введите имя целиком.`;
}
