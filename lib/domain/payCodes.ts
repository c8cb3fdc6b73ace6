/** Codes of the табель 0504421 for substituted hours: grades 1–3, grades 4–11, продлённый день. */
export const PAY_CODES = ['ЗН', 'ЗС', 'ЗП'] as const;
export type PayCode = (typeof PAY_CODES)[number];

/** The last grade that is paid by «ЗН». */
const PRIMARY_GRADE = 3;
export const payCodeOf = (grade: number): PayCode => (grade <= PRIMARY_GRADE ? 'ЗН' : 'ЗС');
