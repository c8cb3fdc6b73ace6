import { createContext, type RefObject, startTransition, useCallback, useEffect, useState } from 'react';

/** Which columns have cells in the page: `first` inclusive, `last` exclusive. */
export type ColumnWindow = { first: number; last: number };
/** For what floats beside a cell: a cell comes and goes with the window. */
export const WindowContext = createContext<ColumnWindow>({ first: 0, last: 0 });

/** Up to so many columns all cells stand: a quarter of an ordinary subject needs no machinery. */
const ALL = 48;
/** Columns kept beyond both edges of sight, and the step by which the window moves: a scroll redraws rows once in a few
 *  columns, and a cell is there before it is seen. */
const BEYOND = 8;
export const STEP = 4;

/** The part of a wide journal whose cells are drawn. `measure` looks anew and is called in the same frame by whoever
 *  scrolls by script, so that a jump to the last lesson shows no empty frame. */
export function useColumnWindow(
  sheet: RefObject<HTMLElement | null>,
  count: number,
  start: number,
): ColumnWindow & { measure(): void } {
  const wide = count > ALL;
  const [window_, setWindow] = useState<ColumnWindow>(() => {
    const first = Math.max(0, STEP * Math.floor((start - ALL / 2) / STEP));
    return { first, last: Math.min(count, first + ALL) };
  });
  const measure = useCallback(() => {
    const scroller = sheet.current?.closest('.jscroll');
    const lessons = sheet.current?.querySelector('.jlessons');
    if (!wide || !scroller || !lessons) return;
    const width = lessons.getBoundingClientRect().width / count;
    const at = (x: number, round: (value: number) => number) => STEP * round(x / width / STEP);
    const first = Math.max(0, at(scroller.scrollLeft - BEYOND * width, Math.floor));
    const last = Math.min(count, at(scroller.scrollLeft + scroller.clientWidth + BEYOND * width, Math.ceil));
    setWindow((old) => (old.first === first && old.last === last ? old : { first, last }));
  }, [sheet, count, wide]);
  useEffect(() => {
    const scroller = sheet.current?.closest('.jscroll');
    if (!wide || !scroller) return;
    measure();
    const size = new ResizeObserver(measure);
    size.observe(scroller);
    // Rows are drawn between the frames of a scroll, never instead of them: the rules of the empty columns stand already.
    const onScroll = () => startTransition(measure);
    scroller.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      size.disconnect();
      scroller.removeEventListener('scroll', onScroll);
    };
  }, [sheet, wide, measure]);
  return wide ? { ...window_, measure } : { first: 0, last: count, measure };
}
