import { type ReactNode, useLayoutEffect, useRef } from 'react';

/** Something that floats beside a cell and scrolls with the grid. It takes the emptier side, keeps inside the part of the
 *  grid that is in sight, and never covers the names. */
export function Anchored({ cell, side, children }: { cell: string; side: 'right' | 'left' | 'below'; children: ReactNode }) {
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
    const { offsetLeft: x0, offsetTop: y0, offsetHeight: height } = target;
    const before = x0 - gap - box.offsetWidth;
    let x = end + gap;
    let y = y0 - 3 * height;
    if (side === 'left' && before >= left) x = before;
    if (side === 'left') y = y0 - (box.offsetHeight - height) / 2;
    if (side === 'below') {
      x = Math.min(x0, right - box.offsetWidth);
      y = y0 + height + gap;
    }
    if (side !== 'below' && x + box.offsetWidth > right) x = before;
    if (y + box.offsetHeight > bottom) y = side === 'below' ? y0 - gap - box.offsetHeight : bottom - box.offsetHeight;
    box.style.left = `${Math.max(left, x)}px`;
    box.style.top = `${Math.max(top, y)}px`;
  });
  return (
    <div ref={ref} className="janchor">
      {children}
    </div>
  );
}
