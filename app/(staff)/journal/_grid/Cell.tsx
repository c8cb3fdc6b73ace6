// biome-ignore-all lint/a11y/useFocusableInteractive: the grid is one tab stop and names its active cell
// biome-ignore-all lint/a11y/useSemanticElements: flex lines; a table of this size lays itself out anew at each key
import { memo } from 'react';
import { peerColour, vars } from '#app/_ui/vars.ts';
import { markTone } from '#lib/domain/marks.ts';
import type { Column } from '../_model/columns.ts';
import type { CellPaint } from '../_model/paint.ts';
import type { Peer } from '../_model/presence.ts';

export const cellId = (studentId: number, key: string): string => `cell-${studentId}-${key}`;

export type CellMood = {
  selected: boolean;
  /** One of several selected, and not the cursor. */
  ranged: boolean;
  append: boolean /** Odd and even, so that two refusals in a row shake twice. */;
  shake: number;
};
export const CALM: CellMood = { selected: false, ranged: false, append: false, shake: 0 };
export const RANGED: CellMood = { ...CALM, selected: true, ranged: true };

function classOf(paint: CellPaint, column: Column, mood: CellMood, peer: Peer | null, why: boolean): string {
  let name = 'jcell';
  if (column.month) name += ' month';
  if (column.today) name += ' today';
  if (column.cancelled) name += ' cancelled';
  if (paint.outside) name += ' outside';
  if (paint.expected) name += ' expected';
  if (paint.tone) name += ` ${paint.tone}`;
  if (paint.marks.length > 1) name += ' two';
  if (paint.comment) name += ' comment';
  if (paint.note) name += ' note';
  if (paint.waiting) name += ' waiting';
  if (why) name += ' hatched';
  if (paint.fresh) name += ' new';
  if (paint.refused) name += ' refused';
  if (paint.conflict) name += ' conflict';
  if (peer) name += ' peer';
  if (mood.ranged) name += ' ranged';
  if (mood.append) name += ' append';
  if (mood.shake) name += mood.shake % 2 ? ' shake odd' : ' shake';
  return name;
}

const sideTone = (text: string): string => (/^[1-5]$/.test(text) ? markTone(Number(text)) : '');

function Marks({ paint }: { paint: CellPaint }) {
  const [first, second] = paint.marks;
  const show = (mark: typeof first) =>
    mark && (
      <>
        {mark.tone === 'point' ? (
          <i className={mark.overdue ? 'point overdue' : 'point'} />
        ) : (
          <b className={mark.uncounted ? `${mark.tone} uncounted` : mark.tone}>{mark.text}</b>
        )}
        {mark.weight && <sub>{mark.weight}</sub>}
      </>
    );
  return (
    <>
      {show(first)}
      {second && <u>/</u>}
      {show(second)}
    </>
  );
}

type Props = {
  id: string;
  index: number;
  paint: CellPaint;
  column: Column;
  mood: CellMood;
  peer: Peer | null;
  why: { text: string; full: string; span: number } | null;
};

/** One cell. Its props are kept by identity, so a key redraws the cells it touched and no other. */
export const Cell = memo(function Cell({ id, index, paint, column, mood, peer, why }: Props) {
  const said = [paint.expected && 'Сообщили об отсутствии', paint.remark, paint.comment].filter(Boolean).join('; ');
  const title = said || ((paint.fresh && `Изменено: ${paint.fresh}`) ?? why?.full);
  return (
    <div
      id={id}
      role="gridcell"
      aria-colindex={index + 2}
      aria-selected={mood.selected || undefined}
      aria-label={paint.label ?? undefined}
      className={classOf(paint, column, mood, peer, why !== null)}
      title={title ?? undefined}
      style={peer ? peerColour(peer.colour) : undefined}
    >
      {paint.conflict ? (
        <>
          <b className={sideTone(paint.conflict.mine)}>{paint.conflict.mine}</b>
          <i />
          <b className={sideTone(paint.conflict.theirs)}>{paint.conflict.theirs}</b>
        </>
      ) : (
        <>
          {paint.letter && <b className="letter">{paint.letter}</b>}
          <Marks paint={paint} />
        </>
      )}
      {why && (
        <span className="why" style={vars({ '--span': why.span })}>
          {why.text}
        </span>
      )}
      {paint.waiting && <span className="wait" />}
      {peer && <span className="flag">{peer.name}</span>}
    </div>
  );
});
