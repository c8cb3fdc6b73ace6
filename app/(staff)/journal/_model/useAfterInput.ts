import { useCallback, useEffect, useState } from 'react';
import type { AfterInput } from '#lib/domain/journalKeys.ts';

const KEY = 'journal.afterInput';
const parse = (text: string | null): AfterInput => (text === 'right' || text === 'stay' ? text : 'down');

/** «После ввода»: a habit of the person at this computer, so it lives in the browser. Storage may be forbidden: then the
 *  choice holds until the page is closed. */
export function useAfterInput(): [AfterInput, (after: AfterInput) => void] {
  const [after, setAfter] = useState<AfterInput>('down');
  useEffect(() => {
    try {
      setAfter(parse(localStorage.getItem(KEY)));
    } catch {
      setAfter('down');
    }
  }, []);
  const choose = useCallback((next: AfterInput) => {
    setAfter(next);
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // Nothing to do: the choice is kept in memory.
      return;
    }
  }, []);
  return [after, choose];
}
