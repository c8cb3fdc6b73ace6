import * as z from 'zod/mini';

/** What a school decides for itself. Weights and thresholds in hundredths. */
const settingsSchema = z.object({
  /** From which average the period mark is 5, 4, 3. */
  thresholds: z._default(z.tuple([z.int(), z.int(), z.int()]), [450, 350, 250]),
  /** «Н/4»: whether a mark may stand in the cell of an absent student (work done later). */
  absenceWithMark: z._default(z.boolean(), false),
  /** «Срок ДЗ»: minutes after the end of the class's last lesson of the day (003 П2 2.2). */
  homeworkMinutes: z._default(z.int(), 60),
});
export type SchoolSettings = z.infer<typeof settingsSchema>;

/** Reads a school's settings; what it has not decided has the default. Throws on values the product never wrote. */
export const parseSettings = (stored: unknown): SchoolSettings => settingsSchema.parse(stored ?? {});
