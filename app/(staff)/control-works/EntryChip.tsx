import type { DragEvent, KeyboardEvent } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';
import { type Board, fitOf, isMovable, neighbour, type Shown } from '#app/(staff)/control-works/model.ts';
import { controlWords, LEVEL_LABELS, LOST_WORDS } from '#lib/domain/controlWorks.ts';
import { dayMonth, weekdayShort } from '#lib/domain/time.ts';

/** The whole of an assessment in one sentence: what a screen reader says and a pointer reads. */
export function entryWords(board: Board, entry: Shown): string {
  const type = board.view.workTypes.find((known) => known.id === entry.typeId)?.name ?? 'Контрольная работа';
  const group = board.view.groups.find((known) => known.id === entry.groupId);
  const cls = board.view.classes.find((known) => known.id === entry.classId)?.label ?? '';
  return (
    [
      `${cls}, ${entry.subject}${group?.name ? `, ${group.name}` : ''}`,
      controlWords(type, entry.name),
      `${weekdayShort(entry.date)} ${dayMonth(entry.date)}${entry.number === null ? '' : `, ${entry.number}-й урок`}`,
      `${entry.minutes} мин, уровень ${LEVEL_LABELS[entry.level]}`,
      entry.who,
      entry.works.length > 0 ? 'внесена в журнал' : entry.missed ? 'не проведена' : 'запланирована',
      entry.lost ? LOST_WORDS : '',
      ...entry.breaches.map((breach) => breach.words),
    ]
      .filter(Boolean)
      // «Орлова Е. В.» ends with its own full stop.
      .map((words) => words.replace(/\.$/, ''))
      .join('. ')
  );
}

/** One assessment in a cell: outlined while planned, solid when the journal holds it, striped when its day has passed without it. */
export function EntryChip({
  board,
  entry,
  fresh,
  onOpen,
  onStep,
  onDrag,
}: {
  board: Board;
  entry: Shown;
  /** Just placed or moved, by whomever. */
  fresh: boolean;
  onOpen(): void;
  /** To the group's lesson before or after. */
  onStep(by: 1 | -1): void;
  onDrag(entry: Shown | null): void;
}) {
  const fit = entry.lost && entry.breaches.length === 0 ? 'warn' : fitOf(entry.breaches);
  const movable = isMovable(entry);
  const short = board.view.groups.find((known) => known.id === entry.groupId)?.short ?? entry.subject;
  const state = entry.works.length > 0 ? 'held' : entry.missed ? 'missed' : 'planned';
  function onKeyDown(event: KeyboardEvent) {
    if (!event.shiftKey || !movable) return;
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : null;
    if (by === null) return;
    event.preventDefault();
    if (neighbour(board, entry, by)) onStep(by);
  }
  return (
    <button
      type="button"
      id={`work-${entry.key}`}
      className={`cwchip ${state} ${fit}${entry.mine ? ' mine' : ''}${fresh ? ' fresh' : ''}`}
      title={entryWords(board, entry)}
      aria-label={`${entryWords(board, entry)}${movable ? '. Shift и стрелки — перенести на соседний урок' : ''}`}
      draggable={movable}
      onClick={onOpen}
      onKeyDown={onKeyDown}
      onDragStart={(event: DragEvent) => {
        event.dataTransfer.setData('text/plain', entry.key);
        event.dataTransfer.effectAllowed = 'move';
        onDrag(entry);
      }}
      onDragEnd={() => onDrag(null)}
    >
      {fit !== 'ok' && <Icon name="warning" size="small" />}
      {short}
      {entry.level !== 'school' && <sub>{entry.level === 'federal' ? 'Ф' : 'Р'}</sub>}
      {!board.cls && entry.number !== null && <i>{entry.number}</i>}
    </button>
  );
}
