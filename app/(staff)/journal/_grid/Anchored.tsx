import { type ReactNode, useContext, useLayoutEffect, useRef } from 'react';
import { placeIn, sightOf } from './place.ts';
import { WindowContext } from './useColumnWindow.ts';

/** Something that floats beside a cell and scrolls with the grid. It takes the emptier side, keeps inside the part of the
 *  grid that is in sight, and never covers the names while there is room beside them. */
export function Anchored({
  cell,
  side,
  children,
}: {
  cell: string;
  side: 'right' | 'left' | 'below';
  children: ReactNode;
}) {
  const ref = useRef<HTMLDivElement>(null);
  useContext(WindowContext);
  useLayoutEffect(() => {
    const box = ref.current;
    const target = document.getElementById(cell);
    const sheet = box?.offsetParent;
    const scroller = sheet?.closest('.jscroll');
    // A cell that is not drawn has nothing beside it.
    if (box) box.style.visibility = target ? '' : 'hidden';
    if (!box || !target || !sheet || !scroller) return;
    const [gap, edge] = [5, 4];
    const { offsetWidth: width, offsetHeight: height } = box;
    const sight = sightOf(sheet, scroller);
    // A card may lie over the totals; only the names must stay readable.
    const right = scroller.scrollLeft + scroller.clientWidth - edge;
    const bottom = scroller.scrollTop + scroller.clientHeight - edge;
    const at = placeIn(sheet, target);
    const before = at.x - gap - width;
    let x = at.x + at.width + gap;
    let y = at.y - 3 * at.height;
    if (side === 'left' && before >= sight.left) x = before;
    if (side === 'left') y = at.y - (height - at.height) / 2;
    if (side === 'below') {
      x = Math.min(at.x, right - width);
      y = at.y + at.height + gap;
    }
    if (side !== 'below' && x + width > right) x = before;
    // No room at either side (a phone): under or over the cell, and the names may be covered.
    const tight = side !== 'below' && x < sight.left;
    if (tight) y = at.y + at.height + gap + height > bottom ? at.y - gap - height : at.y + at.height + gap;
    if (y + height > bottom) y = side === 'below' ? at.y - gap - height : bottom - height;
    box.style.left = `${tight ? Math.max(scroller.scrollLeft + edge, right - width) : Math.max(sight.left + edge, x)}px`;
    box.style.top = `${Math.max(sight.top + edge, y)}px`;
  });
  return (
    <div ref={ref} className="janchor">
      {children}
    </div>
  );
}
