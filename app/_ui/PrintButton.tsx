'use client';

/** Opens the browser's own print dialog: the page is the sheet. */
export const PrintButton = ({ look = '' }: { look?: '' | 'primary' }) => (
  <button type="button" className={`btn ${look}`} onClick={() => window.print()}>
    Печать
  </button>
);
