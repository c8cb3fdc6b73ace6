import { type FormEvent, useState } from 'react';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { LiveView } from '#app/_live/useLive.ts';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { type Say, usePapers } from '#app/(staff)/attendance/usePapers.ts';
import type { AbsenceCase, AttendanceView } from '#lib/contract/attendanceViews.ts';
import { CASE_STATUS_LABELS, CASE_STEP_LABELS, CASE_STEPS, caseAfter } from '#lib/domain/absences.ts';
import { dayFull, dayIn, dayMonth, timeIn } from '#lib/domain/time.ts';

type Send = (command: NewCommand) => Promise<string | null>;
const TONES = { open: 'bad', work: 'warn', closed: 'ok' } as const;

/** «Работа с пропусками»: case records of absences without a valid reason (004 1г), open ones first. */
export function Cases({ live, say }: { live: LiveView<AttendanceView>; say: Say }) {
  const { view } = live;
  const { send, busy } = usePapers(live, say);
  const records = [...view.cases].sort(
    (a, b) => Number(a.status === 'closed') - Number(b.status === 'closed') || (a.openedOn < b.openedOn ? 1 : -1),
  );
  return (
    <section className="asheet p-3">
      <div className="mb-2 flex flex-wrap items-center gap-3">
        <h2 className="font-semibold">Работа с пропусками без уважительной причины</h2>
        <span className="text-ink-3">Причина «НП» открывает карточку сама.</span>
      </div>
      {view.mayWrite && <NewCase view={view} send={send} busy={busy} say={say} />}
      {records.length === 0 ? (
        <EmptyState title="Карточек нет">
          В этом учебном году пропусков по неуважительной причине в классе не было.
        </EmptyState>
      ) : (
        records.map((record) => (
          <Record key={`${record.studentId}-${record.openedOn}`} record={record} view={view} send={send} busy={busy} />
        ))
      )}
    </section>
  );
}

function NewCase({ view, send, busy, say }: { view: AttendanceView; send: Send; busy: boolean; say: Say }) {
  const [studentId, setStudent] = useState(0);
  const [text, setText] = useState('');
  const open = new Set(view.cases.filter((record) => record.status !== 'closed').map((record) => record.studentId));
  async function save(event: FormEvent) {
    event.preventDefault();
    if (studentId === 0) return;
    const problem = await send({ name: 'absenceCase.open', input: { studentId, text: text.trim() || null } });
    say(problem ?? 'Карточка открыта.', null);
    if (problem) return;
    setStudent(0);
    setText('');
  }
  return (
    <form onSubmit={save} className="noprint mb-3 flex flex-wrap items-center gap-2">
      <select
        className="field w-52"
        aria-label="Ученик"
        value={studentId}
        onChange={(event) => setStudent(Number(event.target.value))}
      >
        <option value={0}>Ученик…</option>
        {view.students
          .filter((student) => (student.to === null || student.to >= view.today) && !open.has(student.id))
          .map((student) => (
            <option key={student.id} value={student.id}>
              {student.name}
            </option>
          ))}
      </select>
      <input
        className="field min-w-40 flex-1"
        aria-label="Повод"
        placeholder="Повод"
        maxLength={1000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="btn" disabled={busy || studentId === 0}>
        Открыть карточку
      </button>
    </form>
  );
}

function Record({
  record,
  view,
  send,
  busy,
}: {
  record: AbsenceCase;
  view: AttendanceView;
  send: Send;
  busy: boolean;
}) {
  const steps = CASE_STEPS.filter((step) => caseAfter(record.status, step) !== null);
  const [step, setStep] = useState(steps[0] ?? 'note');
  const chosen = steps.find((known) => known === step) ?? steps[0] ?? 'note';
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const name = view.students.find((student) => student.id === record.studentId)?.name ?? '';
  async function save(event: FormEvent) {
    event.preventDefault();
    const { studentId, openedOn, v } = record;
    const input = { studentId, openedOn, step: chosen, text: text.trim() || null };
    const failed = await send({ name: 'absenceCase.step', input, base: v });
    setProblem(failed);
    if (!failed) setText('');
  }
  return (
    <article className="acase" aria-label={`${name}, ${dayMonth(record.openedOn)}`}>
      <h3 className="flex items-center gap-2">
        <b>{name}</b>
        <span className={`tag ${TONES[record.status]}`}>{CASE_STATUS_LABELS[record.status]}</span>
        <span className="text-ink-3">с {dayFull(record.openedOn)}</span>
      </h3>
      <ol className="mt-1">
        {record.notes.map((note) => (
          <li key={note.number}>
            <span className="text-ink-3">
              {dayMonth(dayIn(note.at, view.tz))} {timeIn(note.at, view.tz)}, {note.by}:
            </span>{' '}
            {CASE_STEP_LABELS[note.step]}
            {note.text && ` — ${note.text}`}
          </li>
        ))}
      </ol>
      {view.mayWrite && (
        <form onSubmit={save} className="noprint mt-1.5 flex flex-wrap items-center gap-2">
          <select
            className="field w-44"
            aria-label={`Что сделано: ${name}`}
            value={chosen}
            onChange={(event) => setStep(steps.find((known) => known === event.target.value) ?? chosen)}
          >
            {steps.map((known) => (
              <option key={known} value={known}>
                {CASE_STEP_LABELS[known]}
              </option>
            ))}
          </select>
          <input
            className="field min-w-40 flex-1"
            aria-label={`О чём: ${name}`}
            placeholder="О чём говорили, о чём условились"
            maxLength={1000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <button type="submit" className="btn" disabled={busy}>
            Записать
          </button>
          {problem && (
            <span role="alert" className="text-bad">
              {problem}
            </span>
          )}
        </form>
      )}
    </article>
  );
}
