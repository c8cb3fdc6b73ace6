// biome-ignore-all lint/a11y/useFocusableInteractive: the grid is one tab stop and names its active cell
// biome-ignore-all lint/a11y/useSemanticElements: grid lines; a table of this size lays itself out anew at each key
import { memo, type ReactNode } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';
import { peerColour, vars } from '#app/_ui/vars.ts';
import type { PlanThread } from '#lib/contract/planLife.ts';
import { plural } from '#lib/domain/people.ts';
import { linksOf } from '#lib/domain/plans/planLinks.ts';
import { PLAN_FIELD_LABELS, type PlanField } from '#lib/domain/plans/rows.ts';
import { dayMonth } from '#lib/domain/time.ts';
import { CHOICES, type PlanColumn } from '../_model/columns.ts';
import type { Line } from '../_model/lines.ts';
import type { Peer } from '../_model/peers.ts';
import { RemarkBadge, SuggestionButtons } from '../_remarks/CellRemarks.tsx';
import { cellKey } from '../_remarks/places.ts';
import { TextChange } from '../_versions/TextChange.tsx';
import { CellText } from './CellText.tsx';
import { type CellFacts, cellWord, planCellId, type RowDate, suggestedWord } from './cellFacts.ts';

export type LineActs = {
  toggle(sectionId: string): void;
  openRemarks(rowId: string, field: PlanField): void;
  /** Null: this person settles nothing here. */
  settle: ((thread: PlanThread, how: 'accepted' | 'declined') => void) | null;
};
type Props = {
  line: Line;
  columns: readonly PlanColumn[];
  facts: CellFacts;
  /** Colleagues in this row. */
  peers: readonly Peer[];
  /** The column of the cursor; null: it is in another row. */
  selected: string | null;
  /** Columns of the range that this row has part in; -1: none. */
  from: number;
  to: number;
  editor: ReactNode;
  mayWrite: boolean;
  top: number;
  height: number;
  /** Screen readers count lines; the head is the first. */
  rowIndex: number;
  first: boolean;
  acts: LineActs;
  /** Dates of the section's lessons in words. */
  span: string;
};

/** One row of the plan, or the head of a section. */
export const PlanLine = memo(function PlanLine(props: Props) {
  const { line, facts, peers, selected, editor, mayWrite, top, height, rowIndex, first } = props;
  const { row, number, section } = line;
  const mark = facts.marks.get(row.id);
  const names = [
    'pline',
    section ? 'section' : null,
    editor ? 'editing' : null,
    peers.length > 0 ? 'visited' : null,
    first ? 'first' : null,
    mark?.row ?? null,
    row.control !== null && facts.types.get(row.control)?.control ? 'test' : null,
    isToday(facts, row.id) ? 'now' : null,
  ];
  return (
    <div
      role="row"
      aria-rowindex={rowIndex}
      data-row={row.id}
      className={names.filter(Boolean).join(' ')}
      style={vars({ '--top': `${top}px`, '--height': `${height}px` })}
    >
      <div role="rowheader" className={`pnum${props.from >= 0 ? ' ranged' : ''}`} aria-colindex={1}>
        {mayWrite && (
          <span className="pgrip" title="Потяните, чтобы переставить. С клавиатуры: Alt ↑ и Alt ↓">
            <svg className="icon small" viewBox="0 0 16 16" aria-hidden="true">
              <path d="M6 4h.01M6 8h.01M6 12h.01M10 4h.01M10 8h.01M10 12h.01" />
            </svg>
          </span>
        )}
        {section ? (
          <button
            type="button"
            className="pfold"
            tabIndex={-1}
            aria-expanded={section.open}
            aria-label={`${section.open ? 'Свернуть' : 'Развернуть'} раздел «${row.topic}»`}
            onClick={() => props.acts.toggle(row.id)}
          >
            <Icon name={section.open ? 'down' : 'right'} size="small" />
          </button>
        ) : (
          number
        )}
      </div>
      {section ? (
        <SectionCells {...props} selected={selected !== null} section={section} />
      ) : (
        props.columns.map((column, i) => (
          <Cell
            key={column.key}
            {...props}
            column={column}
            index={i}
            selected={selected === column.key}
            ranged={props.from <= i && i <= props.to}
          />
        ))
      )}
    </div>
  );
});

const isToday = (facts: CellFacts, rowId: string): boolean => {
  for (const date of facts.dates.get(rowId)?.values() ?? []) if (date.date === facts.today) return true;
  return false;
};

function Flags({ peers }: { peers: readonly Peer[] }) {
  const [first] = peers;
  if (!first) return null;
  return (
    <span className="pframe" style={peerColour(first.colour)}>
      <span className="pflag">{peers.map((peer) => peer.name).join(', ')}</span>
    </span>
  );
}

function SectionCells({
  line: { row },
  section,
  peers,
  selected,
  editor,
  facts,
  columns,
  span,
  acts,
}: Omit<Props, 'selected'> & { section: NonNullable<Line['section']>; selected: boolean }) {
  const here = peers.filter((peer) => peer.cell);
  const threads = facts.threads.get(cellKey(row.id, 'topic'));
  const suggestion = threads?.find((thread) => thread.kind === 'suggestion');
  return (
    <>
      <div
        role="gridcell"
        id={planCellId(row.id, 'topic')}
        data-col={0}
        aria-colindex={2}
        aria-selected={selected}
        className={`pc ptopic${selected ? ' selected' : ''}${suggestion ? ' suggested' : ''}`}
      >
        <Flags peers={here} />
        {editor ?? (
          <span className="cut">
            {suggestion ? (
              <TextChange was={row.topic} now={suggestion.text} />
            ) : row.topic === '' ? (
              <span className="text-ink-3">Раздел без названия</span>
            ) : (
              <CellText text={row.topic} peers={here} wanted={facts.wanted} />
            )}
          </span>
        )}
        {!editor && <Notes rowId={row.id} field="topic" threads={threads} types={facts.types} acts={acts} />}
      </div>
      <div role="gridcell" className="pc num" data-col={1} aria-colindex={3}>
        {section.hours} ч
      </div>
      <div
        role="gridcell"
        className="pc psum"
        data-col={2}
        aria-colindex={4}
        aria-colspan={Math.max(1, columns.length - 2)}
      >
        {[
          span,
          section.open ? '' : `${section.lessons} ${plural(section.lessons, 'строка', 'строки', 'строк')} свёрнуто`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </div>
    </>
  );
}

type CellProps = Omit<Props, 'selected'> & { column: PlanColumn; index: number; selected: boolean; ranged: boolean };

function Cell(props: CellProps) {
  const { line, column, index, selected, ranged, facts, peers, editor } = props;
  const { row } = line;
  const { field, groupId } = column;
  const here = field === null ? [] : peers.filter((peer) => peer.cell?.field === field);
  const date = groupId === null ? undefined : facts.dates.get(row.id)?.get(groupId);
  const threads = field === null ? undefined : facts.threads.get(cellKey(row.id, field));
  const suggestion = threads?.find((thread) => thread.kind === 'suggestion');
  const changed = field !== null && facts.marks.get(row.id)?.fields.has(field);
  const names = [
    'pc',
    field === null ? dateClass(date) : `p${field}`,
    field === 'hours' ? 'num' : null,
    selected ? 'selected' : null,
    ranged ? 'ranged' : null,
    changed ? 'changed' : null,
    suggestion ? 'suggested' : null,
  ];
  return (
    <div
      role="gridcell"
      id={planCellId(row.id, column.key)}
      data-col={index}
      aria-colindex={index + 2}
      aria-selected={selected || ranged}
      title={date?.words}
      className={names.filter(Boolean).join(' ')}
    >
      <Flags peers={here} />
      {editor && selected && field !== null ? (
        editor
      ) : field === null ? (
        date && dayMonth(date.date)
      ) : field === 'resources' ? (
        <Links text={row.resources} />
      ) : (
        <span className="cut">
          {suggestion && field !== 'hours' && !CHOICES.includes(field) ? (
            <TextChange was={row[field] === null ? '' : String(row[field])} now={suggestion.text} />
          ) : (
            <CellText text={cellWord(row, field, facts.types)} peers={here} wanted={facts.wanted} />
          )}
        </span>
      )}
      {changed && <span className="sr-only">, изменено против утверждённого плана</span>}
      {!(editor && selected) && field !== null && (
        <Notes rowId={row.id} field={field} threads={threads} types={facts.types} acts={props.acts} />
      )}
    </div>
  );
}

/** What is said of a cell: how many comments, and a suggestion with its two buttons. */
function Notes({
  rowId,
  field,
  threads = [],
  types,
  acts,
}: {
  rowId: string;
  field: PlanField;
  threads: readonly PlanThread[] | undefined;
  types: CellFacts['types'];
  acts: LineActs;
}) {
  const suggestion = threads.find((thread) => thread.kind === 'suggestion');
  const comments = threads.filter((thread) => thread.kind === 'comment');
  if (threads.length === 0) return null;
  return (
    <span className="pnotes">
      {suggestion && (field === 'hours' || CHOICES.includes(field)) && (
        <span className="tag ok">{suggestedWord(field, suggestion.text, types)}?</span>
      )}
      {suggestion && acts.settle && (
        <SuggestionButtons
          onAccept={() => acts.settle?.(suggestion, 'accepted')}
          onDecline={() => acts.settle?.(suggestion, 'declined')}
        />
      )}
      {comments.length > 0 && <RemarkBadge threads={comments} onOpen={() => acts.openRemarks(rowId, field)} />}
    </span>
  );
}

const dateClass = (date: RowDate | undefined): string =>
  ['pdate', date?.held ? 'held' : null, date?.late ? 'late' : null].filter(Boolean).join(' ');

/** Resources open in a new tab, which learns nothing of this one. */
function Links({ text }: { text: string }) {
  if (text.trim() === '') return null;
  const links = linksOf(text);
  const [first] = links;
  if (!first)
    return (
      <span className="cut" title={text}>
        {text}
      </span>
    );
  const names = links.map((link) => link.title).join(', ');
  return (
    <a
      href={first.url}
      target="_blank"
      rel="noopener noreferrer"
      tabIndex={-1}
      title={names}
      aria-label={`${PLAN_FIELD_LABELS.resources}: ${names}, открыть в новой вкладке`}
    >
      <svg className="icon small" viewBox="0 0 16 16" aria-hidden="true">
        <path d="M6.5 9.5l3-3M7 4.5l1.5-1.5a3 3 0 014.5 4.2L11.5 8.7M9 11.5L7.5 13A3 3 0 013 8.8l1.5-1.5" />
      </svg>
      {links.length > 1 && <sub>{links.length}</sub>}
    </a>
  );
}
