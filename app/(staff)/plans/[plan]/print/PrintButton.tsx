'use client';

/** Opens the browser's own print dialog: the page is the sheet. */
export const PrintButton = () => (
  <button type="button" className="btn primary" onClick={() => window.print()}>
    Печать
  </button>
);
