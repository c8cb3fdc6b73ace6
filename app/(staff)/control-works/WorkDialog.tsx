import Link from 'next/link';
import { useState } from 'react';
import { Dialog } from '#app/_ui/Dialog.tsx';
import { Icon } from '#app/_ui/Icon.tsx';
import { entryWords } from '#app/(staff)/control-works/EntryChip.tsx';
import { type Board, fitOf, isMovable, type Lesson, type Shown } from '#app/(staff)/control-works/model.ts';
import { breachText, type Fields, type Placing } from '#app/(staff)/control-works/usePlacing.ts';
import type { ControlWorksView } from '#lib/contract/controlWorksView.ts';
import {
  type Breach,
  CONTROL_LEVELS,
  type ControlLevel,
  forbidden,
  type PlacedControl,
} from '#lib/domain/controlLimits.ts';
import { breachesOf, type ControlEntry, controlWords, LEVEL_LABELS, USUAL_MINUTES } from '#lib/domain/controlWorks.ts';
import { dayMonth, weekdayShort } from '#lib/domain/time.ts';

/** What the dialog was opened with: an assessment, or a place for a new one. */
export type Asked = { key: string | null; classId: number | null; date?: string; number?: number | null };

const LENGTHS = [30, 40, 45, 60, 80, 90, 120, 180] as const;
const FIT_WORDS = { ok: '', warn: ' · есть замечания', forbid: ' · нельзя' } as const;

type Props = {
  view: ControlWorksView;
  board: Board;
  /** Null: a new one. */
  entry: ControlEntry | null;
  asked: Asked;
  placing: Placing;
  onClose(): void;
};

/** A control work: placed, changed, or only looked at. The limits are told while one chooses, and move when a colleague does. */
export function WorkDialog(props: Props) {
  const { board, entry, onClose } = props;
  const shown = entry && (board.shown.find((own) => own.key === entry.key) ?? null);
  if (entry && shown && !isMovable(shown)) return <Look board={board} entry={shown} onClose={onClose} />;
  return <Edit {...props} />;
}

function Look({ board, entry, onClose }: { board: Board; entry: Shown; onClose(): void }) {
  const type = board.view.workTypes.find((known) => known.id === entry.typeId)?.name ?? '';
  return (
    <Dialog title={`${entry.subject}: ${controlWords(type, entry.name)}`} onClose={onClose}>
      <p className="mt-2 text-ink-2">{entryWords(board, { ...entry, breaches: [] })}</p>
      <Breaches breaches={entry.breaches} />
      <div className="flex items-center gap-3">
        <JournalLink entry={entry} />
        <RowLink entry={entry} />
      </div>
    </Dialog>
  );
}

/** The row of the plan that a work was placed for. */
const RowLink = ({ entry }: { entry: ControlEntry }) =>
  entry.plan?.planRow ? (
    <Link href={`/plans/${entry.plan.planRow.planId}?row=${entry.plan.planRow.rowId}`} prefetch={false}>
      Строка КТП
    </Link>
  ) : null;
const JournalLink = ({ entry }: { entry: ControlEntry }) =>
  entry.lessonId === null ? null : (
    <Link className="btn mt-3" href={`/journal/${entry.groupId}?lesson=${entry.lessonId}`} prefetch={false}>
      Открыть журнал
    </Link>
  );

function Breaches({ breaches }: { breaches: readonly Breach[] }) {
  return (
    <ul className="cwwhy" aria-live="polite">
      {breaches.map((breach) => (
        <li key={breach.rule} className={breach.mode === 'forbid' ? 'text-bad' : 'text-warn'}>
          <Icon name="warning" size="small" />
          <span>{breachText(breach)}</span>
        </li>
      ))}
    </ul>
  );
}

function Edit({ view, board, entry, asked, placing, onClose }: Props) {
  const groups = view.groups.filter(
    (group) => group.mine && (asked.classId === null || group.classId === asked.classId),
  );
  const [groupId, setGroup] = useState(entry?.groupId ?? startGroup(view, groups, asked)?.id ?? 0);
  const group = view.groups.find((known) => known.id === groupId);
  const types = view.workTypes.filter((type) => type.control && (!type.archived || type.id === entry?.typeId));
  const [typeId, setType] = useState(entry?.typeId ?? types[0]?.id ?? 0);
  const [name, setName] = useState(entry?.name ?? '');
  const [minutes, setMinutes] = useState(entry?.minutes ?? USUAL_MINUTES);
  const [level, setLevel] = useState<ControlLevel>(entry?.level ?? 'school');
  const [saving, setSaving] = useState(false);
  const lessons = view.lessons.filter(
    (lesson) =>
      lesson.groupId === groupId &&
      ((!lesson.cancelled && lesson.date >= view.today) ||
        (lesson.date === entry?.date && lesson.number === entry.number)),
  );
  const [lessonId, setLesson] = useState<number | null>(null);
  const placed = (at: Lesson): PlacedControl => ({
    ...{ key: entry?.key ?? 'new', classId: group?.classId ?? 0, groupId, part: group?.name !== '' },
    ...{ subjectId: group?.subjectId ?? 0, subject: group?.subject ?? '', who: '', minutes, level },
    ...{ date: at.date, number: at.number },
  });
  const lesson =
    chosenLesson(lessons, lessonId, entry, asked) ??
    lessons.find((own) => fitOf(breachesOf(view, placed(own), board.all)) === 'ok') ??
    lessons[0];
  const breaches = lesson ? breachesOf(view, placed(lesson), board.all) : [];
  const refused = forbidden(breaches);
  const labels = new Map(view.classes.map((cls) => [cls.id, cls.label]));
  const plan = entry?.plan ?? null;
  async function save() {
    if (!lesson || refused) return;
    setSaving(true);
    const fields: Fields = {
      ...{ date: lesson.date, number: lesson.number, typeId, minutes, level },
      name: name.trim() || null,
    };
    const done = plan ? await placing.change(plan, fields, breaches) : await placing.place(groupId, fields, breaches);
    setSaving(false);
    if (done) onClose();
  }
  return (
    <Dialog title={plan ? 'Контрольная в графике' : 'Поставить контрольную'} onClose={onClose}>
      <form
        className="cwform"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <label>
          Класс и предмет
          <select
            className="field"
            value={groupId}
            disabled={plan !== null}
            onChange={(event) => {
              setGroup(Number(event.target.value));
              setLesson(null);
            }}
          >
            {(plan && group ? [group] : groups).map((own) => (
              <option key={own.id} value={own.id}>
                {labels.get(own.classId)} · {own.subject}
                {own.name && `, ${own.name}`}
              </option>
            ))}
          </select>
        </label>
        <label>
          Урок
          <select
            className="field"
            value={lesson?.id ?? ''}
            onChange={(event) => setLesson(Number(event.target.value))}
          >
            {lessons.map((own) => (
              <option key={own.id} value={own.id}>
                {weekdayShort(own.date)} {dayMonth(own.date)}, {own.number}-й урок
                {FIT_WORDS[fitOf(breachesOf(view, placed(own), board.all))]}
              </option>
            ))}
          </select>
        </label>
        {lessons.length === 0 && (
          <p className="text-ink-2">В этом месяце у группы больше нет уроков: выберите другой месяц.</p>
        )}
        <label>
          Вид работы
          <select className="field" value={typeId} onChange={(event) => setType(Number(event.target.value))}>
            {types.map((type) => (
              <option key={type.id} value={type.id}>
                {type.name}
              </option>
            ))}
          </select>
        </label>
        <label>
          Тема
          <input
            className="field"
            maxLength={120}
            placeholder="Квадратные корни"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <div className="grid grid-cols-2 gap-2">
          <label>
            Минут
            <select className="field" value={minutes} onChange={(event) => setMinutes(Number(event.target.value))}>
              {[...new Set([...LENGTHS, minutes])]
                .sort((a, b) => a - b)
                .map((length) => (
                  <option key={length} value={length}>
                    {length}
                  </option>
                ))}
            </select>
          </label>
          <label>
            Уровень
            <select
              className="field"
              value={level}
              onChange={(event) => setLevel(CONTROL_LEVELS.find((known) => known === event.target.value) ?? 'school')}
            >
              {CONTROL_LEVELS.map((known) => (
                <option key={known} value={known}>
                  {LEVEL_LABELS[known]}
                </option>
              ))}
            </select>
          </label>
        </div>
        <Breaches breaches={breaches} />
        <div className="flex flex-wrap items-center gap-2">
          <button type="submit" className="btn primary" disabled={!lesson || refused !== null || saving}>
            {saving ? 'Сохраняется…' : plan ? 'Сохранить' : 'Поставить'}
          </button>
          {plan && (
            <button
              type="button"
              className="btn danger"
              disabled={saving}
              onClick={() => void placing.cancel(plan).then((done) => done && onClose())}
            >
              Убрать из графика
            </button>
          )}
          {entry && <RowLink entry={entry} />}
          {entry && entry.lessonId !== null && (
            <Link className="ml-auto" href={`/journal/${entry.groupId}?lesson=${entry.lessonId}`} prefetch={false}>
              Журнал
            </Link>
          )}
        </div>
      </form>
    </Dialog>
  );
}

/** The group one most likely means: the one whose lesson the cell is, else the first of one's own. */
function startGroup(view: ControlWorksView, groups: ControlWorksView['groups'], asked: Asked) {
  const there = view.lessons.filter(
    (lesson) =>
      lesson.date === asked.date && !lesson.cancelled && (asked.number == null || lesson.number === asked.number),
  );
  return groups.find((group) => there.some((lesson) => lesson.groupId === group.id)) ?? groups[0];
}

/** The lesson that was chosen, where the work stands, or the one of the cell; none: whichever fits best. */
function chosenLesson(lessons: readonly Lesson[], id: number | null, entry: ControlEntry | null, asked: Asked) {
  const own = lessons.find((lesson) => lesson.id === id);
  if (own) return own;
  if (entry) return lessons.find((lesson) => lesson.date === entry.date && lesson.number === entry.number);
  const day = lessons.filter((lesson) => lesson.date === asked.date);
  return day.find((lesson) => lesson.number === asked.number) ?? day[0];
}
