/** Period marks as a family reads them. */
const WORDS: Record<string, { text: string; words: string }> = {
  na: { text: 'н/а', words: 'не аттестован(а)' },
  exempt: { text: 'осв', words: 'освобождён(а)' },
  pass: { text: 'зач', words: 'зачёт' },
  fail: { text: 'незач', words: 'незачёт' },
};

/** What a cell shows for a period mark: «5», «н/а», «осв», «зач», «незач». */
export const finalText = (value: string): string => WORDS[value]?.text ?? value;
/** The same in words, for the screen reader and the card. */
export const finalWords = (value: string): string => WORDS[value]?.words ?? value;

/** «I ч.» of «I четверть», «II п/г» of «II полугодие»: for a switch on a phone. */
export const periodShort = (label: string): string =>
  label.replace('четверть', 'ч.').replace('полугодие', 'п/г').replace('триместр', 'тр.');
