import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { memo } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';
import { peerColour } from '#app/_ui/vars.ts';
import type { JournalLesson, JournalView } from '#lib/contract/journalView.ts';
import { formatWeight } from '#lib/domain/averages.ts';
import { byKind, GROUP_KIND_LABELS } from '#lib/domain/groups.ts';
import { plural } from '#lib/domain/people.ts';
import { dayMonth } from '#lib/domain/time.ts';
import type { Peer } from './_model/presence.ts';

type Props = {
  view: JournalView;
  lesson: JournalLesson | null;
  peers: Peer[];
  /** The roll of the chosen lesson: taken; some are marked already; not this person's to take, or not yet. */
  rollDone: boolean;
  rollBegun: boolean;
  rollLocked: boolean;
  drawer: boolean;
  /** «Ввод работы» of the chosen lesson: whether it can be opened, and how many control marks are missing. */
  entry: { open: boolean; missing: number };
  onEntry(): void;
  onRoll(): void;
  onDrawer(): void;
};

/** «8Б · Алгебра · 1 подгруппа». */
export const journalTitle = ({ className, subject, name }: JournalView['group']): string =>
  [className, subject, name].filter(Boolean).join(' · ');

function teachersLine({ teachers, homeroom, hours }: JournalView['group']): string {
  const names = teachers.map(({ name }) => (name === homeroom ? `${name}, классный руководитель` : name)).join(', ');
  return [names, hours > 0 && `${formatWeight(hours)} ч в неделю`].filter(Boolean).join(' · ');
}

/** Class and subject, periods, colleagues, and the one act of the lesson's first minutes: the roll. */
export const JournalHead = memo(function JournalHead(props: Props) {
  const { view, lesson, peers, drawer, onDrawer } = props;
  const router = useRouter();
  const { group, groups, period, periods } = view;
  const current = periods.findIndex((other) => other.id === period.id);
  return (
    <div className="pagehead">
      <span className="jswitch">
        <h1>{journalTitle(group)}</h1>
        {groups.length > 1 && (
          <>
            <Icon name="down" size="small" />
            <select
              aria-label="Сменить класс или предмет"
              value={group.id}
              onChange={(event) => router.push(`/journal/${event.target.value}`)}
            >
              {byKind(groups).map((part) => (
                <optgroup key={part.kind} label={GROUP_KIND_LABELS[part.kind]}>
                  {part.groups.map((other) => (
                    <option key={other.id} value={other.id}>
                      {other.label}
                    </option>
                  ))}
                </optgroup>
              ))}
            </select>
          </>
        )}
      </span>
      <nav className="segmented" aria-label="Страница журнала">
        <Link href={`/journal/${group.id}?period=${period.id}`} prefetch={false} aria-current="page">
          Отметки
        </Link>
        <Link href={`/journal/${group.id}/topics?period=${period.id}`} prefetch={false} aria-label="Темы и задания">
          Темы<span className="jlong">&nbsp;и задания</span>
        </Link>
      </nav>
      {view.separate.map(({ studentName, kind, groupId }) =>
        groupId === null ? (
          <span key={studentName} className="tag plain">
            {studentName}: {GROUP_KIND_LABELS[kind].toLowerCase()}, отдельный журнал
          </span>
        ) : (
          <Link key={groupId} className="tag plain" href={`/journal/${groupId}`} prefetch={false}>
            {studentName}: {GROUP_KIND_LABELS[kind].toLowerCase()}
          </Link>
        ),
      )}
      <span className="jhead-line" title={teachersLine(group)}>
        {group.kind !== 'class' && group.kind !== 'subgroup' && `${GROUP_KIND_LABELS[group.kind]} · `}
        {teachersLine(group)}
      </span>
      <span className="ml-auto flex items-center gap-2">
        {period.closed && <span className="tag">Период закрыт</span>}
        <nav className="segmented" aria-label="Период">
          {periods.map((other, i) => (
            <Link
              key={other.id}
              href={`/journal/${group.id}?period=${other.id}`}
              prefetch={false}
              aria-current={other.id === period.id ? 'true' : undefined}
              aria-label={other.label}
            >
              {i === current ? other.label : other.label.split(' ')[0]}
              {i === current - 1 && <span className="jlong">&nbsp;{other.label.split(' ').slice(1).join(' ')}</span>}
            </Link>
          ))}
        </nav>
        {peers.map((peer) => (
          <span
            key={`${peer.personId}-${peer.colour}-${peer.cell?.studentId ?? 0}`}
            className="avatar jpeer"
            style={peerColour(peer.colour)}
            title={`${peer.name}, сейчас в журнале`}
            role="img"
            aria-label={`${peer.name}, сейчас в журнале`}
          >
            {peer.initials}
          </span>
        ))}
        {lesson && (
          <button
            type="button"
            className="btn jnarrow"
            aria-expanded={drawer}
            aria-controls="lesson-panel"
            onClick={onDrawer}
          >
            Урок {dayMonth(lesson.date)}
          </button>
        )}
        {lesson && props.entry.open && (
          <button type="button" className="btn" aria-keyshortcuts="р" onClick={props.onEntry}>
            Ввод работы
            {props.entry.missing > 0 && (
              <span className="tag warn">
                К/р: нет {plural(props.entry.missing, 'отметки', 'отметок', 'отметок')} у {props.entry.missing}
              </span>
            )}
          </button>
        )}
        {lesson && <RollButton {...props} lesson={lesson} />}
      </span>
    </div>
  );
});

function RollButton({ view, lesson, rollDone, rollBegun, rollLocked, onRoll }: Props & { lesson: JournalLesson }) {
  const other = lesson.date === view.today ? '' : ` · ${dayMonth(lesson.date)}`;
  if (rollDone)
    return (
      <span className="inline-flex h-7 items-center gap-1.5 px-2 text-ok">
        <Icon name="check" />
        Присутствие отмечено{other}
      </span>
    );
  if (rollLocked) return null;
  return (
    <button type="button" className="btn primary" onClick={onRoll}>
      {rollBegun ? 'Остальные присутствуют' : 'Все присутствуют'}
      {other}
    </button>
  );
}
