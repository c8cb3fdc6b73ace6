import { type FormEvent, type ReactNode, useState } from 'react';
import { Dialog } from '#app/_ui/Dialog.tsx';
import type { PaperActs } from '#app/(staff)/attendance/usePapers.ts';
import type { AbsenceDocument, AttendanceView } from '#lib/contract/attendanceViews.ts';
import { DOCUMENT_KINDS, DOCUMENT_LABELS, refuseDocument } from '#lib/domain/absences.ts';

type Draft = Omit<AbsenceDocument, 'id' | 'by' | 'v' | 'active' | 'noticeId'>;
type Props = {
  view: AttendanceView;
  /** Null: a new one. */
  document: AbsenceDocument | null;
  acts: PaperActs;
  onClose(): void;
  onDone(words: string): void;
};

/** A document entered or changed: whose, what, which days, which reason. */
export function DocumentDialog({ view, document, acts, onClose, onDone }: Props) {
  const [draft, setDraft] = useState<Draft>(() => {
    if (document) {
      const { id: _, by: __, v: ___, active: ____, noticeId: _____, ...rest } = document;
      return rest;
    }
    return {
      ...{ studentId: 0, kind: 'certificate', number: null, issuedOn: view.today, reason: 'ill' },
      ...{ starts: view.date, ends: view.date, firstLesson: null, lastLesson: null },
    };
  });
  const [problem, setProblem] = useState<string | null>(null);
  const change = (part: Partial<Draft>) => {
    setDraft({ ...draft, ...part });
    setProblem(null);
  };
  const students = view.students.filter((student) => student.to === null || student.to >= view.today);
  async function save(event: FormEvent) {
    event.preventDefault();
    if (draft.studentId === 0) return setProblem('Выберите ученика.');
    const refused = refuseDocument(draft, true);
    if (refused) return setProblem(refused.message);
    const failed = await acts.send(
      document
        ? { name: 'absenceDocument.change', input: { ...draft, documentId: document.id }, base: document.v }
        : { name: 'absenceDocument.add', input: { ...draft, noticeId: null } },
    );
    if (failed) setProblem(failed);
    else onDone(document ? 'Документ изменён.' : 'Документ внесён: пропуски этих дней получили причину.');
  }
  const numbers = [1, 2, 3, 4, 5, 6, 7, 8];
  return (
    <Dialog title={document ? 'Изменить документ' : 'Внести документ'} onClose={onClose}>
      <form onSubmit={save} className="mt-2 grid grid-cols-2 gap-x-3 gap-y-2">
        <Field label="Ученик" wide>
          <select
            className="field"
            disabled={document !== null}
            value={draft.studentId}
            onChange={(event) => change({ studentId: Number(event.target.value) })}
          >
            <option value={0}>Выберите</option>
            {students.map((student) => (
              <option key={student.id} value={student.id}>
                {student.name}
              </option>
            ))}
          </select>
        </Field>
        <Field label="Документ">
          <select
            className="field"
            value={draft.kind}
            onChange={(event) =>
              change({ kind: DOCUMENT_KINDS.find((k) => k === event.target.value) ?? 'certificate' })
            }
          >
            {DOCUMENT_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {DOCUMENT_LABELS[kind]}
              </option>
            ))}
          </select>
        </Field>
        <Field label="Причина">
          <select
            className="field"
            value={draft.reason}
            onChange={(event) => change({ reason: event.target.value === 'ill' ? 'ill' : 'excused' })}
          >
            <option value="ill">Б — по болезни</option>
            <option value="excused">УП — уважительная</option>
          </select>
        </Field>
        <Field label="Номер">
          <input
            className="field"
            maxLength={40}
            value={draft.number ?? ''}
            onChange={(event) => change({ number: event.target.value || null })}
          />
        </Field>
        <Field label="Дата документа">
          <input
            type="date"
            className="field"
            value={draft.issuedOn ?? ''}
            onChange={(event) => change({ issuedOn: event.target.value || null })}
          />
        </Field>
        <Field label="Первый день">
          <input
            type="date"
            className="field"
            required
            value={draft.starts}
            onChange={(event) =>
              change({
                starts: event.target.value,
                ends: draft.ends < event.target.value ? event.target.value : draft.ends,
              })
            }
          />
        </Field>
        <Field label="Последний день">
          <input
            type="date"
            className="field"
            required
            value={draft.ends}
            onChange={(event) => change({ ends: event.target.value })}
          />
        </Field>
        <Field label="В первый день с урока">
          <LessonSelect
            value={draft.firstLesson}
            numbers={numbers}
            onChange={(firstLesson) => change({ firstLesson })}
          />
        </Field>
        <Field label="В последний день по урок">
          <LessonSelect value={draft.lastLesson} numbers={numbers} onChange={(lastLesson) => change({ lastLesson })} />
        </Field>
        {problem && (
          <p role="alert" className="col-span-2 text-bad">
            {problem}
          </p>
        )}
        <div className="col-span-2 mt-1 flex justify-end gap-2">
          <button type="button" className="btn quiet" onClick={onClose}>
            Отмена
          </button>
          <button type="submit" className="btn primary" disabled={acts.busy}>
            {acts.busy ? 'Сохраняется…' : 'Сохранить'}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function Field({ label, wide, children }: { label: string; wide?: boolean; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className={wide ? 'col-span-2' : undefined}>
      <span className="mb-0.5 block text-ink-2 text-small">{label}</span>
      {children}
    </label>
  );
}

function LessonSelect({
  value,
  numbers,
  onChange,
}: {
  value: number | null;
  numbers: readonly number[];
  onChange(value: number | null): void;
}) {
  return (
    <select
      className="field"
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? null : Number(event.target.value))}
    >
      <option value="">весь день</option>
      {numbers.map((number) => (
        <option key={number} value={number}>
          {number}
        </option>
      ))}
    </select>
  );
}
