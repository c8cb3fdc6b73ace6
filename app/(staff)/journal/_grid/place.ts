/** Where an element stands within the sheet, whatever is positioned between them. */
export function placeIn(sheet: Element, element: Element): { x: number; y: number; width: number; height: number } {
  const origin = sheet.getBoundingClientRect();
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left - origin.left, y: top - origin.top, width, height };
}

/** The part of the sheet that is in sight and not under its sticky edges, in the sheet's own measure. */
export function sightOf(sheet: Element, scroller: Element) {
  const size = (part: string) => sheet.querySelector(part)?.getBoundingClientRect();
  const { scrollLeft, scrollTop, clientWidth, clientHeight } = scroller;
  const totals = sheet.querySelector('.jhead > .jtotals');
  // On a phone the totals scroll away with the lessons and cover nothing.
  const stuck = totals !== null && getComputedStyle(totals).position === 'sticky';
  return {
    left: scrollLeft + (size('.jhead > .jname')?.width ?? 0),
    right: scrollLeft + clientWidth - (stuck ? totals.getBoundingClientRect().width : 0),
    top: scrollTop + (size('.jhead')?.height ?? 0),
    bottom: scrollTop + clientHeight - (size('.jfoot')?.height ?? 0),
  };
}
