import { type ReactNode, useLayoutEffect, useRef } from 'react';

/** Something that floats beside a cell and scrolls with the grid. It takes the emptier side, keeps inside the part of the
 *  grid that is in sight, and never covers the names. */
export function Anchored({ cell, side, children }: { cell: string; side: 'beside' | 'below'; children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const box = ref.current;
    const target = document.getElementById(cell);
    const sheet = box?.offsetParent;
    const scroller = sheet?.parentElement;
    if (!box || !target || !sheet || !scroller) return;
    const name = sheet.querySelector<HTMLElement>('.jname')?.offsetWidth ?? 0;
    const head = sheet.querySelector<HTMLElement>('.jhead')?.offsetHeight ?? 0;
    const [gap, edge] = [5, 4];
    const left = scroller.scrollLeft + name + edge;
    const right = scroller.scrollLeft + scroller.clientWidth - edge;
    const top = scroller.scrollTop + head + edge;
    const bottom = scroller.scrollTop + scroller.clientHeight - edge;
    const end = target.offsetLeft + target.offsetWidth;
    let x = side === 'beside' ? end + gap : target.offsetLeft;
    if (x + box.offsetWidth > right)
      x = side === 'beside' ? target.offsetLeft - gap - box.offsetWidth : right - box.offsetWidth;
    let y =
      side === 'beside' ? target.offsetTop - 3 * target.offsetHeight : target.offsetTop + target.offsetHeight + gap;
    if (y + box.offsetHeight > bottom)
      y = side === 'beside' ? bottom - box.offsetHeight : target.offsetTop - gap - box.offsetHeight;
    box.style.left = `${Math.max(left, x)}px`;
    box.style.top = `${Math.max(top, y)}px`;
  });
  return (
    <div ref={ref} className="janchor">
      {children}
    </div>
  );
}
